package org.chosei.cases.numbers;

import java.util.List;
import java.util.Optional;

/** The numbers that this installation may give out, as the operator set them. */
public record NumberSchemes(List<Scheme> all) {
    public NumberSchemes {
        all = List.copyOf(all);
    }

    /** How the digits after the prefix are found. */
    public enum Digits {
        /** Drawn anew for each number, so that it says nothing of how many there are; the first is never 0. */
        RANDOM,
        /** One after the other, filled with zeros. */
        SEQUENTIAL
    }

    /**
     * One kind of number.
     *
     * @param prefix what stands before the digits, such as {@code JVN#}
     * @param length how many digits, 4 to 12
     */
    public record Scheme(String prefix, Digits digits, int length) {}

    /** The scheme with this prefix, if the operator set it. */
    public Optional<Scheme> find(String prefix) {
        return all.stream().filter(each -> each.prefix().equals(prefix)).findFirst();
    }
}
