package org.chosei.advisories;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A CVSS 3.1 base vector and its score, so that a vulnerability's severity is computed and never typed in by hand.
 *
 * <p>The calculation of section 7.1 of the CVSS 3.1 specification is done in exact decimals, because binary floating
 * point rounds some vectors to the wrong tenth. Temporal and environmental metrics are refused: a coordinator
 * publishes the base score only.
 */
public record Cvss31(Map<Metric, Character> values) {
    private static final String PREFIX = "CVSS:3.1/";
    private static final BigDecimal TEN = BigDecimal.TEN;

    /** The base metrics in the order of the specification, each with its permitted values. */
    public enum Metric {
        AV("NALP"),
        AC("LH"),
        PR("NLH"),
        UI("NR"),
        S("UC"),
        C("HLN"),
        I("HLN"),
        A("HLN");

        private final String permitted;

        Metric(String permitted) {
            this.permitted = permitted;
        }
    }

    /** The qualitative severity rating scale of section 5 of the specification. */
    public enum Severity {
        NONE,
        LOW,
        MEDIUM,
        HIGH,
        CRITICAL
    }

    public Cvss31 {
        for (Metric metric : Metric.values()) {
            Character value = values.get(metric);
            if (value == null) {
                throw new IllegalArgumentException("The CVSS 3.1 vector lacks the base metric " + metric);
            }
            if (metric.permitted.indexOf(value) < 0) {
                throw new IllegalArgumentException("The CVSS 3.1 metric " + metric + " cannot be " + value
                        + "; permitted: " + String.join(" ", metric.permitted.split("")));
            }
        }
        values = Map.copyOf(values);
    }

    /**
     * Reads a base vector such as {@code CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H}; metrics may come in any order.
     *
     * @throws IllegalArgumentException naming the metric that is missing, repeated, unknown or has no such value
     */
    public static Cvss31 parse(String vector) {
        if (!vector.startsWith(PREFIX)) {
            throw new IllegalArgumentException(
                    "A CVSS 3.1 vector starts with " + PREFIX + ", this one does not: " + vector);
        }
        var values = new EnumMap<Metric, Character>(Metric.class);
        for (String part : vector.substring(PREFIX.length()).split("/", -1)) {
            int colon = part.indexOf(':');
            Metric metric = metric(colon < 0 ? part : part.substring(0, colon));
            String value = part.substring(colon + 1);
            if (value.length() != 1) {
                throw new IllegalArgumentException("The CVSS 3.1 metric " + metric + " cannot be '" + value + "'");
            }
            if (values.put(metric, value.charAt(0)) != null) {
                throw new IllegalArgumentException("The CVSS 3.1 vector says " + metric + " twice");
            }
        }
        return new Cvss31(values);
    }

    /** The vector in the specification's order of metrics. */
    public String vector() {
        return Arrays.stream(Metric.values())
                .map(metric -> metric + ":" + values.get(metric))
                .collect(Collectors.joining("/", PREFIX, ""));
    }

    /** The base score, 0.0 to 10.0 with exactly one decimal. */
    public BigDecimal baseScore() {
        BigDecimal impact = impact();
        if (impact.signum() <= 0) {
            return new BigDecimal("0.0");
        }
        BigDecimal sum = impact.add(exploitability());
        return roundUp(TEN.min(scopeChanged() ? sum.multiply(new BigDecimal("1.08")) : sum));
    }

    /** The rating of the base score. */
    public Severity severity() {
        int tenths = baseScore().unscaledValue().intValueExact();
        if (tenths == 0) {
            return Severity.NONE;
        }
        if (tenths < 40) {
            return Severity.LOW;
        }
        if (tenths < 70) {
            return Severity.MEDIUM;
        }
        return tenths < 90 ? Severity.HIGH : Severity.CRITICAL;
    }

    char value(Metric metric) {
        Character value = values.get(metric);
        if (value == null) {
            throw new IllegalStateException("complete by construction");
        }
        return value;
    }

    private boolean scopeChanged() {
        return value(Metric.S) == 'C';
    }

    private BigDecimal impact() {
        BigDecimal iss =
                BigDecimal.ONE.subtract(kept(Metric.C).multiply(kept(Metric.I)).multiply(kept(Metric.A)));
        if (!scopeChanged()) {
            return iss.multiply(new BigDecimal("6.42"));
        }
        return iss.subtract(new BigDecimal("0.029"))
                .multiply(new BigDecimal("7.52"))
                .subtract(iss.subtract(new BigDecimal("0.02")).pow(15).multiply(new BigDecimal("3.25")));
    }

    private BigDecimal exploitability() {
        return new BigDecimal("8.22")
                .multiply(weight(Metric.AV))
                .multiply(weight(Metric.AC))
                .multiply(weight(Metric.PR))
                .multiply(weight(Metric.UI));
    }

    private BigDecimal kept(Metric metric) {
        return BigDecimal.ONE.subtract(weight(metric));
    }

    private BigDecimal weight(Metric metric) {
        char value = value(metric);
        int hundredths = switch (metric) {
            case AV -> value == 'N' ? 85 : value == 'A' ? 62 : value == 'L' ? 55 : 20;
            case AC -> value == 'L' ? 77 : 44;
            case PR -> value == 'N' ? 85 : value == 'L' ? (scopeChanged() ? 68 : 62) : (scopeChanged() ? 50 : 27);
            case UI -> value == 'N' ? 85 : 62;
            case C, I, A -> value == 'H' ? 56 : value == 'L' ? 22 : 0;
            case S -> throw new IllegalStateException("the scope has no weight of its own");
        };
        return BigDecimal.valueOf(hundredths, 2);
    }

    /** Appendix A of the specification: first to five decimals, then up to the next tenth. */
    private static BigDecimal roundUp(BigDecimal score) {
        return score.setScale(5, RoundingMode.HALF_UP).setScale(1, RoundingMode.CEILING);
    }

    private static Metric metric(String name) {
        for (Metric metric : Metric.values()) {
            if (metric.name().equals(name)) {
                return metric;
            }
        }
        throw new IllegalArgumentException("Only base metrics of CVSS 3.1 are published, not '" + name
                + "'; permitted: " + Arrays.toString(Metric.values()));
    }
}
