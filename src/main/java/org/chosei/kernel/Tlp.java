package org.chosei.kernel;

/** Traffic Light Protocol 2.0 (FIRST): the label is never translated. Ordered from most to least confidential. */
public enum Tlp {
    RED("TLP:RED"),
    AMBER_STRICT("TLP:AMBER+STRICT"),
    AMBER("TLP:AMBER"),
    GREEN("TLP:GREEN"),
    CLEAR("TLP:CLEAR");

    private final String label;

    Tlp(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }

    /** Reads a label as people write it, with or without the prefix; TLP 1's WHITE is CLEAR. */
    public static Tlp read(String text) {
        String bare = text.strip()
                .toUpperCase(java.util.Locale.ROOT)
                .replace("TLP:", "")
                .strip();
        return switch (bare) {
            case "RED" -> RED;
            case "AMBER+STRICT" -> AMBER_STRICT;
            case "AMBER" -> AMBER;
            case "GREEN" -> GREEN;
            case "CLEAR", "WHITE" -> CLEAR;
            default -> throw new Refusal.Invalid("tlp", "tlp-unknown", text);
        };
    }
}
