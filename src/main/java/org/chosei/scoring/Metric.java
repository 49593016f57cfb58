package org.chosei.scoring;

import java.util.List;

/**
 * A metric of one version of CVSS.
 *
 * @param name its abbreviation, as vectors write it
 * @param values what it may be, in the order of the specification; {@link #NOT_DEFINED} stands first where it is one
 */
public record Metric(String name, Group group, List<String> values) {
    /** The value that means the same as leaving the metric out. */
    public static final String NOT_DEFINED = "X";

    /** The groups of metrics; version 3.1 says temporal where version 4.0 says threat. */
    public enum Group {
        BASE,
        TEMPORAL,
        THREAT,
        ENVIRONMENTAL,
        SUPPLEMENTAL
    }

    public Metric {
        values = List.copyOf(values);
    }

    /** Whether a vector without it is none. */
    public boolean mandatory() {
        return group == Group.BASE;
    }

    /** The base metric whose words its values share: of a modified metric the one that it modifies. */
    public String unmodified() {
        return group == Group.ENVIRONMENTAL && name.startsWith("M") ? name.substring(1) : name;
    }

    /** Reads metrics written {@code AV:N,A,L,P AC:L,H}. */
    static List<Metric> all(Group group, String written) {
        return List.of(written.split(" ")).stream()
                .map(each -> each.split(":", 2))
                .map(parts -> new Metric(parts[0], group, List.of(parts[1].split(","))))
                .toList();
    }
}
