package org.chosei.crypto;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.cert.X509CertificateHolder;
import org.chosei.crypto.SignatureFinding.Bad;
import org.chosei.crypto.SignatureFinding.Good;
import org.chosei.crypto.SignatureFinding.KeyExpired;
import org.chosei.crypto.SignatureFinding.None;
import org.chosei.crypto.SignatureFinding.TooWeak;
import org.chosei.crypto.SignatureFinding.UnknownKey;
import org.chosei.crypto.smime.CmsSignature;
import org.chosei.crypto.smime.X509Fitness;

/**
 * Content that is signed with S/MIME. Who signed is told from registered certificates alone: one that comes along, and
 * whoever issued it, prove nothing here.
 */
public final class SmimeSigned {
    private static final Duration CLOCK_SKEW = Duration.ofHours(1);

    private final CmsSignature signature;

    private SmimeSigned(CmsSignature signature) {
        this.signature = signature;
    }

    /** A signature beside its content ({@code multipart/signed}); empty when these bytes are none. */
    public static Optional<SmimeSigned> detached(byte[] content, byte[] der) {
        return CmsSignature.detached(content, der).map(SmimeSigned::new);
    }

    /** A signature around its content ({@code smime-type=signed-data}); empty when these bytes are none. */
    public static Optional<SmimeSigned> around(byte[] der) {
        return CmsSignature.around(der).map(SmimeSigned::new);
    }

    /** What is signed. */
    public byte[] content() {
        return signature.content();
    }

    /** Checks against the S/MIME certificates among these at an instant; one good signature is enough. */
    public SignatureFinding signedBy(List<? extends Certificate> candidates, Instant at) {
        SignatureFinding best = new None();
        for (CmsSignature.Signer signer : signature.signers()) {
            SignatureFinding finding = computed(signer, candidates, at);
            if (finding instanceof Good) {
                return finding;
            }
            if (best instanceof None || best instanceof UnknownKey) {
                best = finding;
            }
        }
        return best;
    }

    private static SignatureFinding computed(
            CmsSignature.Signer signer, List<? extends Certificate> candidates, Instant at) {
        try {
            return finding(signer, candidates, at);
        } catch (RuntimeException e) {
            // Bouncy Castle answers malformed structures with any runtime exception: what cannot be computed proves
            // nothing
            return new Bad("");
        }
    }

    private static SignatureFinding finding(
            CmsSignature.Signer signer, List<? extends Certificate> candidates, Instant at) {
        for (Certificate each : candidates) {
            if (each instanceof SmimeCertificate candidate) {
                X509CertificateHolder certificate = parsed(candidate);
                if (signer.isOf(certificate)) {
                    return finding(signer, candidate, certificate, at);
                }
            }
        }
        return new UnknownKey(signer.carried().map(Names::sha256).orElseGet(signer::name));
    }

    private static SignatureFinding finding(
            CmsSignature.Signer signer, SmimeCertificate candidate, X509CertificateHolder certificate, Instant at) {
        String fingerprint = candidate.fingerprint();
        if (!signer.isStrong() || X509Fitness.isWeak(certificate)) {
            return new TooWeak(fingerprint);
        }
        // a signature that does not say when it was made could be of any time
        Instant signedAt = Optional.ofNullable(signer.signedAt()).orElse(Instant.EPOCH);
        if (!signer.holds(certificate)
                || !X509Fitness.signs(certificate)
                || signedAt.isAfter(at.plus(CLOCK_SKEW))
                || certificate.getNotBefore().toInstant().minus(CLOCK_SKEW).isAfter(at)) {
            return new Bad(fingerprint);
        }
        return at.isBefore(certificate.getNotAfter().toInstant())
                ? new Good(fingerprint, signedAt)
                : new KeyExpired(fingerprint);
    }

    private static X509CertificateHolder parsed(SmimeCertificate certificate) {
        try {
            return new X509CertificateHolder(certificate.toBytes());
        } catch (IOException e) {
            throw new IllegalStateException("a certificate in memory is not readable", e);
        }
    }
}
