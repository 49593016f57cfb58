package org.chosei.crypto;

/** How a body that is encrypted once is written: everybody who can read one format shares its body. */
public enum BodyFormat {
    /** OpenPGP with AES-256 and a modification code (RFC 9580 §5.13.1), which every version 4 key reads. */
    OPENPGP,
    /** OpenPGP with AES-256 in OCB mode (RFC 9580 §5.13.2), for version 6 keys that say that they read it. */
    OPENPGP_AEAD,
    /** CMS AuthEnvelopedData with AES-256-GCM (RFC 5083, 5084), for certificates that say that they read it. */
    SMIME_GCM,
    /** CMS EnvelopedData with AES-256-CBC (RFC 5652), which every S/MIME program reads; nothing weaker is written. */
    SMIME_CBC;

    /** Whether it is S/MIME. */
    public boolean isSmime() {
        return switch (this) {
            case OPENPGP, OPENPGP_AEAD -> false;
            case SMIME_GCM, SMIME_CBC -> true;
        };
    }
}
