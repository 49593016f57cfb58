package org.chosei.conversation;

import org.chosei.cases.CoordinatedCase;
import org.chosei.kernel.OrganisationId;
import org.chosei.registry.ContactKey;
import org.chosei.registry.ContactPoint;
import org.jspecify.annotations.Nullable;

/** A vendor that a reply goes to; {@code key} is null when none of its proved OpenPGP keys can be encrypted to now. */
record Addressee(
        CoordinatedCase of,
        OrganisationId vendor,
        ContactPoint team,
        @Nullable ContactKey key) {}
