package org.chosei.mail.reading;

import java.util.Locale;
import java.util.Optional;
import org.chosei.kernel.TextDecoding;
import org.chosei.kernel.TextDecoding.Decoded;
import org.jspecify.annotations.Nullable;

/**
 * A file that came with a message. Name and type are the sender's claims: show them, never build a path or choose a
 * program from them.
 *
 * @param name empty if the sender gave none
 * @param type media type in lower case, such as {@code text/plain}
 * @param charset what the sender declared for text
 * @param content the bytes after transfer decoding
 */
public record Attachment(String name, String type, @Nullable String charset, byte[] content) {

    /** A copy, so that what came in stays what came in. */
    @Override
    public byte[] content() {
        return content.clone();
    }

    /** Whether it may hold a text form: text by type, or by a .txt name under any type. */
    public boolean isPlainText() {
        return type.equals("text/plain") || name.toLowerCase(Locale.ROOT).endsWith(".txt");
    }

    /** The content as text, if it is text that can be read without loss. */
    public Optional<Decoded> text() {
        return TextDecoding.decode(content, charset);
    }
}
