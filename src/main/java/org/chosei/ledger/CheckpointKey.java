package org.chosei.ledger;

import java.security.PublicKey;

/**
 * The Ed25519 key (RFC 8032) that signs checkpoints. It lies outside the database, so that whoever can rewrite the
 * database cannot sign what was rewritten. The host gives it as a bean; the private half never leaves it.
 */
public interface CheckpointKey {

    /** The signature, 64 bytes. */
    byte[] sign(byte[] message);

    /** The half that verifies. */
    PublicKey publicKey();
}
