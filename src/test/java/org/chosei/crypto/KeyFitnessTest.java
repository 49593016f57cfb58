package org.chosei.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.chosei.crypto.KeyFitness.CannotEncrypt;
import org.chosei.crypto.KeyFitness.Expired;
import org.chosei.crypto.KeyFitness.Fit;
import org.chosei.crypto.KeyFitness.Revoked;
import org.chosei.crypto.KeyFitness.Weak;
import org.chosei.testing.Gpg;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Certificates as the real GnuPG makes them, and as an attacker would put them together. */
class KeyFitnessTest {
    private static Gpg gpg;

    @BeforeAll
    static void start() {
        gpg = new Gpg();
    }

    @AfterAll
    static void end() {
        gpg.close();
    }

    @Test
    void soundKeyIsFitWithItsEncryptionSubkey() {
        var key = exported(gpg.generateCurve25519("Sound <sound@brill.example>"));

        assertThat(fitness(key)).isInstanceOfSatisfying(Fit.class, fit -> {
            assertThat(fit.expiresAt()).isNull();
            assertThat(fit.encryptionFingerprint()).hasSize(40).isNotEqualTo(key.fingerprint());
        });
    }

    @Test
    void keyIsFitUntilItsExpiryAndExpiredFromThenOn() {
        var key = exported(gpg.generate("Short <short@brill.example>", "rsa2048", "cert,sign,encr", "seconds=3600"));
        var end = key.createdAt().plusSeconds(3600);

        assertThat(key.expiresAt()).isEqualTo(end);
        assertThat(KeyFitness.of(key, end.minusSeconds(1))).isEqualTo(new Fit(key.fingerprint(), end));
        assertThat(KeyFitness.of(key, end)).isEqualTo(new Expired(end));
        assertThat(KeyFitness.of(key, end.minusSeconds(1)))
                .as("a judgement that is remembered is no longer true than it holds")
                .isEqualTo(new Fit(key.fingerprint(), end));
    }

    @Test
    void prolongedKeyIsFitAgain() {
        var fingerprint = gpg.generate(
                List.of("--faked-system-time", "20200101T000000"),
                "Long <long@brill.example>",
                "rsa2048",
                "cert,sign,encr",
                "1d");
        assertThat(KeyFitness.of(exported(fingerprint), Instant.parse("2020-06-01T00:00:00Z")))
                .isEqualTo(new Expired(Instant.parse("2020-01-02T00:00:00Z")));

        assertThat(gpg.run("--faked-system-time", "20200301T000000", "--quick-set-expire", fingerprint, "1y")
                        .exitCode())
                .isZero();

        assertThat(KeyFitness.of(exported(fingerprint), Instant.parse("2020-06-01T00:00:00Z")))
                .isEqualTo(new Fit(fingerprint, Instant.parse("2021-03-01T00:00:00Z")));
    }

    @Test
    void expiredEncryptionSubkeyCannotBeUsedAlthoughThePrimaryLives() {
        var fingerprint = gpg.generate("Sub <sub@brill.example>", "ed25519", "cert,sign", "never");
        gpg.addSubkey(fingerprint, "cv25519", "encr", "seconds=600");
        var key = exported(fingerprint);

        assertThat(KeyFitness.of(key, key.createdAt().plus(1, ChronoUnit.DAYS))).isInstanceOf(Expired.class);
        assertThat(fitness(key))
                .isInstanceOfSatisfying(
                        Fit.class,
                        fit -> assertThat(fit.expiresAt())
                                .isBetween(
                                        key.createdAt().plusSeconds(600),
                                        key.createdAt().plusSeconds(660)));
    }

    @Test
    void revokedKeyIsRevoked() {
        var fingerprint = gpg.generateCurve25519("Revoked <revoked@brill.example>");
        gpg.revoke(fingerprint);

        assertThat(fitness(exported(fingerprint))).isEqualTo(new Revoked());
    }

    @Test
    void revokedEncryptionSubkeyIsRevoked() {
        var fingerprint = gpg.generateCurve25519("Subrevoked <subrevoked@brill.example>");
        gpg.runWith("key 1\nrevkey\ny\n0\n\ny\nsave\n".getBytes(UTF_8), "--command-fd", "0", "--edit-key", fingerprint);

        assertThat(fitness(exported(fingerprint))).isEqualTo(new Revoked());
    }

    @Test
    void newSubkeyTakesTheRevokedOnesPlace() {
        var fingerprint = gpg.generateCurve25519("Replaced <replaced@brill.example>");
        var before = (Fit) fitness(exported(fingerprint));
        gpg.runWith("key 1\nrevkey\ny\n0\n\ny\nsave\n".getBytes(UTF_8), "--command-fd", "0", "--edit-key", fingerprint);
        gpg.addSubkey(fingerprint, "cv25519", "encr", "never");

        assertThat(fitness(exported(fingerprint)))
                .isInstanceOfSatisfying(
                        Fit.class,
                        fit -> assertThat(fit.encryptionFingerprint()).isNotEqualTo(before.encryptionFingerprint()));
    }

    @Test
    void shortRsaIsWeak() {
        assertThat(fitness(exported(gpg.generateRsa("Short RSA <rsa@brill.example>", 1024))))
                .isEqualTo(new Weak(KeyWeakness.RSA_TOO_SHORT));
    }

