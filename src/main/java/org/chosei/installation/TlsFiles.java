package org.chosei.installation;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Iterator;

/** Checks that certificate and key can be read and belong together, before a browser finds out that they do not. */
final class TlsFiles {
    private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
    private static final String END = "-----END PRIVATE KEY-----";

    private TlsFiles() {}

    static void check(
            SettingValues values, Setting<Path> certificate, Path certificateFile, Setting<Path> key, Path keyFile) {
        PublicKey certified;
        try (var in = Files.newInputStream(certificateFile)) {
            Iterator<? extends Certificate> chain = CertificateFactory.getInstance("X.509")
                    .generateCertificates(in)
                    .iterator();
            if (!chain.hasNext()) {
                throw new GeneralSecurityException("no certificate in the file");
            }
            certified = chain.next().getPublicKey();
        } catch (IOException | GeneralSecurityException e) {
            values.problem(
                    certificate,
                    "the file holds no X.509 certificate that can be read",
                    "Put the server's certificate first, then the intermediate ones, each as PEM");
            return;
        }
        try {
            if (!belongTogether(certified, privateKey(keyFile, certified.getAlgorithm()))) {
                throw new BadValue(
                        "it is not the key of the certificate in " + certificate.key(),
                        "Use the key with which that certificate was requested, and put the server's certificate first");
            }
        } catch (BadValue bad) {
            values.problem(key, bad.wrong(), bad.fix());
        }
    }

    private static PrivateKey privateKey(Path file, String algorithm) throws BadValue {
        try {
            if (Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ)) {
                throw new BadValue("every user of this host can read the file", "Run: chmod o-rwx " + file);
            }
            String pem = Files.readString(file, US_ASCII);
            int begin = pem.indexOf(BEGIN);
            int end = pem.indexOf(END);
            if (begin < 0 || end < begin) {
                throw new BadValue(
                        "the file holds no unencrypted PKCS #8 key in PEM",
                        "Convert it: openssl pkcs8 -topk8 -nocrypt -in OLD -out NEW");
            }
            byte[] encoded = Base64.getMimeDecoder().decode(pem.substring(begin + BEGIN.length(), end));
            return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            throw new BadValue(
                    "the file holds no key of the certificate's kind (%s)".formatted(algorithm),
                    "Use the key with which the certificate was requested");
        }
    }

    private static boolean belongTogether(PublicKey certified, PrivateKey key) {
        String algorithm = switch (certified.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> certified.getAlgorithm();
        };
        try {
            Signature signature = Signature.getInstance(algorithm);
            byte[] probe = "chosei".getBytes(US_ASCII);
            signature.initSign(key);
            signature.update(probe);
            byte[] signed = signature.sign();
            signature.initVerify(certified);
            signature.update(probe);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
