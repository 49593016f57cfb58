package org.chosei.registry.products;

import com.github.packageurl.MalformedPackageURLException;
import com.github.packageurl.PackageURL;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.chosei.registry.products.Identifier.Kind;

/**
 * Reads a package URL. What is wrong is found here, where it can be pointed at; the canonical form, with the rules of each
 * type, is the library's.
 */
final class Purl {
    private static final String SCHEME = "pkg:";
    /** What is kept of the canonical form, which the escapes of a short text make up to three times as long. */
    private static final int LONGEST = 1000;

    private Purl() {}

    static Identifier read(IdentifierText typed) {
        typed.requireEscapes("purl-percent");
        String text = typed.text();
        int fragment = text.indexOf('#');
        int rest = fragment < 0 ? text.length() : fragment;
        int question = text.indexOf('?');
        int end = question < 0 || question > rest ? rest : question;
        if (end < rest) {
            requireQualifiers(typed, end + 1, rest);
        }
        int start = SCHEME.length();
        while (start < end && text.charAt(start) == '/') {
            start++;
        }
        int slash = requireType(typed, start, end);
        requireName(typed, slash, end);
        try {
            PackageURL purl = new PackageURL(SCHEME + text.substring(start));
            String key = new PackageURL(purl.getType(), purl.getNamespace(), purl.getName(), null, null, null)
                    .canonicalize();
            String version = purl.getVersion() == null ? "" : purl.getVersion();
            String canonical = purl.canonicalize();
            if (canonical.length() > LONGEST) {
                throw typed.wrong("long", LONGEST, String.valueOf(LONGEST));
            }
            return new Identifier(Kind.PURL, canonical, key, version);
        } catch (MalformedPackageURLException e) {
            throw typed.wrong("purl-rules", start, text.substring(start, slash));
        }
    }

    /** Letters, digits, dot and hyphen, a letter first; returns where the slash behind it stands. */
    private static int requireType(IdentifierText typed, int start, int end) {
        String text = typed.text();
        int slash = text.indexOf('/', start);
        int to = slash < 0 || slash > end ? end : slash;
        for (int i = start; i < to; i++) {
            if (!isKeyCharacter(text.charAt(i), i == start, false)) {
                throw typed.wrong("purl-type", i);
            }
        }
        if (to == start) {
            throw typed.wrong("purl-type", start);
        }
        if (to == end) {
            throw typed.wrong("purl-name", end);
        }
        return slash;
    }

    private static void requireName(IdentifierText typed, int slash, int end) {
        String text = typed.text();
        int at = text.lastIndexOf('@', end - 1);
        boolean versioned = at > text.lastIndexOf('/', end - 1) || at > slash && text.lastIndexOf('/', at) < at - 1;
        int nameEnd = at > slash && versioned ? at : end;
        int trimmed = nameEnd;
        while (trimmed > slash + 1 && text.charAt(trimmed - 1) == '/') {
            trimmed--;
        }
        if (trimmed == slash + 1) {
            throw typed.wrong("purl-name", nameEnd);
        }
        if (nameEnd < end && at + 1 == end) {
            throw typed.wrong("purl-version", at);
        }
    }

    /** Each is {@code key=value}; a key occurs once. */
    private static void requireQualifiers(IdentifierText typed, int from, int to) {
        String text = typed.text();
        Set<String> keys = new HashSet<>();
        int at = from;
        while (at <= to) {
            int ampersand = text.indexOf('&', at);
            int end = ampersand < 0 || ampersand > to ? to : ampersand;
            int equals = text.indexOf('=', at);
            if (equals <= at || equals >= end) {
                throw typed.wrong("purl-qualifier", at);
            }
            for (int i = at; i < equals; i++) {
                if (!isKeyCharacter(text.charAt(i), i == at, true)) {
                    throw typed.wrong("purl-qualifier", i);
                }
            }
            if (!keys.add(text.substring(at, equals).toLowerCase(Locale.ROOT))) {
                throw typed.wrong("purl-qualifier-twice", at, text.substring(at, equals));
            }
            at = end + 1;
        }
    }

    private static boolean isKeyCharacter(char c, boolean first, boolean underscore) {
        boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
        return letter || !first && (c >= '0' && c <= '9' || c == '.' || c == '-' || underscore && c == '_');
    }
}
