package org.chosei.vault.search;

import java.util.ArrayList;
import java.util.List;

/** A piece of a found text with the words marked in it. */
public record Snippet(List<Part> parts) {
    private static final int BEFORE = 50;
    private static final int WIDTH = 200;

    /** Text as it stands; {@code marked} is one of the words that were looked for. */
    public record Part(String text, boolean marked) {}

    /** Around the first of the words, or the beginning when none stands as it was typed. */
    public static Snippet of(String sealedText, SearchQuery query) {
        String text = Readable.of(sealedText).strip();
        Folding folded = Folding.of(text);
        List<int[]> places = folded.places(Needle.of(query));
        int first = places.isEmpty() ? 0 : places.getFirst()[0];
        int start = whole(text, Math.max(0, first - BEFORE));
        int end = whole(text, Math.min(text.length(), start + WIDTH));
        List<Part> parts = new ArrayList<>();
        int at = start;
        for (int[] place : places) {
            if (place[0] >= at && place[1] <= end) {
                add(parts, text.substring(at, place[0]), false);
                add(parts, text.substring(place[0], place[1]), true);
                at = place[1];
            }
        }
        add(parts, text.substring(at, end), false);
        if (start > 0) {
            parts.addFirst(new Part("…", false));
        }
        if (end < text.length()) {
            parts.add(new Part("…", false));
        }
        return new Snippet(parts);
    }

    /** Whether one of the words stands in it as it was typed. */
    public boolean isMarked() {
        return parts.stream().anyMatch(Part::marked);
    }

    private static void add(List<Part> parts, String text, boolean marked) {
        if (!text.isEmpty()) {
            parts.add(new Part(text.replaceAll("\\s+", " "), marked));
        }
    }

    /** Not in the middle of a character. */
    private static int whole(String text, int at) {
        return at > 0 && at < text.length() && Character.isLowSurrogate(text.charAt(at)) ? at - 1 : at;
    }
}
