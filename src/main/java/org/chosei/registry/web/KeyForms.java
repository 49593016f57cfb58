package org.chosei.registry.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.chosei.kernel.Refusal;
import org.jspecify.annotations.Nullable;
import org.springframework.web.multipart.MultipartFile;

/** Reads a certificate from a form, where it is pasted or chosen as a file. */
final class KeyForms {
    private KeyForms() {}

    /** What the form shows again after a refusal; never a private key, which should not travel once more. */
    static String again(String armored, Refusal.Invalid refusal) {
        return refusal.slug().equals("key-secret-key") ? "" : armored;
    }

    static byte[] read(String armored, @Nullable MultipartFile file) {
        try {
            return file == null || file.isEmpty() ? armored.strip().getBytes(StandardCharsets.UTF_8) : file.getBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
