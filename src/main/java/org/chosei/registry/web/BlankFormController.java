package org.chosei.registry.web;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.chosei.access.Anyone;
import org.chosei.kernel.Refusal;
import org.chosei.registry.form.FormTemplate;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The blank form as text, to be filled in and mailed; in ISO-2022-JP for mailers that know nothing else. */
@Controller
class BlankFormController {

    @GetMapping("/forms/contact-point.txt")
    @Anyone("a blank form is public")
    ResponseEntity<byte[]> blank(@RequestParam(defaultValue = "utf-8") String charset) throws CharacterCodingException {
        Charset known = switch (charset.toLowerCase(Locale.ROOT)) {
            case "utf-8" -> StandardCharsets.UTF_8;
            case "iso-2022-jp" -> Charset.forName("ISO-2022-JP");
            default -> throw new Refusal.Invalid("charset", "form-charset");
        };
        return ResponseEntity.ok()
                .contentType(new MediaType(MediaType.TEXT_PLAIN, known))
                .body(encoded(FormTemplate.contactPoint().blank(), known));
    }

    /** Strictly: Java would write a full-width question mark for every character that the charset lacks. */
    private static byte[] encoded(String text, Charset charset) throws CharacterCodingException {
        ByteBuffer bytes = charset.newEncoder()
                .onUnmappableCharacter(CodingErrorAction.REPORT)
                .onMalformedInput(CodingErrorAction.REPORT)
                .encode(CharBuffer.wrap(text.replace("\n", "\r\n")));
        byte[] exact = new byte[bytes.remaining()];
        bytes.get(exact);
        return exact;
    }
}
