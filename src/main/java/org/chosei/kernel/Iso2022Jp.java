package org.chosei.kernel;

import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.text.Normalizer;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Text as ISO-2022-JP (RFC 1468) has it: the few characters that Unicode and JIS write differently made those of JIS, and
 * encoded without loss or not at all. {@code String.getBytes} would put a question mark where a character is missing.
 */
public final class Iso2022Jp {
    public static final Charset CHARSET = Charset.forName("ISO-2022-JP");
    /** RFC 1468 has no half-width kana; a voiced one is two of them. */
    private static final Pattern HALF_WIDTH = Pattern.compile("[\\uff61-\\uff9f]+");

    private static final String WINDOWS = "－～∥―￠￡￢";
    private static final String OF_JIS = "−〜‖—¢£¬";

    private Iso2022Jp() {}

    /** The bytes; empty when a character is missing. */
    public static Optional<byte[]> encoded(String text) {
        try {
            var bytes = CHARSET.newEncoder()
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .encode(CharBuffer.wrap(folded(text)));
            byte[] exact = new byte[bytes.remaining()];
            bytes.get(exact);
            return Optional.of(exact);
        } catch (CharacterCodingException _) {
            return Optional.empty();
        }
    }

    /** The characters that it lacks, each once, in the order in which they stand there. */
    public static Set<String> missing(String text) {
        return folded(text)
                .codePoints()
                .distinct()
                .mapToObj(Character::toString)
                .filter(each -> encoded(each).isEmpty())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** The same text in the characters of JIS. */
    public static String folded(String text) {
        String wide =
                HALF_WIDTH.matcher(text).replaceAll(run -> Normalizer.normalize(run.group(), Normalizer.Form.NFKC));
        StringBuilder folded = new StringBuilder(wide.length());
        for (int i = 0; i < wide.length(); i++) {
            int at = WINDOWS.indexOf(wide.charAt(i));
            folded.append(at < 0 ? wide.charAt(i) : OF_JIS.charAt(at));
        }
        return folded.toString();
    }
}
