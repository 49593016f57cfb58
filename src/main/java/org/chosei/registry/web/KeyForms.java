package org.chosei.registry.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import org.chosei.crypto.Certificate;
import org.chosei.kernel.Refusal;
import org.chosei.registry.Contact;
import org.chosei.registry.keys.ChallengeFile;
import org.chosei.registry.keys.Keys;
import org.chosei.web.Download;
import org.jspecify.annotations.Nullable;
import org.springframework.web.multipart.MultipartFile;

/** Reads a certificate from a form, where it is pasted or chosen as a file, and gives challenges as files. */
final class KeyForms {
    private KeyForms() {}

    /** What the form shows again after a refusal; never a private key, which should not travel once more, nor what is too long. */
    static String again(String armored, Refusal.Invalid refusal) {
        return Set.of("key-secret-key", "key-oversize").contains(refusal.slug()) ? "" : armored;
    }

    /** Larger ones are refused before anybody takes them into memory. */
    static byte[] read(String armored, @Nullable MultipartFile file) {
        MultipartFile chosen = file == null || file.isEmpty() ? null : file;
        if ((chosen == null ? armored.length() : chosen.getSize()) > Certificate.LARGEST) {
            throw new Refusal.Invalid("armored", "key-oversize");
        }
        try {
            return chosen == null ? armored.strip().getBytes(StandardCharsets.UTF_8) : chosen.getBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whose key it is; null for nobody in particular. */
    static Contact.@Nullable Role contact(String typed) {
        if (typed.isEmpty()) {
            return null;
        }
        return Arrays.stream(Contact.Role.values())
                .filter(role -> role.name().equals(typed))
                .findFirst()
                .orElseThrow(() -> new Refusal.Invalid("contact", "key-contact-unknown"));
    }

    /** What the next page says of an upload. */
    static String done(Keys.Outcome outcome) {
        return switch (outcome) {
            case ADDED -> "uploaded";
            case REPLACED -> "replaced";
            case REVOKED -> "revoked-copy";
        };
    }

    static Download download(ChallengeFile file) {
        return new Download(file.name(), file.type(), out -> out.write(file.bytes()));
    }
}
