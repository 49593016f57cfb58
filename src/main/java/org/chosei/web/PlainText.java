package org.chosei.web;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.chosei.kernel.Iso2022Jp;
import org.chosei.kernel.Refusal;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** Text for mail programs, also for those that know ISO-2022-JP and nothing else. */
public final class PlainText {
    private PlainText() {}

    /** The text with CRLF line ends in the charset that was asked for; refused rather than with a character changed. */
    public static ResponseEntity<byte[]> in(String charset, String text) {
        String lines = text.replace("\n", "\r\n");
        return switch (charset.toLowerCase(Locale.ROOT)) {
            case "utf-8" ->
                ResponseEntity.ok()
                        .contentType(new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8))
                        .body(lines.getBytes(StandardCharsets.UTF_8));
            case "iso-2022-jp" ->
                ResponseEntity.ok()
                        .contentType(new MediaType(MediaType.TEXT_PLAIN, Iso2022Jp.CHARSET))
                        .body(Iso2022Jp.encoded(lines)
                                .orElseThrow(() -> new Refusal.Invalid("charset", "form-charset-lossy", shown(text))));
            default -> throw new Refusal.Invalid("charset", "form-charset");
        };
    }

    private static String shown(String text) {
        return String.join(" ", Iso2022Jp.missing(text));
    }
}
