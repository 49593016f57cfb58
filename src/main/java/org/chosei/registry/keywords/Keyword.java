package org.chosei.registry.keywords;

/**
 * A technology that vendors are asked about.
 *
 * @param code names it in every version and language
 * @param askedSince the version of the list in which the question got its present meaning; an older answer no longer holds
 */
public record Keyword(
        String code,
        String groupJa,
        String groupEn,
        String labelJa,
        String labelEn,
        String hintJa,
        String hintEn,
        int askedSince) {

    /** Whether a reader could understand something else by the two. The group and the place in the list mean nothing. */
    boolean asksAs(Keyword other) {
        return labelJa.equals(other.labelJa)
                && labelEn.equals(other.labelEn)
                && hintJa.equals(other.hintJa)
                && hintEn.equals(other.hintEn);
    }

    Keyword askedSince(int version) {
        return new Keyword(code, groupJa, groupEn, labelJa, labelEn, hintJa, hintEn, version);
    }
}
