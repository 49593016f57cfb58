package org.chosei.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.bouncycastle.bcpg.BCPGInputStream;
import org.bouncycastle.bcpg.InputStreamPacket;
import org.chosei.crypto.Opened.NoIntegrity;
import org.chosei.crypto.Opened.NotForUs;
import org.chosei.crypto.Opened.Plain;
import org.chosei.crypto.Opened.Reason;
import org.chosei.testing.Gpg;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages to and from the real GnuPG. */
class OpenPgpMessagesTest {
    private static final byte[] NOTICE = "各位\r\nバッファオーバーフロー 𠮷\r\n.\r\nFrom here on\r\n".getBytes(UTF_8);

    private static Gpg gpg;
    private static String brill;
    private static String ridge;
    private static OpenPgpKey brillKey;
    private static OpenPgpKey ridgeKey;
    private static OwnKey desk;
    private static Instant now;

    @BeforeAll
    static void keys() {
        gpg = new Gpg();
        brill = gpg.generateCurve25519("Brill PSIRT <psirt@brill.example>");
        ridge = gpg.generateRsa("Ridge PSIRT <psirt@ridge.example>", 3072);
        brillKey = read(gpg.publicKey(brill));
        ridgeKey = read(gpg.publicKey(ridge));
        // gpg reads the machine's clock, so these tests follow it: the keys' own creation time
        now = ridgeKey.createdAt().plus(5, ChronoUnit.MINUTES);
        desk = OwnKey.generate("Nord CSIRT <desk@nord.example>", ridgeKey.createdAt());
        gpg.importKey(desk.certificate().toArmor().getBytes(US_ASCII));
    }

