package org.chosei.access;

import java.sql.Types;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.chosei.kernel.AudienceId;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Uuid7;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The audiences of a case. Opening one shows nothing to anybody; a grant does. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class Audiences {
    private final JdbcClient jdbc;
    private final InstantSource clock;

    Audiences(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** The audience of this kind, opened when the case has none yet. Staff only. */
    public AudienceId open(CaseId caseId, Audience.Kind kind, @Nullable OrganisationId organisation) {
        jdbc.sql("""
                        insert into audience (id, case_id, kind, organisation_id) values (:id, :case, :kind, :organisation)
                        on conflict do nothing
                        """)
                .param("id", Uuid7.at(clock.instant()))
                .param("case", caseId.value())
                .param("kind", kind.label())
                .param("organisation", organisation == null ? null : organisation.value(), Types.OTHER)
                .update();
        return find(caseId, kind, organisation).orElseThrow().id();
    }

    /** An own audience for each that has none yet, in one statement. Staff only. */
    public void openEach(CaseId caseId, Collection<OrganisationId> organisations) {
        UUID[] ids = organisations.stream().map(_ -> Uuid7.at(clock.instant())).toArray(UUID[]::new);
        UUID[] values = organisations.stream().map(OrganisationId::value).toArray(UUID[]::new);
        jdbc.sql("""
                        insert into audience (id, case_id, kind, organisation_id)
                        select id, :case, 'organisation', organisation
                          from unnest(:ids::uuid[], :organisations::uuid[]) as t (id, organisation)
                         order by organisation
                        on conflict (case_id, kind, organisation_id, group_id) do nothing
                        """)
                .param("case", caseId.value())
                .param("ids", ids)
                .param("organisations", values)
                .update();
    }

    /** The own audiences that these organisations have in the case, in the order of their ids. One query. */
    public Map<OrganisationId, AudienceId> ofEach(CaseId caseId, Collection<OrganisationId> organisations) {
        Map<OrganisationId, AudienceId> own = new LinkedHashMap<>();
        jdbc.sql("""
                        select organisation_id, id from audience
                         where case_id = :case and kind = 'organisation' and organisation_id = any(:organisations::uuid[])
                         order by organisation_id
                        """)
                .param("case", caseId.value())
                .param(
                        "organisations",
                        organisations.stream().map(OrganisationId::value).toArray(UUID[]::new))
                .query((row, _) -> own.put(
                        new OrganisationId(row.getObject(1, UUID.class)), new AudienceId(row.getObject(2, UUID.class))))
                .list();
        return own;
    }

    /** A group within a case, such as the addressees of one wave; {@code group} is what gathers them. Staff only. */
    public AudienceId openGroup(CaseId caseId, UUID group) {
        return openGroup(caseId, group, false);
    }

    /** As above; {@code membersShown} lets its members learn who else is in it. Staff only. */
    public AudienceId openGroup(CaseId caseId, UUID group, boolean membersShown) {
        AudienceId id = new AudienceId(Uuid7.at(clock.instant()));
        jdbc.sql("insert into audience (id, case_id, kind, group_id, members_shown)"
                        + " values (:id, :case, 'group', :group, :shown)")
                .param("id", id.value())
                .param("case", caseId.value())
                .param("group", group)
                .param("shown", membersShown)
                .update();
        return id;
    }

    /** The audience, if the acting scope may know it. */
    public Optional<Audience> find(CaseId caseId, Audience.Kind kind, @Nullable OrganisationId organisation) {
        return jdbc.sql("""
                        select id from audience where case_id = :case and kind = :kind
                           and (organisation_id = :organisation::uuid or :organisation::uuid is null and organisation_id is null)
                        """)
                .param("case", caseId.value())
                .param("kind", kind.label())
                .param("organisation", organisation == null ? null : organisation.value(), Types.OTHER)
                .query((row, _) ->
                        new Audience(new AudienceId(row.getObject(1, UUID.class)), caseId, kind, organisation))
                .optional();
    }
}
