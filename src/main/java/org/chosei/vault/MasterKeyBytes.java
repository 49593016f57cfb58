package org.chosei.vault;

/** The installation's master key as the vault needs it: 32 bytes from outside the database. Never printed. */
public record MasterKeyBytes(byte[] value) {
    public MasterKeyBytes {
        if (value.length != 32) {
            throw new IllegalArgumentException("the master key has 32 bytes");
        }
    }

    @Override
    public String toString() {
        return "MasterKeyBytes[hidden]";
    }
}
