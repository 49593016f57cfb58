package org.chosei.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.chosei.crypto.KeyReading.Readable;
import org.chosei.crypto.KeyReading.Reason;
import org.chosei.crypto.KeyReading.Unreadable;
import org.chosei.crypto.Opened.Plain;
import org.chosei.testing.NodePeers;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys of version 6 (RFC 9580) as OpenPGP.js makes them: judged, encrypted to, and believed. */
class Version6Test {
    private static final byte[] WORDS = "Content-Type: text/plain; charset=utf-8\r\n\r\n影響あり\r\n".getBytes(UTF_8);

    @TempDir
    static Path home;

    @TempDir
    static Path four;

    private static OpenPgpKey key;
    private static OpenPgpKey fourKey;
    private static OwnKey desk;
    private static Instant now;

    @BeforeAll
    static void keys() throws Exception {
        desk = OwnKey.generate(
                "Nord CSIRT <desk@nord.example>",
                InstantSource.system().instant().minusSeconds(3600));
        key = made("key6", home);
        fourKey = made("key", four);
        now = InstantSource.system().instant();
    }

    private static OpenPgpKey made(String version, Path directory) throws Exception {
        NodePeers.run("openpgp-mail.mjs", List.of(version, directory.toString(), "psirt@six.example"));
        Files.writeString(directory.resolve("ours.asc"), desk.certificate().toArmor());
        return (OpenPgpKey) ((Readable) OpenPgpKey.read(Files.readAllBytes(directory.resolve("public.asc")))).key();
    }

    @Test
    void theKeyIsTakenWithItsLongFingerprintAndItsOwnersAddress() {
        assertThat(key.fingerprint()).matches("[0-9A-F]{64}");
        assertThat(key.emailAddresses()).containsExactly("psirt@six.example");
        assertThat(key.algorithm()).isEqualTo("Ed25519/X25519");
        assertThat(KeyFitness.of(key, now)).isInstanceOf(KeyFitness.Fit.class);
        assertThat(OpenPgpKey.fromBytes(key.toBytes())).isEqualTo(key);
    }

    @Test
    void whatTheKeySaysOfItsProgramsDecidesTheFormatAndVersion4StaysWithTheOthers() {
        assertThat(key.bodyFormat()).isEqualTo(BodyFormat.OPENPGP_AEAD);
        assertThat(fourKey.bodyFormat()).isEqualTo(BodyFormat.OPENPGP);
    }

    @Test
    void openPgpJsOpensOurMessageAndConfirmsOurSignature() throws Exception {
        assertThat(opened(home, key, key.bodyFormat())).contains("影響あり", "packets 1v6 18v2");
        assertThat(opened(home, key, BodyFormat.OPENPGP))
                .as("as a key of version 6 is written to whose program lacks AEAD")
                .contains("影響あり", "packets 1v3 18v1");
        assertThat(opened(four, fourKey, fourKey.bodyFormat())).contains("影響あり", "packets 1v3 18v1");
    }

    private static String opened(Path directory, OpenPgpKey to, BodyFormat format) throws Exception {
        EncryptedBody body =
                OpenPgpMessages.encryptAndSign(WORDS, desk, desk.certificate().createdAt(), format);
        byte[] packet = OpenPgpMessages.addressTo(body.sessionKey(), to, (KeyFitness.Fit) KeyFitness.of(to, now));
        Files.writeString(directory.resolve("challenge.asc"), OpenPgpMessages.armor(packet, body.packet()));
        return NodePeers.run("openpgp-mail.mjs", List.of("open", directory.toString()));
    }

    @Test
    void theBodyIsAddressedToOneMoreRecipientFromOurOwnPacket() throws Exception {
        EncryptedBody body = OpenPgpMessages.encryptAndSign(WORDS, desk, now, BodyFormat.OPENPGP_AEAD);
        OpenPgpKey ours = desk.certificate();
        byte[] own = OpenPgpMessages.addressTo(body.sessionKey(), ours, (KeyFitness.Fit) KeyFitness.of(ours, now));
        SessionKey again =
                OpenPgpMessages.recover(own, body.packet(), List.of(desk)).orElseThrow();
        byte[] packet = OpenPgpMessages.addressTo(again, key, (KeyFitness.Fit) KeyFitness.of(key, now));
        Files.writeString(home.resolve("challenge.asc"), OpenPgpMessages.armor(packet, body.packet()));

        assertThat(NodePeers.run("openpgp-mail.mjs", List.of("open", home.toString())))
                .contains("影響あり");
        assertThat(OpenPgpMessages.open(
                        OpenPgpMessages.armor(own, body.packet()).getBytes(UTF_8), List.of(desk)))
                .isInstanceOf(Plain.class);
    }

    @Test
    void aFileIsEncryptedToItWhileItIsWritten() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] content = "words ".repeat(200_000).getBytes(UTF_8);
        try (OutputStream file = OpenPgpMessages.encryptTo(key, (KeyFitness.Fit) KeyFitness.of(key, now), out)) {
            file.write(content);
        }
        Files.writeString(home.resolve("challenge.asc"), OpenPgpMessages.armor(out.toByteArray(), new byte[0]));
        Files.delete(home.resolve("ours.asc"));
        try {
            assertThat(NodePeers.run("openpgp-mail.mjs", List.of("open", home.toString())))
                    .contains(new String(content, UTF_8), "packets 1v6 18v2");
        } finally {
            Files.writeString(home.resolve("ours.asc"), desk.certificate().toArmor());
        }
    }

    @Test
    void itsSignatureIsBelievedOverExactlyItsContent() throws Exception {
        Files.write(home.resolve("entity.txt"), WORDS);
        NodePeers.run("openpgp-mail.mjs", List.of("mdc", home.toString()));
        Instant later = InstantSource.system().instant();
        Opened opened = OpenPgpMessages.open(Files.readAllBytes(home.resolve("message.asc")), List.of(desk));

        assertThat(opened).isInstanceOfSatisfying(Plain.class, plain -> {
            assertThat(plain.content()).isEqualTo(WORDS);
            assertThat(plain.signedBy(List.of(fourKey, key), later))
                    .isInstanceOfSatisfying(
                            SignatureFinding.Good.class,
                            good -> assertThat(good.fingerprint()).isEqualTo(key.fingerprint()));
            assertThat(plain.signedBy(List.of(fourKey), later)).isInstanceOf(SignatureFinding.UnknownKey.class);
        });
        NodePeers.run("openpgp-mail.mjs", List.of("sign", home.toString()));
        byte[] detached = Files.readAllBytes(home.resolve("detached.asc"));
        assertThat(Signatures.verifyDetached(WORDS, detached, List.of(key), later))
                .isInstanceOf(SignatureFinding.Good.class);
        byte[] other = WORDS.clone();
        other[other.length - 3] ^= 1;
        assertThat(Signatures.verifyDetached(other, detached, List.of(key), later))
                .isInstanceOf(SignatureFinding.Bad.class);
    }

    @Test
    void aSubkeyOfAnotherVersionIsNoPartOfAKey() throws Exception {
        PGPPublicKeyRing ring = PGPPublicKeyRing.insertPublicKey(key.ring(), subkey(fourKey));
        assertThat(OpenPgpKey.read(ring.getEncoded())).isEqualTo(new Unreadable(Reason.UNSUPPORTED_VERSION));
    }

    private static org.bouncycastle.openpgp.PGPPublicKey subkey(OpenPgpKey of) {
        return SelfSignatures.stream(of.ring().getPublicKeys())
                .filter(each -> !each.isMasterKey())
                .findFirst()
                .orElseThrow();
    }
}
