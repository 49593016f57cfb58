package org.chosei.mail.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A certificate chain and its key (PKCS #8) from two PEM files, read again when either was written anew. While they cannot be
 * read or do not fit together, as in the middle of a renewal, what was read before goes on.
 */
public final class PemIdentity implements Supplier<ServerIdentity> {
    private static final Logger log = LoggerFactory.getLogger(PemIdentity.class);
    private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
    private static final String END = "-----END PRIVATE KEY-----";

    private final Path chainFile;
    private final Path keyFile;
    private @Nullable Read known;

    /** What was read last that could be, and when the files had been written that were looked at last: each is read once. */
    private record Read(ServerIdentity identity, Written at) {}

    /** Milliseconds; 0 of a file that is not there. */
    private record Written(long chain, long key) {}

    /** Nothing is read before somebody asks. */
    public PemIdentity(Path chainFile, Path keyFile) {
        this.chainFile = chainFile;
        this.keyFile = keyFile;
    }

    /**
     * What the files hold now, or held last.
     *
     * @throws IllegalStateException when they could not be read even once
     */
    @Override
    public synchronized ServerIdentity get() {
        Written now = written();
        Read before = known;
        if (before != null && before.at().equals(now)) {
            return before.identity();
        }
        Read read = new Read(readOr(before == null ? null : before.identity()), now);
        known = read;
        return read.identity();
    }

    private ServerIdentity readOr(@Nullable ServerIdentity before) {
        try {
            return read();
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            if (before == null) {
                throw new IllegalStateException("no certificate with its key in " + chainFile + " and " + keyFile, e);
            }
            log.warn("{} and {} cannot be read now; the certificate from before is shown", chainFile, keyFile, e);
            return before;
        }
    }

    private Written written() {
        return new Written(chainFile.toFile().lastModified(), keyFile.toFile().lastModified());
    }

    private ServerIdentity read() throws IOException, GeneralSecurityException {
        List<X509Certificate> chain;
        try (var in = Files.newInputStream(chainFile)) {
            chain = CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
                    .map(X509Certificate.class::cast)
                    .toList();
        }
        if (chain.isEmpty()) {
            throw new GeneralSecurityException("no certificate in " + chainFile);
        }
        ServerIdentity identity =
                new ServerIdentity(key(chain.getFirst().getPublicKey().getAlgorithm()), chain);
        if (!KeyPairCheck.belongTogether(chain.getFirst().getPublicKey(), identity.key())) {
            throw new GeneralSecurityException(keyFile + " is not the key of the first certificate in " + chainFile);
        }
        return identity;
    }

    private PrivateKey key(String algorithm) throws IOException, GeneralSecurityException {
        String pem = Files.readString(keyFile, US_ASCII);
        int begin = pem.indexOf(BEGIN);
        int end = pem.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new GeneralSecurityException("no unencrypted PKCS #8 key in " + keyFile);
        }
        byte[] encoded = Base64.getMimeDecoder().decode(pem.substring(begin + BEGIN.length(), end));
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
    }
}
