package org.chosei.cases.status;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.chosei.access.Audience;
import org.chosei.access.Audiences;
import org.chosei.cases.Vulnerability;
import org.chosei.kernel.AudienceId;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Refusal;
import org.chosei.kernel.Uuid7;
import org.chosei.ledger.Entry;
import org.chosei.ledger.Ledger;
import org.chosei.vault.SealedId;
import org.chosei.vault.Vault;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** What signed mails seem to say of a vendor's status, until the coordinator accepts or refuses it. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class StatusProposals {
    private static final String WAITING = """
            select p.id, p.organisation_id, p.audience_id, p.message_id, p.status, p.statement, p.proposed_at
              from status_proposal p
             where p.case_id = :case and not exists (select from status_proposal_decision d where d.proposal_id = p.id)
            """;

    private final JdbcClient jdbc;
    private final Statuses statuses;
    private final StatusStore store;
    private final Audiences audiences;
    private final Vault vault;
    private final Ledger ledger;
    private final InstantSource clock;

    StatusProposals(
            JdbcClient jdbc,
            Statuses statuses,
            StatusStore store,
            Audiences audiences,
            Vault vault,
            Ledger ledger,
            InstantSource clock) {
        this.jdbc = jdbc;
        this.statuses = statuses;
        this.store = store;
        this.audiences = audiences;
        this.vault = vault;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** A mailed status that waits for a decision. {@code statement} is sealed; null when the mail said no more. */
    public record Proposal(
            UUID id,
            OrganisationId vendor,
            AudienceId audience,
            UUID message,
            VendorStatus status,
            @Nullable SealedId statement,
            Instant at) {}

    /** Keeps the status that a believed mail names, if it names one; for the scope in which mail is routed. */
    public boolean propose(CaseId caseId, OrganisationId vendor, UUID message, String mail) {
        Optional<MailedStatus> named = MailedStatus.read(mail);
        named.ifPresent(found -> propose(caseId, vendor, message, found));
        return named.isPresent();
    }

    private void propose(CaseId caseId, OrganisationId vendor, UUID message, MailedStatus named) {
        AudienceId audience = audiences
                .find(caseId, Audience.Kind.ORGANISATION, vendor)
                .map(Audience::id)
                .orElseThrow(Refusal.NotFound::new);
        SealedId statement = named.text().isEmpty() ? null : vault.seal(caseId, audience, named.text());
        jdbc.sql("""
                        insert into status_proposal (id, case_id, organisation_id, audience_id, message_id, status, statement)
                        values (:id, :case, :vendor, :audience, :message, :status, :statement)
                        """)
                .param("id", Uuid7.at(clock.instant()))
                .param("case", caseId.value())
                .param("vendor", vendor.value())
                .param("audience", audience.value())
                .param("message", message)
                .param("status", named.status().name())
                .param("statement", statement == null ? null : statement.value(), Types.OTHER)
                .update();
        ledger.append(Entry.of(caseId, "status.proposed")
                .about("organisation", vendor)
                .about("status", named.status().name())
                .about("message", message)
                .seenBy(audience));
    }

    /** Those of one vendor that nobody decided yet, oldest first, as far as the acting scope may see. One query. */
    public List<Proposal> waiting(CaseId caseId, OrganisationId vendor) {
        return jdbc.sql(WAITING + " and p.organisation_id = :vendor order by p.id")
                .param("case", caseId.value())
                .param("vendor", vendor.value())
                .query(StatusProposals::read)
                .list();
    }

    /** Takes a proposal for what the vendor stated, of these vulnerabilities or (none named) of all. Staff only. */
    public void accept(CaseId caseId, OrganisationId vendor, UUID proposal, Collection<UUID> of) {
        Proposal found = decide(caseId, vendor, proposal, true);
        List<Vulnerability> about = statuses.about(caseId, of);
        StatusStore.Words words = new StatusStore.Words(found.statement(), null, null, null);
        StatusStore.Act act =
                StatusStore.Act.at(clock.instant(), vendor, found.audience(), words, "proposal:" + proposal);
        Told told = new Told.ByMail();
        store.add(caseId, about, Statement.of(found.status()), told, List.of(act));
        ledger.append(StatusEntries.stated(caseId, about, act, found.status(), told));
    }

    /** Leaves a proposal the message that it is. Staff only. */
    public void refuse(CaseId caseId, OrganisationId vendor, UUID proposal) {
        Proposal found = decide(caseId, vendor, proposal, false);
        ledger.append(Entry.of(caseId, "status.proposal-refused")
                .about("organisation", vendor)
                .about("status", found.status().name())
                .about("message", found.message()));
    }

    private Proposal decide(CaseId caseId, OrganisationId vendor, UUID proposal, boolean accepted) {
        store.lock("status-proposal:" + proposal);
        Proposal found = jdbc.sql("""
                        select id, organisation_id, audience_id, message_id, status, statement, proposed_at from status_proposal
                         where id = :id and case_id = :case and organisation_id = :vendor
                        """)
                .param("id", proposal)
                .param("case", caseId.value())
                .param("vendor", vendor.value())
                .query(StatusProposals::read)
                .optional()
                .orElseThrow(Refusal.NotFound::new);
        int added = jdbc.sql("""
                        insert into status_proposal_decision (proposal_id, case_id, audience_id, accepted)
                        values (:id, :case, :audience, :accepted) on conflict do nothing
                        """)
                .param("id", proposal)
                .param("case", caseId.value())
                .param("audience", found.audience().value())
                .param("accepted", accepted)
                .update();
        if (added == 0) {
            throw new Refusal.Stale("proposal-decided");
        }
        return found;
    }

    private static Proposal read(ResultSet row, int number) throws SQLException {
        UUID statement = row.getObject("statement", UUID.class);
        return new Proposal(
                row.getObject("id", UUID.class),
                new OrganisationId(row.getObject("organisation_id", UUID.class)),
                new AudienceId(row.getObject("audience_id", UUID.class)),
                row.getObject("message_id", UUID.class),
                VendorStatus.valueOf(row.getString("status")),
                statement == null ? null : new SealedId(statement),
                row.getObject("proposed_at", OffsetDateTime.class).toInstant());
    }
}
