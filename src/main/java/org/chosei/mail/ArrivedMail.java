package org.chosei.mail;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.chosei.crypto.Certificate;
import org.chosei.crypto.SignatureFinding;
import org.chosei.mail.proof.DomainProof;
import org.chosei.mail.reading.IncomingMail;
import org.chosei.mail.wire.Envelope;

/**
 * An arrived mail as the router shows it to the rooms: read once, and decrypted once if it was encrypted to us. What it
 * says of its sender is a claim; {@link Content#signedBy} proves.
 *
 * @param raw the message as it arrived, byte for byte; kept sealed under {@code id}
 * @param sha256 of {@code raw}, lower-case hex
 * @param outer the message as it travelled
 * @param domain whether the domain of its sender was proved when it arrived; it proves no person
 * @param recipientsSigned whether the signature that proves the domain covers To, and Cc where there is one
 * @param content what the rooms read: the decrypted message, or the message itself
 */
public record ArrivedMail(
        UUID id,
        Instant arrivedAt,
        Envelope envelope,
        byte[] raw,
        String sha256,
        IncomingMail outer,
        Content content,
        DomainProof.Outcome domain,
        boolean recipientsSigned) {

    /** Whether the domain of its sender was proved when it arrived. */
    public boolean isDomainProved() {
        return domain == DomainProof.Outcome.PROVED;
    }

    /** The readable content, or why there is none. */
    public sealed interface Content {

        /**
         * Content that can be read, and how it was protected on its way.
         *
         * @param partial whether words or files of the mail stood outside of it and are no part of it
         */
        record Readable(IncomingMail mail, Encryption encryption, SignatureCheck signature, boolean partial)
                implements Content {
            Readable(IncomingMail mail, Encryption encryption, SignatureCheck signature) {
                this(mail, encryption, signature, false);
            }

            /** Whether it had to be opened first. */
            public boolean encrypted() {
                return encryption != Encryption.NONE;
            }
        }

        /** Encrypted, and not to be opened; {@code reason} is a message key of the mail room. */
        record Unreadable(String reason) implements Content {}

        /** Who signed it, of these certificates; {@code None} where nothing can be read. */
        default SignatureFinding signedBy(List<? extends Certificate> candidates, Instant at) {
            return switch (this) {
                case Readable readable -> readable.signature().signedBy(candidates, at);
                case Unreadable _ -> new SignatureFinding.None();
            };
        }
    }

    /** How content was encrypted on its way. */
    public enum Encryption {
        NONE,
        /** Nobody can have changed it without the key. */
        AUTHENTICATED,
        /** Anybody can have changed it (EFAIL): shown as text with this weakness, never rendered, nothing of it fetched. */
        MALLEABLE
    }

    /** Checks the signature of this content. */
    @FunctionalInterface
    public interface SignatureCheck {
        SignatureFinding signedBy(List<? extends Certificate> candidates, Instant at);
    }
}
