package org.chosei.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.chosei.crypto.KeyReading.Reason;
import org.chosei.crypto.KeyReading.Unreadable;
import org.chosei.testing.Openssl;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** X.509 certificates as the real OpenSSL makes them and opens what is encrypted to them. */
class SmimeCertificateTest {
    private static final String EMAIL = "psirt@maker.example";
    private static final byte[] CONTENT = "Content-Type: text/plain; charset=utf-8\r\n\r\ncode 暗号\r\n".getBytes(UTF_8);

    private static Openssl openssl;
    private static Openssl.Pair rsa;
    private static Openssl.Pair ec;

    @BeforeAll
    static void start() {
        openssl = new Openssl();
        rsa = openssl.rsa(EMAIL, 90);
        ec = openssl.ec(EMAIL, 90);
    }

    @AfterAll
    static void end() {
        openssl.close();
    }

    @Test
    void certificateIsReadFromPemAndDerAndFromPkcs7InEither() {
        byte[] der = openssl.output(rsa.certificate(), "x509", "-outform", "DER");
        String file = rsa.file().toString();
        byte[] chain = openssl.output(new byte[0], "crl2pkcs7", "-nocrl", "-certfile", file);
        byte[] chainDer = openssl.output(chain, "pkcs7", "-outform", "DER");
        byte[] withWords = ("Our certificate 証明書:\r\n" + rsa.pem() + "\r\nRegards").getBytes(UTF_8);

        for (byte[] each : List.of(rsa.certificate(), der, chain, chainDer, withWords)) {
            assertThat(read(each).toBytes()).isEqualTo(der);
        }
        SmimeCertificate read = read(rsa.certificate());
        assertThat(read.emailAddresses()).containsExactly(EMAIL);
        assertThat(read.names()).containsExactly("cn=PSIRT,o=Maker");
        assertThat(read.algorithm()).isEqualTo("RSA 3072");
        assertThat(read(ec.certificate()).algorithm()).isEqualTo("P-256");
        String printed =
                new String(openssl.output(rsa.certificate(), "x509", "-noout", "-fingerprint", "-sha256"), US_ASCII);
        assertThat(printed).contains(read.fingerprint().replaceAll("(..)(?!$)", "$1:"));
        assertThat(read.isFingerprint(printed.replaceFirst(".*=", ""))).isTrue();
        assertThat(read.spokenFingerprint()).hasSize(79).matches("([0-9A-F]{4} ?){16}");
    }

    @Test
    void ofAChainTheEndEntitysCertificateIsTaken() {
        Openssl.Pair root = openssl.selfSigned("rsa:2048", "ca@maker.example", 90);
        String rootFile = root.file().toString();
        byte[] signed = openssl.output(
                openssl.output(
                        new byte[0],
                        "req",
                        "-new",
                        "-key",
                        rsa.key().toString(),
                        "-subj",
                        "/CN=End/emailAddress=end@maker.example"),
                "x509",
                "-req",
                "-days",
                "30",
                "-CA",
                rootFile,
                "-CAkey",
                root.key().toString(),
                "-CAcreateserial");
        byte[] authority = openssl.output(
                new byte[0], "req", "-x509", "-key", root.key().toString(), "-days", "90", "-subj", "/O=Maker/CN=Root");
        SmimeCertificate end = read(join(authority, signed));
        assertThat(end.emailAddresses()).containsExactly("end@maker.example");
        assertThat(read(join(signed, signed))).isEqualTo(end);
        assertThat(read(authority).names()).containsExactly("cn=Root,o=Maker");
        assertThat(SmimeCertificate.read(join(rsa.certificate(), ec.certificate())))
                .isEqualTo(new Unreadable(Reason.SEVERAL_KEYS));
    }

    @Test
    void privateKeysAreRecognisedInEveryFormThatProgramsExport() {
        String key = rsa.key().toString();
        byte[] pem = openssl.read(rsa.key());
        List<byte[]> all = List.of(
                pem,
                join(rsa.certificate(), pem),
                join("-----BEGIN OPENSSH PRIVATE KEY-----\nx\n".getBytes(US_ASCII)),
                openssl.output(pem, "rsa", "-traditional", "-outform", "DER"),
                openssl.output(pem, "pkcs8", "-topk8", "-nocrypt", "-outform", "DER"),
                openssl.output(pem, "pkcs8", "-topk8", "-passout", "pass:x", "-outform", "DER"),
                openssl.output(openssl.read(ec.key()), "ec", "-outform", "DER"),
                openssl.output(rsa.certificate(), "pkcs12", "-export", "-inkey", key, "-passout", "pass:x"),
                new String(pem, US_ASCII).replace("PRIVATE KEY", "CERTIFICATE").getBytes(US_ASCII));
        for (byte[] each : all) {
            assertThat(Certificate.read(each)).isEqualTo(new Unreadable(Reason.SECRET_KEY));
        }
    }

