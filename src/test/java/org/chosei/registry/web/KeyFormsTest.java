package org.chosei.registry.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.InputStream;
import org.chosei.crypto.Certificate;
import org.chosei.kernel.Refusal;
import org.junit.jupiter.api.Test;
import org.springframework.web.multipart.MultipartFile;

/** What is too large to be a key is not even read. */
class KeyFormsTest {
    @Test
    void fileThatIsTooLargeIsRefusedUnread() {
        assertThatExceptionOfType(Refusal.Invalid.class)
                .isThrownBy(() -> KeyForms.read("", new Chosen(Certificate.LARGEST + 1)))
                .matches(refusal -> refusal.slug().equals("key-oversize"));
        assertThat(KeyForms.read("pasted", new Chosen(0))).asString().isEqualTo("pasted");
    }

    @Test
    void textThatIsTooLongIsRefusedAndNotShownAgain() {
        String text = "x".repeat(Certificate.LARGEST + 1);
        assertThatExceptionOfType(Refusal.Invalid.class)
                .isThrownBy(() -> KeyForms.read(text, null))
                .satisfies(refusal -> {
                    assertThat(refusal.slug()).isEqualTo("key-oversize");
                    assertThat(KeyForms.again(text, refusal)).isEmpty();
                });
    }

    /** A file of this size that nobody may read. */
    private record Chosen(long size) implements MultipartFile {
        @Override
        public String getName() {
            return "file";
        }

        @Override
        public String getOriginalFilename() {
            return "key.asc";
        }

        @Override
        public String getContentType() {
            return "text/plain";
        }

        @Override
        public boolean isEmpty() {
            return size == 0;
        }

        @Override
        public long getSize() {
            return size;
        }

        @Override
        public byte[] getBytes() {
            throw new AssertionError("it was read");
        }

        @Override
        public InputStream getInputStream() {
            return new ByteArrayInputStream(getBytes());
        }

        @Override
        public void transferTo(File destination) {
            getBytes();
        }
    }
}
