package org.chosei.protocol;

import java.util.function.Function;
import java.util.stream.Collectors;

/** Draws a machine from its table, as text that GitHub and others render (Mermaid). */
final class Diagram {
    private Diagram() {}

    /** One line for each arrow, in the table's order. */
    static <S, E> String of(Machine<S, E> machine, Function<S, String> state, Function<E, String> event) {
        String arrows = machine.arrows().stream()
                .map(arrow -> "    %s --> %s: %s"
                        .formatted(state.apply(arrow.from()), state.apply(arrow.to()), event.apply(arrow.event())))
                .collect(Collectors.joining("\n"));
        String ends = machine.ends().stream()
                .map(state)
                .sorted()
                .map("    %s --> [*]"::formatted)
                .collect(Collectors.joining("\n"));
        return "stateDiagram-v2\n    [*] --> " + state.apply(machine.start()) + "\n" + arrows + "\n" + ends + "\n";
    }
}
