package org.chosei.distribution.asks;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.chosei.kernel.AudienceId;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.OrganisationId;
import org.chosei.vault.SealedId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The tables of rules, rungs and acts, and the function that says what is known of every vendor that is asked. */
@Repository
class AskStore {
    private static final String RULES = """
            select version, receipt_days, affected_days, fix_days, others_after, telephone_after, letter_after, fax_after,
                   opens_at, closes_at from ask_rule
            """;

    private final JdbcClient jdbc;

    AskStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A vendor within a wave. */
    record Place(UUID wave, OrganisationId vendor) {}

    /** What is known of one, see {@code ask_facts}. */
    record Facts(
            Place place,
            CaseId caseId,
            @Nullable AudienceId audience,
            Instant askedAt,
            int rules,
            boolean first,
            @Nullable Instant receivedAt,
            String receivedHow,
            @Nullable Instant decidedAt,
            boolean affected,
            @Nullable Instant fixAt,
            @Nullable Instant wordAt) {}

    /** Of every vendor that is asked in these cases, as far as the acting scope may know. */
    List<Facts> facts(Collection<CaseId> cases) {
        return facts(jdbc.sql("""
                        select f.*, a.id as audience from ask_facts(:cases::uuid[]) f left join audience a
                            on a.case_id = f.case_id and a.kind = 'organisation' and a.organisation_id = f.organisation_id
                         order by f.case_id, f.organisation_id, f.asked_at, f.wave_id
                        """).param("cases", ids(cases)));
    }

    /** Of the acting vendor in one case. */
    List<Facts> ownFacts(CaseId caseId) {
        return facts(jdbc.sql("select * from own_ask_facts(:case)").param("case", caseId.value()));
    }

    private static List<Facts> facts(JdbcClient.StatementSpec query) {
        return query.query((row, _) -> new Facts(
                        place(row),
                        new CaseId(row.getObject("case_id", UUID.class)),
                        audience(row.getObject("audience", UUID.class)),
                        Objects.requireNonNull(at(row, "asked_at")),
                        row.getInt("rules"),
                        row.getBoolean("first_wave"),
                        at(row, "received_at"),
                        Objects.requireNonNullElse(row.getString("received_how"), ""),
                        at(row, "decided_at"),
                        row.getBoolean("affected"),
                        at(row, "fix_at"),
                        at(row, "word_at")))
                .list();
    }

    Map<Place, List<Climbed>> rungs(Collection<CaseId> cases) {
        return jdbc
                .sql("""
                        select wave_id, organisation_id, step, rung, mails, taken_at, taken_by from ask_rung
                         where case_id = any(:cases::uuid[]) order by taken_at, id
                        """)
                .param("cases", ids(cases))
                .query((row, _) -> Map.entry(
                        place(row),
                        new Climbed(
                                Step.valueOf(row.getString("step")),
                                Rung.valueOf(row.getString("rung")),
                                row.getInt("mails"),
                                Objects.requireNonNull(at(row, "taken_at")),
                                row.getString("taken_by"))))
                .list()
                .stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    }

    Map<Place, List<Acted>> acts(Collection<CaseId> cases) {
        return jdbc
                .sql("""
                        select a.*, c.proof from ask_act a join contact_attempt c on c.id = a.id
                         where a.case_id = any(:cases::uuid[]) order by a.recorded_at, a.id
                        """)
                .param("cases", ids(cases))
                .query((row, _) -> Map.entry(
                        place(row),
                        new Acted(
                                row.getObject("id", UUID.class),
                                Step.valueOf(row.getString("step")),
                                Rung.valueOf(row.getString("rung")),
                                Acted.Result.valueOf(row.getString("result")),
                                Acted.Next.valueOf(row.getString("next")),
                                row.getObject("again_on", LocalDate.class),
                                Objects.requireNonNull(at(row, "acted_at")),
                                Objects.requireNonNull(at(row, "recorded_at")),
                                row.getString("recorded_by"),
                                new SealedId(row.getObject("proof", UUID.class)))))
                .list()
                .stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    }

    /** Every version, the newest first. */
    List<AskRules> rules() {
        return jdbc.sql(RULES + " order by version desc")
                .query((row, _) -> new AskRules(
                        row.getInt(1),
                        row.getInt(2),
                        row.getInt(3),
                        row.getInt(4),
                        row.getInt(5),
                        row.getInt(6),
                        row.getInt(7),
                        row.getInt(8),
                        row.getObject(9, LocalTime.class),
                        row.getObject(10, LocalTime.class)))
                .list();
    }

