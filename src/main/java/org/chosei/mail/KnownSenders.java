package org.chosei.mail;

import java.util.List;
import java.util.Optional;
import org.chosei.crypto.Certificate;
import org.chosei.kernel.OrganisationId;

/** Whom addresses and keys belong to. The room that registers them implements it; this room only asks, in its transaction. */
public interface KnownSenders {

    /** Whose registered address this is. */
    Optional<OrganisationId> ownerOf(String address);

    /** The proved keys of an organisation, the unfit ones included. */
    List<Certificate> certificates(OrganisationId organisation);

    /** Whose proved keys have this key id or fingerprint; of an id that several share, all. */
    List<OrganisationId> ownersOfKey(String keyId);
}
