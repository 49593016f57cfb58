package org.chosei.cases.numbers;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.chosei.kernel.JapaneseText;

/**
 * What gave a number. Numbers are compared in their canonical form: full-width characters plain, every dash the ASCII one,
 * no white space, upper case.
 */
public enum AliasKind {
    /** A CVE id. */
    CVE("CVE-[0-9]{4}-[0-9]{4,19}", "https://www.cve.org/CVERecord?id=%s", 0),
    /** A vulnerability note of CERT/CC. */
    VU("VU#[0-9]{3,9}", "https://kb.cert.org/vuls/id/%s", 3),
    /** A case number of another coordinator, such as CERT/CC's; not public. */
    CASE("CASE#[0-9]{1,12}", "", 0),
    /** A GitHub security advisory. */
    GHSA("GHSA(-[0-9A-Z]{4}){3}", "https://github.com/advisories/%s", 0),
    /** An entry of the European vulnerability database. */
    EUVD("EUVD-[0-9]{4}-[0-9]{1,12}", "https://euvd.enisa.europa.eu/vulnerability/%s", 0),
    /** A case of the Partnership on JVN. */
    JVN("JVN#[0-9]{8}", "https://jvn.jp/jp/JVN%s/", 4),
    /** Any other case on JVN; older ones have six digits. */
    JVNVU("JVNVU#[0-9]{6,8}", "https://jvn.jp/vu/JVNVU%s/", 6),
    /** A technical alert on JVN. */
    JVNTA("JVNTA#[0-9]{8}", "https://jvn.jp/ta/JVNTA%s/", 6),
    /** Anything else, such as a partner's or a vendor's own tracking number. */
    OTHER(".{1,100}", "", 0);

    private final Pattern pattern;
    private final String page;
    private final int prefix;

    AliasKind(String pattern, String page, int prefix) {
        this.pattern = Pattern.compile(pattern);
        this.page = page;
        this.prefix = prefix;
    }

    /** The kind of a number in canonical form. */
    public static AliasKind of(String canonical) {
        for (AliasKind kind : values()) {
            if (kind.pattern.matcher(canonical).matches()) {
                return kind;
            }
        }
        return OTHER;
    }

    /** The form in which numbers are compared. */
    public static String canonical(String typed) {
        return JapaneseText.plain(JapaneseText.withoutControls(typed))
                .replaceAll("[\\s\\p{Z}\\p{Cf}]+", "")
                .toUpperCase(Locale.ROOT);
    }

    /** Where the public reads of this number, once it is published; empty for kinds that have no public pages. */
    public Optional<String> page(String canonical) {
        return page.isEmpty()
                ? Optional.empty()
                : Optional.of(page.formatted(this == GHSA ? ghsa(canonical) : canonical.substring(prefix)));
    }

    /** GitHub's addresses are in lower case after the prefix. */
    private static String ghsa(String canonical) {
        return "GHSA" + canonical.substring(4).toLowerCase(Locale.ROOT);
    }
}
