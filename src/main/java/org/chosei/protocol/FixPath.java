package org.chosei.protocol;

/** The vendor's path (Vultron CS, vf): kept for each vendor and product. */
public enum FixPath {
    UNAWARE("vf"),
    AWARE("Vf"),
    FIX_READY("VF");

    private final String letters;

    FixPath(String letters) {
        this.letters = letters;
    }

    String letters() {
        return letters;
    }
}