    @Test
    void shortRsaSubkeyUnderAStrongPrimaryIsWeak() {
        var fingerprint = gpg.generate("Mixed <mixed@brill.example>", "ed25519", "cert,sign", "never");
        gpg.addSubkey(fingerprint, "rsa1024", "encr", "never");

        assertThat(fitness(exported(fingerprint))).isEqualTo(new Weak(KeyWeakness.RSA_TOO_SHORT));
    }

    @Test
    void dsaAndElgamalAreWeak() {
        var dsa = gpg.generate("DSA <dsa@brill.example>", "dsa2048", "cert,sign", "never");
        assertThat(fitness(exported(dsa))).isEqualTo(new Weak(KeyWeakness.DSA));

        var elgamal = gpg.generate("ElGamal <elgamal@brill.example>", "ed25519", "cert,sign", "never");
        gpg.addSubkey(elgamal, "elg2048", "encr", "never");
        assertThat(fitness(exported(elgamal))).isEqualTo(new Weak(KeyWeakness.ELGAMAL));
    }

    @Test
    void keyBoundBySha1IsWeak() {
        var fingerprint = gpg.generate(
                List.of("--cert-digest-algo", "SHA1"), "Old <old@brill.example>", "rsa2048", "cert,sign,encr", "never");

        assertThat(fitness(exported(fingerprint))).isEqualTo(new Weak(KeyWeakness.SHA1));
    }

    @Test
    void signOnlyKeyCannotEncrypt() {
        assertThat(fitness(exported(gpg.generate("Signer <signer@brill.example>", "ed25519", "cert,sign", "never"))))
                .isEqualTo(new CannotEncrypt());
        // the algorithm could, the owner's flags say no
        assertThat(fitness(exported(gpg.generate("Flags <flags@brill.example>", "rsa2048", "cert,sign", "never"))))
                .isEqualTo(new CannotEncrypt());
    }

    @Test
    void keyFromTheFutureIsNotYetValid() {
        var key = exported(gpg.generateCurve25519("Future <future@brill.example>"));

        assertThat(KeyFitness.of(key, key.createdAt().minus(1, ChronoUnit.DAYS)))
                .isEqualTo(new Weak(KeyWeakness.NOT_YET_VALID));
    }

    @Test
    void subkeyThatTheOwnerNeverBoundIsNotUsed() throws IOException {
        var victim = exported(gpg.generate("Victim <victim@brill.example>", "ed25519", "cert,sign", "never"));
        var attacker = exported(gpg.generateCurve25519("Attacker <attacker@x.example>"));
        var smuggled = PGPPublicKeyRing.insertPublicKey(victim.ring(), subkey(attacker));

        assertThat(fitness(OpenPgpKey.fromBytes(smuggled.getEncoded())))
                .isEqualTo(new Weak(KeyWeakness.NOT_SELF_SIGNED));
    }

    @Test
    void keyWithoutItsSelfSignaturesProvesNothing() throws IOException {
        var key = exported(gpg.generateCurve25519("Bare <bare@brill.example>"));
        var bare = new PGPPublicKeyRing(List.of(
                PGPPublicKey.removeCertification(key.ring().getPublicKey(), "Bare <bare@brill.example>"), subkey(key)));

        assertThat(fitness(OpenPgpKey.fromBytes(bare.getEncoded()))).isEqualTo(new Weak(KeyWeakness.NOT_SELF_SIGNED));
    }

    @Test
    void joinedCopiesKeepTheNewestExpiryAndEveryRevocation() {
        var fingerprint = gpg.generate("Joined <joined@brill.example>", "rsa2048", "cert,sign,encr", "1d");
        var first = exported(fingerprint);
        gpg.run("--quick-set-expire", fingerprint, "300d");
        var prolonged = exported(fingerprint);
        gpg.revoke(fingerprint);
        var revoked = exported(fingerprint);

        assertThat(joined(first, prolonged).expiresAt()).isEqualTo(prolonged.expiresAt());
        assertThat(joined(prolonged, first).expiresAt()).isEqualTo(prolonged.expiresAt());
        assertThat(joined(first, first)).isEqualTo(first);
        assertThat(joined(joined(first, prolonged), first)).isEqualTo(joined(first, prolonged));
        assertThat(fitness(joined(revoked, prolonged))).isEqualTo(new Revoked());
        assertThat(fitness(joined(prolonged, revoked))).isEqualTo(new Revoked());
        var other = exported(gpg.generateCurve25519("Other <other@brill.example>"));
        assertThatThrownBy(() -> first.joined(other)).isInstanceOf(IllegalArgumentException.class);
    }

    private static OpenPgpKey joined(OpenPgpKey one, OpenPgpKey other) {
        return (OpenPgpKey) ((KeyReading.Readable) one.joined(other)).key();
    }

    private static OpenPgpKey exported(String fingerprint) {
        return (OpenPgpKey) ((KeyReading.Readable) OpenPgpKey.read(gpg.publicKey(fingerprint))).key();
    }

    /** A minute after the key was made: gpg follows the machine's clock. */
    private static KeyFitness fitness(OpenPgpKey key) {
        return KeyFitness.of(key, key.createdAt().plusSeconds(60));
    }

    private static PGPPublicKey subkey(OpenPgpKey key) {
        var keys = key.ring().getPublicKeys();
        keys.next();
        return keys.next();
    }
}
