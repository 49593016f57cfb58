package org.chosei.mail;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Optional;
import org.chosei.crypto.SignatureFinding;
import org.chosei.crypto.SmimeMessages;
import org.chosei.crypto.SmimeOpened;
import org.chosei.crypto.SmimeSigned;
import org.chosei.mail.ArrivedMail.Content;
import org.chosei.mail.ArrivedMail.Content.Readable;
import org.chosei.mail.ArrivedMail.Content.Unreadable;
import org.chosei.mail.ArrivedMail.Encryption;
import org.chosei.mail.ArrivedMail.SignatureCheck;
import org.chosei.mail.reading.IncomingMail;
import org.chosei.mail.reading.OpenPgpShape;
import org.chosei.mail.reading.SmimeShape;
import org.chosei.mail.reading.Unparseable;
import org.springframework.stereotype.Component;

/** The same for S/MIME as {@link MailOpener}: what is inside, and what a signature inside covers. */
@Component
class SmimeOpener {
    /** Signed, encrypted, and signed again is the most that RFC 8551 §3.7 thinks of. */
    private static final int DEEPEST = 3;

    private final OwnSmimeKeys keys;

    SmimeOpener(OwnSmimeKeys keys) {
        this.keys = keys;
    }

    Content contentOf(IncomingMail mail) {
        return contentOf(mail, Encryption.NONE, MailOpener.UNSIGNED, 0);
    }

    private Content contentOf(IncomingMail mail, Encryption encryption, SignatureCheck around, int depth) {
        if (depth > DEEPEST || depth > 0 && mail.openPgp() instanceof OpenPgpShape.PgpMime) {
            return new Unreadable("mail.desk.nested");
        }
        return switch (mail.smime()) {
            case SmimeShape.None _ -> new Readable(mail, encryption, around);
            case SmimeShape.Signed signed -> new Readable(mail, encryption, detached(signed));
            case SmimeShape.Wrapped wrapped ->
                MailOpener.partial(!wrapped.alone(), unwrap(wrapped.der(), encryption, depth));
        };
    }

    /**
     * Over the bytes as they are, or with the line ends that RFC 8551 §3.1.1 signs: inside an encryption some programs leave
     * those of their system.
     */
    private static SignatureCheck detached(SmimeShape.Signed signed) {
        byte[] part = signed.signedPart();
        byte[] canonical = new String(part, ISO_8859_1)
                .replace("\r\n", "\n")
                .replace("\n", "\r\n")
                .getBytes(ISO_8859_1);
        Optional<SmimeSigned> exact = SmimeSigned.detached(part, signed.signature());
        Optional<SmimeSigned> lines = SmimeSigned.detached(canonical, signed.signature());
        return (candidates, at) -> {
            SignatureFinding finding =
                    exact.map(each -> each.signedBy(candidates, at)).orElseGet(SignatureFinding.None::new);
            return finding instanceof SignatureFinding.Bad && lines.isPresent()
                    ? lines.get().signedBy(candidates, at)
                    : finding;
        };
    }

    private Content unwrap(byte[] der, Encryption encryption, int depth) {
        Optional<SmimeSigned> signed = SmimeSigned.around(der);
        if (signed.isPresent()) {
            return inside(signed.get().content(), encryption, signed.get()::signedBy, depth);
        }
        if (encryption != Encryption.NONE) {
            return new Unreadable("mail.desk.nested");
        }
        return switch (SmimeMessages.open(der, keys.all())) {
            // a signature around the encryption says nothing of who wrote what is inside
            case SmimeOpened.Plain(byte[] content, boolean authenticated) ->
                inside(
                        content,
                        authenticated ? Encryption.AUTHENTICATED : Encryption.MALLEABLE,
                        MailOpener.UNSIGNED,
                        depth);
            case SmimeOpened.NotForUs _ -> new Unreadable("mail.desk.not-for-us");
            case SmimeOpened.Broken(var reason) -> new Unreadable("mail.desk.broken-" + reason.code());
        };
    }

    private Content inside(byte[] content, Encryption encryption, SignatureCheck around, int depth) {
        return switch (IncomingMail.read(content)) {
            case Unparseable unparseable -> new Unreadable(MailOpener.reason(unparseable));
            case IncomingMail mail -> contentOf(mail, encryption, around, depth + 1);
        };
    }
}
