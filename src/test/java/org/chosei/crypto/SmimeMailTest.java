package org.chosei.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.chosei.testing.Openssl;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** S/MIME as OpenSSL writes it: opened with our key, and its signers told from registered certificates alone. */
class SmimeMailTest {
    private static final Instant NOW = InstantSource.system().instant();
    private static final OwnSmimeKey OURS = OwnSmimeKey.generate("Centre", "csirt@csirt.example", NOW);
    private static final Openssl OPENSSL = new Openssl();
    private static final Openssl.Pair VENDOR = OPENSSL.rsa("vh@vendor.example", 30);
    private static final Openssl.Pair STRANGER = OPENSSL.rsa("vh@vendor.example", 30);
    private static final byte[] ENTITY = "Content-Type: text/plain; charset=utf-8\r\n\r\n該当なし\r\n".getBytes(UTF_8);

    @AfterAll
    static void stop() {
        OPENSSL.close();
    }

    @Test
    void ourOwnKeyComesBackFromItsBytesAndItsCertificateIsFit() {
        OwnSmimeKey again = OwnSmimeKey.fromBytes(OURS.toBytes());

        assertThat(again.certificate()).isEqualTo(OURS.certificate());
        assertThat(KeyFitness.of(OURS.certificate(), NOW)).isInstanceOf(KeyFitness.Fit.class);
        assertThat(OURS.certificate().emailAddresses()).containsExactly("csirt@csirt.example");
    }

    @Test
    void gcmIsAuthenticatedAndCbcSaysThatItIsNot() throws Exception {
        assertThat(open(encrypted("-aes-256-gcm"))).isInstanceOfSatisfying(SmimeOpened.Plain.class, plain -> {
            assertThat(plain.authenticated()).isTrue();
            assertThat(plain.content()).isEqualTo(ENTITY);
        });
        assertThat(open(encrypted("-aes-128-cbc"))).isInstanceOfSatisfying(SmimeOpened.Plain.class, plain -> {
            assertThat(plain.authenticated()).isFalse();
            assertThat(plain.content()).isEqualTo(ENTITY);
        });
    }

    @Test
    void oldCiphersOthersMailAndRubbishAreNotOpened() throws Exception {
        assertThat(open(encrypted("-des3"))).isEqualTo(new SmimeOpened.Broken(Opened.Reason.CIPHER));
        byte[] toOthers = OPENSSL.output(
                ENTITY,
                "cms",
                "-encrypt",
                "-binary",
                "-outform",
                "DER",
                "-aes256",
                VENDOR.file().toString());
        assertThat(open(toOthers)).isInstanceOf(SmimeOpened.NotForUs.class);
        assertThat(open(new byte[] {0x30, 1, 2})).isEqualTo(new SmimeOpened.Broken(Opened.Reason.MALFORMED));
        assertThat(open(signed(VENDOR, "-nodetach"))).isEqualTo(new SmimeOpened.Broken(Opened.Reason.NOT_ENCRYPTED));
    }

    @Test
    void aChangedGcmMessageIsNeverShown() throws Exception {
        byte[] message = encrypted("-aes-256-gcm");
        message[message.length - 30] ^= 1;

        assertThat(open(message)).isInstanceOf(SmimeOpened.Broken.class);
    }

    @Test
    void aDetachedSignatureHoldsForItsSignerAndItsContentAlone() {
        byte[] signature = signed(VENDOR);

        assertThat(finding(ENTITY, signature, VENDOR)).isInstanceOfSatisfying(SignatureFinding.Good.class, good -> {
            assertThat(good.fingerprint()).isEqualTo(certificate(VENDOR).fingerprint());
            assertThat(good.signedAt()).isBetween(NOW.minusSeconds(60), NOW.plusSeconds(3600));
        });
        byte[] other = new String(ENTITY, UTF_8).replace("なし", "あり").getBytes(UTF_8);
        assertThat(finding(other, signature, VENDOR)).isInstanceOf(SignatureFinding.Bad.class);
        assertThat(finding(ENTITY, signature, STRANGER))
                .isEqualTo(new SignatureFinding.UnknownKey(certificate(VENDOR).fingerprint()));
        assertThat(finding(ENTITY, signed(STRANGER), VENDOR)).isInstanceOf(SignatureFinding.UnknownKey.class);
    }

