package org.chosei.distribution;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.chosei.access.Audience;
import org.chosei.access.Audiences;
import org.chosei.access.Scopes;
import org.chosei.cases.Cases;
import org.chosei.kernel.AudienceId;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Refusal;
import org.chosei.ledger.Entry;
import org.chosei.ledger.Ledger;
import org.chosei.vault.OpenPurpose;
import org.chosei.vault.SealedId;
import org.chosei.vault.Vault;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;
import tools.jackson.databind.json.JsonMapper;

/**
 * Requests for waves. Where the policy asks nobody's approval they are carried out at once; where it does they wait, sealed,
 * until another person of the staff approves them, and only then become waves. Until then nothing is granted and no mail is
 * made; what is not approved before its instant never happens. Opens and commits its own transactions.
 */
@Component
public class WaveSubmissions {
    private final SubmissionStore store;
    private final WaveStore waves;
    private final WavePlanning planning;
    private final Policies policies;
    private final Cases cases;
    private final Audiences audiences;
    private final Vault vault;
    private final Ledger ledger;
    private final TransactionOperations transaction;
    private final InstantSource clock;

    WaveSubmissions(
            SubmissionStore store,
            WaveStore waves,
            WavePlanning planning,
            Policies policies,
            Cases cases,
            Audiences audiences,
            Vault vault,
            Ledger ledger,
            TransactionOperations transaction,
            InstantSource clock) {
        this.store = store;
        this.waves = waves;
        this.planning = planning;
        this.policies = policies;
        this.cases = cases;
        this.audiences = audiences;
        this.vault = vault;
        this.ledger = ledger;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** The words of a request that waits. */
    record Words(NoticeText.Draft notice, String why) {}

    /**
     * Carries the request out, or lets it wait for approval. Under one id it is one request, however often it is sent.
     *
     * @return whether it waits
     */
    public boolean take(UUID id, Waves.Request request) {
        return take(id, request, () -> {});
    }

    /** The same; {@code first} happens in the transaction that stages the request. */
    boolean take(UUID id, Waves.Request request, Runnable first) {
        boolean waits = Boolean.TRUE.equals(transaction.execute(
                _ -> store.find(id).isPresent() || waves.find(id).isEmpty() && asksApproval(request.caseId())));
        if (waits) {
            transaction.executeWithoutResult(_ -> submit(id, request, first));
        } else {
            planning.carryOut(id, request, new WavePlanning.Terms(false, first));
        }
        return waits;
    }

    private boolean asksApproval(CaseId caseId) {
        return policies.inForce().asksApproval(cases.get(caseId).tlp());
    }

    private void submit(UUID id, Waves.Request request, Runnable first) {
        waves.lock(request.caseId());
        Optional<SubmissionStore.Row> before = store.find(id);
        if (before.isPresent()) {
            requireSame(before.get(), request);
            return;
        }
        planning.check(request);
        first.run();
        WavePlan plan = planning.prepare(id, request, new WavePlanning.Terms(true, () -> {}), false);
        Words words = new Words(request.words(), Clean.text(request.why()));
        SealedId sealed = vault.seal(
                request.caseId(),
                staff(request.caseId()),
                JsonMapper.shared().writeValueAsString(words).getBytes(StandardCharsets.UTF_8));
        store.add(id, request.caseId(), plan.instant(), plan.policyVersion(), sealed, request.amends(), plan.vendors());
        ledger.append(Entry.of(request.caseId(), "wave.submitted")
                .about("wave", id)
                .about("policy", plan.policyVersion())
                .detail("instant", plan.instant().toString()));
    }

    private void requireSame(SubmissionStore.Row before, Waves.Request request) {
        boolean same = before.caseId().equals(request.caseId())
                && before.visibleFrom().equals(WavePlanning.instant(request))
                && Objects.equals(before.amends(), request.amends())
                && store.vendors(before.id()).equals(request.vendors())
                && words(before).notice().equals(request.words());
        if (!same) {
            throw new Refusal.Stale("wave-planned");
        }
    }

    /** Another person than the one who submitted it makes the request a wave. Refused from its instant on. */
    public Wave approve(UUID id) {
        Waves.Request request = Objects.requireNonNull(transaction.execute(_ -> {
            SubmissionStore.Row row = store.find(id).orElseThrow(() -> missing(id));
            requireOther(row);
            requireOpen(row);
            requireInTime(row);
            return request(row, words(row), store.vendors(id));
        }));
        return planning.carryOut(id, request, new WavePlanning.Terms(true, () -> approved(id, request.caseId())));
    }

    private void approved(UUID id, CaseId caseId) {
        requireInTime(store.find(id).orElseThrow(Refusal.NotFound::new));
        if (!store.end(id, "APPROVED", null)) {
            throw new Refusal.WrongState("wave-decided");
        }
        ledger.append(Entry.of(caseId, "wave.approved").about("wave", id));
    }

    /** An approver says no, with a reason. */
    public CaseId refuse(UUID id, String reason) {
        return end(id, reason, "REFUSED", "wave.refused");
    }

    /** Whoever plans takes a request back, with a reason; also one whose instant has passed. */
    public CaseId withdraw(UUID id, String reason) {
        return end(id, reason, "WITHDRAWN", "wave.withdrawn");
    }

    private CaseId end(UUID id, String reason, String outcome, String kind) {
        if (Clean.text(reason).isEmpty()) {
            throw new Refusal.Invalid("reason", "reason-missing");
        }
        return Objects.requireNonNull(transaction.execute(_ -> {
            SubmissionStore.Row row = store.find(id).orElseThrow(() -> missing(id));
            SealedId sealed = vault.seal(row.caseId(), staff(row.caseId()), Clean.text(reason));
            if (!store.end(id, outcome, sealed)) {
                throw new Refusal.WrongState("wave-decided");
            }
            ledger.append(Entry.of(row.caseId(), kind).about("wave", id).detail("reason", Clean.text(reason)));
            return row.caseId();
        }));
    }

    /** A wave that never waited is one that nobody decides about. */
    private Refusal missing(UUID id) {
        return waves.find(id).isPresent() ? new Refusal.WrongState("wave-decided") : new Refusal.NotFound();
    }

    private static void requireOther(SubmissionStore.Row row) {
        if (row.by().equals(Scopes.person().actor())) {
            throw new Refusal.NotPermitted("wave-own-approval");
        }
    }

    private static void requireOpen(SubmissionStore.Row row) {
        String outcome = row.outcome();
        if (outcome != null && !outcome.equals("APPROVED")) {
            throw new Refusal.WrongState("wave-decided");
        }
    }

    private void requireInTime(SubmissionStore.Row row) {
        Instant now = clock.instant();
        if (row.outcome() == null && !now.isBefore(row.visibleFrom())) {
            throw new Refusal.WrongState("wave-approval-late");
        }
    }

    Waves.Request request(SubmissionStore.Row row, Words words, Set<OrganisationId> vendors) {
        return Waves.Request.of(
                row.caseId(),
                vendors,
                words.notice(),
                row.visibleFrom().atZone(ZoneOffset.UTC),
                row.amends(),
                words.why());
    }

    Words words(SubmissionStore.Row row) {
        return JsonMapper.shared()
                .readValue(vault.open(OpenPurpose.READ, row.words()).text(), Words.class);
    }

    private AudienceId staff(CaseId caseId) {
        return audiences.find(caseId, Audience.Kind.STAFF, null).orElseThrow().id();
    }
}
