package org.chosei.cases.numbers;

import java.security.SecureRandom;
import java.sql.Types;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.OrganisationId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The numbers of cases. */
@Repository
class AliasStore {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final JdbcClient jdbc;

    AliasStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<Alias> of(CaseId caseId) {
        return jdbc.sql("""
                        select id, value, kind, canonical, vulnerability_id, allocated from case_alias
                         where case_id = :case and not exists (
                               select from coordination_case n where n.number = case_alias.canonical) order by id
                        """)
                .param("case", caseId.value())
                .query((row, _) -> new Alias(
                        row.getObject(1, UUID.class),
                        row.getString(2),
                        AliasKind.valueOf(row.getString(3)),
                        row.getString(4),
                        row.getObject(5, UUID.class),
                        row.getBoolean(6)))
                .list();
    }

    /** False when the case has it already. */
    boolean add(CaseId caseId, String value, String canonical, @Nullable UUID vulnerability, OrganisationId by) {
        return jdbc.sql("""
                        insert into case_alias (case_id, value, given_by, kind, canonical, vulnerability_id)
                        select :case, :value, :by, :kind, :canonical, :vulnerability
                         where not exists (select from case_alias where case_id = :case and canonical = :canonical)
                        on conflict do nothing
                        """)
                        .param("case", caseId.value())
                        .param("value", value)
                        .param("by", by.value())
                        .param("kind", AliasKind.of(canonical).name())
                        .param("canonical", canonical)
                        .param("vulnerability", vulnerability, Types.OTHER)
                        .update()
                == 1;
    }

    /** False when the case has no such number, or was given it here. */
    boolean remove(CaseId caseId, String canonical) {
        return jdbc.sql("select remove_alias(:case, :canonical)")
                .param("case", caseId.value())
                .param("canonical", canonical)
                .query(Boolean.class)
                .single();
    }

    /** What this form was given before; a twin that is still at work is waited for. */
    Optional<String> allocated(CaseId caseId, UUID form) {
        lock("number-form:" + form);
        return jdbc.sql("select value from case_alias where case_id = :case and form = :form")
                .param("case", caseId.value())
                .param("form", form)
                .query(String.class)
                .optional();
    }

    private void lock(String name) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:name, 0))")
                .param("name", name)
                .query((_, _) -> true)
                .single();
    }

    /** False when somebody has the number already, whoever gave it. */
    boolean allocate(CaseId caseId, String number, UUID form, OrganisationId by) {
        String canonical = AliasKind.canonical(number);
        lock("number:" + canonical);
        return jdbc.sql("""
                        insert into case_alias (case_id, value, given_by, kind, canonical, allocated, form)
                        select :case, :value, :by, :kind, :canonical, true, :form
                         where not exists (select from case_alias where canonical = :canonical)
                        on conflict do nothing
                        """)
                        .param("case", caseId.value())
                        .param("value", number)
                        .param("by", by.value())
                        .param("kind", AliasKind.of(canonical).name())
                        .param("canonical", canonical)
                        .param("form", form)
                        .update()
                == 1;
    }

    /** The next candidate of a scheme. Sequential ones wait for each other, so that none is given twice. */
    String next(NumberSchemes.Scheme scheme) {
        return scheme.prefix()
                + switch (scheme.digits()) {
                    case RANDOM -> random(scheme.length());
                    case SEQUENTIAL -> sequential(scheme);
                };
    }

    private static String random(int length) {
        StringBuilder digits = new StringBuilder().append(1 + RANDOM.nextInt(9));
        while (digits.length() < length) {
            digits.append(RANDOM.nextInt(10));
        }
        return digits.toString();
    }

    private String sequential(NumberSchemes.Scheme scheme) {
        int next = jdbc.sql("""
                        insert into case_numbering (prefix, year, last) values (:prefix, 0, 1)
                        on conflict (prefix, year) do update set last = case_numbering.last + 1 returning last
                        """)
                .param("prefix", scheme.prefix())
                .query(Integer.class)
                .single();
        return String.format(Locale.ROOT, "%0" + scheme.length() + "d", next);
    }

    /** The cases that have a number, in any of its kinds, or are called so themselves. */
    List<CaseId> casesWith(String canonical) {
        return jdbc.sql("""
                        select id from coordination_case where number = :canonical
                        union select case_id from case_alias where canonical = :canonical
                        union select c.case_id from case_vulnerability c join vulnerability v on v.id = c.vulnerability_id
                               where v.cve = :canonical and c.moved_to is null
                        order by 1 limit 50
                        """)
                .param("canonical", canonical)
                .query((row, _) -> new CaseId(row.getObject(1, UUID.class)))
                .list();
    }

    /** For each number of the case, CVE ids of its vulnerabilities included, the other cases that have it too. */
    Map<String, List<CaseId>> shared(CaseId caseId) {
        Map<String, List<CaseId>> found = new LinkedHashMap<>();
        jdbc.sql("""
                        with known as (
                            select case_id, canonical from case_alias
                            union select c.case_id, v.cve from case_vulnerability c join vulnerability v on v.id = c.vulnerability_id
                                   where v.cve is not null and c.moved_to is null
                        )
                        select mine.canonical, other.case_id from known mine join known other using (canonical)
                         where mine.case_id = :case and other.case_id <> mine.case_id order by 1, 2
                        """)
                .param("case", caseId.value())
                .query((row, _) -> found.computeIfAbsent(row.getString(1), _ -> new ArrayList<>())
                        .add(new CaseId(row.getObject(2, UUID.class))))
                .list();
        return found;
    }
}