    @Test
    void aSignatureAroundItsContentGivesTheContent() {
        SmimeSigned around = SmimeSigned.around(signed(VENDOR, "-nodetach")).orElseThrow();

        assertThat(around.content()).isEqualTo(ENTITY);
        assertThat(around.signedBy(List.of(certificate(VENDOR)), NOW)).isInstanceOf(SignatureFinding.Good.class);
        assertThat(SmimeSigned.around(signed(VENDOR))).isEmpty();
    }

    @Test
    void endedCertificatesWeakHashesAndSignaturesWithoutATimeAreTold() {
        assertThat(SmimeSigned.detached(ENTITY, signed(VENDOR))
                        .orElseThrow()
                        .signedBy(List.of(certificate(VENDOR)), NOW.plus(Duration.ofDays(40))))
                .isInstanceOf(SignatureFinding.KeyExpired.class);
        assertThat(finding(ENTITY, signed(VENDOR, "-md", "sha1"), VENDOR)).isInstanceOf(SignatureFinding.TooWeak.class);
        assertThat(finding(ENTITY, signed(VENDOR, "-noattr"), VENDOR)).isInstanceOf(SignatureFinding.Bad.class);
    }

    @Test
    void aCertificateThatMayOnlyEncryptSignsNothing() {
        Openssl.Pair only =
                OPENSSL.selfSigned("rsa:3072", "x@vendor.example", 30, "-addext", "keyUsage=critical,keyEncipherment");

        assertThat(finding(ENTITY, signed(only), only)).isInstanceOf(SignatureFinding.Bad.class);
    }

    @Test
    void noMutantThrows() throws Exception {
        List<byte[]> sources =
                List.of(encrypted("-aes-256-gcm"), encrypted("-aes-256-cbc"), signed(VENDOR, "-nodetach"));
        Random random = new Random(11);
        int good = 0;
        for (int round = 0; round < 1500; round++) {
            byte[] mutant = sources.get(round % 3).clone();
            for (int change = 0; change <= random.nextInt(4); change++) {
                mutant[random.nextInt(mutant.length)] = (byte) random.nextInt(256);
            }
            SmimeOpened opened = open(mutant);
            good += opened instanceof SmimeOpened.Plain plain
                            && plain.authenticated()
                            && !java.util.Arrays.equals(plain.content(), ENTITY)
                    ? 1
                    : 0;
            good += SmimeSigned.around(mutant)
                            .filter(signed ->
                                    signed.signedBy(List.of(certificate(VENDOR)), NOW) instanceof SignatureFinding.Good
                                            && !java.util.Arrays.equals(signed.content(), ENTITY))
                            .isPresent()
                    ? 1
                    : 0;
        }
        assertThat(good).isZero();
    }

    private static SmimeOpened open(byte[] der) {
        return SmimeMessages.open(der, List.of(OURS));
    }

    private static byte[] encrypted(String cipher) throws Exception {
        Path file = Files.createTempFile("ours", ".pem");
        Files.writeString(
                file,
                "-----BEGIN CERTIFICATE-----\n"
                        + Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII))
                                .encodeToString(OURS.certificate().toBytes())
                        + "\n-----END CERTIFICATE-----\n");
        return OPENSSL.output(ENTITY, "cms", "-encrypt", "-binary", "-outform", "DER", cipher, file.toString());
    }

    private static byte[] signed(Openssl.Pair by, String... options) {
        List<String> command = new ArrayList<>(List.of("cms", "-sign", "-binary", "-outform", "DER"));
        command.addAll(
                List.of("-signer", by.file().toString(), "-inkey", by.key().toString()));
        command.addAll(List.of(options));
        return OPENSSL.output(ENTITY, command.toArray(String[]::new));
    }

    private static SignatureFinding finding(byte[] content, byte[] signature, Openssl.Pair candidate) {
        return SmimeSigned.detached(content, signature)
                .orElseThrow()
                .signedBy(List.of(certificate(candidate)), NOW.plusSeconds(60));
    }

    private static SmimeCertificate certificate(Openssl.Pair pair) {
        return (SmimeCertificate) ((KeyReading.Readable) Certificate.read(pair.certificate())).key();
    }
}
