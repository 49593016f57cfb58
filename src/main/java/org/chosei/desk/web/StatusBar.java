package org.chosei.desk.web;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.chosei.cases.status.MatrixState;

/** How many vendors stand how, as one bar whose parts are as wide as they are many. */
public record StatusBar(Map<MatrixState, Integer> counts, List<Part> parts) {
    /** The bar's width, in its own units. */
    public static final int WIDTH = 1000;

    /** One part of the bar; states in which nobody is are left out. */
    public record Part(MatrixState state, int count, int x, int width) {}

    static StatusBar of(List<MatrixState> states) {
        Map<MatrixState, Integer> counts = new EnumMap<>(MatrixState.class);
        states.forEach(state -> counts.merge(state, 1, Integer::sum));
        List<Part> parts = new ArrayList<>();
        int before = 0;
        for (Map.Entry<MatrixState, Integer> each : counts.entrySet()) {
            int x = at(before, states.size());
            before += each.getValue();
            parts.add(new Part(each.getKey(), each.getValue(), x, at(before, states.size()) - x));
        }
        return new StatusBar(counts, List.copyOf(parts));
    }

    private static int at(int count, int all) {
        return Math.round((float) WIDTH * count / all);
    }
}
