package org.chosei.distribution;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.chosei.access.Grants;
import org.chosei.cases.status.VendorStatus;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.OrganisationId;
import org.chosei.mail.Deliveries;
import org.chosei.registry.Organisation;
import org.chosei.registry.Organisation.Kind;
import org.chosei.registry.Organisation.RegistrationClass;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * What the rooms below know of the vendors of a case, gathered in one statement because the pages of a case are read all
 * day: each part is a plain query of its own, under row-level security like any, and nothing is joined that could grow with
 * the square of the vendors.
 */
@Repository
class FairnessStore {
    private static final String FACTS = """
            select 'selected' as fact, s.wave_id as wave, s.organisation_id as organisation, null::timestamptz as at,
                   null::timestamptz as until, s.answer as word, s.reasons as words, s.chosen as flag,
                   null::timestamptz as planned, s.wave_id as sort
              from wave_selection s where s.case_id = :case
            union all
            select 'vendor', null, o.id, null, null, o.kind, array[o.name_ja, o.name_en, o.registration_class], null,
                   null, null
              from organisation o where o.id in (select organisation_id from wave_selection where case_id = :case)
            union all
            select 'given', g.wave_id, g.organisation_id,
                   min(g.visible_from) filter (where g.revoked_at is null or g.visible_from < g.revoked_at),
                   max(g.revoked_at), null, null, null, min(g.visible_from), g.wave_id
              from access_grant g join wave w on w.id = g.wave_id
             where g.case_id = :case and not exists (select from wave_cancellation c where c.wave_id = g.wave_id)
             group by g.wave_id, g.organisation_id
            union all
            select 'mail', d.wave_id, d.organisation_id, d.handed_over_at,
                   case when d.state = 'DEFERRED' then d.next_try_at end, d.state,
                   array[d.tries::text, coalesce(d.last_reply, '')], null, null, d.id
              from mail_delivery d where d.case_id = :case and d.wave_id is not null
            union all
            select 'further', d.wave_id, d.organisation_id, null, null, f.state, array[f.address, f.reply], null, null, d.id
              from mail_delivery_further f join mail_delivery d on d.id = f.delivery_id
             where f.case_id = :case and d.wave_id is not null
            union all
            select 'told', p.wave_id, p.organisation_id, p.told_at, null, null, null, null, null, null
              from portal_notice p where p.wave_id in (select w.id from wave w where w.case_id = :case)
            union all
            select 'read', null, substring(r.reader from 14)::uuid, min(e.at), null, null, null, null, null, null
              from ledger_entry e, jsonb_array_elements_text(e.subjects::jsonb) as r (reader)
             where e.chain = :case and e.kind = 'content.read' and r.reader like 'organisation:%'
               and jsonb_exists_any(e.subjects::jsonb,
                                    array(select 'sealed:' || n.body from notice n where n.case_id = :case))
             group by r.reader
            union all
            select 'acknowledged', null, a.organisation_id, min(a.acknowledged_at), null, null, null, null, null, null
              from acknowledgement a where a.case_id = :case group by a.organisation_id
            union all
            select 'wrote', null, m.organisation_id, min(m.posted_at), null, null, null, null, null, null
              from message m join thread t on t.id = m.thread_id
             where m.case_id = :case and m.organisation_id = t.organisation_id group by m.organisation_id
            union all
            select 'stated', null, v.organisation_id, min(v.stated_at), null,
                   (array_agg(v.status order by v.id desc))[1], null, null, null, null
              from vulnerability_status v where v.case_id = :case group by v.organisation_id
            order by planned, sort
            """;

    private final JdbcClient jdbc;

    FairnessStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A vendor within one wave. */
    record InWave(UUID wave, OrganisationId vendor) {}

    /** What became of a wave's mail to a vendor, how often it was tried, when next, and what the relay answered last. */
    record Mail(
            Deliveries.State state,
            @Nullable Instant handedOverAt,
            @Nullable Instant nextTryAt,
            int tries,
            String reply) {}

