package org.chosei.crypto.smime;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.Time;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.CMSTypedData;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.jspecify.annotations.Nullable;

/** CMS SignedData (RFC 5652 §5), detached or around its content, read once. */
public final class CmsSignature {
    private static final int LIMIT = 50 * 1024 * 1024;
    private static final int MOST_SIGNERS = 8;
    private static final BouncyCastleProvider PROVIDER = new BouncyCastleProvider();
    private static final Set<ASN1ObjectIdentifier> STRONG = Set.of(
            NISTObjectIdentifiers.id_sha256,
            NISTObjectIdentifiers.id_sha384,
            NISTObjectIdentifiers.id_sha512,
            NISTObjectIdentifiers.id_sha3_256,
            NISTObjectIdentifiers.id_sha3_384,
            NISTObjectIdentifiers.id_sha3_512);

    private final CMSSignedData data;
    private final byte[] content;

    private CmsSignature(CMSSignedData data, byte[] content) {
        this.data = data;
        this.content = content;
    }

    /** A detached signature over this content; empty when it is none. */
    public static Optional<CmsSignature> detached(byte[] content, byte[] der) {
        return der.length > LIMIT
                ? Optional.empty()
                : read(() -> new CMSSignedData(new CMSProcessableByteArray(content), der));
    }

    /** A signature with its content inside; empty when it is none. */
    public static Optional<CmsSignature> around(byte[] der) {
        return der.length > LIMIT ? Optional.empty() : read(() -> new CMSSignedData(der));
    }

    private interface Source {
        CMSSignedData read() throws CMSException;
    }

    private static Optional<CmsSignature> read(Source source) {
        try {
            CMSSignedData data = source.read();
            int signers = data.getSignerInfos().size();
            CMSTypedData content = data.getSignedContent();
            if (signers == 0 || signers > MOST_SIGNERS || content == null) {
                return Optional.empty();
            }
            var bytes = new ByteArrayOutputStream();
            content.write(bytes);
            return Optional.of(new CmsSignature(data, bytes.toByteArray()));
        } catch (CMSException | IOException | RuntimeException e) {
            // Bouncy Castle answers malformed structures with any runtime exception
            return Optional.empty();
        }
    }

    /** What is signed. */
    public byte[] content() {
        return content;
    }

    /** One signer. */
    public final class Signer {
        private final SignerInformation information;

        private Signer(SignerInformation information) {
            this.information = information;
        }

        /** The certificate that came along as this signer's; it proves nothing. */
        public Optional<byte[]> carried() {
            try {
                Collection<?> found = data.getCertificates().getMatches(null);
                for (Object each : found) {
                    if (each instanceof X509CertificateHolder certificate
                            && information.getSID().match(certificate)) {
                        return Optional.of(certificate.getEncoded());
                    }
                }
                return Optional.empty();
            } catch (IOException | RuntimeException e) {
                return Optional.empty();
            }
        }

        /** Whether the message names this certificate, or one of the same key pair, as the signer's. */
        public boolean isOf(X509CertificateHolder candidate) {
            return information.getSID().match(candidate)
                    || carried().filter(other -> sameKey(other, candidate)).isPresent();
        }

        private static boolean sameKey(byte[] carried, X509CertificateHolder candidate) {
            try {
                return new X509CertificateHolder(carried)
                        .getSubjectPublicKeyInfo()
                        .equals(candidate.getSubjectPublicKeyInfo());
            } catch (IOException e) {
                return false;
            }
        }

        /** Whether the hash still resists. */
        public boolean isStrong() {
            return STRONG.contains(information.getDigestAlgorithmID().getAlgorithm())
                    || isPlainEdwards(information.getDigestAlgorithmID().getAlgorithm());
        }

        private static boolean isPlainEdwards(ASN1ObjectIdentifier digest) {
            return digest.equals(NISTObjectIdentifiers.id_shake256);
        }

        /** Whether it holds under the key of this certificate. */
        public boolean holds(X509CertificateHolder candidate) {
            try {
                // by the key alone: Bouncy Castle would also judge the certificate's dates by the signer's own clock
                var key = new org.bouncycastle.cert.jcajce.JcaX509CertificateConverter()
                        .getCertificate(candidate)
                        .getPublicKey();
                return information.getSignedAttributes() != null
                        && information.verify(new JcaSimpleSignerInfoVerifierBuilder()
                                .setProvider(PROVIDER)
                                .build(key));
            } catch (CMSException
                    | OperatorCreationException
                    | java.security.GeneralSecurityException
                    | RuntimeException e) {
                // what cannot be computed proves nothing
                return false;
            }
        }

        /** When the signer's computer says that it signed; null when it does not say. */
        public @Nullable Instant signedAt() {
            try {
                Attribute time = information.getSignedAttributes() == null
                        ? null
                        : information.getSignedAttributes().get(CMSAttributes.signingTime);
                ASN1Encodable[] values = time == null ? new ASN1Encodable[0] : time.getAttributeValues();
                return values.length == 1
                        ? Time.getInstance(values[0]).getDate().toInstant()
                        : null;
            } catch (RuntimeException e) {
                return null;
            }
        }

        /** Names the signer for people: issuer's number or key identifier, upper-case hex. */
        public String name() {
            byte[] identifier = information.getSID().getSubjectKeyIdentifier();
            byte[] name = identifier != null
                    ? identifier
                    : information.getSID().getSerialNumber().toByteArray();
            return java.util.HexFormat.of().withUpperCase().formatHex(Arrays.copyOf(name, Math.min(name.length, 20)));
        }
    }

    /** All signers. */
    public List<Signer> signers() {
        List<Signer> all = new ArrayList<>();
        data.getSignerInfos().forEach(each -> all.add(new Signer(each)));
        return all;
    }
}
