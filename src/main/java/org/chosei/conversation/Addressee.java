package org.chosei.conversation;

import org.chosei.cases.CoordinatedCase;
import org.chosei.kernel.OrganisationId;
import org.chosei.registry.ContactKey;
import org.chosei.registry.ContactPoint;
import org.jspecify.annotations.Nullable;

/** A vendor that a reply goes to; {@code own} is its own number of the case or empty, {@code key} is null when none of its proved OpenPGP keys can be encrypted to now. */
record Addressee(
        CoordinatedCase of,
        OrganisationId vendor,
        ContactPoint team,
        String own,
        @Nullable ContactKey key) {}
