package org.chosei.server;

import java.security.PublicKey;
import org.chosei.installation.SigningKey;
import org.chosei.ledger.CheckpointKey;

/** The key file of the data directory, as the ledger asks for it. */
record HostCheckpointKey(SigningKey key) implements CheckpointKey {
    @Override
    public byte[] sign(byte[] message) {
        return key.sign(message);
    }

    @Override
    public PublicKey publicKey() {
        return key.publicKey();
    }
}
