package org.chosei.protocol;

import static org.chosei.protocol.CaseEvent.ATTACKS_OBSERVED;
import static org.chosei.protocol.CaseEvent.EXPLOIT_PUBLIC;
import static org.chosei.protocol.CaseEvent.FIX_DEPLOYED;
import static org.chosei.protocol.CaseEvent.FIX_READY;
import static org.chosei.protocol.CaseEvent.PUBLIC_AWARE;
import static org.chosei.protocol.CaseEvent.VENDOR_AWARE;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What good coordination wants to happen before what (Householder and Spring 2021), the rarest by luck first. */
public enum Desideratum {
    DEPLOYED_BEFORE_PUBLIC(FIX_DEPLOYED, PUBLIC_AWARE),
    FIX_BEFORE_PUBLIC(FIX_READY, PUBLIC_AWARE),
    DEPLOYED_BEFORE_EXPLOIT(FIX_DEPLOYED, EXPLOIT_PUBLIC),
    DEPLOYED_BEFORE_ATTACKS(FIX_DEPLOYED, ATTACKS_OBSERVED),
    FIX_BEFORE_EXPLOIT(FIX_READY, EXPLOIT_PUBLIC),
    AWARE_BEFORE_PUBLIC(VENDOR_AWARE, PUBLIC_AWARE),
    FIX_BEFORE_ATTACKS(FIX_READY, ATTACKS_OBSERVED),
    PUBLIC_BEFORE_EXPLOIT(PUBLIC_AWARE, EXPLOIT_PUBLIC),
    EXPLOIT_BEFORE_ATTACKS(EXPLOIT_PUBLIC, ATTACKS_OBSERVED),
    PUBLIC_BEFORE_ATTACKS(PUBLIC_AWARE, ATTACKS_OBSERVED),
    AWARE_BEFORE_EXPLOIT(VENDOR_AWARE, EXPLOIT_PUBLIC),
    AWARE_BEFORE_ATTACKS(VENDOR_AWARE, ATTACKS_OBSERVED);

    private final CaseEvent first;
    private final CaseEvent then;

    Desideratum(CaseEvent first, CaseEvent then) {
        this.first = first;
        this.then = then;
    }

    public CaseEvent first() {
        return first;
    }

    public CaseEvent then() {
        return then;
    }

    /** Whether it held in a complete history. */
    public boolean holdsIn(List<CaseEvent> history) {
        return history.indexOf(first) < history.indexOf(then);
    }

    /** How often it holds by luck alone: every event that is legal next is equally likely. */
    public Fraction byLuck() {
        return Luck.OF.getOrDefault(this, Fraction.ZERO);
    }

    /** Reckoned once, when it is first asked for. */
    private static final class Luck {
        private static final Map<Desideratum, Fraction> OF = Arrays.stream(values())
                .collect(Collectors.toMap(
                        Function.identity(),
                        each -> Histories.complete().stream()
                                .filter(each::holdsIn)
                                .map(Histories::byLuck)
                                .reduce(Fraction.ZERO, Fraction::plus)));
    }

    /**
     * Skill beyond luck: 1 is perfect, 0 is luck, below is worse than luck.
     *
     * @param observed in what share of the cases it held
     */
    public double skill(double observed) {
        double luck = byLuck().toDouble();
        return (observed - luck) / (1 - luck);
    }
}
