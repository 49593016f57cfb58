package org.chosei.cases.ending;

import org.chosei.kernel.CaseId;

/**
 * A case that came of another.
 *
 * @param child whether the other case came of the one asked about: was split off it, or was merged into it
 */
public record Relative(CaseId id, String number, Kind kind, boolean child) {

    /** How it came. */
    public enum Kind {
        SPLIT,
        MERGED
    }
}
