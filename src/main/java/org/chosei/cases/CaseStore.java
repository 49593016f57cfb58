package org.chosei.cases;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.chosei.cases.numbers.AliasKind;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Tlp;
import org.chosei.vault.SealedId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The tables of a case. */
@Repository
class CaseStore {
    /** A case with what every page says of it first; other cases are named as far as they may be known. */
    private static final String STANDING = """
             (select k.id, k.number, k.tlp, k.title, k.product, k.summary, k.opened_at,
                     p.published_at, p.number as advisory, e.reason as end_reason, case_ended_at(k.id) as ended_at,
                     e.merged_in, (select o.number from coordination_case o where o.id = e.merged_in) as merged_number,
                     array(select f.id || ' ' || f.number from case_relation r join coordination_case f on f.id = r.child_id
                            where r.parent_id = k.id and r.kind = 'merged' order by f.id) as merged
                from coordination_case k
                left join lateral case_published(k.id) p on true
                left join case_end e on e.case_id = k.id) c
            """;

    private static final String COLUMNS = "select * from " + STANDING;

    private final JdbcClient jdbc;
    private final CaseNumbering numbering;

    CaseStore(JdbcClient jdbc, CaseNumbering numbering) {
        this.jdbc = jdbc;
        this.numbering = numbering;
    }

    /** The next number; two transactions that ask at once wait for each other, so none is given twice. */
    String nextNumber(Instant now) {
        int year = now.atZone(numbering.zone()).getYear();
        int next = jdbc.sql("""
                        insert into case_numbering (prefix, year, last) values (:prefix, :year, 1)
                        on conflict (prefix, year) do update set last = case_numbering.last + 1 returning last
                        """)
                .param("prefix", numbering.prefix())
                .param("year", year)
                .query(Integer.class)
                .single();
        return String.format(Locale.ROOT, "%s-%d-%05d", numbering.prefix(), year, next);
    }

    void add(CaseId id, String number, Tlp tlp, SealedId title, SealedId product, SealedId summary) {
        jdbc.sql("""
                        insert into coordination_case (id, number, tlp, title, product, summary)
                        values (:id, :number, :tlp, :title, :product, :summary)
                        """)
                .param("id", id.value())
                .param("number", number)
                .param("tlp", tlp.name())
                .param("title", title.value())
                .param("product", product.value())
                .param("summary", summary.value())
                .update();
    }

    void addOriginator(CaseId id, OrganisationId originator) {
        jdbc.sql("insert into participant (case_id, organisation_id, role) values (:case, :organisation, 'originator')")
                .param("case", id.value())
                .param("organisation", originator.value())
                .update();
    }

    List<OrganisationId> vendors(CaseId id) {
        return jdbc.sql("select organisation_id from participant where case_id = :case and role = 'vendor' order by id")
                .param("case", id.value())
                .query((row, _) -> new OrganisationId(row.getObject(1, UUID.class)))
                .list();
    }

    /** The aliases of one case as another's too; what was given out once stays given out once. */
    void takeAliases(CaseId from, CaseId into) {
        jdbc.sql("""
                        insert into case_alias (case_id, value, given_by, kind, canonical)
                        select :into, a.value, a.given_by, a.kind, a.canonical from case_alias a
                         where a.case_id = :from and a.vulnerability_id is null and not exists (
                               select from case_alias own where own.case_id = :into and own.canonical = a.canonical)
                        """).param("into", into.value()).param("from", from.value()).update();
    }

    boolean knows(CaseId id, String alias) {
        return jdbc.sql("select exists(select from case_alias where case_id = :case and canonical = :canonical)")
                .param("case", id.value())
                .param("canonical", AliasKind.canonical(alias))
                .query(Boolean.class)
                .single();
    }

    /** False when the case had it before. */
    boolean addAlias(CaseId id, String alias, OrganisationId givenBy) {
        String canonical = AliasKind.canonical(alias);
        return jdbc.sql("""
                                insert into case_alias (case_id, value, given_by, kind, canonical)
                                values (:case, :value, :by, :kind, :canonical) on conflict do nothing
                                """)
                        .param("case", id.value())
                        .param("value", alias)
                        .param("kind", AliasKind.of(canonical).name())
                        .param("canonical", canonical)
                        .param("by", givenBy.value())
                        .update()
                == 1;
    }

