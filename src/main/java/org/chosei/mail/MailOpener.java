package org.chosei.mail;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.chosei.crypto.Certificate;
import org.chosei.crypto.ClearSigned;
import org.chosei.crypto.OpenPgpMessages;
import org.chosei.crypto.Opened;
import org.chosei.crypto.SignatureFinding;
import org.chosei.crypto.Signatures;
import org.chosei.mail.ArrivedMail.Content;
import org.chosei.mail.ArrivedMail.Content.Readable;
import org.chosei.mail.ArrivedMail.Content.Unreadable;
import org.chosei.mail.ArrivedMail.Encryption;
import org.chosei.mail.ArrivedMail.SignatureCheck;
import org.chosei.mail.reading.IncomingMail;
import org.chosei.mail.reading.MailReading;
import org.chosei.mail.reading.OpenPgpShape;
import org.chosei.mail.reading.OpenPgpShape.PgpSigned;
import org.chosei.mail.reading.Unparseable;
import org.springframework.stereotype.Component;

/**
 * Finds what a mail really says: opens what is encrypted to us, and keeps apart what a signature covers from what stood
 * around it. Clear text beside an encrypted or signed block is never part of the content.
 */
@Component
class MailOpener {
    private static final byte[] PLAIN_TEXT = "Content-Type: text/plain\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    static final SignatureCheck UNSIGNED = (_, _) -> new SignatureFinding.None();

    private final OwnKeys keys;
    private final SmimeOpener smime;

    MailOpener(OwnKeys keys, SmimeOpener smime) {
        this.keys = keys;
        this.smime = smime;
    }

    Content contentOf(IncomingMail mail) {
        return switch (mail.openPgp()) {
            case OpenPgpShape.Clear _ -> smime.contentOf(mail);
            case PgpSigned signed -> new Readable(mail, Encryption.NONE, detached(signed));
            case OpenPgpShape.PgpMime encrypted -> partial(!encrypted.alone(), open(encrypted.encrypted(), true));
            case OpenPgpShape.PgpInline inline -> partial(!inline.alone(), inline(mail, inline.armored()));
        };
    }

    /** The message key of why a mail is not looked into. */
    static String reason(Unparseable unparseable) {
        return "mail.desk.unparseable-"
                + unparseable.reason().name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private Content inline(IncomingMail mail, byte[] armored) {
        if (InlineFiles.isMessage(armored)) {
            Content opened = open(armored, false);
            return opened instanceof Readable words
                    ? InlineFiles.besides(words, mail.attachments(), keys.all())
                    : opened;
        }
        Optional<ClearSigned> signed = ClearSigned.read(armored);
        return signed.isPresent()
                ? partial(
                        !mail.attachments().isEmpty(),
                        readable(text(signed.get().content()), Encryption.NONE, signed.get()::signedBy))
                : new Readable(mail, Encryption.NONE, UNSIGNED);
    }

    /** What stood around the content is no part of it; that there was something is. */
    static Content partial(boolean partial, Content content) {
        return partial && content instanceof Readable whole
                ? new Readable(whole.mail(), whole.encryption(), whole.signature(), true)
                : content;
    }

    private Content open(byte[] encrypted, boolean mime) {
        return switch (OpenPgpMessages.open(encrypted, keys.all())) {
            case Opened.Plain plain -> opened(plain, mime);
            case Opened.NotForUs _ -> new Unreadable("mail.desk.not-for-us");
            case Opened.NoIntegrity _ -> new Unreadable("mail.desk.no-integrity");
            case Opened.Broken(Opened.Reason reason) -> new Unreadable("mail.desk.broken-" + reason.code());
        };
    }

    private static Content opened(Opened.Plain plain, boolean mime) {
        MailReading entity = IncomingMail.read(plain.content());
        boolean isEntity = mime
                && (!(entity instanceof IncomingMail mail)
                        || mail.headers().first("Content-Type").isPresent());
        return readable(isEntity ? entity : text(plain.content()), Encryption.AUTHENTICATED, plain::signedBy);
    }

    private static Content readable(MailReading reading, Encryption encryption, SignatureCheck around) {
        return switch (reading) {
            case Unparseable unparseable -> new Unreadable(reason(unparseable));
            case IncomingMail mail
            when encryption != Encryption.NONE && mail.openPgp() instanceof OpenPgpShape.PgpMime ->
                new Unreadable("mail.desk.nested");
            case IncomingMail mail
            when mail.openPgp() instanceof PgpSigned signed ->
                new Readable(mail, encryption, eitherOf(around, detached(signed)));
            case IncomingMail mail -> new Readable(mail, encryption, around);
        };
    }

    private static MailReading text(byte[] content) {
        byte[] entity = new byte[PLAIN_TEXT.length + content.length];
        System.arraycopy(PLAIN_TEXT, 0, entity, 0, PLAIN_TEXT.length);
        System.arraycopy(content, 0, entity, PLAIN_TEXT.length, content.length);
        return IncomingMail.read(entity);
    }

    private static SignatureCheck detached(PgpSigned signed) {
        return (candidates, at) -> Signatures.verifyDetached(signed.signedPart(), signed.signature(), candidates, at);
    }

    /** RFC 3156 §6.1 signs first and encrypts then; §6.2 does both in one message. */
    private static SignatureCheck eitherOf(SignatureCheck around, SignatureCheck inside) {
        return (List<? extends Certificate> candidates, Instant at) -> {
            SignatureFinding finding = around.signedBy(candidates, at);
            return finding instanceof SignatureFinding.None ? inside.signedBy(candidates, at) : finding;
        };
    }
}
