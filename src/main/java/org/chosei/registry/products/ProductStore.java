package org.chosei.registry.products;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.chosei.kernel.OrganisationId;
import org.chosei.registry.SearchText;
import org.chosei.registry.products.Identifier.Kind;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Products as they stand, and every change of them. Two statements read any number of them. */
@Repository
class ProductStore {
    private static final String COLUMNS = """
            select id, organisation_id, name_ja, name_en, kana, versions, state, end_of_life, version, added_at, added_by
              from product
            """;

    private final JdbcClient jdbc;

    ProductStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Makes those who change the products of one organisation wait for each other until the end of the transaction. */
    void lock(OrganisationId organisation) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:id, 0))")
                .param("id", "products:" + organisation)
                .query((_, _) -> true)
                .single();
    }

    List<Product> byId(Collection<UUID> ids) {
        return withIdentifiers(jdbc.sql(COLUMNS + "where id = any(:ids::uuid[])")
                .param("ids", ids.toArray(UUID[]::new))
                .query(ProductStore::read)
                .list());
    }

    /** Those that are in the list, by kana. */
    List<Product> all(OrganisationId organisation) {
        return withIdentifiers(jdbc.sql(COLUMNS + """
                        where organisation_id = :organisation and state <> 'TAKEN_OFF'
                        order by sort_key collate "C", id
                        """)
                .param("organisation", organisation.value())
                .query(ProductStore::read)
                .list());
    }

    /** A page of {@link #all}, and at its end those that were taken off when {@code off}. */
    List<Product> page(OrganisationId organisation, String typed, @Nullable UUID after, int size, boolean off) {
        List<SearchText.Term> terms = SearchText.terms(typed);
        StringBuilder found = new StringBuilder();
        for (int i = 0; i < terms.size(); i++) {
            found.append(" and (search_text like :exact%d or search_text like :loose%d)".formatted(i, i));
        }
        var query = jdbc.sql(COLUMNS + """
                        where organisation_id = :organisation and (state = 'TAKEN_OFF') = :off
                          and (:after::uuid is null or (sort_key collate "C", id) >
                               (select l.sort_key, l.id from product l where l.id = :after::uuid))
                        """ + found + " order by sort_key collate \"C\", id limit :size")
                .param("organisation", organisation.value())
                .param("off", off)
                .param("after", after, Types.OTHER)
                .param("size", size);
        for (int i = 0; i < terms.size(); i++) {
            query = query.param("exact" + i, SearchText.containing(terms.get(i).exact()))
                    .param("loose" + i, SearchText.containing(terms.get(i).loose()));
        }
        return withIdentifiers(query.query(ProductStore::read).list());
    }

    int count(OrganisationId organisation) {
        return jdbc.sql("select count(*) from product where organisation_id = :organisation and state <> 'TAKEN_OFF'")
                .param("organisation", organisation.value())
                .query(Integer.class)
                .single();
    }

    /** Those in the list whose names fold to this key. */
    List<UUID> named(OrganisationId organisation, String nameKey) {
        return jdbc.sql("""
                        select id from product
                         where organisation_id = :organisation and name_key = :key and state <> 'TAKEN_OFF'
                        """)
                .param("organisation", organisation.value())
                .param("key", nameKey)
                .query(UUID.class)
                .list();
    }

    /** The newest ones, newest first. */
    List<ProductChange> changes(UUID product, int most) {
        return jdbc.sql("""
                        select fact, was, became, at, changed_by from product_change
                         where product_id = :product order by id desc limit :most
                        """)
                .param("product", product)
                .param("most", most)
                .query((row, _) -> new ProductChange(
                        ProductFact.valueOf(row.getString(1)),
                        row.getString(2),
                        row.getString(3),
                        row.getObject(4, OffsetDateTime.class).toInstant(),
                        row.getString(5)))
                .list();
    }

    private List<Product> withIdentifiers(List<Product> bare) {
        Map<UUID, List<ProductIdentifier>> identifiers = new HashMap<>();
        jdbc.sql("""
                        select product_id, kind, canonical, package_key, version, versions from product_identifier
                         where product_id = any(:ids::uuid[]) and removed_at is null order by id
                        """)
                .param("ids", bare.stream().map(Product::id).toArray(UUID[]::new))
                .query((row, _) -> Map.entry(
                        row.getObject(1, UUID.class),
                        new ProductIdentifier(
                                new Identifier(
                                        Kind.valueOf(row.getString(2)),
                                        row.getString(3),
                                        row.getString(4),
                                        row.getString(5)),
                                row.getString(6))))
                .list()
                .forEach(each -> identifiers
                        .computeIfAbsent(each.getKey(), _ -> new ArrayList<>())
                        .add(each.getValue()));
        return bare.stream()
                .map(each -> with(each, identifiers.getOrDefault(each.id(), List.of())))
                .toList();
    }

    private static Product with(Product bare, List<ProductIdentifier> identifiers) {
        ProductFacts facts = bare.facts();
        return new Product(
                bare.id(),
                bare.organisation(),
                new ProductFacts(
                        facts.nameJa(), facts.nameEn(), facts.kana(), facts.versions(), facts.state(), identifiers),
                bare.version(),
                bare.addedAt(),
                bare.by());
    }

    private static Product read(ResultSet row, int number) throws SQLException {
        return new Product(
                row.getObject("id", UUID.class),
                new OrganisationId(row.getObject("organisation_id", UUID.class)),
                new ProductFacts(
                        row.getString("name_ja"),
                        row.getString("name_en"),
                        row.getString("kana"),
                        row.getString("versions"),
                        state(row.getString("state"), row.getObject("end_of_life", LocalDate.class)),
                        List.of()),
                row.getObject("version", UUID.class),
                row.getObject("added_at", OffsetDateTime.class).toInstant(),
                row.getString("added_by"));
    }

    static ProductState state(String label, @Nullable LocalDate endOfLife) {
        return endOfLife != null
                ? new ProductState.EndOfLife(endOfLife)
                : label.equals("SOLD") ? new ProductState.Sold() : new ProductState.TakenOff();
    }
}
