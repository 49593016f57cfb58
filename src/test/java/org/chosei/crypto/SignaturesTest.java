package org.chosei.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.chosei.crypto.SignatureFinding.Bad;
import org.chosei.crypto.SignatureFinding.Good;
import org.chosei.crypto.SignatureFinding.KeyExpired;
import org.chosei.crypto.SignatureFinding.KeyRevoked;
import org.chosei.crypto.SignatureFinding.None;
import org.chosei.crypto.SignatureFinding.TooWeak;
import org.chosei.crypto.SignatureFinding.UnknownKey;
import org.chosei.testing.Gpg;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Detached and clear-text signatures, to and from the real GnuPG. */
class SignaturesTest {
    private static final byte[] TEXT = "影響あり\r\nfixed in 2.1 \r\n- dash\r\n-----BEGIN\r\n".getBytes(UTF_8);

    private static Gpg gpg;
    private static Map<String, String> signers;
    private static OwnKey desk;
    private static Instant now;

    @BeforeAll
    static void keys() {
        gpg = new Gpg();
        var withSubkey = gpg.generate("Sub <sub@brill.example>", "ed25519", "cert", "never");
        gpg.addSubkey(withSubkey, "rsa2048", "sign", "never");
        signers = Map.of(
                "curve", gpg.generateCurve25519("Brill <psirt@brill.example>"),
                "rsa", gpg.generateRsa("Ridge <psirt@ridge.example>", 3072),
                "subkey", withSubkey);
        now = key("rsa").createdAt().plus(5, ChronoUnit.MINUTES);
        desk = OwnKey.generate("Nord CSIRT <desk@nord.example>", key("rsa").createdAt());
        gpg.importKey(desk.certificate().toArmor().getBytes(US_ASCII));
    }

    @AfterAll
    static void end() {
        gpg.close();
    }

