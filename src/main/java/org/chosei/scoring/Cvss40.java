package org.chosei.scoring;

import java.util.ArrayList;
import java.util.List;
import org.chosei.scoring.CvssScore.Kind;
import org.chosei.scoring.Metric.Group;

/**
 * Section 8 of the CVSS 4.0 specification: the score of the vector's macro vector, less the mean share of the way that it
 * is away from it. All in integers, halves rounded up: implementations in floating point disagree on some vectors.
 */
final class Cvss40 {
    private static final List<String> IMPACT = List.of("VC", "VI", "VA", "SC", "SI", "SA");

    private final CvssVector vector;

    private Cvss40(CvssVector vector) {
        this.vector = vector;
    }

    static CvssScore score(CvssVector vector) {
        boolean threat = vector.says(Group.THREAT);
        boolean environment = vector.says(Group.ENVIRONMENTAL);
        Kind kind = threat ? environment ? Kind.CVSS_BTE : Kind.CVSS_BT : environment ? Kind.CVSS_BE : Kind.CVSS_B;
        return new CvssScore(kind, new Cvss40(vector).tenths());
    }

    private int tenths() {
        if (IMPACT.stream().allMatch(metric -> value(metric).equals("N"))) {
            return 0;
        }
        MacroVector macro = macro();
        int best = macro.tenths();
        List<Share> shares = new ArrayList<>();
        for (MacroVector.Way way : macro.ways()) {
            shares.add(new Share((best - way.nextLower()) * way.distance(this::value), way.depth()));
        }
        if (shares.isEmpty()) {
            return best;
        }
        long common = shares.size();
        for (Share share : shares) {
            common *= share.depth();
        }
        long score = best * common;
        for (Share share : shares) {
            score -= share.way() * (common / shares.size() / share.depth());
        }
        return (int) Math.clamp(Math.floorDiv(2 * score + common, 2 * common), 0, 100);
    }

    /** A part of the way down to the next lower macro vector, {@code way / depth} tenths. */
    private record Share(long way, int depth) {}

    /** Tables 24 to 29. */
    private MacroVector macro() {
        boolean network = is("AV", "N");
        boolean unprivileged = is("PR", "N");
        boolean alone = is("UI", "N");
        int eq1 = network && unprivileged && alone ? 0 : !is("AV", "P") && (network || unprivileged || alone) ? 1 : 2;
        int eq2 = is("AC", "L") && is("AT", "N") ? 0 : 1;
        int eq3 = is("VC", "H") && is("VI", "H") ? 0 : is("VC", "H") || is("VI", "H") || is("VA", "H") ? 1 : 2;
        int eq4 = is("SI", "S") || is("SA", "S") ? 0 : is("SC", "H") || is("SI", "H") || is("SA", "H") ? 1 : 2;
        int eq5 = is("E", "A") ? 0 : is("E", "P") ? 1 : 2;
        boolean needed =
                is("CR", "H") && is("VC", "H") || is("IR", "H") && is("VI", "H") || is("AR", "H") && is("VA", "H");
        return new MacroVector(eq1, eq2, eq3, eq4, eq5, needed ? 0 : 1);
    }

    private boolean is(String metric, String value) {
        return value(metric).equals(value);
    }

    /** What counts: the modified metric before the base metric, and the worst where threat or need is not defined. */
    private String value(String metric) {
        String said = vector.value(metric);
        return switch (metric) {
            case "E" -> said.equals(Metric.NOT_DEFINED) ? "A" : said;
            case "CR", "IR", "AR" -> said.equals(Metric.NOT_DEFINED) ? "H" : said;
            default -> {
                String modified = vector.value("M" + metric);
                yield modified.equals(Metric.NOT_DEFINED) ? said : modified;
            }
        };
    }
}
