package org.chosei.kernel;

import java.util.UUID;

/** Who, within a case, may read a row: staff, all vendors, one organisation, a group, the reporter. */
public record AudienceId(UUID value) {

    public static AudienceId of(String text) {
        return new AudienceId(Uuid7.parse(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
