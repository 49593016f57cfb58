package org.chosei.access;

import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
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

/**
 * Who belongs to a group within a case. Membership alone shows nothing: it counts only while the organisation's own part of
 * the case is granted, so whoever loses the case loses its groups in the same instant.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class GroupMembers {
    private final JdbcClient jdbc;
    private final InstantSource clock;

    GroupMembers(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** A member; {@code name} is what the others read of it, sealed for the group, or null where members are hidden. */
    public record Member(
            OrganisationId organisation, @Nullable UUID name) {}

    /** One statement, whatever their number; who is in it already stays. Staff only. */
    public void add(CaseId caseId, AudienceId group, Collection<Member> members) {
        jdbc.sql("""
                        insert into audience_member (id, audience_id, case_id, organisation_id, name)
                        select id, :group, :case, organisation, name
                          from unnest(:ids::uuid[], :organisations::uuid[], :names::uuid[]) as t (id, organisation, name)
                        on conflict do nothing
                        """)
                .param("group", group.value())
                .param("case", caseId.value())
                .param(
                        "ids",
                        members.stream().map(_ -> Uuid7.at(clock.instant())).toArray(UUID[]::new))
                .param(
                        "organisations",
                        members.stream()
                                .map(each -> each.organisation().value())
                                .toArray(UUID[]::new))
                .param(
                        "names",
                        members.stream()
                                .map(each -> Objects.toString(each.name(), null))
                                .toArray(String[]::new))
                .update();
    }

    /** It sees nothing of the group from this statement on; false when it is no member. Staff only. */
    public boolean remove(AudienceId group, OrganisationId organisation) {
        return jdbc.sql("""
                        update audience_member set removed_at = chosei_now(), removed_by = scope_actor()
                         where audience_id = :group and organisation_id = :organisation and removed_at is null
                        """)
                        .param("group", group.value())
                        .param("organisation", organisation.value())
                        .update()
                > 0;
    }

    /** Whoever takes a member out waits until this transaction ends. Staff only. */
    public void hold(AudienceId group) {
        jdbc.sql(
                        "select id from audience_member where audience_id = :group and removed_at is null order by id for share")
                .param("group", group.value())
                .query(UUID.class)
                .list();
    }

    /** The members as far as the acting scope may know them: staff all, a member itself and those that are shown to it. */
    public List<Member> of(AudienceId group) {
        return jdbc.sql("""
                        select organisation_id, name from audience_member
                         where audience_id = :group and removed_at is null order by id
                        """)
                .param("group", group.value())
                .query((row, _) ->
                        new Member(new OrganisationId(row.getObject(1, UUID.class)), row.getObject(2, UUID.class)))
                .list();
    }
}
