package org.chosei.mail.wire;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * What the listener shows to whoever begins TLS.
 *
 * @param chain its own certificate first
 */
public record ServerIdentity(PrivateKey key, List<X509Certificate> chain) {
    @Override
    public String toString() {
        return "ServerIdentity[" + chain.getFirst().getSubjectX500Principal() + ", key hidden]";
    }
}
