package org.chosei.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import org.bouncycastle.bcpg.AEADAlgorithmTags;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.PublicSubkeyPacket;
import org.bouncycastle.bcpg.SymmetricKeyAlgorithmTags;
import org.bouncycastle.bcpg.sig.KeyFlags;
import org.bouncycastle.openpgp.PGPCompressedData;
import org.bouncycastle.openpgp.PGPCompressedDataGenerator;
import org.bouncycastle.openpgp.PGPEncryptedDataGenerator;
import org.bouncycastle.openpgp.PGPLiteralData;
import org.bouncycastle.openpgp.PGPLiteralDataGenerator;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureGenerator;
import org.bouncycastle.openpgp.PGPSignatureSubpacketGenerator;
import org.bouncycastle.openpgp.operator.PGPDataEncryptorBuilder;
import org.bouncycastle.openpgp.operator.bc.BcKeyFingerprintCalculator;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentSignerBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPGPDataEncryptorBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPublicKeyKeyEncryptionMethodGenerator;
import org.chosei.crypto.Opened.Plain;
import org.chosei.crypto.Opened.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What GnuPG 2.2 does not make: newer encryption, hostile structure, stolen subkeys. Built with Bouncy Castle. */
class ForeignMessagesTest {
    private static final byte[] TEXT =
            "A report of more than one chunk. ".repeat(20).getBytes(UTF_8);
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final OwnKey DESK = OwnKey.generate("Nord CSIRT <desk@nord.example>", NOW.minusSeconds(60));
    private static final OwnKey ADA = OwnKey.generate("Ada <ada@finder.example>", NOW.minusSeconds(60));
    private static final OwnKey EVE = OwnKey.generate("Eve <eve@x.example>", NOW.minusSeconds(60));

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void authenticatedEncryptionIsOpenedAndAnyChangeOrCutRefused(boolean rfc9580) throws Exception {
        var aead = new BcPGPDataEncryptorBuilder(SymmetricKeyAlgorithmTags.AES_256)
                .setWithIntegrityPacket(true)
                .setWithAEAD(AEADAlgorithmTags.OCB, 6);
        var message = encrypt(literal(TEXT), rfc9580 ? aead.setUseV6AEAD() : aead.setUseV5AEAD());

        assertThat(OpenPgpMessages.open(message, List.of(DESK)))
                .isInstanceOfSatisfying(
                        Plain.class, plain -> assertThat(plain.content()).isEqualTo(TEXT));
        for (var position = message.length - 500; position < message.length; position += 3) {
            var changed = message.clone();
            changed[position] ^= 1;
            assertThat(OpenPgpMessages.open(changed, List.of(DESK)))
                    .as("byte %d", position)
                    .isEqualTo(new Opened.Broken(Reason.TAMPERED));
        }
        for (var cut = 1; cut < 400; cut++) {
            assertThat(OpenPgpMessages.open(Arrays.copyOf(message, message.length - cut), List.of(DESK)))
                    .as("cut by %d", cut)
                    .isInstanceOf(Opened.Broken.class);
        }
    }

    @Test
    void twoLiteralsAreRefusedBecauseOnlyOneCouldBeSigned() throws Exception {
        assertThat(openEncrypted(Armor.join(literal(TEXT), literal(TEXT))))
                .isEqualTo(new Opened.Broken(Reason.MALFORMED));
    }

    @Test
    void encryptionInsideEncryptionIsRefused() throws Exception {
        assertThat(openEncrypted(encrypt(literal(TEXT), aes(SymmetricKeyAlgorithmTags.AES_256))))
                .isEqualTo(new Opened.Broken(Reason.MALFORMED));
    }

    @Test
    void compressionFourDeepIsReadAndFiveDeepIsNot() throws Exception {
        var four = compressed(compressed(compressed(compressed(literal(TEXT)))));

        assertThat(openEncrypted(four)).isInstanceOf(Plain.class);
        assertThat(openEncrypted(compressed(four))).isEqualTo(new Opened.Broken(Reason.BOMB));
    }

    @Test
    void cipherThatWeDoNotOfferIsRefused() throws Exception {
        var message = encrypt(literal(TEXT), aes(SymmetricKeyAlgorithmTags.TWOFISH));

        assertThat(OpenPgpMessages.open(message, List.of(DESK))).isEqualTo(new Opened.Broken(Reason.CIPHER));
    }

    @Test
    void signatureMeantForOthersDoesNotCountForUs() throws Exception {
        var toDesk = openEncrypted(signedFor(DESK));
        var toEve = openEncrypted(signedFor(EVE));

        assertThat(((Plain) toDesk).signedBy(List.of(ADA.certificate()), NOW))
                .isEqualTo(new SignatureFinding.Good(ADA.fingerprint(), NOW));
        assertThat(((Plain) toEve).signedBy(List.of(ADA.certificate()), NOW)).isInstanceOf(SignatureFinding.Bad.class);
    }

