package org.chosei.kernel;

import java.util.UUID;

/** One coordinated case; its number (an alias) is what people see. */
public record CaseId(UUID value) {

    public static CaseId of(String text) {
        return new CaseId(Uuid7.parse(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
