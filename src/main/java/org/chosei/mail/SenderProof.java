package org.chosei.mail;

import java.time.Instant;
import org.chosei.crypto.SignatureFinding;
import org.chosei.kernel.OrganisationId;
import org.chosei.mail.proof.DomainProof;
import org.jspecify.annotations.Nullable;

/**
 * What was proved of a mail's sender when it arrived, three facts that do not follow from each other.
 *
 * @param domainAt when the domain's keys were asked for
 * @param signature what the signature over its content came to
 * @param key the fingerprint or key id that signed; null when nothing did
 * @param keyOwner whose registered key that is; null for nobody's
 * @param registeredBy whose registered address it says it is from; null for nobody's
 */
public record SenderProof(
        DomainProof domain,
        Instant domainAt,
        Signed signature,
        @Nullable String key,
        @Nullable OrganisationId keyOwner,
        @Nullable OrganisationId registeredBy) {

    /** What a signature came to, as it is kept. */
    public enum Signed {
        GOOD,
        NONE,
        /** Of nobody who is registered here. */
        UNKNOWN,
        BAD,
        EXPIRED,
        REVOKED,
        WEAK,
        /** The content cannot be opened, so neither can a signature inside. */
        UNREADABLE;

        static Signed of(SignatureFinding finding) {
            return switch (finding) {
                case SignatureFinding.Good _ -> GOOD;
                case SignatureFinding.None _ -> NONE;
                case SignatureFinding.UnknownKey _ -> UNKNOWN;
                case SignatureFinding.Bad _ -> BAD;
                case SignatureFinding.KeyExpired _ -> EXPIRED;
                case SignatureFinding.KeyRevoked _ -> REVOKED;
                case SignatureFinding.TooWeak _ -> WEAK;
            };
        }

        static @Nullable String key(SignatureFinding finding) {
            return switch (finding) {
                case SignatureFinding.Good(var fingerprint, var _) -> fingerprint;
                case SignatureFinding.None _ -> null;
                case SignatureFinding.UnknownKey(var id) -> id;
                case SignatureFinding.Bad(var id) -> id;
                case SignatureFinding.KeyExpired(var fingerprint) -> fingerprint;
                case SignatureFinding.KeyRevoked(var fingerprint) -> fingerprint;
                case SignatureFinding.TooWeak(var id) -> id;
            };
        }
    }
}
