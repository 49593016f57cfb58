package org.chosei.web;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.chosei.access.Permission;
import org.jspecify.annotations.Nullable;

/**
 * What every template gets: the reader's language and zone, the words, the form token and the navigation.
 *
 * @param back where the reader came from, who only looks at what another sees; empty for everybody else
 * @param answersForm the page is the answer to a form that was sent, so that opening its address again shows another one
 */
public record Frame(
        Locale locale,
        ZoneId zone,
        Site site,
        Messages messages,
        @Nullable Who who,
        List<Link> links,
        List<OwnLink> ownLinks,
        String path,
        String back,
        boolean answersForm,
        String nonce,
        String csrfToken) {
    /** A time is not parted from its zone at the end of a line. */
    private static final char NO_BREAK = '\u00a0';

    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);
    private static final DateTimeFormatter SECOND = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter UTC = DateTimeFormatter.ofPattern("HH:mm'Z'", Locale.ROOT);
    private static final DateTimeFormatter UTC_DATE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm'Z'", Locale.ROOT);
    private static final DateTimeFormatter ZONE = DateTimeFormatter.ofPattern("zzz", Locale.ENGLISH);

    /** A message in the reader's language. */
    public String t(String key, Object... arguments) {
        return messages.text(locale, key, arguments);
    }

    /** Whether the reader works on cases and so has something to search in. */
    public boolean searches() {
        return who != null
                && (who.scope().may(Permission.COORDINATE) || who.scope().may(Permission.VENDOR_WORK));
    }

    public boolean japanese() {
        return locale.getLanguage().equals("ja");
    }

    /** Of two texts the one in the reader's language; an empty one falls back to the other. */
    public String pick(String ja, String en) {
        boolean first = japanese() ? !ja.isBlank() : en.isBlank();
        return first ? ja : en;
    }

    /** Date, minute and zone of the reader with UTC beside it: an embargo is never shown without its hour and zone. */
    public String instant(Instant at) {
        boolean sameDay = LocalDate.ofInstant(at, zone).equals(LocalDate.ofInstant(at, ZoneOffset.UTC));
        return MINUTE.format(at.atZone(zone)) + NO_BREAK + ZONE.format(at.atZone(zone)) + " ("
                + (sameDay ? UTC : UTC_DATE).format(at.atOffset(ZoneOffset.UTC)) + ")";
    }

    /** To the second, for what is compared across vendors. */
    public String second(Instant at) {
        return SECOND.format(at.atZone(zone)) + NO_BREAK + ZONE.format(at.atZone(zone));
    }

    /** The reader's day alone, where the exact time is one click away. */
    public String day(Instant at) {
        return LocalDate.ofInstant(at, zone).toString();
    }

    /** For {@code datetime} attributes. */
    public String iso(Instant at) {
        return at.toString();
    }

    public String date(LocalDate date) {
        return date.toString();
    }

    /** This page in the other language. */
    public String otherLanguage() {
        return japanese() ? "en" : "ja";
    }
}
