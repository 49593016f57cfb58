package org.chosei.kernel;

import java.util.UUID;

/** A vendor, a partner CSIRT, a finder's organisation or the coordinating CSIRT itself. */
public record OrganisationId(UUID value) {

    public static OrganisationId of(String text) {
        return new OrganisationId(Uuid7.parse(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
