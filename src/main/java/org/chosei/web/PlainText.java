package org.chosei.web;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.chosei.kernel.Refusal;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** Text for mail programs, also for those that know ISO-2022-JP and nothing else. */
public final class PlainText {
    private PlainText() {}

    /** The text with CRLF line ends in the charset that was asked for. */
    public static ResponseEntity<byte[]> in(String charset, String text) {
        Charset known = switch (charset.toLowerCase(Locale.ROOT)) {
            case "utf-8" -> StandardCharsets.UTF_8;
            case "iso-2022-jp" -> Charset.forName("ISO-2022-JP");
            default -> throw new Refusal.Invalid("charset", "form-charset");
        };
        return ResponseEntity.ok()
                .contentType(new MediaType(MediaType.TEXT_PLAIN, known))
                .body(encoded(text, known));
    }

    /** Strictly: Java would write a full-width question mark for every character that the charset lacks. */
    private static byte[] encoded(String text, Charset charset) {
        try {
            ByteBuffer bytes = charset.newEncoder()
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .encode(CharBuffer.wrap(text.replace("\n", "\r\n")));
            byte[] exact = new byte[bytes.remaining()];
            bytes.get(exact);
            return exact;
        } catch (CharacterCodingException _) {
            throw new Refusal.Invalid("charset", "form-charset-lossy");
        }
    }
}
