package org.chosei.mail.wire;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
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
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, password);
        var server = SSLContext.getInstance("TLS");
        server.init(keys.getKeyManagers(), null, null);
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("mail", store.getCertificate("mail"));
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        var client = SSLContext.getInstance("TLS");
        client.init(null, trust.getTrustManagers(), null);
        return new TestCertificate(server, client);
    }
}