    @Test
    void whatIsNoCertificateIsRefused() {
        byte[] broken = openssl.output(rsa.certificate(), "x509", "-outform", "DER");
        byte[] cut = Arrays.copyOf(broken, broken.length / 2);
        byte[] request =
                openssl.output(new byte[0], "req", "-new", "-key", rsa.key().toString(), "-subj", "/CN=x");
        for (byte[] each : List.of(cut, request, new byte[] {0x30}, new byte[] {0x30, 0}, new byte[0])) {
            assertThat(Certificate.read(each)).isEqualTo(new Unreadable(Reason.GARBAGE));
        }
        assertThat(SmimeCertificate.read(new byte[256 * 1024 + 1])).isEqualTo(new Unreadable(Reason.OVERSIZE));
    }

    @Test
    void certificateIsFitFromItsBeginToItsEnd() {
        SmimeCertificate read = read(rsa.certificate());
        Instant end = read.expiresAt();
        assertThat(KeyFitness.of(read, end.minusSeconds(1))).isEqualTo(new KeyFitness.Fit(read.fingerprint(), end));
        assertThat(KeyFitness.of(read, end)).isEqualTo(new KeyFitness.Expired(end));
        assertThat(KeyFitness.of(read, end.minus(Duration.ofDays(92))))
                .isEqualTo(new KeyFitness.Weak(KeyWeakness.NOT_YET_VALID));
    }

    @Test
    void weakCertificatesAreToldApart() {
        assertThat(fitness("rsa:1024", "-sha256")).isEqualTo(new KeyFitness.Weak(KeyWeakness.RSA_TOO_SHORT));
        assertThat(fitness("rsa:2048", "-sha1")).isEqualTo(new KeyFitness.Weak(KeyWeakness.WEAK_SIGNATURE));
        assertThat(fitness("rsa:2048", "-md5")).isEqualTo(new KeyFitness.Weak(KeyWeakness.WEAK_SIGNATURE));
        assertThat(fitness("rsa:2048", "-sha256")).isInstanceOf(KeyFitness.Fit.class);
        assertThat(fitness("ec", "-pkeyopt", "ec_paramgen_curve:P-192"))
                .isEqualTo(new KeyFitness.Weak(KeyWeakness.CURVE_TOO_SMALL));
        assertThat(fitness("ec", "-pkeyopt", "ec_paramgen_curve:P-384")).isInstanceOf(KeyFitness.Fit.class);
        assertThat(fitness("ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-pkeyopt", "ec_param_enc:explicit"))
                .isEqualTo(new KeyFitness.Weak(KeyWeakness.UNKNOWN_ALGORITHM));
    }

    @Test
    void certificateThatMayNotEncryptIsToldApart() {
        assertThat(fitness("rsa:2048", "-addext", "keyUsage=digitalSignature"))
                .isEqualTo(new KeyFitness.CannotEncrypt());
        assertThat(fitness("rsa:2048", "-addext", "extendedKeyUsage=serverAuth"))
                .isEqualTo(new KeyFitness.CannotEncrypt());
        assertThat(fitness("ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-addext", "keyUsage=keyEncipherment"))
                .isEqualTo(new KeyFitness.CannotEncrypt());
        assertThat(fitness("ed25519")).isEqualTo(new KeyFitness.CannotEncrypt());
        assertThat(fitness("rsa:2048", "-addext", "extendedKeyUsage=anyExtendedKeyUsage"))
                .isInstanceOf(KeyFitness.Fit.class);
    }

