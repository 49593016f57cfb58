package org.chosei.vault;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.chosei.access.Scope;
import org.chosei.access.Scopes;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Turns words into what the database may hold of them: HMAC-SHA256 under one key for the installation, of which 48 bits are
 * kept. The key is derived from the installation's own, so that it is in no table, and kept in memory: it opens nothing.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class SearchHash {
    private static final String HMAC = "HmacSHA256";
    private static final int KEPT = 6;

    private final Keys keys;
    private volatile byte @Nullable [] key;

    SearchHash(Keys keys) {
        this.keys = keys;
    }

    /** The hash of each, eight characters of base64url; in their order. */
    public Map<String, String> of(Collection<String> tokens) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key(), HMAC));
            Map<String, String> hashes = LinkedHashMap.newLinkedHashMap(tokens.size());
            for (String token : tokens) {
                byte[] kept = Arrays.copyOf(mac.doFinal(token.getBytes(StandardCharsets.UTF_8)), KEPT);
                hashes.put(token, Base64.getUrlEncoder().withoutPadding().encodeToString(kept));
            }
            return hashes;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private byte[] key() throws GeneralSecurityException {
        byte[] known = key;
        if (known != null) {
            return known;
        }
        Mac mac = Mac.getInstance(HMAC);
        mac.init(new SecretKeySpec(keys.of(new VaultScope.Installation()).value(), HMAC));
        byte[] derived = mac.doFinal("chosei/search/1".getBytes(StandardCharsets.US_ASCII));
        if (Scopes.isBound() && Scopes.current() instanceof Scope.Person person && person.onlyLooks()) {
            // its transaction ends like a commit and is rolled back
            return derived;
        }
        // a key that this very transaction made is none when it is rolled back
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                key = derived;
            }
        });
        return derived;
    }
}
