package org.chosei.scoring;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** One of the 270 equivalence classes of CVSS 4.0 with the score of its most severe vectors, given by the specification. */
record MacroVector(int eq1, int eq2, int eq3, int eq4, int eq5, int eq6) {
    private static final Map<String, Integer> TENTHS = Resource.lines("cvss40-macro-vectors.txt")
            .collect(Collectors.toUnmodifiableMap(
                    line -> line.substring(0, 6), line -> Integer.valueOf(line.substring(7))));

    /** The metrics of each part and their values from the most severe on; the subsequent system's begin at S. */
    private static final List<String> EQ1 = List.of("AV:NALP", "PR:NLH", "UI:NPA");

    private static final List<String> EQ2 = List.of("AC:LH", "AT:NP");
    private static final List<String> EQ3_EQ6 = List.of("VC:HLN", "VI:HLN", "VA:HLN", "CR:HML", "IR:HML", "AR:HML");
    private static final List<String> EQ4 = List.of("SC:SHLN", "SI:SHLN", "SA:SHLN");

    /**
     * One of the ways down from the most severe vectors.
     *
     * @param nextLower the score in tenths of the next lower macro vector that way
     * @param depth how many steps the way has
     * @param most the most severe vectors, one letter for each metric
     */
    record Way(int nextLower, int depth, List<String> metrics, List<String> most) {

        /** How many steps the vector is away from the first of the most severe ones that is nowhere below it. */
        int distance(UnaryOperator<String> value) {
            for (String highest : most) {
                int all = 0;
                boolean below = false;
                for (int i = 0; i < metrics.size(); i++) {
                    String levels = metrics.get(i).substring(3);
                    int steps = levels.indexOf(value.apply(metrics.get(i).substring(0, 2)))
                            - levels.indexOf(highest.charAt(i));
                    below |= steps < 0;
                    all += steps;
                }
                if (!below) {
                    return all;
                }
            }
            throw new IllegalStateException("above every most severe vector of its class");
        }
    }

    /** The score of its most severe vectors. */
    int tenths() {
        return find(this).orElseThrow();
    }

    private static OptionalInt find(MacroVector of) {
        Integer tenths = TENTHS.get("" + of.eq1 + of.eq2 + of.eq3 + of.eq4 + of.eq5 + of.eq6);
        return tenths == null ? OptionalInt.empty() : OptionalInt.of(tenths);
    }

    /** The ways down that exist. The one of the exploit's maturity has a single step: no vector is on its way there. */
    List<Way> ways() {
        List<Way> ways = new ArrayList<>();
        find(new MacroVector(eq1 + 1, eq2, eq3, eq4, eq5, eq6))
                .ifPresent(lower -> ways.add(
                        switch (eq1) {
                            case 0 -> new Way(lower, 1, EQ1, List.of("NNN"));
                            default -> new Way(lower, 4, EQ1, List.of("ANN", "NLN", "NNP"));
                        }));
        find(new MacroVector(eq1, eq2 + 1, eq3, eq4, eq5, eq6))
                .ifPresent(lower -> ways.add(new Way(lower, 1, EQ2, List.of("LN"))));
        lowerImpact().ifPresent(lower -> ways.add(impact(lower)));
        find(new MacroVector(eq1, eq2, eq3, eq4 + 1, eq5, eq6))
                .ifPresent(lower -> ways.add(
                        switch (eq4) {
                            case 0 -> new Way(lower, 6, EQ4, List.of("HSS"));
                            default -> new Way(lower, 5, EQ4, List.of("HHH"));
                        }));
        find(new MacroVector(eq1, eq2, eq3, eq4, eq5 + 1, eq6))
                .ifPresent(lower -> ways.add(new Way(lower, 1, List.of(), List.of(""))));
        return ways;
    }

    /** Impact and need of the vulnerable system go down together; from the top, by the higher of two. */
    private OptionalInt lowerImpact() {
        OptionalInt need = eq6 == 0 ? find(new MacroVector(eq1, eq2, eq3, eq4, eq5, 1)) : OptionalInt.empty();
        OptionalInt impact =
                eq3 == 0 || eq6 == 1 ? find(new MacroVector(eq1, eq2, eq3 + 1, eq4, eq5, eq6)) : OptionalInt.empty();
        return need.isPresent() && impact.isPresent()
                ? OptionalInt.of(Math.max(need.getAsInt(), impact.getAsInt()))
                : need.isPresent() ? need : impact;
    }

    private Way impact(int lower) {
        return switch (10 * eq3 + eq6) {
            case 0 -> new Way(lower, 7, EQ3_EQ6, List.of("HHHHHH"));
            case 1 -> new Way(lower, 6, EQ3_EQ6, List.of("HHLMMH", "HHHMMM"));
            case 10 -> new Way(lower, 8, EQ3_EQ6, List.of("LHHHHH", "HLHHHH"));
            default -> new Way(lower, 8, EQ3_EQ6, List.of("LHLHMH", "LHHHMM", "HLHMHM", "HLLMHH", "LLHHHM"));
        };
    }
}
