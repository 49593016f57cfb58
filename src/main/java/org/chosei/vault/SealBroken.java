package org.chosei.vault;

/** Sealed bytes were altered, moved, or belong to another master key. Never translated: the installation is damaged. */
public final class SealBroken extends IllegalStateException {
    SealBroken(String message) {
        super(message);
    }
}
