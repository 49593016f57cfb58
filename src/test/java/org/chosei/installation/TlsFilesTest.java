package org.chosei.installation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.KeyStore.PrivateKeyEntry;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TlsFilesTest {
    private static final String PASSWORD = "only for this test";

    @TempDir
    Path temporary;

    @ParameterizedTest
    @ValueSource(strings = {"EC", "RSA", "Ed25519"})
    void certificateAndItsKeyAreTaken(String algorithm) throws Exception {
        PrivateKeyEntry made = make("one", algorithm);
        Settings settings = Settings.of(with(certificate(made), key(made)));
        assertThat(settings.web().tls()).isPresent();
        assertThat(settings.mail().incoming().orElseThrow().tlsOffered()).isTrue();
    }

    @Test
    void theMailListenerHasACertificateOfItsOwnOrTheWebsOrMakesOne() throws Exception {
        PrivateKeyEntry web = make("web", "EC");
        PrivateKeyEntry mail = make("mail", "EC");
        Map<String, String> values = with(certificate(web), key(web));
        assertThat(incoming(values).certificate())
                .isEqualTo(Settings.of(values).web().tls());

        Path own = write("mail.pem", "CERTIFICATE", mail.getCertificate().getEncoded());
        values.put("mail.listen-certificate-file", own.toString());
        values.put(
                "mail.listen-key-file",
                write("mail.key", "PRIVATE KEY", mail.getPrivateKey().getEncoded())
                        .toString());
        assertThat(incoming(values).certificate().orElseThrow().certificateFile())
                .isEqualTo(own);
        values.put("mail.listen-key-file", values.get("tls.key-file"));
        assertThatThrownBy(() -> Settings.of(values))
                .hasMessageContaining("The setting mail.listen-key-file is")
                .hasMessageContaining("certificate in mail.listen-certificate-file");

        assertThat(incoming(Map.of()).tlsOffered()).as("on loopback").isFalse();
        Settings.Incoming made = incoming(Map.of("mail.listen-tls", "offered"));
        assertThat(made.tlsOffered()).isTrue();
        assertThat(made.certificate()).isEmpty();
    }

    private static Settings.Incoming incoming(Map<String, String> values) {
        return Settings.of(values).mail().incoming().orElseThrow();
    }

    @Test
    void anotherKeyIsRefused() throws Exception {
        Path certificate = certificate(make("one", "EC"));
        Path other = key(make("other", "EC"));
        assertThatThrownBy(() -> Settings.of(with(certificate, other)))
                .hasMessageContaining("The setting tls.key-file is \"" + other)
                .hasMessageContaining("it is not the key of the certificate");
    }

    @Test
    void aKeyOfTheOldKindIsRefusedWithTheCommandThatConvertsIt() throws Exception {
        PrivateKeyEntry made = make("one", "EC");
        Path key = write("old.key", "EC PRIVATE KEY", made.getPrivateKey().getEncoded());
        assertThatThrownBy(() -> Settings.of(with(certificate(made), key)))
                .hasMessageContaining("openssl pkcs8 -topk8");
    }

    @Test
    void aCertificateWithoutItsKeyIsRefused() throws Exception {
        PrivateKeyEntry made = make("one", "EC");
        Map<String, String> values = with(certificate(made), key(made));
        values.remove("tls.key-file");
        assertThatThrownBy(() -> Settings.of(values))
                .hasMessageContaining("The setting tls.key-file is not set, but tls.certificate-file is.");
    }

    @Test
    void whatIsNoCertificateIsRefused() throws Exception {
        PrivateKeyEntry made = make("one", "EC");
        Path junk = Files.writeString(temporary.resolve("junk.pem"), "no certificate");
        assertThatThrownBy(() -> Settings.of(with(junk, key(made)))).hasMessageContaining("no X.509 certificate");
    }

    private static Map<String, String> with(Path certificate, Path key) {
        return new HashMap<>(Map.of(
                "base-url", "https://127.0.0.1:8443",
                "tls.certificate-file", certificate.toString(),
                "tls.key-file", key.toString()));
    }

    /** A self-signed certificate by the JDK's keytool. */
    private PrivateKeyEntry make(String name, String algorithm) throws Exception {
        Path store = temporary.resolve(name + ".p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        algorithm,
                        "-dname",
                        "CN=chosei.example.jp",
                        "-alias",
                        name,
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(keytool.waitFor()).isZero();
        KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
        return (PrivateKeyEntry) keys.getEntry(name, new KeyStore.PasswordProtection(PASSWORD.toCharArray()));
    }

    private Path certificate(PrivateKeyEntry made) throws Exception {
        return write("cert.pem", "CERTIFICATE", made.getCertificate().getEncoded());
    }

    private Path key(PrivateKeyEntry made) throws IOException {
        return write("key.pem", "PRIVATE KEY", made.getPrivateKey().getEncoded());
    }

    private Path write(String name, String label, byte[] encoded) throws IOException {
        Path file = temporary.resolve(name);
        Files.writeString(
                file,
                "-----BEGIN %s-----\n%s\n-----END %s-----\n"
                        .formatted(label, Base64.getMimeEncoder().encodeToString(encoded), label));
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
}
