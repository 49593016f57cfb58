package org.chosei.scoring;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.chosei.scoring.Metric.Group;

/**
 * The equations of section 7 of the CVSS 3.1 specification in exact decimals, because binary floating point rounds some
 * vectors to the wrong tenth.
 */
final class Cvss31 {
    private static final BigDecimal MOST_IMPACT = new BigDecimal("0.915");

    private final CvssVector vector;

    private Cvss31(CvssVector vector) {
        this.vector = vector;
    }

    static List<CvssScore> scores(CvssVector vector) {
        Cvss31 of = new Cvss31(vector);
        List<CvssScore> scores = new ArrayList<>(List.of(score(CvssScore.Kind.BASE, of.base())));
        if (vector.says(Group.TEMPORAL)) {
            scores.add(score(CvssScore.Kind.TEMPORAL, of.timed(of.base())));
        }
        if (vector.says(Group.ENVIRONMENTAL)) {
            scores.add(score(CvssScore.Kind.ENVIRONMENTAL, of.timed(of.modified())));
        }
        return scores;
    }

    private static CvssScore score(CvssScore.Kind kind, BigDecimal value) {
        return new CvssScore(kind, value.movePointRight(1).intValueExact());
    }

    /** Section 7.1. */
    private BigDecimal base() {
        boolean changed = vector.value("S").equals("C");
        BigDecimal iss = BigDecimal.ONE.subtract(
                kept("C", BigDecimal.ONE).multiply(kept("I", BigDecimal.ONE)).multiply(kept("A", BigDecimal.ONE)));
        BigDecimal impact = changed
                ? changedImpact(iss, iss.subtract(new BigDecimal("0.02")).pow(15))
                : iss.multiply(new BigDecimal("6.42"));
        return together(impact, exploitability("", changed), changed);
    }

    /** Section 7.3, before the temporal metrics. */
    private BigDecimal modified() {
        boolean changed = modified("S").equals("C");
        BigDecimal left = kept("MC", requirement("CR"))
                .multiply(kept("MI", requirement("IR")))
                .multiply(kept("MA", requirement("AR")));
        BigDecimal miss = BigDecimal.ONE.subtract(left).min(MOST_IMPACT);
        BigDecimal bent = miss.multiply(new BigDecimal("0.9731")).subtract(new BigDecimal("0.02"));
        BigDecimal impact = changed ? changedImpact(miss, bent.pow(13)) : miss.multiply(new BigDecimal("6.42"));
        return together(impact, exploitability("M", changed), changed);
    }

    /** Section 7.2, also the end of 7.3. */
    private BigDecimal timed(BigDecimal score) {
        return roundUp(score.multiply(hundredths(
                        switch (vector.value("E")) {
                            case "U" -> 91;
                            case "P" -> 94;
                            case "F" -> 97;
                            default -> 100;
                        }))
                .multiply(hundredths(
                        switch (vector.value("RL")) {
                            case "O" -> 95;
                            case "T" -> 96;
                            case "W" -> 97;
                            default -> 100;
                        }))
                .multiply(hundredths(
                        switch (vector.value("RC")) {
                            case "U" -> 92;
                            case "R" -> 96;
                            default -> 100;
                        })));
    }

    private static BigDecimal changedImpact(BigDecimal iss, BigDecimal power) {
        return iss.subtract(new BigDecimal("0.029"))
                .multiply(new BigDecimal("7.52"))
                .subtract(power.multiply(new BigDecimal("3.25")));
    }

    private static BigDecimal together(BigDecimal impact, BigDecimal exploitability, boolean changed) {
        if (impact.signum() <= 0) {
            return new BigDecimal("0.0");
        }
        BigDecimal sum = impact.add(exploitability);
        return roundUp(BigDecimal.TEN.min(changed ? sum.multiply(new BigDecimal("1.08")) : sum));
    }

    private BigDecimal exploitability(String prefix, boolean changed) {
        return new BigDecimal("8.22")
                .multiply(hundredths(
                        switch (valueOf(prefix, "AV")) {
                            case "N" -> 85;
                            case "A" -> 62;
                            case "L" -> 55;
                            default -> 20;
                        }))
                .multiply(hundredths(valueOf(prefix, "AC").equals("L") ? 77 : 44))
                .multiply(hundredths(
                        switch (valueOf(prefix, "PR")) {
                            case "N" -> 85;
                            case "L" -> changed ? 68 : 62;
                            default -> changed ? 50 : 27;
                        }))
                .multiply(hundredths(valueOf(prefix, "UI").equals("N") ? 85 : 62));
    }

    private BigDecimal kept(String metric, BigDecimal requirement) {
        String value = metric.length() == 1 ? vector.value(metric) : modified(metric.substring(1));
        int impact = value.equals("H") ? 56 : value.equals("L") ? 22 : 0;
        return BigDecimal.ONE.subtract(hundredths(impact).multiply(requirement));
    }

    private BigDecimal requirement(String metric) {
        return new BigDecimal(
                switch (vector.value(metric)) {
                    case "H" -> "1.5";
                    case "L" -> "0.5";
                    default -> "1";
                });
    }

    private String valueOf(String prefix, String metric) {
        return prefix.isEmpty() ? vector.value(metric) : modified(metric);
    }

    /** The modified metric, or the base metric where it is not defined. */
    private String modified(String metric) {
        String value = vector.value("M" + metric);
        return value.equals(Metric.NOT_DEFINED) ? vector.value(metric) : value;
    }

    private static BigDecimal hundredths(int number) {
        return BigDecimal.valueOf(number, 2);
    }

    /** Appendix A: first to five decimals, then up to the next tenth. */
    private static BigDecimal roundUp(BigDecimal score) {
        return score.setScale(5, RoundingMode.HALF_UP).setScale(1, RoundingMode.CEILING);
    }
}
