package org.chosei.registry.vetting;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/** What a vetting may rest on: one rule for the records as they are kept and as they are shown. */
public interface Recorded {
    Result result();

    /** Whether another record took its place. */
    boolean corrected();

    /** When it was written down. */
    Instant at();

    /** Whether it speaks for the organisation and still stands. */
    default boolean counts() {
        return !corrected() && result().counts();
    }

    /** Whether it speaks against the organisation and still stands. */
    default boolean denies() {
        return !corrected() && result() == Result.NOT_CONFIRMED;
    }

    /**
     * Those of this kind that a confirmation may rest on now. A call counts no more once somebody who answered a later one
     * did not stand by the registration, unless that record was corrected.
     */
    static <T extends Recorded> List<T> counting(List<T> all, Result.Kind kind) {
        Instant denied = all.stream()
                .filter(Recorded::denies)
                .map(Recorded::at)
                .max(Comparator.naturalOrder())
                .orElse(Instant.MIN);
        return all.stream()
                .filter(each -> each.counts() && each.result().kind() == kind)
                .filter(each -> kind != Result.Kind.CALL_BACK || each.at().isAfter(denied))
                .toList();
    }
}
