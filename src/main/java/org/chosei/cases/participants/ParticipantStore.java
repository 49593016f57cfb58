package org.chosei.cases.participants;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.chosei.cases.participants.Participant.Gone;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.OrganisationId;
import org.chosei.vault.SealedId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The tables of who takes part. */
@Repository
class ParticipantStore {
    private final JdbcClient jdbc;

    ParticipantStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Everybody who takes part or did, as far as the acting scope may see, in the order they joined. One query. */
    List<Participant> of(CaseId caseId) {
        return jdbc.sql("""
                        select p.organisation_id, p.roles, p.joined_at, coalesce(n.number, '') number, s.step, s.at, s.adheres
                          from (select organisation_id, array_agg(role order by id) roles, min(joined_at) joined_at, min(id::text) first
                                  from participant where case_id = :case and ended_at is null group by organisation_id) p
                          left join (select distinct on (organisation_id) organisation_id, step, at, adheres
                                       from participant_step where case_id = :case order by organisation_id, id desc) s
                            on s.organisation_id = p.organisation_id
                          left join (select distinct on (organisation_id) organisation_id, number
                                       from participant_number where case_id = :case order by organisation_id, id desc) n
                            on n.organisation_id = p.organisation_id
                         order by p.first
                        """)
                .param("case", caseId.value())
                .query((row, _) -> new Participant(
                        new OrganisationId(row.getObject("organisation_id", UUID.class)),
                        Arrays.stream((String[]) row.getArray("roles").getArray())
                                .map(ParticipantRole::of)
                                .collect(Collectors.toUnmodifiableSet()),
                        row.getObject("joined_at", OffsetDateTime.class).toInstant(),
                        row.getString("number"),
                        gone(row)))
                .list();
    }

    private static @Nullable Gone gone(ResultSet row) throws SQLException {
        String step = row.getString("step");
        return step == null || step.equals("returned")
                ? null
                : new Gone(
                        step.equals("left"),
                        row.getObject("at", OffsetDateTime.class).toInstant(),
                        (Boolean) row.getObject("adheres"));
    }

    /** Idempotent, in a number of statements that does not grow; whoever had left is back. */
    void add(CaseId caseId, Collection<OrganisationId> organisations, ParticipantRole role) {
        takeOver(caseId, organisations, role);
        UUID[] ids = organisations.stream().map(OrganisationId::value).toArray(UUID[]::new);
        bringBack(caseId, ids);
    }

    /** The same for those whom another case brings: whoever left this one stays away. */
    void takeOver(CaseId caseId, Collection<OrganisationId> organisations, ParticipantRole role) {
        UUID[] ids = organisations.stream().map(OrganisationId::value).toArray(UUID[]::new);
        jdbc.sql("""
                        insert into participant (case_id, organisation_id, role)
                        select :case, o, :role from unnest(:organisations::uuid[]) as o order by o
                        on conflict (case_id, organisation_id, role) do nothing
                        """)
                .param("case", caseId.value())
                .param("role", role.code())
                .param("organisations", ids)
                .update();
    }

    /** A role that had ended and is given again. */
    void revive(CaseId caseId, OrganisationId organisation, ParticipantRole role) {
        jdbc.sql("""
                        update participant set ended_at = null
                         where case_id = :case and organisation_id = :organisation and role = :role and ended_at is not null
                        """)
                .param("case", caseId.value())
                .param("organisation", organisation.value())
                .param("role", role.code())
                .update();
    }

    /** False when it has not this role. */
    boolean end(CaseId caseId, OrganisationId organisation, ParticipantRole role) {
        return jdbc.sql("""
                                update participant set ended_at = chosei_now()
                                 where case_id = :case and organisation_id = :organisation and role = :role and ended_at is null
                                """)
                        .param("case", caseId.value())
                        .param("organisation", organisation.value())
                        .param("role", role.code())
                        .update()
                == 1;
    }

    private void bringBack(CaseId caseId, UUID[] ids) {
        jdbc.sql("""
                        insert into participant_step (case_id, organisation_id, step)
                        select :case, organisation_id, 'returned'
                          from (select distinct on (organisation_id) organisation_id, step from participant_step
                                 where case_id = :case and organisation_id = any(:organisations::uuid[])
                                 order by organisation_id, id desc) was
                         where step <> 'returned'
                        """).param("case", caseId.value()).param("organisations", ids).update();
    }

    void step(
            CaseId caseId,
            OrganisationId organisation,
            String step,
            @Nullable Boolean adheres,
            @Nullable SealedId reason) {
        jdbc.sql("""
                        insert into participant_step (case_id, organisation_id, step, adheres, reason)
                        values (:case, :organisation, :step, :adheres, :reason)
                        """)
                .param("case", caseId.value())
                .param("organisation", organisation.value())
                .param("step", step)
                .param("adheres", adheres, Types.BOOLEAN)
                .param("reason", reason == null ? null : reason.value(), Types.OTHER)
                .update();
    }

    void number(CaseId caseId, OrganisationId organisation, String number) {
        jdbc.sql(
                        "insert into participant_number (case_id, organisation_id, number) values (:case, :organisation, :number)")
                .param("case", caseId.value())
                .param("organisation", organisation.value())
                .param("number", number)
                .update();
    }

    /** The own numbers of one organisation in these cases. One query. */
    Map<CaseId, String> numbers(OrganisationId organisation, Collection<CaseId> cases) {
        Map<CaseId, String> numbers = new LinkedHashMap<>();
        jdbc.sql("""
                        select distinct on (case_id) case_id, number from participant_number
                         where organisation_id = :organisation and case_id = any(:cases::uuid[]) order by case_id, id desc
                        """)
                .param("organisation", organisation.value())
                .param("cases", cases.stream().map(CaseId::value).toArray(UUID[]::new))
                .query(row -> {
                    numbers.put(new CaseId(row.getObject(1, UUID.class)), row.getString(2));
                });
        return numbers;
    }

    /** The own numbers of these organisations in one case; those without one are absent. One query. */
    Map<OrganisationId, String> numbers(CaseId caseId, Collection<OrganisationId> organisations) {
        Map<OrganisationId, String> numbers = new LinkedHashMap<>();
        jdbc.sql("""
                        select organisation_id, number from (
                            select distinct on (organisation_id) organisation_id, number from participant_number
                             where case_id = :case and organisation_id = any(:organisations::uuid[])
                             order by organisation_id, id desc) newest
                         where number <> ''
                        """)
                .param("case", caseId.value())
                .param(
                        "organisations",
                        organisations.stream().map(OrganisationId::value).toArray(UUID[]::new))
                .query(row -> {
                    numbers.put(new OrganisationId(row.getObject(1, UUID.class)), row.getString(2));
                });
        return numbers;
    }

    Optional<Participant> find(CaseId caseId, OrganisationId organisation) {
        return of(caseId).stream()
                .filter(each -> each.organisation().equals(organisation))
                .findFirst();
    }
}
