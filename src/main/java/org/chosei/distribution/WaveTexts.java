package org.chosei.distribution;

import java.util.Set;
import java.util.UUID;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Refusal;
import org.chosei.vault.OpenPurpose;
import org.chosei.vault.Vault;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** What earlier waves said and to whom, where a new one begins with it. Staff only. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class WaveTexts {
    private final WaveStore waves;
    private final WaveRecordStore records;
    private final SubmissionStore submissions;
    private final WaveSubmissions requests;
    private final Vault vault;

    WaveTexts(
            WaveStore waves,
            WaveRecordStore records,
            SubmissionStore submissions,
            WaveSubmissions requests,
            Vault vault) {
        this.waves = waves;
        this.records = records;
        this.submissions = submissions;
        this.requests = requests;
        this.vault = vault;
    }

    /**
     * The words of a wave, to be used again.
     *
     * @param told to whom they went
     */
    public record Words(String titleJa, String bodyJa, String titleEn, String bodyEn, Set<OrganisationId> told) {}

    /** What a wave, or a request, said and to whom, or "not found". */
    public Words words(UUID id, CaseId caseId) {
        return records.find(id)
                .filter(row -> row.caseId().equals(caseId))
                .map(row -> words(
                        NoticeText.draft(
                                vault.open(OpenPurpose.READ, row.body()).text()),
                        waves.chosen(id)))
                .orElseGet(() -> submissions
                        .find(id)
                        .filter(row -> row.caseId().equals(caseId))
                        .map(row -> words(requests.words(row).notice(), submissions.vendors(id)))
                        .orElseThrow(Refusal.NotFound::new));
    }

    private static Words words(NoticeText.Draft draft, Set<OrganisationId> told) {
        return new Words(draft.titleJa(), draft.bodyJa(), draft.titleEn(), draft.bodyEn(), told);
    }

    /** A notice that can be corrected or recalled: its ordinal and who got it, or "not found". */
    public record Amendable(int ordinal, Set<OrganisationId> addressees) {}

    public Amendable amendable(CaseId caseId, UUID notice) {
        return new Amendable(
                waves.words(caseId, notice).orElseThrow(Refusal.NotFound::new).ordinal(), waves.addressees(notice));
    }
}
