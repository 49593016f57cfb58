package org.chosei.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.bouncycastle.bcpg.PublicKeyAlgorithmTags;
import org.bouncycastle.bcpg.PublicKeyPacket;
import org.bouncycastle.bcpg.PublicSubkeyPacket;
import org.bouncycastle.bcpg.RSAPublicBCPGKey;
import org.bouncycastle.bcpg.UserIDPacket;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.chosei.crypto.KeyReading.Reason;
import org.chosei.crypto.KeyReading.Unreadable;
import org.chosei.testing.Gpg;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people upload as their key. */
class OpenPgpKeyTest {
    private static Gpg gpg;
    private static String brill;
    private static String ridge;

    @BeforeAll
    static void keys() {
        gpg = new Gpg();
        brill = gpg.generateCurve25519("調整 太郎 (PSIRT) <psirt@brill.example>");
        ridge = gpg.generateRsa("Ridge PSIRT <psirt@ridge.example>", 3072);
    }

    @AfterAll
    static void end() {
        gpg.close();
    }

    @Test
    void certificateTellsWhoseItIs() {
        gpg.run("--quick-add-uid", brill, "security@brill.example");
        var key = read(gpg.publicKey(brill));

        assertThat(key.fingerprint()).isEqualTo(brill);
        assertThat(key.algorithm()).isEqualTo("Ed25519/Curve25519");
        assertThat(key.userIds())
                .containsExactlyInAnyOrder("調整 太郎 (PSIRT) <psirt@brill.example>", "security@brill.example");
        assertThat(key.emailAddresses()).containsExactlyInAnyOrder("psirt@brill.example", "security@brill.example");
        assertThat(key.expiresAt()).isNull();
        assertThat(read(gpg.publicKey(ridge)).algorithm()).isEqualTo("RSA 3072");
    }

    @Test
    void revokedUserIdIsNotTheirs() {
        var fingerprint = gpg.generateCurve25519("Old name <old@brill.example>");
        gpg.run("--quick-add-uid", fingerprint, "New name <new@brill.example>");
        gpg.run("--quick-revoke-uid", fingerprint, "Old name <old@brill.example>");

        assertThat(read(gpg.publicKey(fingerprint)).emailAddresses()).containsExactly("new@brill.example");
    }

    @Test
    void userIdThatTheOwnerNeverSignedIsNotTheirs() throws IOException {
        var ring = read(gpg.publicKey(ridge)).ring();
        var primary = ring.getPublicKey();
        var signature =
                primary.getSignaturesForID("Ridge PSIRT <psirt@ridge.example>").next();
        var forged = PGPPublicKey.addCertification(primary, "Ridge <psirt@evil.example>", signature);
        var key = OpenPgpKey.fromBytes(new PGPPublicKeyRing(List.of(forged)).getEncoded());

        assertThat(key.emailAddresses()).containsExactly("psirt@ridge.example");
    }

    @Test
    void armoredBinaryAndStoredFormsAreTheSameKey() {
        var armored = gpg.publicKey(brill);
        var key = read(armored);

        assertThat(read(Armor.decode(armored).getFirst().packets())).isEqualTo(key);
        assertThat(OpenPgpKey.fromBytes(key.toBytes())).isEqualTo(key);
        assertThat(read(key.toArmor().getBytes(US_ASCII))).isEqualTo(key);
        assertThat(read(("弊社の鍵です。\r\n" + new String(armored, US_ASCII) + "\r\n以上").getBytes(UTF_8)))
                .isEqualTo(key);
    }

    @Test
    void gpgImportsWhatWeExport() {
        try (var other = new Gpg()) {
            other.importKey(read(gpg.publicKey(brill)).toArmor().getBytes(US_ASCII));

            assertThat(other.run("--list-keys", brill).exitCode()).isZero();
        }
    }

    @Test
    void secretKeyIsRefusedAsSuchInEveryForm() {
        var armored = gpg.secretKey(brill);
        var packets = Armor.decode(armored).getFirst().packets();

        assertThat(OpenPgpKey.read(armored)).isEqualTo(new Unreadable(Reason.SECRET_KEY));
        assertThat(OpenPgpKey.read(packets)).isEqualTo(new Unreadable(Reason.SECRET_KEY));
        assertThat(OpenPgpKey.read(Armor.encode(Armor.PUBLIC_KEY, packets).getBytes(US_ASCII)))
                .isEqualTo(new Unreadable(Reason.SECRET_KEY));
        assertThat(OpenPgpKey.read(Armor.join(gpg.publicKey(ridge), armored)))
                .isEqualTo(new Unreadable(Reason.SECRET_KEY));
    }

    @Test
    void severalKeysAreRefused() {
        var both = gpg.run("--armor", "--export", brill, ridge).output();

        assertThat(OpenPgpKey.read(both)).isEqualTo(new Unreadable(Reason.SEVERAL_KEYS));
        assertThat(OpenPgpKey.read(Armor.join(gpg.publicKey(brill), gpg.publicKey(ridge))))
                .isEqualTo(new Unreadable(Reason.SEVERAL_KEYS));
    }

