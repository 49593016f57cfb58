package org.chosei.protocol;

import java.util.List;
import java.util.stream.Stream;

/** What the world knows and does (Vultron CS, pxa): one for the whole case. */
public record World(boolean publicAware, boolean exploitPublic, boolean attacksObserved) {
    /** Nobody outside knows. */
    public static final World QUIET = new World(false, false, false);

    /** All eight. */
    public static List<World> all() {
        List<Boolean> both = List.of(false, true);
        return both.stream()
                .flatMap(p -> both.stream().flatMap(x -> both.stream().map(a -> new World(p, x, a))))
                .toList();
    }

    /** A public exploit tells the public, so this lasts for no time. */
    boolean ephemeral() {
        return exploitPublic && !publicAware;
    }

    /** With what happened in it; what happens to vendors and deployers changes nothing here. */
    World with(CaseEvent event) {
        return new World(
                publicAware || event == CaseEvent.PUBLIC_AWARE,
                exploitPublic || event == CaseEvent.EXPLOIT_PUBLIC,
                attacksObserved || event == CaseEvent.ATTACKS_OBSERVED);
    }

    String letters() {
        return Stream.of(publicAware ? "P" : "p", exploitPublic ? "X" : "x", attacksObserved ? "A" : "a")
                .reduce("", String::concat);
    }
}