    @Test
    void gpgConfirmsOurSignature() {
        var signature = Signatures.signDetached(TEXT, desk, desk.certificate().createdAt());
        var run = gpg.verifyDetached(TEXT, signature.getBytes(US_ASCII));

        assertThat(run.says("GOODSIG")).as(run.words()).isTrue();
        assertThat(run.status())
                .filteredOn(line -> line.startsWith("VALIDSIG "))
                .singleElement()
                // ninth field: hash algorithm 10 is SHA-512 (RFC 9580 §9.5), as the micalg says
                .satisfies(line -> assertThat(line.split(" ", -1)[8]).isEqualTo("10"))
                .satisfies(line -> assertThat(line).contains(desk.fingerprint()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"curve", "rsa", "subkey"})
    void weConfirmGpgsSignature(String signer) {
        var signature = gpg.signDetached(TEXT, fingerprint(signer));

        assertThat(Signatures.verifyDetached(TEXT, signature, everybody(), now))
                .isInstanceOfSatisfying(Good.class, good -> {
                    assertThat(good.fingerprint()).isEqualTo(fingerprint(signer));
                    assertThat(good.signedAt()).isBetween(key(signer).createdAt(), now);
                });
    }

    @Test
    void changedContentIsBad() {
        var signature = gpg.signDetached(TEXT, fingerprint("rsa"));
        var changed = TEXT.clone();
        changed[0] ^= 1;

        assertThat(Signatures.verifyDetached(changed, signature, everybody(), now))
                .isEqualTo(new Bad(fingerprint("rsa").substring(24)));
    }

    @Test
    void strangerIsUnknown() {
        var signature = gpg.signDetached(TEXT, fingerprint("rsa"));

        assertThat(Signatures.verifyDetached(TEXT, signature, List.of(key("curve")), now))
                .isEqualTo(new UnknownKey(fingerprint("rsa").substring(24)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no signature", "-----BEGIN PGP SIGNATURE-----\n\nAAAA\n-----END PGP SIGNATURE-----"})
    void whatIsNoSignatureIsNone(String text) {
        assertThat(Signatures.verifyDetached(TEXT, text.getBytes(UTF_8), everybody(), now))
                .isEqualTo(new None());
    }

    @Test
    void sha1IsTooWeak() {
        var signature = gpg.signDetached(TEXT, fingerprint("rsa"), "--digest-algo", "SHA1");

        assertThat(Signatures.verifyDetached(TEXT, signature, everybody(), now))
                .isEqualTo(new TooWeak(fingerprint("rsa").substring(24)));
    }

    @Test
    void shortRsaIsTooWeak() {
        var fingerprint = gpg.generateRsa("Short <short@ridge.example>", 1024);

        assertThat(Signatures.verifyDetached(
                        TEXT, gpg.signDetached(TEXT, fingerprint), List.of(exported(fingerprint)), now))
                .isInstanceOf(TooWeak.class);
    }

    @Test
    void expiredKeyIsNamedSo() {
        var fingerprint = gpg.generate("Expiring <e@ridge.example>", "ed25519", "cert,sign", "seconds=3600");
        var signature = gpg.signDetached(TEXT, fingerprint);
        var key = exported(fingerprint);

        assertThat(Signatures.verifyDetached(
                        TEXT, signature, List.of(key), key.createdAt().plusSeconds(3599)))
                .isInstanceOf(Good.class);
        assertThat(Signatures.verifyDetached(
                        TEXT, signature, List.of(key), key.createdAt().plusSeconds(3600)))
                .isEqualTo(new KeyExpired(fingerprint));
    }

    @Test
    void revokedKeyIsNamedSo() {
        var fingerprint = gpg.generateCurve25519("Revoked <r@ridge.example>");
        var signature = gpg.signDetached(TEXT, fingerprint);
        gpg.revoke(fingerprint);

        assertThat(Signatures.verifyDetached(TEXT, signature, List.of(exported(fingerprint)), now))
                .isEqualTo(new KeyRevoked(fingerprint));
    }

    @Test
    void signatureFromTheFutureOrEndedIsBad() {
        var signature = Signatures.signDetached(TEXT, desk, now).getBytes(US_ASCII);
        var ending = gpg.signDetached(TEXT, fingerprint("rsa"), "--default-sig-expire", "seconds=60");

        assertThat(Signatures.verifyDetached(
                        TEXT, signature, List.of(desk.certificate()), now.minus(2, ChronoUnit.HOURS)))
                .isInstanceOf(Bad.class);
        assertThat(Signatures.verifyDetached(TEXT, ending, everybody(), now.plus(1, ChronoUnit.DAYS)))
                .isInstanceOf(Bad.class);
    }

    @Test
    void oneGoodSignatureAmongOthersIsEnough() {
        var both = gpg.signDetached(TEXT, fingerprint("rsa"), "--local-user", fingerprint("curve"));

        assertThat(Signatures.verifyDetached(TEXT, both, List.of(key("curve")), now))
                .isInstanceOf(Good.class);
        assertThat(Signatures.verifyDetached(TEXT, both, List.of(key("rsa")), now))
                .isInstanceOf(Good.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"curve", "rsa"})
    void clearSignedTextIsReadWithoutItsEscapes(String signer) {
        var mail = "Hello,\r\n\r\n" + new String(gpg.clearSign(TEXT, fingerprint(signer)), UTF_8) + "\r\nforged\r\n";
        var signed = ClearSigned.read(mail.getBytes(UTF_8)).orElseThrow();

        assertThat(new String(signed.content(), UTF_8)).isEqualTo("影響あり\r\nfixed in 2.1\r\n- dash\r\n-----BEGIN");
        assertThat(signed.signedBy(everybody(), now)).isInstanceOf(Good.class);
    }

    @Test
    void changedClearSignedTextIsBad() {
        var mail = new String(gpg.clearSign(TEXT, fingerprint("curve")), UTF_8).replace("2.1", "2.0");

        assertThat(ClearSigned.read(mail.getBytes(UTF_8)).orElseThrow().signedBy(everybody(), now))
                .isInstanceOf(Bad.class);
    }

    @Test
    void clearSignedTextWithASmuggledHeaderOrTwoPartsIsNotRead() {
        var mail = new String(gpg.clearSign(TEXT, fingerprint("curve")), UTF_8);

        assertThat(ClearSigned.read(
                        mail.replaceFirst("Hash:", "Comment: pay\nHash:").getBytes(UTF_8)))
                .isEmpty();
        assertThat(ClearSigned.read((mail + mail).getBytes(UTF_8))).isEmpty();
        assertThat(ClearSigned.read(mail.substring(0, mail.length() / 2).getBytes(UTF_8)))
                .isEmpty();
        assertThat(ClearSigned.read("no signature at all".getBytes(UTF_8))).isEmpty();
    }

    private static List<OpenPgpKey> everybody() {
        return signers.keySet().stream().map(SignaturesTest::key).toList();
    }

    private static OpenPgpKey key(String signer) {
        return exported(fingerprint(signer));
    }

    private static String fingerprint(String signer) {
        return Objects.requireNonNull(signers.get(signer));
    }

    private static OpenPgpKey exported(String fingerprint) {
        return (OpenPgpKey) ((KeyReading.Readable) OpenPgpKey.read(gpg.publicKey(fingerprint))).key();
    }
}
