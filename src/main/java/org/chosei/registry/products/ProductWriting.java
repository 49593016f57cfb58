package org.chosei.registry.products;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.chosei.kernel.OrganisationId;
import org.chosei.registry.SearchText;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Writes products, one or thousands, in statements whose number does not grow with them. */
@Repository
class ProductWriting {
    private final JdbcClient jdbc;

    ProductWriting(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A product to be kept: its id, what it says and the version under which that is kept. */
    record Draft(UUID id, ProductFacts facts, UUID version) {}

    /** A product that says something else now. */
    record Change(Product was, ProductFacts now, UUID version) {}

    /** New ones; one whose id is there already is left as it is. Returns how many were written. */
    int add(OrganisationId organisation, List<Draft> drafts) {
        int added = texts("""
                        insert into product (id, organisation_id, name_ja, name_en, kana, versions, state, end_of_life,
                                             name_key, search_text, sort_key, version)
                        select d.id, :organisation, d.ja, d.en, d.kana, d.versions, d.state, nullif(d.day, '')::date,
                               d.name_key, d.search, d.sort, d.version
                        """ + ROWS + " on conflict (id) do nothing", drafts)
                .param("organisation", organisation.value())
                .update();
        if (added == drafts.size()) {
            addIdentifiers(
                    organisation,
                    drafts.stream()
                            .flatMap(draft -> draft.facts().identifiers().stream()
                                    .map(identifier -> new Named(draft.id(), identifier)))
                            .toList());
        }
        return added;
    }

    /** What changed, and a row of history for each fact. */
    void change(OrganisationId organisation, List<Change> changes) {
        texts(
                        """
                        update product p
                           set name_ja = d.ja, name_en = d.en, kana = d.kana, versions = d.versions, state = d.state,
                               end_of_life = nullif(d.day, '')::date, name_key = d.name_key, search_text = d.search,
                               sort_key = d.sort, version = d.version
                        """ + ROWS + " where p.id = d.id",
                        changes.stream()
                                .map(each -> new Draft(each.was().id(), each.now(), each.version()))
                                .toList())
                .update();
        List<Named> gone = new ArrayList<>();
        List<Named> come = new ArrayList<>();
        for (Change each : changes) {
            List<ProductIdentifier> before = each.was().facts().identifiers();
            List<ProductIdentifier> after = each.now().identifiers();
            before.stream()
                    .filter(one -> !after.contains(one))
                    .forEach(one -> gone.add(new Named(each.was().id(), one)));
            after.stream()
                    .filter(one -> !before.contains(one))
                    .forEach(one -> come.add(new Named(each.was().id(), one)));
        }
        removeIdentifiers(gone);
        addIdentifiers(organisation, come);
        addHistory(organisation, changes);
    }

    /** The facts that differ. */
    static List<ProductFact> differing(ProductFacts was, ProductFacts now) {
        return Arrays.stream(ProductFact.values())
                .filter(fact -> !fact.of(was).equals(fact.of(now)))
                .toList();
    }

    private record Named(UUID product, ProductIdentifier identifier) {}

    private static final String ROWS = """
            from unnest(:ids::uuid[], :ja::text[], :en::text[], :kana::text[], :versions::text[], :states::text[],
                        :days::text[], :keys::text[], :searches::text[], :sorts::text[], :marks::uuid[])
                 as d (id, ja, en, kana, versions, state, day, name_key, search, sort, version)
            """;

    private JdbcClient.StatementSpec texts(String sql, List<Draft> drafts) {
        return jdbc.sql(sql)
                .param("ids", drafts.stream().map(Draft::id).toArray(UUID[]::new))
                .param("ja", of(drafts, ProductFacts::nameJa))
                .param("en", of(drafts, ProductFacts::nameEn))
                .param("kana", of(drafts, ProductFacts::kana))
                .param("versions", of(drafts, ProductFacts::versions))
                .param("states", of(drafts, facts -> facts.state().label()))
                .param("days", of(drafts, facts -> facts.state().date()))
                .param("keys", of(drafts, facts -> Product.nameKey(facts.nameJa(), facts.nameEn())))
                .param(
                        "searches",
                        of(drafts, facts -> SearchText.of(List.of(facts.nameJa(), facts.nameEn(), facts.kana()))))
                .param("sorts", of(drafts, facts -> SearchText.sortKey(facts.kana(), facts.nameJa(), facts.nameEn())))
                .param("marks", drafts.stream().map(Draft::version).toArray(UUID[]::new));
    }

    private static String[] of(List<Draft> drafts, Function<ProductFacts, String> text) {
        return drafts.stream().map(draft -> text.apply(draft.facts())).toArray(String[]::new);
    }

    private void removeIdentifiers(List<Named> gone) {
        jdbc.sql("""
                        update product_identifier i set removed_at = chosei_now(), removed_by = scope_actor()
                          from unnest(:products::uuid[], :canonical::text[]) as g (product, canonical)
                         where i.product_id = g.product and i.canonical = g.canonical and i.removed_at is null
                        """)
                .param("products", gone.stream().map(Named::product).toArray(UUID[]::new))
                .param(
                        "canonical",
                        gone.stream()
                                .map(each -> each.identifier().identifier().canonical())
                                .toArray(String[]::new))
                .update();
    }

    private void addIdentifiers(OrganisationId organisation, List<Named> come) {
        jdbc.sql("""
                        insert into product_identifier (product_id, organisation_id, kind, canonical, package_key, version,
                                                        versions)
                        select i.product, :organisation, i.kind, i.canonical, i.key, i.version, i.versions
                          from unnest(:products::uuid[], :kinds::text[], :canonical::text[], :keys::text[],
                                      :exact::text[], :versions::text[])
                               as i (product, kind, canonical, key, version, versions)
                        """)
                .param("organisation", organisation.value())
                .param("products", come.stream().map(Named::product).toArray(UUID[]::new))
                .param(
                        "kinds",
                        come.stream()
                                .map(each ->
                                        each.identifier().identifier().kind().name())
                                .toArray(String[]::new))
                .param(
                        "canonical",
                        come.stream()
                                .map(each -> each.identifier().identifier().canonical())
                                .toArray(String[]::new))
                .param(
                        "keys",
                        come.stream()
                                .map(each -> each.identifier().identifier().packageKey())
                                .toArray(String[]::new))
                .param(
                        "exact",
                        come.stream()
                                .map(each -> each.identifier().identifier().version())
                                .toArray(String[]::new))
                .param(
                        "versions",
                        come.stream().map(each -> each.identifier().versions()).toArray(String[]::new))
                .update();
    }

    private void addHistory(OrganisationId organisation, List<Change> changes) {
        List<UUID> products = new ArrayList<>();
        List<String> facts = new ArrayList<>();
        List<String> was = new ArrayList<>();
        List<String> became = new ArrayList<>();
        for (Change each : changes) {
            for (ProductFact fact : differing(each.was().facts(), each.now())) {
                products.add(each.was().id());
                facts.add(fact.name());
                was.add(fact.of(each.was().facts()));
                became.add(fact.of(each.now()));
            }
        }
        jdbc.sql("""
                        insert into product_change (product_id, organisation_id, fact, was, became)
                        select c.product, :organisation, c.fact, c.was, c.became
                          from unnest(:products::uuid[], :facts::text[], :was::text[], :became::text[])
                               as c (product, fact, was, became)
                        """)
                .param("organisation", organisation.value())
                .param("products", products.toArray(UUID[]::new))
                .param("facts", facts.toArray(String[]::new))
                .param("was", was.toArray(String[]::new))
                .param("became", became.toArray(String[]::new))
                .update();
    }
}
