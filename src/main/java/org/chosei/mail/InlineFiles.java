package org.chosei.mail;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.chosei.crypto.OpenPgpMessages;
import org.chosei.crypto.Opened;
import org.chosei.crypto.OwnKey;
import org.chosei.crypto.SignatureFinding;
import org.chosei.mail.ArrivedMail.Content.Readable;
import org.chosei.mail.ArrivedMail.SignatureCheck;
import org.chosei.mail.reading.Attachment;

/**
 * Files that programs without PGP/MIME encrypt each on its own, beside words that are encrypted inline. They belong to the
 * words where the same sender signed both at about the same time; what else is attached is left out.
 */
final class InlineFiles {
    private static final String MESSAGE = "-----BEGIN PGP MESSAGE-----";
    private static final int MOST = 20;
    /** Bytes of all together, as much as one message may have. */
    private static final long LARGEST = 50L << 20;
    /** Between a mail and its files; somebody who recorded a signed file can put it beside other words. */
    private static final Duration APART = Duration.ofHours(1);

    private InlineFiles() {}

    static boolean isMessage(byte[] armored) {
        return new String(armored, 0, Math.min(armored.length, 2 * MESSAGE.length()), StandardCharsets.ISO_8859_1)
                .strip()
                .startsWith(MESSAGE);
    }

    static Readable besides(Readable words, List<Attachment> attached, List<OwnKey> keys) {
        List<Attachment> files = new ArrayList<>();
        List<SignatureCheck> checks = new ArrayList<>();
        long room = LARGEST;
        for (Attachment each : attached) {
            if (files.size() < MOST
                    && isEncrypted(each)
                    && OpenPgpMessages.open(each.content(), keys) instanceof Opened.Plain plain
                    && plain.content().length <= room) {
                room -= plain.content().length;
                files.add(new Attachment(plainName(each.name()), "application/octet-stream", null, plain.content()));
                checks.add(plain::signedBy);
            }
        }
        return new Readable(
                words.mail().withAttachments(files),
                words.encryption(),
                checks.isEmpty() ? words.signature() : all(words.signature(), checks),
                files.size() < attached.size());
    }

    private static boolean isEncrypted(Attachment file) {
        String name = file.name().toLowerCase(Locale.ROOT);
        return name.endsWith(".pgp") || name.endsWith(".gpg") || isMessage(file.content());
    }

    private static String plainName(String name) {
        return name.replaceFirst("(?i)\\.(asc|pgp|gpg)$", "");
    }

    /** Good only where each is. */
    private static SignatureCheck all(SignatureCheck words, List<SignatureCheck> files) {
        return (candidates, at) -> {
            SignatureFinding first = words.signedBy(candidates, at);
            if (!(first instanceof SignatureFinding.Good good)) {
                return first;
            }
            for (SignatureCheck file : files) {
                SignatureFinding finding = file.signedBy(candidates, at);
                if (!(finding instanceof SignatureFinding.Good also)) {
                    return finding;
                }
                if (Duration.between(good.signedAt(), also.signedAt()).abs().compareTo(APART) > 0) {
                    return new SignatureFinding.Bad(also.fingerprint());
                }
            }
            return first;
        };
    }
}
