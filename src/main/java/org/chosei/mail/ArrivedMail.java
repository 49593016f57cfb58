package org.chosei.mail;

import java.time.Instant;
import java.util.UUID;

/** Replaced at merge: an arrived mail, decrypted once if it was encrypted to us. */
public interface ArrivedMail {
    UUID id();

    Instant arrivedAt();
}