    @AfterAll
    static void end() {
        gpg.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"brill", "ridge"})
    void gpgDecryptsOurMessageAndConfirmsTheSignature(String vendor) {
        var body =
                OpenPgpMessages.encryptAndSign(NOTICE, desk, desk.certificate().createdAt());
        var run = gpg.decrypt(message(body, key(vendor)).getBytes(US_ASCII));

        assertThat(run.output()).isEqualTo(NOTICE);
        assertThat(run.exitCode()).isZero();
        for (var line : List.of("DECRYPTION_OKAY", "GOODMDC", "GOODSIG", "VALIDSIG " + desk.fingerprint())) {
            assertThat(run.says(line)).as(line + " in " + run.status()).isTrue();
        }
    }

    @Test
    void everyRecipientGetsTheSameBodyAfterItsOwnPacket() {
        var body = OpenPgpMessages.encryptAndSign(NOTICE, desk, now);
        for (var key : List.of(brillKey, ridgeKey)) {
            var packet = address(body, key);
            var message = Armor.decode(
                            OpenPgpMessages.armor(packet, body.packet()).getBytes(US_ASCII))
                    .getFirst()
                    .packets();
            assertThat(Arrays.copyOf(message, packet.length)).isEqualTo(packet);
            assertThat(Arrays.copyOfRange(message, packet.length, message.length))
                    .isEqualTo(body.packet());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 50_000})
    void gpgReadsOurArmorWhateverItsLength(int length) {
        var content = new byte[length];
        var body =
                OpenPgpMessages.encryptAndSign(content, desk, desk.certificate().createdAt());
        var message = message(body, brillKey);
        var run = gpg.decrypt(message.getBytes(US_ASCII));

        assertThat(run.output()).isEqualTo(content);
        assertThat(run.exitCode()).as(run.words()).isZero();
        assertThat(run.words()).doesNotContain("invalid", "CRC");
        assertThat(message.replace("\r\n", "")).doesNotContain("\r", "\n");
        assertThat(message.lines()).allMatch(line -> line.length() <= 64);
    }

    @Test
    void somebodyElseCannotOpenIt() {
        var body = OpenPgpMessages.encryptAndSign(NOTICE, desk, now);
        try (var stranger = new Gpg()) {
            stranger.generateCurve25519("Stranger <x@stranger.example>");
            var run = stranger.decrypt(message(body, brillKey).getBytes(US_ASCII));

            assertThat(run.says("NO_SECKEY")).isTrue();
            assertThat(run.output()).isEmpty();
        }
        assertThat(OpenPgpMessages.open(message(body, brillKey).getBytes(US_ASCII), List.of(desk)))
                .isEqualTo(new NotForUs());
    }

    @ParameterizedTest
    @ValueSource(strings = {"brill", "ridge"})
    void weOpenGpgsMessageAndKnowWhoSignedIt(String vendor) {
        var message = gpg.encryptAndSign(NOTICE, desk.fingerprint(), key(vendor).fingerprint());

        var plain = plain(message);

        assertThat(plain.content()).isEqualTo(NOTICE);
        assertThat(plain.signedBy(List.of(brillKey, ridgeKey), now))
                .isInstanceOfSatisfying(
                        SignatureFinding.Good.class,
                        good -> assertThat(good.fingerprint())
                                .isEqualTo(key(vendor).fingerprint()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--throw-keyids", "--textmode", "--compress-algo=bzip2", "--cipher-algo=AES128", "-z0"})
    void weOpenWhatGpgMakesWithThisOption(String option) {
        var plain = plain(gpg.encryptAndSign(NOTICE, desk.fingerprint(), ridge, option));

        assertThat(plain.content()).isEqualTo(NOTICE);
        assertThat(plain.signedBy(List.of(ridgeKey), now)).isInstanceOf(SignatureFinding.Good.class);
    }

    @Test
    void signatureOfAnUnregisteredKeyIsUnknown() {
        var plain = plain(gpg.encryptAndSign(NOTICE, desk.fingerprint(), ridge));

        assertThat(plain.signedBy(List.of(brillKey), now))
                .isEqualTo(new SignatureFinding.UnknownKey(ridge.substring(24)));
    }

    @Test
    void messageWithoutSignatureHasNone() {
        var plain = plain(gpg.encrypt(NOTICE, desk.fingerprint()));

        assertThat(plain.signedBy(List.of(brillKey, ridgeKey), now)).isEqualTo(new SignatureFinding.None());
    }

    @Test
    void changedCiphertextGivesNoPlaintextWhereverItIsChanged() {
        var packets = Armor.decode(gpg.encryptAndSign(NOTICE, desk.fingerprint(), brill, "-z0"))
                .getFirst()
                .packets();
        // the encrypted session key ends before byte 100; what follows is the body
        for (var position = 100; position < packets.length; position += 7) {
            var changed = packets.clone();
            changed[position] ^= 1;
            assertThat(OpenPgpMessages.open(changed, List.of(desk)))
                    .as("byte %d", position)
                    .isInstanceOf(Opened.Broken.class);
        }
        var last = packets.clone();
        last[last.length - 1] ^= 1;
        assertThat(OpenPgpMessages.open(last, List.of(desk))).isEqualTo(new Opened.Broken(Reason.TAMPERED));
    }

    @Test
    void cutCiphertextGivesNoPlaintext() {
        var body = OpenPgpMessages.encryptAndSign(NOTICE, desk, now);
        var message = Armor.join(address(body, desk.certificate()), body.packet());
        for (var cut = 1; cut < 60; cut++) {
            assertThat(OpenPgpMessages.open(Arrays.copyOf(message, message.length - cut), List.of(desk)))
                    .as("cut by %d", cut)
                    .isInstanceOf(Opened.Broken.class);
        }
    }

    @Test
    void messageWithoutIntegrityProtectionIsRefused() {
        var message = gpg.encryptAndSign(NOTICE, desk.fingerprint(), brill, "--rfc2440", "--disable-mdc");
        assertThat(Armor.decode(message).getFirst().packets())
                .satisfies(packets -> assertThat(tags(packets)).contains(9).doesNotContain(18));

        assertThat(OpenPgpMessages.open(message, List.of(desk))).isEqualTo(new NoIntegrity());
    }

    @Test
    void bodyDowngradedToThePacketWithoutIntegrityIsRefused() {
        var body = OpenPgpMessages.encryptAndSign(NOTICE, desk, now);
        var downgraded = body.packet().clone();
        downgraded[0] = (byte) (0xC0 | 9);

        assertThat(OpenPgpMessages.open(Armor.join(address(body, desk.certificate()), downgraded), List.of(desk)))
                .isEqualTo(new NoIntegrity());
    }

    @Test
    void clearPacketsAfterTheEncryptedPartAreNotShown() {
        var body = OpenPgpMessages.encryptAndSign(NOTICE, desk, now);
        var literal = new byte[] {(byte) 0xCB, 8, 'b', 0, 0, 0, 0, 0, 'h', 'i'};
        var message = Armor.join(address(body, desk.certificate()), body.packet(), literal);

        assertThat(OpenPgpMessages.open(message, List.of(desk))).isEqualTo(new Opened.Broken(Reason.MALFORMED));
    }

    @Test
    void thousandsOfRecipientsAreRefused() {
        var body = OpenPgpMessages.encryptAndSign(NOTICE, desk, now);
        var parts = new byte[1002][];
        Arrays.fill(parts, address(body, desk.certificate()));
        parts[1001] = body.packet();

        assertThat(OpenPgpMessages.open(Armor.join(Arrays.copyOfRange(parts, 1, 1002)), List.of(desk)))
                .isInstanceOf(Plain.class);
        assertThat(OpenPgpMessages.open(Armor.join(parts), List.of(desk)))
                .isEqualTo(new Opened.Broken(Reason.MALFORMED));
    }

    @Test
    void compressionBombIsRefused() {
        var zeros = new byte[8 * 1024 * 1024];
        var message = gpg.encrypt(zeros, desk.fingerprint(), "--compress-algo=zlib", "-z9");

        assertThat(OpenPgpMessages.open(message, List.of(desk))).isEqualTo(new Opened.Broken(Reason.BOMB));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hello",
                "-----BEGIN PGP MESSAGE-----",
                "-----BEGIN PGP MESSAGE-----\n\n!!!\n-----END PGP MESSAGE-----"
            })
    void garbageIsMalformed(String garbage) {
        assertThat(OpenPgpMessages.open(garbage.getBytes(UTF_8), List.of(desk)))
                .isEqualTo(new Opened.Broken(Reason.MALFORMED));
    }

    @Test
    void signedButNotEncryptedIsNamedSo() {
        var signed =
                gpg.runWith(NOTICE, "--local-user", brill, "--armor", "--sign").output();

        assertThat(OpenPgpMessages.open(signed, List.of(desk))).isEqualTo(new Opened.Broken(Reason.NOT_ENCRYPTED));
    }

    @Test
    void anOlderKeyOfOursStillOpensItsMail() {
        var newer = OwnKey.generate("Nord CSIRT <desk@nord.example>", now);
        var message = gpg.encryptAndSign(NOTICE, desk.fingerprint(), brill);

        assertThat(OpenPgpMessages.open(message, List.of(newer, desk))).isInstanceOf(Plain.class);
        assertThat(OpenPgpMessages.open(message, List.of(newer))).isEqualTo(new NotForUs());
    }

    @Test
    void bodyAddressedToOurselvesCanBeAddressedToOneMoreLater() {
        var body =
                OpenPgpMessages.encryptAndSign(NOTICE, desk, desk.certificate().createdAt());
        var toOurselves = address(body, desk.certificate());

        var recovered = OpenPgpMessages.recover(toOurselves, body.packet(), List.of(desk))
                .orElseThrow();
        var later = OpenPgpMessages.addressTo(recovered, brillKey, fit(brillKey));

        var run = gpg.decrypt(OpenPgpMessages.armor(later, body.packet()).getBytes(US_ASCII));
        assertThat(run.output()).isEqualTo(NOTICE);
        assertThat(recovered).hasToString("SessionKey[redacted]");
    }

    @Test
    void judgementOfAnotherKeyIsRefused() {
        var body = OpenPgpMessages.encryptAndSign(NOTICE, desk, now);

        assertThat(catchThrowable(() -> OpenPgpMessages.addressTo(body.sessionKey(), brillKey, fit(ridgeKey))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(brillKey.fingerprint());
    }

    @Test
    void ownKeySurvivesItsBytesAndReadsAsCurve25519() {
        var copy = OwnKey.fromBytes(desk.toBytes());

        assertThat(copy.fingerprint()).isEqualTo(desk.fingerprint());
        assertThat(copy.certificate()).isEqualTo(desk.certificate());
        assertThat(desk.certificate().algorithm()).isEqualTo("Ed25519/Curve25519");
        assertThat(desk.certificate().userIds()).containsExactly("Nord CSIRT <desk@nord.example>");
        assertThat(KeyFitness.of(desk.certificate(), now)).isInstanceOf(KeyFitness.Fit.class);
    }

    @Test
    void twoThreadsShareTheSameKeys() throws Exception {
        var message = gpg.encryptAndSign(NOTICE, desk.fingerprint(), ridge);
        var body = OpenPgpMessages.encryptAndSign(NOTICE, desk, now);
        Callable<Integer> work = () -> {
            var good = 0;
            for (var i = 0; i < 50; i++) {
                address(body, brillKey);
                address(body, ridgeKey);
                good += plain(message).signedBy(List.of(brillKey, ridgeKey), now) instanceof SignatureFinding.Good
                        ? 1
                        : 0;
            }
            return good;
        };
        try (var threads = Executors.newFixedThreadPool(2)) {
            for (var result : threads.invokeAll(List.of(work, work))) {
                assertThat(result.get()).isEqualTo(50);
            }
        }
    }

    private static OpenPgpKey key(String vendor) {
        return vendor.equals("brill") ? brillKey : ridgeKey;
    }

    private static Plain plain(byte[] message) {
        var opened = OpenPgpMessages.open(message, List.of(desk));
        assertThat(opened).isInstanceOf(Plain.class);
        return (Plain) opened;
    }

    private static String message(EncryptedBody body, OpenPgpKey recipient) {
        return OpenPgpMessages.armor(address(body, recipient), body.packet());
    }

    private static byte[] address(EncryptedBody body, OpenPgpKey recipient) {
        return OpenPgpMessages.addressTo(body.sessionKey(), recipient, fit(recipient));
    }

    private static KeyFitness.Fit fit(OpenPgpKey key) {
        return (KeyFitness.Fit) KeyFitness.of(key, now);
    }

    private static OpenPgpKey read(byte[] armored) {
        return (OpenPgpKey) ((KeyReading.Readable) OpenPgpKey.read(armored)).key();
    }

    /** The packets' tags, for definite old- and new-format lengths. */
    private static List<Integer> tags(byte[] packets) {
        var tags = new ArrayList<Integer>();
        try {
            var in = new BCPGInputStream(new ByteArrayInputStream(packets));
            for (var tag = in.nextPacketTag(); tag != -1; tag = in.nextPacketTag()) {
                tags.add(tag);
                if (in.readPacket() instanceof InputStreamPacket data) {
                    data.getInputStream().readAllBytes();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return tags;
    }
}