    @Test
    void messageIsNotAKey() {
        assertThat(OpenPgpKey.read(gpg.encrypt(new byte[] {1}, brill))).isEqualTo(new Unreadable(Reason.NOT_A_KEY));
        assertThat(OpenPgpKey.read(gpg.signDetached(new byte[] {1}, brill)))
                .isEqualTo(new Unreadable(Reason.NOT_A_KEY));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "psirt@brill.example", "-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nmQ", "\u0099\u0000"})
    void garbageIsRefused(String garbage) {
        assertThat(OpenPgpKey.read(garbage.getBytes(UTF_8))).isEqualTo(new Unreadable(Reason.GARBAGE));
    }

    @Test
    void damagedKeyNeverThrows() {
        var packets = read(gpg.publicKey(brill)).toBytes();
        var random = new Random(20261123);
        for (var round = 0; round < 2000; round++) {
            var damaged = packets.clone();
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            if (OpenPgpKey.read(damaged) instanceof KeyReading.Readable(OpenPgpKey key)) {
                // readable is possible, but its facts must be readable too
                assertThat(KeyFitness.of(key, key.createdAt())).isNotNull();
                assertThat(key.emailAddresses()).isNotNull();
                assertThat(key.algorithm()).isNotBlank();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "c6140600000001017fffffff00000000000000000000",
                "c2140600160a7fffffff000000000000000000000000",
                "c2140400160a0008ff7fffffff020000000000000000",
                "d1ff7fffffffff7fffffff0100000000000000000000"
            })
    void claimedLengthsTakeNoMemory(String hex) {
        assertThat(OpenPgpKey.read(HexFormat.of().parseHex(hex))).isInstanceOf(Unreadable.class);
    }

    @Test
    void oversizeIsRefusedBeforeParsing() {
        assertThat(OpenPgpKey.read(new byte[256 * 1024 + 1])).isEqualTo(new Unreadable(Reason.OVERSIZE));
    }

    @Test
    void modulusThatNoKeyGenerationMakesIsRefused() throws Exception {
        var random = new Random(1);
        var prime = BigInteger.probablePrime(2048, random);
        var p = BigInteger.probablePrime(1021, random);
        var q = BigInteger.probablePrime(1024, random);

        assertThat(OpenPgpKey.read(rsa(prime))).isEqualTo(new Unreadable(Reason.RSA_MODULUS));
        assertThat(OpenPgpKey.read(rsa(p.multiply(q).shiftLeft(1)))).isEqualTo(new Unreadable(Reason.RSA_MODULUS));
        assertThat(OpenPgpKey.read(rsa(p.multiply(q).multiply(BigInteger.valueOf(7)))))
                .isEqualTo(new Unreadable(Reason.RSA_MODULUS));
        assertThat(OpenPgpKey.read(rsa(q.multiply(q)))).isEqualTo(new Unreadable(Reason.RSA_MODULUS));
        assertThat(OpenPgpKey.read(rsa(p.multiply(q)))).isInstanceOf(KeyReading.Readable.class);
    }

    @Test
    void keyThatWouldKeepAProcessorBusyIsRefusedUntouched() throws Exception {
        var refused = new Unreadable(Reason.COSTLY);
        var modulus = new BigInteger(16_384, new Random(2)).setBit(16_383).setBit(0);
        assertThat(OpenPgpKey.read(rsa(modulus))).isEqualTo(refused);
        assertThat(OpenPgpKey.read(Armor.join(packets(brill), subkeys(33)))).isEqualTo(refused);
        assertThat(OpenPgpKey.read(withUserIdRepeated(101))).isEqualTo(refused);
        assertThat(OpenPgpKey.read(withSignatureRepeated(251))).isEqualTo(refused);
    }

    @Test
    void repeatedUserIdCountsOnce() throws Exception {
        assertThat(read(withUserIdRepeated(90)).userIds()).containsExactly("Ridge PSIRT <psirt@ridge.example>");
    }

    private static byte[] packets(String fingerprint) {
        return Armor.decode(gpg.publicKey(fingerprint)).getFirst().packets();
    }

    private static byte[] subkeys(int count) throws IOException {
        var all = new byte[count][];
        for (var i = 0; i < count; i++) {
            all[i] = new PublicSubkeyPacket(
                            PublicKeyPacket.VERSION_4,
                            PublicKeyAlgorithmTags.RSA_GENERAL,
                            new Date(i),
                            new RSAPublicBCPGKey(BigInteger.valueOf(15), BigInteger.valueOf(3)))
                    .getEncoded();
        }
        return Armor.join(all);
    }

    private static byte[] withUserIdRepeated(int times) throws Exception {
        var primary = read(gpg.publicKey(ridge)).ring().getPublicKey();
        var signature =
                primary.getSignaturesForID("Ridge PSIRT <psirt@ridge.example>").next();
        var userId = new UserIDPacket("Ridge PSIRT <psirt@ridge.example>").getEncoded();
        var all = new ByteArrayOutputStream();
        all.writeBytes(primary.getPublicKeyPacket().getEncoded());
        for (var i = 0; i < times; i++) {
            all.writeBytes(userId);
            all.writeBytes(signature.getEncoded());
        }
        return all.toByteArray();
    }

    private static byte[] withSignatureRepeated(int times) throws Exception {
        var all = new ByteArrayOutputStream();
        all.writeBytes(withUserIdRepeated(1));
        var signature = read(all.toByteArray())
                .ring()
                .getPublicKey()
                .getSignatures()
                .next()
                .getEncoded();
        for (var i = 1; i < times; i++) {
            all.writeBytes(signature);
        }
        return all.toByteArray();
    }

    private static byte[] rsa(BigInteger modulus) throws Exception {
        var packet = new PublicKeyPacket(
                PublicKeyPacket.VERSION_4,
                PublicKeyAlgorithmTags.RSA_GENERAL,
                new Date(0),
                new RSAPublicBCPGKey(modulus, BigInteger.valueOf(65_537)));
        return packet.getEncoded();
    }

    private static OpenPgpKey read(byte[] bytes) {
        var reading = OpenPgpKey.read(bytes);
        assertThat(reading).isInstanceOf(KeyReading.Readable.class);
        return (OpenPgpKey) ((KeyReading.Readable) reading).key();
    }
}
