package org.chosei.mail;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Locale;
import java.util.stream.Collectors;

/** Names for mails that are the same whenever the mail is the same, in lower-case hex. */
final class Sha256 {
    private Sha256() {}

    static String hex(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** One mail for these recipients, in whatever order they were named. */
    static String of(String sha256, Collection<String> recipients) {
        String all = recipients.stream()
                .map(recipient -> recipient.toLowerCase(Locale.ROOT))
                .sorted()
                .distinct()
                .collect(Collectors.joining("\n", sha256 + "\n", ""));
        return hex(all.getBytes(StandardCharsets.UTF_8));
    }
}
