package org.chosei.crypto.smime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedData;
import org.chosei.crypto.KeyFitness;
import org.chosei.crypto.KeyReading.Reason;
import org.chosei.crypto.RsaModulus;

/** The full inspection of an uploaded X.509 file, done once: PEM, DER, or a PKCS #7 chain in either. */
public final class CertificateFile {
    private static final int LIMIT = 256 * 1024;
    /** No chain is longer; each certificate more is work. */
    private static final int MOST = 20;

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----\\s([^-]*)-----END \\1-----", Pattern.DOTALL);
    private static final Set<String> CERTIFICATES = Set.of("CERTIFICATE", "X509 CERTIFICATE", "TRUSTED CERTIFICATE");
    private static final Set<String> CHAINS = Set.of("PKCS7", "CMS");

    private CertificateFile() {}

    /** What came of it. */
    public sealed interface Outcome {}

    /** The end entity's certificate. */
    public record Found(byte[] der) implements Outcome {}

    /** Nothing that can be kept, and why. */
    public record Refused(Reason reason) implements Outcome {}

    /** Whether these bytes are meant for here: ASN.1, or text with a block that is not OpenPGP's. */
    public static boolean looksLike(byte[] uploaded) {
        if (uploaded.length > 1 && uploaded[0] == 0x30) {
            return true;
        }
        String text = new String(uploaded, ISO_8859_1);
        return text.contains("-----BEGIN ") && !text.contains("-----BEGIN PGP ") || PrivateKeys.isIn(uploaded);
    }

    /** One block of a PEM file (RFC 7468): its label and what is inside. */
    private record Block(String label, byte[] inside) {}

    /** Reads it; a private key anywhere in it is what its owner must hear of first. */
    public static Outcome read(byte[] uploaded) {
        if (uploaded.length > LIMIT) {
            return new Refused(Reason.OVERSIZE);
        }
        try {
            boolean binary = uploaded.length > 0 && uploaded[0] == 0x30;
            List<Block> blocks = binary ? List.of() : blocks(uploaded);
            if (PrivateKeys.isIn(uploaded) || blocks.stream().anyMatch(each -> PrivateKeys.isIn(each.inside()))) {
                return new Refused(Reason.SECRET_KEY);
            }
            List<X509CertificateHolder> all = binary ? der(uploaded) : pem(blocks);
            if (all.isEmpty()) {
                return new Refused(Reason.GARBAGE);
            }
            return EndEntity.of(all).map(CertificateFile::checked).orElseGet(() -> new Refused(Reason.SEVERAL_KEYS));
        } catch (IOException | CMSException | RuntimeException e) {
            // Bouncy Castle answers malformed structures with any runtime exception
            return new Refused(PrivateKeys.isIn(uploaded) ? Reason.SECRET_KEY : Reason.GARBAGE);
        }
    }

    private static List<Block> blocks(byte[] uploaded) {
        return BLOCK.matcher(new String(uploaded, ISO_8859_1))
                .results()
                .limit(MOST)
                .map(found -> new Block(found.group(1), Base64.getMimeDecoder().decode(found.group(2))))
                .toList();
    }

    private static List<X509CertificateHolder> pem(List<Block> blocks) throws IOException, CMSException {
        Set<X509CertificateHolder> all = new LinkedHashSet<>();
        for (Block block : blocks) {
            if (CERTIFICATES.contains(block.label())) {
                all.add(new X509CertificateHolder(block.inside()));
            } else if (CHAINS.contains(block.label())) {
                all.addAll(chain(block.inside()));
            }
        }
        return List.copyOf(all);
    }

    private static List<X509CertificateHolder> der(byte[] uploaded) throws IOException, CMSException {
        try {
            return List.of(new X509CertificateHolder(uploaded));
        } catch (IOException | RuntimeException e) {
            return chain(uploaded);
        }
    }

    private static List<X509CertificateHolder> chain(byte[] pkcs7) throws CMSException {
        List<X509CertificateHolder> chain =
                new ArrayList<>(new CMSSignedData(pkcs7).getCertificates().getMatches(null));
        if (chain.size() > MOST) {
            throw new CMSException("more certificates than a chain has");
        }
        return chain;
    }

    /**
     * Goes every way that a later page or message goes with it, once: what throws there is malformed, or of a kind that not
     * every library here knows.
     */
    private static void requireUsable(X509CertificateHolder certificate) throws IOException {
        Subject.name(certificate);
        Subject.issuer(certificate);
        Subject.emailAddresses(certificate);
        Subject.algorithm(certificate);
        Instant justBeforeItEnds = certificate.getNotAfter().toInstant().minusSeconds(1);
        if (X509Fitness.of(certificate, "", justBeforeItEnds) instanceof KeyFitness.Fit) {
            CmsEncryption.encrypt(new byte[1], certificate.getEncoded());
        }
    }

    private static Outcome checked(X509CertificateHolder certificate) {
        try {
            if (PublicKeys.isRsa(certificate)) {
                RSAPublicKey rsa = PublicKeys.rsa(certificate);
                if (rsa.getModulus().bitLength() > RsaModulus.LONGEST) {
                    return new Refused(Reason.COSTLY);
                }
                if (!RsaModulus.isSound(rsa.getModulus(), rsa.getPublicExponent())) {
                    return new Refused(Reason.RSA_MODULUS);
                }
            }
            requireUsable(certificate);
            return new Found(certificate.getEncoded());
        } catch (IOException e) {
            return new Refused(Reason.GARBAGE);
        }
    }
}