    /** All of a case, by vendor; selections and grants in the order of the waves. */
    record Facts(
            Map<OrganisationId, List<SelectionStore.Selected>> selections,
            Map<OrganisationId, Organisation> vendors,
            Map<OrganisationId, List<Grants.Given>> given,
            Map<InWave, Mail> mails,
            Map<InWave, List<Deliveries.Further>> further,
            Map<InWave, Instant> told,
            Map<OrganisationId, Instant> reads,
            Map<OrganisationId, Instant> acknowledged,
            Map<OrganisationId, Instant> wrote,
            Map<OrganisationId, Instant> stated,
            Map<OrganisationId, VendorStatus> status) {
        /** Of one vendor's mail, by address. */
        List<Deliveries.Further> further(UUID wave, OrganisationId vendor) {
            return further.getOrDefault(new InWave(wave, vendor), List.of()).stream()
                    .sorted(Comparator.comparing(Deliveries.Further::address))
                    .toList();
        }

        static Facts none() {
            return new Facts(
                    new LinkedHashMap<>(),
                    new HashMap<>(),
                    new HashMap<>(),
                    new HashMap<>(),
                    new HashMap<>(),
                    new HashMap<>(),
                    new HashMap<>(),
                    new HashMap<>(),
                    new HashMap<>(),
                    new HashMap<>(),
                    new HashMap<>());
        }
    }

    Facts of(CaseId caseId) {
        Facts facts = Facts.none();
        jdbc.sql(FACTS).param("case", caseId.value()).query(row -> {
            add(facts, row);
        });
        return facts;
    }

    private static void add(Facts facts, ResultSet row) throws SQLException {
        String fact = row.getString("fact");
        OrganisationId vendor = new OrganisationId(row.getObject("organisation", UUID.class));
        switch (fact) {
            case "selected" ->
                facts.selections()
                        .computeIfAbsent(vendor, _ -> new ArrayList<>())
                        .add(SelectionStore.selected(row, vendor));
            case "vendor" -> facts.vendors().put(vendor, organisation(row, vendor));
            case "given" ->
                facts.given()
                        .computeIfAbsent(vendor, _ -> new ArrayList<>())
                        .add(new Grants.Given(wave(row), vendor, at(row, "at"), at(row, "until")));
            case "mail" -> facts.mails().putIfAbsent(new InWave(wave(row), vendor), mail(row));
            case "further" ->
                facts.further()
                        .computeIfAbsent(new InWave(wave(row), vendor), _ -> new ArrayList<>())
                        .add(further(row));
            case "told" ->
                facts.told().putIfAbsent(new InWave(wave(row), vendor), Objects.requireNonNull(at(row, "at")));
            case "read" -> put(facts.reads(), vendor, row);
            case "acknowledged" -> put(facts.acknowledged(), vendor, row);
            case "wrote" -> put(facts.wrote(), vendor, row);
            case "stated" -> {
                put(facts.stated(), vendor, row);
                facts.status().put(vendor, VendorStatus.valueOf(row.getString("word")));
            }
            default -> throw new IllegalStateException(fact);
        }
    }

    private static Mail mail(ResultSet row) throws SQLException {
        String[] words = (String[]) row.getArray("words").getArray();
        return new Mail(
                Deliveries.State.valueOf(row.getString("word")),
                at(row, "at"),
                at(row, "until"),
                Integer.parseInt(words[0]),
                words[1]);
    }

    private static Deliveries.Further further(ResultSet row) throws SQLException {
        String[] words = (String[]) row.getArray("words").getArray();
        return new Deliveries.Further(words[0], Deliveries.State.valueOf(row.getString("word")), words[1]);
    }

    private static void put(Map<OrganisationId, Instant> facts, OrganisationId vendor, ResultSet row)
            throws SQLException {
        facts.put(vendor, Objects.requireNonNull(at(row, "at")));
    }

    private static Organisation organisation(ResultSet row, OrganisationId id) throws SQLException {
        @Nullable String[] names = (String[]) row.getArray("words").getArray();
        String limit = names[2];
        return new Organisation(
                id,
                Kind.valueOf(row.getString("word")),
                String.valueOf(names[0]),
                String.valueOf(names[1]),
                limit == null ? null : RegistrationClass.valueOf(limit));
    }

    private static UUID wave(ResultSet row) throws SQLException {
        return row.getObject("wave", UUID.class);
    }

    private static @Nullable Instant at(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
