package org.chosei.mail.reading;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.List;
import java.util.Optional;
import org.chosei.mail.reading.OpenPgpShape.Clear;
import org.chosei.mail.reading.OpenPgpShape.PgpInline;
import org.chosei.mail.reading.OpenPgpShape.PgpMime;
import org.chosei.mail.reading.OpenPgpShape.PgpSigned;

/** Recognises how a message uses OpenPGP from its structure alone. */
final class OpenPgpShapes {
    private static final List<String> INLINE = List.of("PGP MESSAGE", "PGP SIGNED MESSAGE");

    private OpenPgpShapes() {}

    static OpenPgpShape of(MimePart root) {
        Optional<OpenPgpShape> encrypted =
                root.all().flatMap(part -> encrypted(root, part).stream()).findFirst();
        return encrypted
                .or(() -> signed(root))
                .or(() ->
                        root.all().flatMap(part -> inline(root, part).stream()).findFirst())
                .orElseGet(Clear::new);
    }

    /** Also where a gateway turned multipart/encrypted into multipart/mixed: the data follows the version part. */
    private static Optional<OpenPgpShape> encrypted(MimePart root, MimePart part) {
        List<MimePart> parts = part.parts();
        for (int i = 0; i + 1 < parts.size(); i++) {
            if (parts.get(i).is("application/pgp-encrypted")) {
                MimePart data = parts.get(i + 1);
                List<MimePart> used = List.of(parts.get(i), data);
                return Optional.of(
                        new PgpMime(data.content(), OtherParts.of(root, used).allMatch(OtherParts::isBlank)));
            }
        }
        return Optional.empty();
    }

    /** Only when it is the whole message: a signature around one part among others would praise the others too. */
    private static Optional<OpenPgpShape> signed(MimePart root) {
        List<MimePart> parts = root.parts();
        if (!root.is("multipart/signed") || parts.size() != 2 || !parts.get(1).is("application/pgp-signature")) {
            return Optional.empty();
        }
        return Optional.of(new PgpSigned(parts.get(0).exactBytes(), parts.get(1).content()));
    }

    private static Optional<OpenPgpShape> inline(MimePart root, MimePart part) {
        if (part.isMultipart() || part.isAttachment() || !part.is("text/plain")) {
            return Optional.empty();
        }
        String content = new String(part.content(), ISO_8859_1);
        for (String kind : INLINE) {
            int begin = content.indexOf("-----BEGIN " + kind + "-----");
            String endLine = kind.equals("PGP MESSAGE") ? "-----END PGP MESSAGE-----" : "-----END PGP SIGNATURE-----";
            int end = begin < 0 ? -1 : content.indexOf(endLine, begin);
            boolean atLineStart = begin == 0 || (begin > 0 && content.charAt(begin - 1) == '\n');
            if (atLineStart && end > begin) {
                int after = end + endLine.length();
                String block = content.substring(begin, after) + "\r\n";
                boolean alone = (content.substring(0, begin) + content.substring(after)).isBlank()
                        && OtherParts.of(root, List.of(part))
                                .filter(other -> !MailBody.isFile(other))
                                .allMatch(OtherParts::isBlank);
                return Optional.of(new PgpInline(block.getBytes(ISO_8859_1), alone));
            }
        }
        return Optional.empty();
    }
}
