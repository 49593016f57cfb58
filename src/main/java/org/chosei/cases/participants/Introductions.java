package org.chosei.cases.participants;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.chosei.access.Scopes;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Refusal;
import org.chosei.kernel.Uuid7;
import org.chosei.ledger.Entry;
import org.chosei.ledger.Ledger;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Makes two participants known to each other, if both wish it: until then neither learns who the other is. */
@Component
@Transactional
public class Introductions {
    private final JdbcClient jdbc;
    private final ParticipantStore participants;
    private final Ledger ledger;
    private final InstantSource clock;

    Introductions(JdbcClient jdbc, ParticipantStore participants, Ledger ledger, InstantSource clock) {
        this.jdbc = jdbc;
        this.participants = participants;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** What each party said; null is no answer yet. Staff only. */
    public record Introduction(UUID id, Map<OrganisationId, @Nullable Boolean> answers) {}

    /** Asks two participants. Staff only. */
    public void offer(CaseId caseId, OrganisationId one, OrganisationId other) {
        List<OrganisationId> present = participants.of(caseId).stream()
                .filter(Participant::present)
                .map(Participant::organisation)
                .toList();
        OrganisationId staff = Scopes.person().organisation();
        if (one.equals(other)
                || one.equals(staff)
                || other.equals(staff)
                || !present.containsAll(List.of(one, other))) {
            throw new Refusal.Invalid("otherParty", "introduction-two");
        }
        boolean before =
                of(caseId).stream().anyMatch(each -> each.answers().keySet().containsAll(List.of(one, other)));
        if (before) {
            throw new Refusal.WrongState("introduction-before");
        }
        UUID id = Uuid7.at(clock.instant());
        jdbc.sql("insert into introduction (id, case_id) values (:id, :case)")
                .param("id", id)
                .param("case", caseId.value())
                .update();
        jdbc.sql("""
                        insert into introduction_party (introduction_id, case_id, organisation_id)
                        select :id, :case, o from unnest(:both::uuid[]) as o
                        """)
                .param("id", id)
                .param("case", caseId.value())
                .param("both", new UUID[] {one.value(), other.value()})
                .update();
        ledger.append(Entry.of(caseId, "introduction.offered").about("introduction", id));
    }

    /** The introductions of a case, oldest first. Staff only, one query. */
    public List<Introduction> of(CaseId caseId) {
        Map<UUID, Map<OrganisationId, @Nullable Boolean>> found = new LinkedHashMap<>();
        jdbc.sql("""
                        select p.introduction_id, p.organisation_id, a.agreed
                          from introduction_party p left join introduction_answer a using (introduction_id, organisation_id)
                         where p.case_id = :case order by 1, 2
                        """).param("case", caseId.value()).query(row -> {
            found.computeIfAbsent(row.getObject(1, UUID.class), _ -> new LinkedHashMap<>())
                    .put(new OrganisationId(row.getObject(2, UUID.class)), (Boolean) row.getObject(3));
        });
        return found.entrySet().stream()
                .map(each -> new Introduction(each.getKey(), each.getValue()))
                .toList();
    }

    /** The introductions about which the acting organisation has not said anything yet. */
    public List<UUID> asked(CaseId caseId) {
        return jdbc.sql("""
                        select p.introduction_id from introduction_party p
                         where p.case_id = :case and p.organisation_id = :own and not exists (
                               select from introduction_answer a where a.introduction_id = p.introduction_id
                                  and a.organisation_id = p.organisation_id)
                         order by 1
                        """)
                .param("case", caseId.value())
                .param("own", Scopes.person().organisation().value())
                .query(UUID.class)
                .list();
    }

    /** What the acting organisation said, oldest first: whether it wishes to be known. */
    public List<Boolean> answered(CaseId caseId) {
        return jdbc.sql("""
                        select a.agreed from introduction_party p
                          join introduction_answer a using (introduction_id, organisation_id)
                         where p.case_id = :case and p.organisation_id = :own order by p.introduction_id
                        """)
                .param("case", caseId.value())
                .param("own", Scopes.person().organisation().value())
                .query(Boolean.class)
                .list();
    }

    /** "Not found" for an introduction about which the acting organisation is not asked. */
    public void requireAsked(CaseId caseId, UUID introduction) {
        if (!asked(caseId).contains(introduction)) {
            throw new Refusal.NotFound();
        }
    }

    /** The acting organisation wishes to be known to the other one, or does not. Said once. */
    public void answer(CaseId caseId, UUID introduction, boolean agreed) {
        requireAsked(caseId, introduction);
        jdbc.sql("""
                        insert into introduction_answer (introduction_id, organisation_id, agreed)
                        values (:id, :own, :agreed) on conflict do nothing
                        """)
                .param("id", introduction)
                .param("own", Scopes.person().organisation().value())
                .param("agreed", agreed)
                .update();
        ledger.append(Entry.of(caseId, agreed ? "introduction.wished" : "introduction.not-wished")
                .about("introduction", introduction));
    }

    /** Whom the acting organisation came to know in this case. */
    public List<OrganisationId> known(CaseId caseId) {
        return jdbc.sql("select introduced(:case)")
                .param("case", caseId.value())
                .query((row, _) -> new OrganisationId(row.getObject(1, UUID.class)))
                .list();
    }
}
