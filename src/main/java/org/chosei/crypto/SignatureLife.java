package org.chosei.crypto;

import java.util.Arrays;
import java.util.Set;
import org.bouncycastle.bcpg.SignatureSubpacketTags;
import org.bouncycastle.openpgp.PGPSignature;

/** What a signature says about its own validity, which Bouncy Castle leaves to its caller. */
final class SignatureLife {
    private static final Set<Integer> UNDERSTOOD = Set.of(
            SignatureSubpacketTags.CREATION_TIME,
            SignatureSubpacketTags.EXPIRE_TIME,
            SignatureSubpacketTags.EXPORTABLE,
            SignatureSubpacketTags.REVOCABLE,
            SignatureSubpacketTags.KEY_EXPIRE_TIME,
            SignatureSubpacketTags.PREFERRED_SYM_ALGS,
            SignatureSubpacketTags.REVOCATION_KEY,
            SignatureSubpacketTags.ISSUER_KEY_ID,
            SignatureSubpacketTags.PREFERRED_HASH_ALGS,
            SignatureSubpacketTags.PREFERRED_COMP_ALGS,
            SignatureSubpacketTags.KEY_SERVER_PREFS,
            SignatureSubpacketTags.PREFERRED_KEY_SERV,
            SignatureSubpacketTags.PRIMARY_USER_ID,
            SignatureSubpacketTags.POLICY_URL,
            SignatureSubpacketTags.KEY_FLAGS,
            SignatureSubpacketTags.SIGNER_USER_ID,
            SignatureSubpacketTags.REVOCATION_REASON,
            SignatureSubpacketTags.FEATURES,
            SignatureSubpacketTags.PREFERRED_AEAD_ALGORITHMS,
            SignatureSubpacketTags.EMBEDDED_SIGNATURE,
            SignatureSubpacketTags.ISSUER_FINGERPRINT,
            SignatureSubpacketTags.INTENDED_RECIPIENT_FINGERPRINT);

    private SignatureLife() {}

    /** Whether it ended, or says something critical that we do not understand and so must not accept (RFC 9580 §5.2.3.7). */
    static boolean isOver(PGPSignature signature, AsOf at) {
        var hashed = signature.getHashedSubPackets();
        var seconds = hashed.getSignatureExpirationTime();
        if (seconds != 0 && at.reached(signature.getCreationTime().toInstant().plusSeconds(seconds))) {
            return true;
        }
        return Arrays.stream(hashed.getCriticalTags()).anyMatch(tag -> !UNDERSTOOD.contains(tag));
    }
}
