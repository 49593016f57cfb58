package org.chosei.registry.products;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.chosei.kernel.OrganisationId;
import org.chosei.registry.SearchText;
import org.chosei.registry.keywords.Answer;
import org.chosei.registry.products.Reason.ByProduct;
import org.chosei.registry.products.Sought.ByIdentifier;
import org.chosei.registry.products.Sought.ByKeyword;
import org.chosei.registry.products.Sought.ByName;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Which organisations are concerned by packages, products or technologies, and why. Staff see all, a member its own. At
 * most three statements, whatever is sought and however much there is: identifiers and keywords by index, names by one pass.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class ProductSearch {
    private static final int MOST_NAMES = 50;

    /** Of what one statement finds; more than a page shows, and enough that it can say that there are more. */
    private static final int MOST_REASONS = 6;

    private final JdbcClient jdbc;

    ProductSearch(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Why an organisation was found.
     *
     * @param surest the surest first; not all of them when there are many
     * @param all how many there are
     */
    public record Reasons(List<Reason> surest, int all) {
        /** Of an organisation that was not sought for. */
        public static final Reasons NONE = new Reasons(List.of(), 0);
    }

    /** {@code all} says how many the statement found for the same organisation. */
    private record Found(OrganisationId organisation, Reason reason, int all) {}

    /** By organisation, those with the surest reason first. */
    public Map<OrganisationId, Reasons> matching(Collection<? extends Sought> sought) {
        List<Identifier> identifiers = new ArrayList<>();
        List<List<SearchText.Term>> names = new ArrayList<>();
        List<String> codes = new ArrayList<>();
        for (Sought each : sought) {
            switch (each) {
                case ByIdentifier by -> identifiers.add(by.identifier());
                case ByName by -> names.add(SearchText.terms(by.words()));
                case ByKeyword by -> codes.add(by.code());
            }
        }
        List<List<Found>> found = new ArrayList<>();
        if (!identifiers.isEmpty()) {
            found.add(byIdentifier(identifiers));
        }
        names.removeIf(List::isEmpty);
        if (!names.isEmpty()) {
            found.add(byName(names.stream().limit(MOST_NAMES).toList()));
        }
        if (!codes.isEmpty()) {
            found.add(byKeyword(codes));
        }
        return reasons(found);
    }

    private static Map<OrganisationId, Reasons> reasons(List<List<Found>> byStatement) {
        Map<OrganisationId, Integer> all = new HashMap<>();
        for (List<Found> found : byStatement) {
            Set<OrganisationId> counted = new HashSet<>();
            found.stream()
                    .filter(each -> counted.add(each.organisation()))
                    .forEach(each -> all.merge(each.organisation(), each.all(), Integer::sum));
        }
        Map<OrganisationId, List<Reason>> surest = new LinkedHashMap<>();
        byStatement.stream()
                .flatMap(List::stream)
                .sorted(Comparator.comparing(each -> each.reason().certainty()))
                .forEach(each -> surest.computeIfAbsent(each.organisation(), _ -> new ArrayList<>())
                        .add(each.reason()));
        Map<OrganisationId, Reasons> reasons = new LinkedHashMap<>();
        surest.forEach((organisation, each) ->
                reasons.put(organisation, new Reasons(List.copyOf(each), all.getOrDefault(organisation, 0))));
        return reasons;
    }

    /** The surest of each organisation, and how many it has. */
    private static String surest(String found) {
        return """
                select *
                  from (select f.*, count(*) over (partition by organisation_id) as of_all,
                               row_number() over (partition by organisation_id
                                                  order by certainty, sort_key collate "C", id, canonical) as place
                          from (%s) f) each
                 where place <= %d order by sort_key collate "C", id, canonical
                """.formatted(found, MOST_REASONS);
    }

    /** An identifier without version means every version. */
    static final String BY_IDENTIFIER = surest("""
            select p.organisation_id, p.id, p.name_ja, p.name_en, p.state, p.end_of_life, p.sort_key, i.canonical,
                   i.versions,
                   min(case when i.canonical = s.canonical or '' in (i.version, s.version) or i.version = s.version
                            then 'IDENTIFIER' else 'PACKAGE' end) as certainty
              from unnest(:keys::text[], :canonical::text[], :exact::text[]) as s (key, canonical, version)
              join product_identifier i on i.package_key = s.key and i.removed_at is null
              join product p on p.id = i.product_id and p.state <> 'TAKEN_OFF'
             group by p.id, i.id
            """);

    private List<Found> byIdentifier(List<Identifier> identifiers) {
        return jdbc.sql(BY_IDENTIFIER)
                .param("keys", identifiers.stream().map(Identifier::packageKey).toArray(String[]::new))
                .param(
                        "canonical",
                        identifiers.stream().map(Identifier::canonical).toArray(String[]::new))
                .param("exact", identifiers.stream().map(Identifier::version).toArray(String[]::new))
                .query(ProductSearch::product)
                .list();
    }

    private List<Found> byName(List<List<SearchText.Term>> names) {
        List<String> either = new ArrayList<>();
        for (int n = 0; n < names.size(); n++) {
            List<String> all = new ArrayList<>();
            for (int t = 0; t < names.get(n).size(); t++) {
                all.add("(p.search_text like :exact_%1$d_%2$d or p.search_text like :loose_%1$d_%2$d)".formatted(n, t));
            }
            either.add("(" + String.join(" and ", all) + ")");
        }
        var query = jdbc.sql(surest("""
                select p.organisation_id, p.id, p.name_ja, p.name_en, p.state, p.end_of_life, p.sort_key,
                       '' as canonical, '' as versions, 'NAME' as certainty
                  from product p where p.state <> 'TAKEN_OFF' and (%s)
                """.formatted(String.join(" or ", either))));
        for (int n = 0; n < names.size(); n++) {
            for (int t = 0; t < names.get(n).size(); t++) {
                SearchText.Term term = names.get(n).get(t);
                query = query.param("exact_" + n + "_" + t, SearchText.containing(term.exact()))
                        .param("loose_" + n + "_" + t, SearchText.containing(term.loose()));
            }
        }
        return query.query(ProductSearch::product).list();
    }

    /** The newest answer to each counts, also one that is asked again: it is better than nothing, and its version is shown. */
    static final String BY_KEYWORD = """
            select organisation_id, code, answer, version, count(*) over (partition by organisation_id)
              from (select distinct on (code, organisation_id) organisation_id, code, answer, version
                      from keyword_answer where code = any(:codes::text[])
                     order by code, organisation_id, id desc) newest
             where answer in ('DEVELOPS', 'USES') order by answer, code, organisation_id
            """;

    private List<Found> byKeyword(List<String> codes) {
        return jdbc.sql(BY_KEYWORD)
                .param("codes", codes.toArray(String[]::new))
                .query((row, _) -> new Found(
                        new OrganisationId(row.getObject(1, UUID.class)),
                        new Reason.ByAnswer(row.getString(2), Answer.valueOf(row.getString(3)), row.getInt(4)),
                        row.getInt(5)))
                .list();
    }

    private static Found product(ResultSet row, int number) throws SQLException {
        return new Found(
                new OrganisationId(row.getObject("organisation_id", UUID.class)),
                new ByProduct(
                        Certainty.valueOf(row.getString("certainty")),
                        row.getObject("id", UUID.class),
                        row.getString("name_ja"),
                        row.getString("name_en"),
                        ProductStore.state(row.getString("state"), row.getObject("end_of_life", LocalDate.class)),
                        row.getString("canonical"),
                        row.getString("versions")),
                row.getInt("of_all"));
    }
}
