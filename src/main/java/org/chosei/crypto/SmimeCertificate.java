package org.chosei.crypto;

import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.cert.X509CertificateHolder;
import org.chosei.crypto.smime.Capabilities;
import org.chosei.crypto.smime.CertificateFile;
import org.chosei.crypto.smime.SelfSigned;
import org.chosei.crypto.smime.Subject;
import org.chosei.crypto.smime.X509Fitness;
import org.jspecify.annotations.Nullable;

/**
 * Somebody's X.509 certificate for S/MIME (RFC 8550) as immutable bytes. Who issued it is shown and proves nothing here:
 * whose it is, a challenge and a telephone call tell, as for every other key.
 */
public final class SmimeCertificate implements Certificate {
    private final byte[] der;
    private final X509CertificateHolder parsed;
    private final String fingerprint;

    private SmimeCertificate(byte[] der) {
        this.der = der;
        try {
            this.parsed = new X509CertificateHolder(der);
        } catch (IOException e) {
            throw new IllegalArgumentException("not the bytes of one certificate", e);
        }
        this.fingerprint = Names.sha256(der);
    }

    /** Whether these bytes are meant as X.509 and not as OpenPGP. */
    static boolean looksLike(byte[] uploaded) {
        return CertificateFile.looksLike(uploaded);
    }

    /**
     * Reads what somebody uploaded: PEM, DER, or a PKCS #7 chain in either, of which the end entity's certificate is
     * taken.
     */
    public static KeyReading read(byte[] uploaded) {
        return switch (CertificateFile.read(uploaded)) {
            case CertificateFile.Found(byte[] der) -> new KeyReading.Readable(new SmimeCertificate(der));
            case CertificateFile.Refused(KeyReading.Reason reason) -> new KeyReading.Unreadable(reason);
        };
    }

    /**
     * The certificate from bytes that {@link #toBytes} gave once, without the checks of {@link #read}.
     *
     * @throws IllegalArgumentException when these are not the bytes of one certificate
     */
    public static SmimeCertificate fromBytes(byte[] der) {
        return new SmimeCertificate(der.clone());
    }

    /** Judged here, so that Bouncy Castle's object is not given away. */
    KeyFitness fitness(Instant at) {
        return X509Fitness.of(parsed, fingerprint, at);
    }

    @Override
    public BodyFormat bodyFormat() {
        return Capabilities.readsGcm(parsed) ? BodyFormat.SMIME_GCM : BodyFormat.SMIME_CBC;
    }

    @Override
    public Format format() {
        return Format.SMIME;
    }

    @Override
    public byte[] toBytes() {
        return der.clone();
    }

    @Override
    public String fingerprint() {
        return fingerprint;
    }

    @Override
    public String identity() {
        try {
            return Names.sha256(parsed.getSubjectPublicKeyInfo().getEncoded());
        } catch (IOException e) {
            throw new IllegalStateException("a certificate in memory is not writable", e);
        }
    }

    @Override
    public List<String> names() {
        return List.of(Subject.name(parsed));
    }

    @Override
    public List<String> emailAddresses() {
        return Subject.emailAddresses(parsed);
    }

    /** Who signed it, as a distinguished name. */
    public String issuer() {
        return Subject.issuer(parsed);
    }

    @Override
    public String algorithm() {
        return Subject.algorithm(parsed);
    }

    @Override
    public Instant expiresAt() {
        return parsed.getNotAfter().toInstant();
    }

    @Override
    public KeyReading joined(Certificate copy) {
        if (!(copy instanceof SmimeCertificate other) || !other.identity().equals(identity())) {
            throw new IllegalArgumentException(copy + " is no copy of " + this);
        }
        if (!other.expiresAt().isAfter(expiresAt())) {
            return new KeyReading.Readable(this);
        }
        return SelfSigned.is(other.parsed)
                ? new KeyReading.Readable(other)
                : new KeyReading.Unreadable(KeyReading.Reason.NOT_VOUCHED);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SmimeCertificate certificate && Arrays.equals(der, certificate.der);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(der);
    }

    @Override
    public String toString() {
        return "SmimeCertificate[" + fingerprint + "]";
    }
}
