package org.chosei.ledger.proof;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.chosei.ledger.Anchor;
import org.jspecify.annotations.Nullable;

/**
 * What a verification saw.
 *
 * @param caseId the one case that was exported; null for everything
 * @param last the newest checkpoint in it, to be noted down; null when there is none
 * @param unsigned entries newer than the last checkpoint over their chain
 * @param keys ids of the keys by which checkpoints were found signed
 * @param keysKnown whether they were given from elsewhere; otherwise they must be compared
 * @param anchored how many noted checkpoints were found as they were noted
 * @param notListed findings beyond those listed
 */
public record Report(
        @Nullable UUID caseId,
        long chains,
        long entries,
        long checkpoints,
        Anchor.@Nullable Kept last,
        long unsigned,
        Set<String> keys,
        boolean keysKnown,
        long anchored,
        List<Finding> findings,
        long notListed) {

    /** Nothing was found. */
    public boolean clean() {
        return findings.isEmpty();
    }
}