    @Test
    void opensslOpensWhatIsEncryptedToItAndNobodyElseDoes() {
        for (Openssl.Pair pair :
                List.of(rsa, ec, openssl.selfSigned("ec", EMAIL, 9, "-pkeyopt", "ec_paramgen_curve:P-521"))) {
            SmimeCertificate read = read(pair.certificate());
            byte[] der = SmimeMessages.encrypt(CONTENT, read, fit(read));
            assertThat(openssl.decrypt(der, "DER", pair).output()).isEqualTo(CONTENT);
            byte[] pem = SmimeMessages.armor(der).getBytes(US_ASCII);
            assertThat(openssl.decrypt(pem, "PEM", pair).output()).isEqualTo(CONTENT);
            assertThat(SmimeMessages.unarmor(SmimeMessages.armor(der))).isEqualTo(der);
            Openssl.Pair other = pair == rsa ? ec : rsa;
            assertThat(openssl.decrypt(der, "DER", other).text()).doesNotContain("code");
            assertThat(new String(openssl.output(der, "cms", "-cmsout", "-print", "-inform", "DER"), UTF_8))
                    .contains("aes-256-cbc");
        }
        SmimeCertificate one = read(rsa.certificate());
        assertThatThrownBy(() -> SmimeMessages.encrypt(CONTENT, one, fit(read(ec.certificate()))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void renewedCertificateOfTheSameKeyTakesThePlaceOfTheOneThatEndsEarlier() {
        SmimeCertificate old = read(rsa.certificate());
        SmimeCertificate renewed = read(openssl.renewed(rsa, EMAIL, 400).certificate());

        assertThat(renewed.identity()).isEqualTo(old.identity());
        assertThat(renewed.fingerprint()).isNotEqualTo(old.fingerprint());
        assertThat(old.joined(renewed)).isEqualTo(new KeyReading.Readable(renewed));
        assertThat(renewed.joined(old)).isEqualTo(new KeyReading.Readable(renewed));
        assertThat(SmimeCertificate.fromBytes(renewed.toBytes())).isEqualTo(renewed);
        SmimeCertificate stranger = read(ec.certificate());
        assertThatThrownBy(() -> old.joined(stranger)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatIsFoundFitCanBeEncryptedToAndTheRestIsRefused() {
        List<Openssl.Pair> all = List.of(
                openssl.selfSigned("ec", EMAIL, 9, "-pkeyopt", "ec_paramgen_curve:brainpoolP256r1"),
                openssl.selfSigned("rsa:2048", EMAIL, 9, "-addext", "keyUsage=DER:0500"),
                openssl.selfSigned("rsa:2048", EMAIL, 9, "-addext", "extendedKeyUsage=DER:020101"),
                openssl.selfSigned("rsa:4096", EMAIL, 9, "-pkeyopt", "rsa_keygen_pubexp:18446744073709551629"));
        for (Openssl.Pair each : all) {
            refusedUnfitOrUsable(each.certificate());
        }
        byte[] der = openssl.output(ec.certificate(), "x509", "-outform", "DER");
        byte[] point = new byte[] {0x03, 0x42, 0x00, 0x04};
        int at = org.bouncycastle.util.Strings.fromByteArray(der)
                .indexOf(org.bouncycastle.util.Strings.fromByteArray(point));
        Arrays.fill(der, at + point.length, at + point.length + 64, (byte) 7);
        refusedUnfitOrUsable(der);
    }

    /** What one library reads and another does not must never fail later, when a challenge is made for it. */
    private static void refusedUnfitOrUsable(byte[] uploaded) {
        switch (Certificate.read(uploaded)) {
            case Unreadable(Reason reason) -> assertThat(reason).isEqualTo(Reason.GARBAGE);
            case KeyReading.Readable(Certificate key) -> {
                if (KeyFitness.of(key, Instant.now()) instanceof KeyFitness.Fit fit) {
                    assertThat(SmimeMessages.encrypt(CONTENT, (SmimeCertificate) key, fit))
                            .isNotEmpty();
                }
            }
        }
    }

    @Test
    void certificateThatSomebodyElseMadeForTheSamePublicKeyTakesNoPlace() {
        SmimeCertificate old = read(rsa.certificate());
        Openssl.Pair stranger = openssl.selfSigned("rsa:2048", EMAIL, 400);
        byte[] request =
                openssl.output(new byte[0], "req", "-new", "-key", rsa.key().toString(), "-subj", "/O=Maker/CN=PSIRT");
        SmimeCertificate forged = read(openssl.output(
                request,
                "x509",
                "-req",
                "-days",
                "400",
                "-CA",
                stranger.file().toString(),
                "-CAkey",
                stranger.key().toString(),
                "-CAcreateserial"));
        assertThat(forged.identity()).isEqualTo(old.identity());
        assertThat(forged.issuer()).isEqualTo(old.issuer());
        assertThat(old.joined(forged)).isEqualTo(new Unreadable(Reason.NOT_VOUCHED));
    }

    private static KeyFitness fitness(String algorithm, String... options) {
        SmimeCertificate read =
                read(openssl.selfSigned(algorithm, EMAIL, 90, options).certificate());
        return KeyFitness.of(read, read.expiresAt().minus(Duration.ofDays(1)));
    }

    private static KeyFitness.Fit fit(SmimeCertificate certificate) {
        return (KeyFitness.Fit)
                KeyFitness.of(certificate, certificate.expiresAt().minus(Duration.ofDays(1)));
    }

    private static SmimeCertificate read(byte[] uploaded) {
        KeyReading reading = Certificate.read(uploaded);
        assertThat(reading).isInstanceOf(KeyReading.Readable.class);
        return (SmimeCertificate) ((KeyReading.Readable) reading).key();
    }

    private static byte[] join(byte[]... parts) {
        return Armor.join(parts);
    }
}
