package org.chosei.mail.proof;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** The header half of a signature: which fields it covers, and their bytes as they are signed (RFC 6376 §3.7, §5.4.2). */
final class SignedFields {
    private static final Pattern SIGNATURE = Pattern.compile("(^|[;:])([ \\t\\r\\n]*b[ \\t\\r\\n]*=)[^;]*");
    private static final int MOST = 100;

    private SignedFields() {}

    static List<String> names(TagList tags) {
        return Arrays.stream(tags.compact("h").toLowerCase(Locale.ROOT).split(":"))
                .filter(name -> !name.isEmpty())
                .limit(MOST)
                .toList();
    }

    /** The named fields from the last upwards, then the signature's own field with an empty {@code b=} and no line end. */
    static byte[] bytes(RawFields mail, List<String> names, RawFields.Field own, Canonical canonical) {
        Map<String, List<RawFields.Field>> left = new HashMap<>();
        var data = new StringBuilder();
        for (String name : names) {
            List<RawFields.Field> fields = left.computeIfAbsent(name, each -> new ArrayList<>(mail.all(each)));
            if (!fields.isEmpty()) {
                data.append(canonical.header(fields.removeLast()));
            }
        }
        return data.append(unsigned(own, canonical)).toString().getBytes(ISO_8859_1);
    }

    static String unsigned(RawFields.Field own, Canonical canonical) {
        String value = SIGNATURE.matcher(own.value()).replaceFirst("$1$2");
        String whole = own.whole().substring(0, own.whole().indexOf(':') + 1) + value;
        String written = canonical.header(new RawFields.Field(own.name(), whole));
        return written.endsWith("\r\n") ? written.substring(0, written.length() - 2) : written;
    }

    static byte[] signature(TagList tags) {
        try {
            return Base64.getDecoder().decode(tags.compact("b"));
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }
}
