package org.chosei.distribution;

import java.util.UUID;

/**
 * That a notice corrects or recalls an earlier one of its case. The earlier one stays what it is, and its readers see both:
 * nothing is unsaid silently.
 *
 * @param notice the earlier one
 */
public record Amends(How how, UUID notice) {

    /** What the later notice does to the earlier one. */
    public enum How {
        /** The later words hold in place of the earlier ones. */
        CORRECTS,
        /** The earlier words no longer hold; the later ones say why. */
        RECALLS
    }
}
