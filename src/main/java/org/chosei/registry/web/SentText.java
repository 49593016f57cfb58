package org.chosei.registry.web;

import org.chosei.kernel.JapaneseText;
import org.chosei.kernel.TextDecoding;
import org.chosei.kernel.TextDecoding.Decoded;
import org.chosei.mail.reading.Attachment;
import org.chosei.mail.reading.IncomingMail;
import org.chosei.mail.reading.Unparseable;
import org.jspecify.annotations.Nullable;

/** What somebody wrote, as text, with the text files and mails that were attached; what would turn it around is spelled out. */
final class SentText {
    private static final int MOST = 200_000;
    private static final int FILES = 20;

    private SentText() {}

    static String ofForm(byte[] original) {
        return shown(decoded(original, null));
    }

    static String ofMail(byte[] original) {
        return shown(
                switch (IncomingMail.read(original)) {
                    case IncomingMail mail -> text(mail, true);
                    case Unparseable _ -> decoded(original, null);
                });
    }

    private static String text(IncomingMail mail, boolean outer) {
        StringBuilder text = new StringBuilder(mail.text().text());
        mail.attachments().stream().limit(FILES).forEach(file -> {
            if (file.isPlainText()) {
                text.append(heading(file)).append(decoded(file.content(), file.charset()));
            } else if (outer
                    && file.type().equals("message/rfc822")
                    && IncomingMail.read(file.content()) instanceof IncomingMail inner) {
                text.append(heading(file)).append(text(inner, false));
            } else {
                text.append(heading(file));
            }
        });
        return text.toString();
    }

    private static String heading(Attachment file) {
        return "\n\n----- " + (file.name().isEmpty() ? file.type() : file.name()) + " -----\n\n";
    }

    private static String shown(String text) {
        String bounded = text.length() > MOST ? text.substring(0, MOST) : text;
        return JapaneseText.withVisibleBidi(JapaneseText.withoutControls(bounded));
    }

    private static String decoded(byte[] bytes, @Nullable String charset) {
        return TextDecoding.decode(bytes, charset)
                .map(Decoded::text)
                .orElseGet(() -> TextDecoding.damaged(bytes, charset));
    }
}
