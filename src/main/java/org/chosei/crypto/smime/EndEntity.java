package org.chosei.crypto.smime;

import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.cert.X509CertificateHolder;

/** Finds whose certificate a chain is: people export theirs together with those that vouch for it. */
final class EndEntity {
    private EndEntity() {}

    /**
     * The one that is no authority; where all claim to be one, as certificates that sign themselves often do, the one that
     * issued no other. Empty when that is not exactly one.
     */
    static Optional<X509CertificateHolder> of(List<X509CertificateHolder> chain) {
        List<X509CertificateHolder> entities =
                chain.stream().filter(each -> !isAuthority(each)).toList();
        if (entities.isEmpty()) {
            entities =
                    chain.stream().filter(each -> !issuedAnother(each, chain)).toList();
        }
        return entities.size() == 1 ? Optional.of(entities.getFirst()) : Optional.empty();
    }

    private static boolean isAuthority(X509CertificateHolder certificate) {
        BasicConstraints constraints = BasicConstraints.fromExtensions(certificate.getExtensions());
        return constraints != null && constraints.isCA();
    }

    private static boolean issuedAnother(X509CertificateHolder certificate, List<X509CertificateHolder> chain) {
        return chain.stream()
                .anyMatch(
                        other -> !other.equals(certificate) && other.getIssuer().equals(certificate.getSubject()));
    }
}
