package org.chosei.mail.wire;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.function.Supplier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/** TLS of the listener, whose identity is asked for anew for each connection: a renewed certificate needs no restart. */
public final class StartTls {
    private StartTls() {}

    /** A context that shows what this gives at each handshake. */
    public static SSLContext showing(Supplier<ServerIdentity> identity) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[] {new Shown(identity)}, null, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no TLS", e);
        }
    }

    /** One name for whatever is shown now; a handshake that meets a renewal in its middle fails and is tried again. */
    private static final class Shown extends X509ExtendedKeyManager {
        private static final String NAME = "mail";

        private final Supplier<ServerIdentity> identity;

        Shown(Supplier<ServerIdentity> identity) {
            this.identity = identity;
        }

        private @Nullable String name(String keyType) {
            String algorithm = identity.get().key().getAlgorithm();
            return keyType.equals(algorithm) || (keyType.equals("RSASSA-PSS") && algorithm.equals("RSA")) ? NAME : null;
        }

        @Override
        public @Nullable String chooseServerAlias(
                String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
            return name(keyType);
        }

        @Override
        public @Nullable String chooseEngineServerAlias(
                String keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
            return name(keyType);
        }

        @Override
        public X509Certificate[] getCertificateChain(String alias) {
            return identity.get().chain().toArray(X509Certificate[]::new);
        }

        @Override
        public PrivateKey getPrivateKey(String alias) {
            return identity.get().key();
        }

        @Override
        public String[] getServerAliases(String keyType, Principal @Nullable [] issuers) {
            return new String[] {NAME};
        }

        @Override
        public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
            return null;
        }

        @Override
        public @Nullable String chooseClientAlias(
                String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
            return null;
        }
    }
}
