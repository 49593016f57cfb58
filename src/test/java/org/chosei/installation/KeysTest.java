package org.chosei.installation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.Signature;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeysTest {
    private static final char[] PASSPHRASE = "正しい馬 battery staple".toCharArray();

    @TempDir
    Path temporary;

    private DataDirectory directory;

    KeysTest(@TempDir Path own) {
        directory = DataDirectory.open(own.resolve("data"));
    }

    @AfterEach
    void release() {
        directory.close();
    }

    @Test
    void theMasterKeyIsMadeOnceClosedToOthersAndFoundAgain() throws IOException {
        MasterKey made = MasterKey.openOrMake(directory);
        assertThat(made.justMade()).isTrue();
        assertThat(made.key().getEncoded()).hasSize(32);
        assertThat(Modes.of(made.file())).isEqualTo("rw-------");
        assertThat(Modes.of(directory.keys())).isEqualTo("rwx------");

        MasterKey found = MasterKey.openOrMake(directory);
        assertThat(found.justMade()).isFalse();
        assertThat(found.key()).isEqualTo(made.key());
        assertThat(found.fingerprint()).isEqualTo(made.fingerprint());
        assertThat(Files.readString(made.file())).doesNotContain(made.fingerprint());
    }

    @Test
    void twoInstallationsHaveDifferentKeys() {
        try (DataDirectory other = DataDirectory.open(temporary.resolve("other"))) {
            assertThat(MasterKey.openOrMake(directory).fingerprint())
                    .isNotEqualTo(MasterKey.openOrMake(other).fingerprint());
        }
    }

    @Test
    void noNewKeysAreMadeForADatabaseThatIsThere() throws IOException {
        Files.createDirectory(directory.database());
        assertThatThrownBy(() -> MasterKey.openOrMake(directory))
                .isInstanceOf(InstallationRefused.class)
                .hasMessageContainingAll("master.key is missing", "no new key is made");
        assertThatThrownBy(() -> SigningKey.openOrMake(directory))
                .isInstanceOf(InstallationRefused.class)
                .hasMessageContaining("checkpoint.key is missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----"})
    void aKeyThatOthersCouldUseIsRefusedWithTheCommandThatClosesIt(String mode) throws IOException {
        Path master = MasterKey.openOrMake(directory).file();
        SigningKey.openOrMake(directory);
        Path checkpoint = directory.keys().resolve("checkpoint.key");
        Files.setPosixFilePermissions(master, PosixFilePermissions.fromString(mode));
        Files.setPosixFilePermissions(checkpoint, PosixFilePermissions.fromString(mode));
        assertThatThrownBy(() -> MasterKey.openOrMake(directory)).hasMessageContaining("chmod 600 " + master);
        assertThatThrownBy(() -> SigningKey.openOrMake(directory)).hasMessageContaining("chmod 600 " + checkpoint);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "chosei-master-key-1:abcd", "chosei-master-key-2:", "junk"})
    void whatIsNoKeyIsRefused(String content) throws IOException {
        Path file = MasterKey.openOrMake(directory).file();
        Files.writeString(file, content);
        assertThatThrownBy(() -> MasterKey.openOrMake(directory))
                .isInstanceOf(InstallationRefused.class)
                .hasMessageContaining("is not a master key");
    }

    @Test
    void theSealedMasterKeyOpensUnderItsPassphraseInAnEmptyDirectoryOnly() {
        MasterKey made = MasterKey.openOrMake(directory);
        byte[] sealed = made.sealUnder(PASSPHRASE);
        assertThat(new String(sealed, UTF_8)).startsWith("CHOSEIP1");
        try (DataDirectory restored = DataDirectory.open(temporary.resolve("restored"))) {
            assertThatThrownBy(() -> MasterKey.openSealed(sealed, "another passphrase".toCharArray(), restored))
                    .isInstanceOf(InstallationRefused.class)
                    .hasMessageContaining("does not open the sealed key");
            MasterKey.openSealed(sealed, PASSPHRASE, restored);
            assertThat(MasterKey.openOrMake(restored).key()).isEqualTo(made.key());
            assertThatThrownBy(() -> MasterKey.openSealed(sealed, PASSPHRASE, restored))
                    .hasMessageContaining("is not replaced");
        }
    }

    @Test
    void theSamePassphraseOpensHoweverItsCharactersWereComposed() {
        byte[] sealed = PassphraseSeal.seal(new byte[] {1}, "がぎぐげご long enough".toCharArray());
        assertThat(PassphraseSeal.open(sealed, "か\u3099き\u3099く\u3099け\u3099こ\u3099 long enough".toCharArray()))
                .containsExactly(1);
    }

    @Test
    void aChangeOfAnyPartOfASealIsNoticed() {
        byte[] sealed = PassphraseSeal.seal(new byte[] {1, 2, 3}, PASSPHRASE);
        // one byte in each field: magic, memory, passes, lanes, salt, nonce, content, tag
        for (int at : new int[] {7, 10, 15, 19, 20, 36, 48, sealed.length - 1}) {
            byte[] changed = sealed.clone();
            changed[at] ^= 1;
            assertThatThrownBy(() -> PassphraseSeal.open(changed, PASSPHRASE))
                    .as("byte %d", at)
                    .isInstanceOf(InstallationRefused.class);
        }
        assertThatThrownBy(() -> PassphraseSeal.open(Arrays.copyOf(sealed, 30), PASSPHRASE))
                .isInstanceOf(InstallationRefused.class);
    }

    @Test
    void aShortPassphraseIsRefused() {
        assertThatThrownBy(() -> PassphraseSeal.seal(new byte[1], "eleven char".toCharArray()))
                .isInstanceOf(InstallationRefused.class)
                .hasMessageContaining("at least 12");
    }

    @Test
    void theCheckpointKeySignsAndItsPublicHalfIsWrittenBesideIt() throws Exception {
        SigningKey made = SigningKey.openOrMake(directory);
        byte[] signature = made.sign("head".getBytes(UTF_8));
        Path published = directory.keys().resolve("checkpoint.pub");
        Files.delete(published);

        SigningKey found = SigningKey.openOrMake(directory);
        assertThat(found.justMade()).isFalse();
        assertThat(found.id()).isEqualTo(made.id());
        assertThat(Files.readString(published)).isEqualTo(made.publicKeyPem());
        Signature verifier = Signature.getInstance("Ed25519");
        verifier.initVerify(found.publicKey());
        verifier.update("head".getBytes(UTF_8));
        assertThat(verifier.verify(signature)).isTrue();
    }

    @Test
    void thePublicHalfOfALostKeyIsKeptToVerifyWhatItSigned() throws Exception {
        String lost = SigningKey.openOrMake(directory).publicKeyPem();
        Files.delete(directory.keys().resolve("checkpoint.key"));
        SigningKey made = SigningKey.openOrMake(directory);
        assertThat(Files.readString(directory.keys().resolve("checkpoint.pub"))).isEqualTo(made.publicKeyPem());
        assertThat(Files.readString(directory.keys().resolve("checkpoint-before-" + made.id() + ".pub")))
                .isEqualTo(lost);
    }

    /** The example of RFC 8410 section 10.3, which is also how openssl writes such a key. */
    @Test
    void aKeyMadeElsewhereIsTakenAndItsPublicHalfDerived() throws Exception {
        String pem = """
                -----BEGIN PRIVATE KEY-----
                MC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC
                -----END PRIVATE KEY-----
                """;
        PrivateFiles.write(directory.keys().resolve("checkpoint.key"), pem);
        assertThat(SigningKey.openOrMake(directory).publicKeyPem())
                .contains("MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=");
    }
}
