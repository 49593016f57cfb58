package org.chosei.mail.wire;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A self-signed certificate for a name, and a client that trusts it. */
record TestCertificate(SSLContext server, SSLContext client) {
    static TestCertificate of(Path folder, String name) throws Exception {
        Path file = folder.resolve(name + ".p12");
        char[] password = "changeit".toCharArray();
        Peer.run(
                new byte[0],
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-alias",
                "mail",
                "-dname",
                "CN=" + name,
                "-ext",
                "SAN=dns:" + name,
                "-keystore",
                file.toString(),
                "-storepass",
                "changeit");
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, password);
        }
        return of(store, store.getCertificate("mail"), password);
    }

    /**
     * One that an authority signed, and a client that trusts that authority.
     *
     * @param from since when it is valid, as keytool wants it; it is for a day
     */
    static TestCertificate signed(Path folder, String name, String from) throws Exception {
        Path file = folder.resolve(name + from + ".p12");
        String request = folder.resolve(name + ".csr").toString();
        String certificate = folder.resolve(name + ".crt").toString();
        keytool(file, "-genkeypair", "-keyalg", "EC", "-alias", "ca", "-dname", "CN=Authority", "-ext", "bc:c");
        keytool(file, "-genkeypair", "-keyalg", "EC", "-alias", "mail", "-dname", "CN=" + name);
        keytool(file, "-certreq", "-alias", "mail", "-file", request);
        String[] signing = {"-gencert", "-alias", "ca", "-infile", request, "-outfile", certificate};
        keytool(
                file,
                Stream.concat(
                                Stream.of(signing),
                                Stream.of("-startdate", from, "-validity", "1", "-ext", "SAN=dns:" + name))
                        .toArray(String[]::new));
        keytool(file, "-importcert", "-noprompt", "-alias", "mail", "-file", certificate);
        char[] password = "changeit".toCharArray();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, password);
        }
        Certificate authority = store.getCertificate("ca");
        store.deleteEntry("ca");
        return of(store, authority, password);
    }

    private static void keytool(Path file, String... command) throws Exception {
        Peer.run(
                new byte[0],
                Stream.of(
                                Stream.of(Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString()),
                                Stream.of(command),
                                Stream.of("-keystore", file.toString(), "-storepass", "changeit"))
                        .flatMap(each -> each)
                        .toArray(String[]::new));
    }

    private static TestCertificate of(KeyStore store, Certificate authority, char[] password) throws Exception {
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, password);
        var server = SSLContext.getInstance("TLS");
        server.init(keys.getKeyManagers(), null, null);
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("authority", authority);
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        var client = SSLContext.getInstance("TLS");
        client.init(null, trust.getTrustManagers(), null);
        return new TestCertificate(server, client);
    }
}
