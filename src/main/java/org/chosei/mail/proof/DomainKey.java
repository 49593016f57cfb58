package org.chosei.mail.proof;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import org.chosei.mail.proof.DkimFinding.Result;
import org.jspecify.annotations.Nullable;

/** The public key that a domain publishes for a selector (RFC 6376 §3.6.1, RFC 8463), or why there is none that proves. */
record DomainKey(@Nullable PublicKey key, @Nullable Result refused) {
    private static final int RSA_MINIMUM = 2048;
    private static final int RSA_MAXIMUM = 8192;
    private static final byte[] EDWARDS = {0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00};

    static DomainKey of(DnsTexts.Answer answer, Algorithm algorithm) {
        return switch (answer) {
            case DnsTexts.Unavailable _ -> no(Result.UNAVAILABLE);
            case DnsTexts.Texts(var texts) ->
                switch (texts.size()) {
                    case 0 -> no(Result.NO_KEY);
                    case 1 ->
                        TagList.parse(texts.getFirst())
                                .map(tags -> read(tags, algorithm))
                                .orElseGet(() -> no(Result.BAD_KEY));
                    default -> no(Result.BAD_KEY);
                };
        };
    }

    private static DomainKey read(TagList tags, Algorithm algorithm) {
        String hashes = tags.get("h", "sha256").toLowerCase(Locale.ROOT);
        String services = tags.get("s", "*").toLowerCase(Locale.ROOT);
        if (!tags.get("v", "DKIM1").equals("DKIM1")
                || !tags.get("k", "rsa").equalsIgnoreCase(algorithm.keyType())
                || !Arrays.asList(hashes.split("[ \\t]*:[ \\t]*")).contains("sha256")
                || Arrays.stream(services.split("[ \\t]*:[ \\t]*"))
                        .noneMatch(each -> each.equals("*") || each.equals("email"))) {
            return no(Result.BAD_KEY);
        }
        if (tags.compact("p").isEmpty()) {
            return no(tags.get("p").isPresent() ? Result.KEY_REVOKED : Result.BAD_KEY);
        }
        try {
            return judged(algorithm.key(Base64.getDecoder().decode(tags.compact("p"))));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return no(Result.BAD_KEY);
        }
    }

    private static DomainKey judged(PublicKey key) {
        if (key instanceof RSAPublicKey rsa) {
            int bits = rsa.getModulus().bitLength();
            if (bits < RSA_MINIMUM || bits > RSA_MAXIMUM) {
                return no(Result.WEAK_KEY);
            }
        }
        return new DomainKey(key, null);
    }

    private static DomainKey no(Result why) {
        return new DomainKey(null, why);
    }

    /** What signs: nothing older proves anything (RFC 8301). */
    enum Algorithm {
        RSA("rsa", "SHA256withRSA"),
        ED25519("ed25519", "Ed25519");

        private final String keyType;
        private final String signature;

        Algorithm(String keyType, String signature) {
            this.keyType = keyType;
            this.signature = signature;
        }

        String keyType() {
            return keyType;
        }

        static @Nullable Algorithm of(String tag) {
            return switch (tag.toLowerCase(Locale.ROOT)) {
                case "rsa-sha256" -> RSA;
                case "ed25519-sha256" -> ED25519;
                default -> null;
            };
        }

        PublicKey key(byte[] published) throws GeneralSecurityException {
            return switch (this) {
                case RSA -> KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(published));
                case ED25519 -> {
                    if (published.length != 32) {
                        throw new GeneralSecurityException("an Ed25519 key has 32 bytes");
                    }
                    byte[] whole = Arrays.copyOf(EDWARDS, EDWARDS.length + published.length);
                    System.arraycopy(published, 0, whole, EDWARDS.length, published.length);
                    yield KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(whole));
                }
            };
        }

        /** RFC 8463 §3: Ed25519 signs the hash, RSA hashes itself. */
        boolean verifies(PublicKey key, byte[] data, byte[] signature) {
            try {
                Signature check = Signature.getInstance(this.signature);
                check.initVerify(key);
                check.update(this == ED25519 ? Hash.sha256(data) : data);
                return check.verify(signature);
            } catch (GeneralSecurityException e) {
                return false;
            }
        }
    }
}
