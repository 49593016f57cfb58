package org.chosei.command;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Something counted or measured in a drill, with what it must not be under or over; without both it is only told.
 *
 * @param what in the manner of a field's name, with its unit where it has one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Mark(
        String what,
        double found,
        @Nullable Double atLeast,
        @Nullable Double atMost,
        boolean holds) {
    static Mark figure(String what, double found) {
        return of(what, found, null, null);
    }

    static Mark exactly(String what, double found, double wanted) {
        return of(what, found, wanted, wanted);
    }

    static Mark atLeast(String what, double found, double least) {
        return of(what, found, least, null);
    }

    static Mark atMost(String what, double found, double most) {
        return of(what, found, null, most);
    }

    private static Mark of(String what, double found, @Nullable Double atLeast, @Nullable Double atMost) {
        boolean holds = (atLeast == null || found >= atLeast) && (atMost == null || found <= atMost);
        return new Mark(what, found, atLeast, atMost, holds);
    }

    /** For a person: {@code lost 0 (≤ 0)}. */
    String words() {
        StringBuilder words = new StringBuilder(what).append(' ').append(plain(found));
        if (atLeast != null && atLeast.equals(atMost)) {
            words.append(" (= ").append(plain(atLeast)).append(')');
        } else if (atLeast != null) {
            words.append(" (≥ ").append(plain(atLeast)).append(')');
        } else if (atMost != null) {
            words.append(" (≤ ").append(plain(atMost)).append(')');
        }
        return words.append(holds ? "" : " !").toString();
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
    }
}