    /** False when somebody made that version meanwhile. */
    boolean add(AskRules rules) {
        return jdbc.sql("""
                        insert into ask_rule (version, receipt_days, affected_days, fix_days, others_after, telephone_after,
                                              letter_after, fax_after, opens_at, closes_at)
                        values (:version, :receipt, :affected, :fix, :others, :telephone, :letter, :fax, :opens, :closes)
                        on conflict do nothing
                        """)
                        .param("version", rules.version())
                        .param("receipt", rules.receiptDays())
                        .param("affected", rules.affectedDays())
                        .param("fix", rules.fixDays())
                        .param("others", rules.othersAfter())
                        .param("telephone", rules.telephoneAfter())
                        .param("letter", rules.letterAfter())
                        .param("fax", rules.faxAfter())
                        .param("opens", rules.opens())
                        .param("closes", rules.closes())
                        .update()
                == 1;
    }

    /** The next cases in which somebody may be asked something, by their ids. */
    List<CaseId> asking(UUID after, int most) {
        return jdbc.sql("select asking_cases(:after, :most)")
                .param("after", after)
                .param("most", most)
                .query((row, _) -> new CaseId(row.getObject(1, UUID.class)))
                .list();
    }

    /** Of two that climb, the second waits and then sees what the first did. */
    void onlyOne() {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended('ask ladder', 0))")
                .query((_, _) -> true)
                .single();
    }

    /** A rung to climb. */
    record NewRung(UUID id, CaseId caseId, Place place, Step step, Rung rung, int mails) {}

    /** Writes those that were not climbed yet, in one statement; returns their ids. */
    List<UUID> climb(List<NewRung> rungs) {
        Map<String, Object[]> columns = new HashMap<>();
        columns.put("ids", rungs.stream().map(NewRung::id).toArray(UUID[]::new));
        columns.put("cases", rungs.stream().map(each -> each.caseId().value()).toArray(UUID[]::new));
        columns.put("waves", rungs.stream().map(each -> each.place().wave()).toArray(UUID[]::new));
        columns.put(
                "vendors",
                rungs.stream().map(each -> each.place().vendor().value()).toArray(UUID[]::new));
        columns.put("steps", rungs.stream().map(each -> each.step().name()).toArray(String[]::new));
        columns.put("rungs", rungs.stream().map(each -> each.rung().name()).toArray(String[]::new));
        columns.put("mails", rungs.stream().map(NewRung::mails).toArray(Integer[]::new));
        return jdbc.sql("""
                        insert into ask_rung (id, case_id, wave_id, organisation_id, step, rung, mails)
                        select * from unnest(:ids::uuid[], :cases::uuid[], :waves::uuid[], :vendors::uuid[], :steps::text[],
                                             :rungs::text[], :mails::int[])
                        on conflict do nothing returning id
                        """).params(columns).query(UUID.class).list();
    }

    /** False when the same form was recorded before. */
    boolean act(
            UUID id,
            CaseId caseId,
            Place place,
            Step step,
            Rung rung,
            Acted.Result result,
            Acted.Next next,
            @Nullable LocalDate again,
            Instant at) {
        return jdbc.sql("""
                        insert into ask_act (id, case_id, wave_id, organisation_id, step, rung, result, next, again_on, acted_at)
                        values (:id, :case, :wave, :vendor, :step, :rung, :result, :next, :again, :at) on conflict do nothing
                        """)
                        .param("id", id)
                        .param("case", caseId.value())
                        .param("wave", place.wave())
                        .param("vendor", place.vendor().value())
                        .param("step", step.name())
                        .param("rung", rung.name())
                        .param("result", result.name())
                        .param("next", next.name())
                        .param("again", again)
                        .param("at", at.atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }

    private static Place place(ResultSet row) throws SQLException {
        return new Place(
                row.getObject("wave_id", UUID.class), new OrganisationId(row.getObject("organisation_id", UUID.class)));
    }

    private static @Nullable AudienceId audience(@Nullable UUID id) {
        return id == null ? null : new AudienceId(id);
    }

    private static @Nullable Instant at(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    private static UUID[] ids(Collection<CaseId> cases) {
        return cases.stream().map(CaseId::value).toArray(UUID[]::new);
    }
}