    Optional<CoordinatedCase> find(CaseId id) {
        return jdbc.sql(COLUMNS + "where id = :id")
                .param("id", id.value())
                .query(CaseStore::read)
                .optional();
    }

    List<CoordinatedCase> byId(Collection<CaseId> ids) {
        return jdbc.sql(COLUMNS + "where id = any(:ids::uuid[]) order by id")
                .param("ids", ids.stream().map(CaseId::value).toArray(UUID[]::new))
                .query(CaseStore::read)
                .list();
    }

    Optional<CaseFile> file(CaseId id) {
        return jdbc.sql("""
                        select c.*,
                               array(select a.value from case_alias a where a.case_id = c.id and not exists (
                                       select from coordination_case n where n.number = a.value) order by a.id) as aliases,
                               coalesce((select jsonb_agg(jsonb_build_object('kind', k.kind, 'start', k.started_at,
                                                'due', k.due_at, 'rules', k.rule_version, 'reason', k.reason) order by k.due_at)
                                  from (select distinct on (kind) * from case_clock where case_id = c.id
                                         order by kind, id desc) k), '[]')::text as clocks,
                               case_reports(c.id)::text as reports,
                               (select coalesce(v.cve, '') from case_vulnerabilities(c.id) v order by v.ordinal limit 1) as cve
                          from""" + STANDING + "where c.id = :id")
                .param("id", id.value())
                .query((row, number) -> new CaseFile(
                        read(row, number),
                        new SealedId(row.getObject("product", UUID.class)),
                        new SealedId(row.getObject("summary", UUID.class)),
                        List.of((String[]) row.getArray("aliases").getArray()),
                        row.getString("clocks"),
                        row.getString("reports"),
                        Objects.requireNonNullElse(row.getString("cve"), "")))
                .optional();
    }

    /** Product and summary, both sealed. */
    List<SealedId> words(CaseId id) {
        return jdbc.sql("select product, summary from coordination_case where id = :id")
                .param("id", id.value())
                .query((row, _) ->
                        List.of(new SealedId(row.getObject(1, UUID.class)), new SealedId(row.getObject(2, UUID.class))))
                .optional()
                .orElse(List.of());
    }

    Optional<CoordinatedCase> byNumber(String number) {
        return jdbc.sql(COLUMNS + "where number = :number")
                .param("number", number)
                .query(CaseStore::read)
                .optional();
    }

    List<CoordinatedCase> page(@Nullable CaseId before, int size) {
        return jdbc.sql(COLUMNS + "where (:before::uuid is null or id < :before::uuid) order by id desc limit :size")
                .param("before", before == null ? null : before.value(), Types.OTHER)
                .param("size", size)
                .query(CaseStore::read)
                .list();
    }

    private static CoordinatedCase read(ResultSet row, int number) throws SQLException {
        return new CoordinatedCase(
                new CaseId(row.getObject("id", UUID.class)),
                row.getString("number"),
                Tlp.valueOf(row.getString("tlp")),
                new SealedId(row.getObject("title", UUID.class)),
                instant(row, "opened_at"),
                standing(row));
    }

    private static Standing standing(ResultSet row) throws SQLException {
        String advisory = row.getString("advisory");
        String reason = row.getString("end_reason");
        String mergedNumber = row.getString("merged_number");
        return new Standing(
                advisory == null ? null : new Standing.Published(instant(row, "published_at"), advisory),
                row.getObject("ended_at") == null
                        ? null
                        : new Standing.End(
                                reason == null
                                        ? null
                                        : reason.toUpperCase(Locale.ROOT).replace('-', '_'),
                                instant(row, "ended_at"),
                                mergedNumber == null
                                        ? null
                                        : new Standing.Other(
                                                new CaseId(row.getObject("merged_in", UUID.class)), mergedNumber)),
                Arrays.stream((String[]) row.getArray("merged").getArray())
                        .map(each -> each.split(" ", 2))
                        .map(each -> new Standing.Other(CaseId.of(each[0]), each[1]))
                        .toList());
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
