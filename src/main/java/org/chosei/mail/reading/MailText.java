package org.chosei.mail.reading;

import org.chosei.kernel.JapaneseText;
import org.chosei.kernel.TextDecoding;
import org.chosei.kernel.TextDecoding.Decoded;
import org.jspecify.annotations.Nullable;

/**
 * The readable text of a message, with {@code \n} line ends and without control characters.
 *
 * @param charset what read it without loss; null when it holds U+FFFD where bytes could not be read, or nothing at all
 * @param fromHtml whether it was made from HTML because there was no plain text
 */
public record MailText(String text, @Nullable String charset, boolean fromHtml) {
    static final MailText NONE = new MailText("", null, false);

    static MailText plain(byte[] bytes, @Nullable String declared) {
        Decoded decoded = TextDecoding.decode(bytes, declared).orElse(null);
        String text = decoded == null ? TextDecoding.damaged(bytes, declared) : decoded.text();
        return new MailText(JapaneseText.withoutControls(text), decoded == null ? null : decoded.charset(), false);
    }

    static MailText html(byte[] bytes, @Nullable String declared) {
        MailText source = plain(bytes, declared);
        return new MailText(JapaneseText.withoutControls(HtmlText.of(source.text())), source.charset(), true);
    }

    boolean isBlank() {
        return text.isBlank();
    }

    MailText followedBy(MailText next) {
        if (isBlank()) {
            return next;
        }
        if (next.isBlank()) {
            return this;
        }
        boolean readable = charset != null && next.charset != null;
        String gap = text.endsWith("\n") ? "" : "\n";
        return new MailText(text + gap + next.text, readable ? charset : null, fromHtml || next.fromHtml);
    }
}
