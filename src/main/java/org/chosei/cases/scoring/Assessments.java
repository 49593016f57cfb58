package org.chosei.cases.scoring;

import java.time.InstantSource;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.chosei.access.Audience;
import org.chosei.access.Audiences;
import org.chosei.cases.Vulnerability;
import org.chosei.kernel.AudienceId;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.JapaneseText;
import org.chosei.kernel.Refusal;
import org.chosei.kernel.Uuid7;
import org.chosei.ledger.Entry;
import org.chosei.ledger.Ledger;
import org.chosei.scoring.CoordinatorTree;
import org.chosei.scoring.CvssVector;
import org.chosei.scoring.DecisionTree.Decision;
import org.chosei.scoring.Weakness;
import org.chosei.scoring.Weaknesses;
import org.chosei.vault.SealedId;
import org.chosei.vault.Vault;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Judgements of vulnerabilities: a history, of which the newest of each kind holds. Staff only. Each {@code form} is
 * recorded once; a reason may be empty and is sealed for the staff.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class Assessments {
    /** The most characters of a reason. */
    public static final int LONGEST_REASON = 2000;

    /** The most weaknesses of one vulnerability. */
    public static final int MOST_WEAKNESSES = 6;

    private final AssessmentStore store;
    private final Weaknesses weaknesses;
    private final Audiences audiences;
    private final Vault vault;
    private final Ledger ledger;
    private final InstantSource clock;

    Assessments(
            AssessmentStore store,
            Weaknesses weaknesses,
            Audiences audiences,
            Vault vault,
            Ledger ledger,
            InstantSource clock) {
        this.store = store;
        this.weaknesses = weaknesses;
        this.audiences = audiences;
        this.vault = vault;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** Records a CVSS vector with its score, which is computed here. */
    public void score(UUID form, Vulnerability of, CvssVector vector, String reason) {
        String score = vector.score().value().toPlainString();
        record(
                form,
                of,
                AssessmentKind.of(vector.version()),
                vector.text(),
                score,
                vector.version().number(),
                reason);
    }

    /** Records where the answers lead in the tree. Answers that are not asked on the way are not kept. */
    public void decide(UUID form, Vulnerability of, CoordinatorTree which, Map<String, String> answers, String reason) {
        Decision decision = which.tree().decide(answers);
        String basis = which.tree().key() + " " + which.tree().version();
        record(form, of, AssessmentKind.of(which), decision.text(), decision.outcome(), basis, reason);
    }

    /** Records the weaknesses, the most fitting first; none takes back what was named before. */
    public void weaknesses(UUID form, Vulnerability of, List<Weakness> chosen, String reason) {
        String ids = chosen.stream().map(Weakness::id).distinct().collect(Collectors.joining(" "));
        record(form, of, AssessmentKind.WEAKNESSES, ids, "", weaknesses.version(), reason);
    }

    private void record(
            UUID form,
            Vulnerability of,
            AssessmentKind kind,
            String said,
            String result,
            String basis,
            String typedReason) {
        String reason = JapaneseText.withoutControls(typedReason).strip();
        if (JapaneseText.codePoints(reason) > LONGEST_REASON) {
            throw new Refusal.Invalid("reason", "assessment-reason-long", LONGEST_REASON);
        }
        if (store.isRecorded(form)) {
            return;
        }
        UUID id = Uuid7.at(clock.instant());
        store.add(id, of, kind, said, result, basis, reason.isEmpty() ? null : seal(of.caseId(), reason), form);
        ledger.append(Entry.of(of.caseId(), "vulnerability.assessed")
                .about("vulnerability", of.id())
                .about("assessment", id)
                .detail("kind", kind.name())
                .detail("said", said)
                .detail("result", result)
                .detail("basis", basis));
    }

    private SealedId seal(CaseId caseId, String reason) {
        AudienceId staff = audiences
                .find(caseId, Audience.Kind.STAFF, null)
                .map(Audience::id)
                .orElseThrow(Refusal.NotFound::new);
        return vault.seal(caseId, staff, reason);
    }

    /** What holds now of each vulnerability of the case that was judged, in their order. One query. */
    public Map<Vulnerability, Map<AssessmentKind, Assessment>> newest(CaseId caseId) {
        Map<Vulnerability, Map<AssessmentKind, Assessment>> newest = new LinkedHashMap<>();
        for (Assessment each : store.newest(caseId)) {
            newest.computeIfAbsent(each.vulnerability(), _ -> new EnumMap<>(AssessmentKind.class))
                    .put(each.kind(), each);
        }
        return newest;
    }

    /** Newest first, keyset paged by id: those older than {@code before}, or the newest when null. */
    public List<Assessment> history(Vulnerability of, @Nullable UUID before, int size) {
        return store.history(of, before, size);
    }
}