    @Test
    void signingKeyAdoptedAsASubkeyDoesNotSignForItsThief() throws Exception {
        var signature = Signatures.signDetached(TEXT, ADA, NOW).getBytes(UTF_8);
        var thief = adopt(EVE, ADA.signingKey());

        assertThat(Signatures.verifyDetached(TEXT, signature, List.of(ADA.certificate()), NOW))
                .isInstanceOf(SignatureFinding.Good.class);
        assertThat(Signatures.verifyDetached(TEXT, signature, List.of(thief), NOW))
                .isInstanceOf(SignatureFinding.TooWeak.class);
        assertThat(Signatures.verifyDetached(TEXT, signature, List.of(thief, ADA.certificate()), NOW))
                .isEqualTo(new SignatureFinding.Good(ADA.fingerprint(), NOW));
    }

    @Test
    void encryptionSubkeyBoundByAForgerIsNotUsed() throws Exception {
        var bare = new PGPPublicKeyRing(List.of(ADA.signingKey()));
        var forged = asSubkey(subkey(EVE), binding(EVE, ADA.signingKey().getKeyID(), KeyFlags.ENCRYPT_COMMS), EVE);
        var key = OpenPgpKey.fromBytes(
                PGPPublicKeyRing.insertPublicKey(bare, forged).getEncoded());

        assertThat(KeyFitness.of(ADA.certificate(), NOW)).isInstanceOf(KeyFitness.Fit.class);
        assertThat(KeyFitness.of(key, NOW)).isEqualTo(new KeyFitness.Weak(KeyWeakness.NOT_SELF_SIGNED));
    }

    /** Binds another's key as a signing subkey, which the thief can sign but the other's key has not agreed to. */
    private static OpenPgpKey adopt(OwnKey thief, PGPPublicKey victim) throws Exception {
        var adopted = asSubkey(victim, binding(thief, thief.signingKey().getKeyID(), KeyFlags.SIGN_DATA), thief);
        var ring = PGPPublicKeyRing.insertPublicKey(thief.certificate().ring(), adopted);
        return OpenPgpKey.fromBytes(ring.getEncoded());
    }

    private static PGPSignatureGenerator binding(OwnKey signer, long claimedIssuer, int flags) throws Exception {
        var generator = Signatures.generator(PGPSignature.SUBKEY_BINDING, signer, NOW);
        var hashed = new PGPSignatureSubpacketGenerator();
        hashed.setSignatureCreationTime(true, Date.from(NOW));
        hashed.setIssuerKeyID(false, claimedIssuer);
        hashed.setKeyFlags(true, flags);
        generator.setHashedSubpackets(hashed.generate());
        return generator;
    }

    private static PGPPublicKey asSubkey(PGPPublicKey key, PGPSignatureGenerator binding, OwnKey owner)
            throws Exception {
        var packet = new PublicSubkeyPacket(
                key.getAlgorithm(),
                key.getCreationTime(),
                key.getPublicKeyPacket().getKey());
        var subkey = new PGPPublicKey(packet, new BcKeyFingerprintCalculator());
        return PGPPublicKey.addCertification(subkey, binding.generateCertification(owner.signingKey(), subkey));
    }

    private static PGPPublicKey subkey(OwnKey key) {
        var keys = key.certificate().ring().getPublicKeys();
        keys.next();
        return keys.next();
    }

    private static byte[] signedFor(OwnKey intended) throws Exception {
        var generator = new PGPSignatureGenerator(
                new BcPGPContentSignerBuilder(ADA.signingKey().getAlgorithm(), HashAlgorithmTags.SHA512),
                ADA.signingKey());
        generator.init(PGPSignature.BINARY_DOCUMENT, ADA.signingSecret());
        var hashed = new PGPSignatureSubpacketGenerator();
        hashed.setSignatureCreationTime(true, Date.from(NOW));
        hashed.addIntendedRecipientFingerprint(false, intended.signingKey());
        generator.setHashedSubpackets(hashed.generate());
        generator.update(TEXT);
        return Armor.join(generator.generate().getEncoded(), literal(TEXT));
    }

    private static Opened openEncrypted(byte[] packets) throws Exception {
        return OpenPgpMessages.open(encrypt(packets, aes(SymmetricKeyAlgorithmTags.AES_256)), List.of(DESK));
    }

    private static PGPDataEncryptorBuilder aes(int cipher) {
        return new BcPGPDataEncryptorBuilder(cipher).setWithIntegrityPacket(true);
    }

    private static byte[] encrypt(byte[] packets, PGPDataEncryptorBuilder cipher) throws Exception {
        var generator = new PGPEncryptedDataGenerator(cipher);
        generator.addMethod(new BcPublicKeyKeyEncryptionMethodGenerator(subkey(DESK)));
        var out = new ByteArrayOutputStream();
        try (var encrypted = generator.open(out, packets.length)) {
            encrypted.write(packets);
        }
        return out.toByteArray();
    }

    private static byte[] literal(byte[] content) throws Exception {
        var out = new ByteArrayOutputStream();
        try (var literal =
                new PGPLiteralDataGenerator().open(out, PGPLiteralData.BINARY, "", content.length, new Date(0))) {
            literal.write(content);
        }
        return out.toByteArray();
    }

    private static byte[] compressed(byte[] packets) throws Exception {
        var out = new ByteArrayOutputStream();
        try (var stream = new PGPCompressedDataGenerator(PGPCompressedData.ZIP).open(out)) {
            stream.write(packets);
        }
        return out.toByteArray();
    }
}
