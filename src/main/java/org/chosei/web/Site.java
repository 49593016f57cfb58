package org.chosei.web;

import java.net.URI;
import java.time.ZoneId;
import java.util.Locale;

/**
 * What pages say about this installation.
 *
 * @param base the address under which people reach it; https except on loopback
 * @param zone the zone of the CSIRT, in which instants are shown unless the reader chose another
 */
public record Site(URI base, String nameJa, String nameEn, ZoneId zone) {

    /** The CSIRT's name in the reader's language. */
    public String name(Locale locale) {
        return locale.getLanguage().equals("ja") ? nameJa : nameEn;
    }

    /** An absolute address for mails and feeds; {@code path} starts with a slash. */
    public String address(String path) {
        String root = base.toString();
        return (root.endsWith("/") ? root.substring(0, root.length() - 1) : root) + path;
    }

    /** Cookies are Secure and host-bound wherever TLS is in use. */
    public boolean secure() {
        return "https".equals(base.getScheme());
    }
}
