package org.chosei.registry.upkeep.web;

import java.util.ArrayList;
import java.util.List;
import org.chosei.registry.upkeep.Drill.Answer;
import org.chosei.registry.upkeep.Drill.Progress;

/** A drill's progress as one bar: what was answered, what came back, and who is silent, in parts of its width. */
public record DrillBar(List<Part> parts) {
    /** The bar's width, in its own units. */
    public static final int WIDTH = 1000;

    /** One part of the bar; parts that are nobody are left out. */
    public record Part(Answer answer, int count, int x, int width) {}

    static DrillBar of(Progress progress) {
        List<Part> parts = new ArrayList<>();
        int before = 0;
        for (Answer answer : Answer.values()) {
            int count = switch (answer) {
                case ANSWERED -> progress.answered();
                case BOUNCED -> progress.bounced();
                case SILENT -> progress.silent();
            };
            int x = at(before, progress.asked());
            before += count;
            if (count > 0) {
                parts.add(new Part(answer, count, x, at(before, progress.asked()) - x));
            }
        }
        return new DrillBar(List.copyOf(parts));
    }

    private static int at(int count, int all) {
        return all == 0 ? 0 : Math.round((float) WIDTH * count / all);
    }
}
