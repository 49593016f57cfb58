package org.chosei.kernel;

import java.util.UUID;

/** A human being who signs in. */
public record PersonId(UUID value) {

    public static PersonId of(String text) {
        return new PersonId(Uuid7.parse(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
