package org.chosei.cases.scoring;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.chosei.cases.Vulnerability;
import org.chosei.vault.SealedId;
import org.jspecify.annotations.Nullable;

/**
 * One judgement of a vulnerability.
 *
 * @param said a vector, the answers on the way through a tree, or ids of weaknesses with a space between
 * @param result the score or outcome computed from it; empty for weaknesses
 * @param basis the version of what it was judged by
 * @param reason opens through the vault; null when none was given
 * @param by the actor, as rows carry it
 */
public record Assessment(
        UUID id,
        Vulnerability vulnerability,
        AssessmentKind kind,
        String said,
        String result,
        String basis,
        @Nullable SealedId reason,
        Instant at,
        String by) {

    /** The parts of what was said: ids of weaknesses. */
    public List<String> parts() {
        return said.isEmpty() ? List.of() : List.of(said.split(" "));
    }
}
