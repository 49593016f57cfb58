package org.chosei.cases.clocks;

import java.time.Instant;
import java.util.UUID;
import org.chosei.vault.SealedId;

/** A try to reach a vendor: when and how; {@code proof} is the sealed text of whom and of what shows it. */
public record Attempt(UUID id, Instant at, Channel channel, SealedId proof) {

    /** How it was tried. */
    public enum Channel {
        MAIL,
        WEB_FORM,
        PHONE,
        FAX,
        POST,
        OTHER
    }
}
