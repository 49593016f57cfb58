package org.chosei.web;

import org.chosei.kernel.Refusal;

/** Reads what was chosen in a list: a form's value is text that anybody may write. */
public final class Choice {
    private Choice() {}

    /**
     * The constant of this name.
     *
     * @throws Refusal.Invalid with this slug, at this field, when there is none
     */
    public static <E extends Enum<E>> E of(Class<E> type, String name, String field, String slug) {
        for (E each : type.getEnumConstants()) {
            if (each.name().equals(name)) {
                return each;
            }
        }
        throw new Refusal.Invalid(field, slug);
    }
}
