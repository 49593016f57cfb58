package org.chosei.agreements.pdf;

import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * A document to print, on A4.
 *
 * @param name stands at the foot of each page beside its number; ASCII
 * @param madeAt what the file says of when it was made
 * @param title of the file; it is not printed by itself
 * @param parts from top to bottom
 * @param missing what stands before the numbers of characters that a font cannot show
 */
public record Paper(String name, Instant madeAt, Locale language, String title, List<Part> parts, String missing) {
    public Paper {
        parts = List.copyOf(parts);
    }

    /** A part of it. */
    public sealed interface Part {
        /**
         * An address at the place where the window of an envelope shows it; what follows begins below it. In Japanese papers
         * it is that of a long envelope no. 3 (A4 folded in three), in others that of a DL envelope.
         */
        record Address(List<String> lines) implements Part {}

        /** Lines at the right margin: the number, the date, who writes. */
        record Right(List<String> lines) implements Part {}

        /** A heading in the middle of the line. */
        record Heading(String text) implements Part {}

        /** Words; each line is a paragraph. */
        record Text(String text) implements Part {}

        /** Names and what they stand for. */
        record Facts(List<Fact> facts) implements Part {}

        /**
         * A table.
         *
         * @param widths of its columns, in parts of their sum
         */
        record Table(List<Float> widths, List<String> head, List<List<String>> rows) implements Part {}
    }

    /** A name and what it stands for. */
    public record Fact(String label, String value) {}

    /** Whether it is laid out for Japanese readers. */
    boolean japanese() {
        return language.getLanguage().equals("ja");
    }
}
