package org.chosei.mail;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.chosei.kernel.JapaneseText;
import org.chosei.mail.ArrivedMail.Content;
import org.chosei.mail.reading.Attachment;
import org.chosei.mail.reading.IncomingMail;

/** How a mail is written, told from its outside and its words; nothing is unpacked. */
public final class MailTraits {
    private static final Pattern PASSWORD = Pattern.compile("パスワード|password|passwd|解凍|pass ?phrase");
    private static final int LONGEST_PASSWORD_MAIL = 3000;
    private static final int MOST_HOPS = 50;

    private MailTraits() {}

    /** What a mail may be. */
    public enum Trait {
        /** A ZIP file whose content is encrypted. */
        ENCRYPTED_ZIP,
        /** A short text that speaks of a password and brings no file: the second half of the custom called PPAP. */
        PASSWORD,
        /** Written by a program (RFC 3834): it is never answered. */
        AUTOMATIC,
        /** It has been here before, or goes round. */
        LOOP
    }

    static Set<Trait> of(ArrivedMail mail, boolean ourMessageId, String ourDomain) {
        Set<Trait> traits = EnumSet.noneOf(Trait.class);
        IncomingMail outer = mail.outer();
        if (outer.automatic()) {
            traits.add(Trait.AUTOMATIC);
        }
        if (ourMessageId || outer.headers().all("Received").size() > MOST_HOPS || namesUs(outer, ourDomain)) {
            traits.add(Trait.LOOP);
        }
        if (mail.content() instanceof Content.Readable readable) {
            IncomingMail inside = readable.mail();
            List<Attachment> files = inside.attachments();
            if (files.stream().anyMatch(file -> isEncryptedZip(file.content()))) {
                traits.add(Trait.ENCRYPTED_ZIP);
            }
            if (files.isEmpty() && speaksOfPassword(inside)) {
                traits.add(Trait.PASSWORD);
            }
        }
        return traits;
    }

    private static boolean namesUs(IncomingMail outer, String ourDomain) {
        return outer.headers().all("X-Loop").stream()
                .anyMatch(value -> value.toLowerCase(Locale.ROOT).contains(ourDomain.toLowerCase(Locale.ROOT)));
    }

    private static boolean speaksOfPassword(IncomingMail mail) {
        String text = mail.subject() + "\n" + mail.text().text();
        return text.length() <= LONGEST_PASSWORD_MAIL
                && PASSWORD.matcher(JapaneseText.folded(text)).find();
    }

    /** The first local header of a ZIP file, whose general flag 0 says that what follows is encrypted (APPNOTE §4.4.4). */
    private static boolean isEncryptedZip(byte[] file) {
        return file.length > 30
                && file[0] == 'P'
                && file[1] == 'K'
                && file[2] == 3
                && file[3] == 4
                && (file[6] & 1) == 1;
    }
}
