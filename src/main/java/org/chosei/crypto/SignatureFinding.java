package org.chosei.crypto;

import java.time.Instant;

/** What a signature proves. Only {@link Good} proves anything; the others are told apart for the person who asks why. */
public sealed interface SignatureFinding {
    /** There is no signature. */
    record None() implements SignatureFinding {}

    /**
     * Made over exactly this content by this certificate.
     *
     * @param fingerprint the certificate's, also when one of its subkeys signed
     * @param signedAt when the signer's computer says that it signed
     */
    record Good(String fingerprint, Instant signedAt) implements SignatureFinding {}

    /** By none of the candidates. */
    record UnknownKey(String keyId) implements SignatureFinding {}

    /** Names a candidate's key, but does not hold: other content, another signer, other recipients, ended, from the future. */
    record Bad(String keyId) implements SignatureFinding {}

    /** Holds, but the certificate or its signing subkey has ended. */
    record KeyExpired(String fingerprint) implements SignatureFinding {}

    /** Holds, but the owner took the certificate or its signing subkey back. */
    record KeyRevoked(String fingerprint) implements SignatureFinding {}

    /** Made with an algorithm, or by a key, that no longer proves who signed. */
    record TooWeak(String keyId) implements SignatureFinding {}
}
