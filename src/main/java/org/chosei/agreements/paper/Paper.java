package org.chosei.agreements.paper;

import java.time.Instant;
import java.util.UUID;
import org.chosei.agreements.AgreementKind;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.PersonId;
import org.chosei.vault.SealedId;

/** A paper that an organisation signed, with its scan, and how far its entry has come. */
public record Paper(
        UUID id,
        OrganisationId organisation,
        AgreementKind kind,
        String language,
        Scan scan,
        Instant broughtAt,
        State state) {

    /**
     * The scan, which stays sealed.
     *
     * @param sha256 of its bytes, lower-case hexadecimal
     * @param size in bytes
     */
    public record Scan(SealedId content, SealedId name, ScanType type, long size, String sha256) {}

    /** How far its entry has come; nothing leads back from {@link Signed} and {@link Discarded}. */
    public sealed interface State {

        /** One person read it in this round; another has to. */
        record OneReading(int round, PersonId by) implements State {}

        /** Two persons read it differently in this round; both learn only in what, and the next round is open. */
        record Differs(int round) implements State {}

        /** Two persons read the same, and this signature came of it. */
        record Signed(UUID signature) implements State {}

        /** Laid aside without a signature. */
        record Discarded(SealedId reason, Instant at) implements State {}
    }
}
