package org.chosei.cases.status;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import org.chosei.kernel.JapaneseText;
import org.chosei.kernel.Refusal;
import org.chosei.web.Choice;
import org.jspecify.annotations.Nullable;

/**
 * What a vendor says at one time.
 *
 * @param fixDate when a fix is planned for, or appeared; null when it names none
 * @param text its words; empty if it has none
 * @param versions which versions are affected or fixed, as it writes them; empty if it names none
 * @param references pages of its own about it, https only
 */
public record Statement(
        VendorStatus status, @Nullable LocalDate fixDate, String text, String versions, List<URI> references) {
    /** Longest words, in characters as people count them. */
    public static final int LONGEST_TEXT = 10_000;

    /** Longest naming of versions. */
    public static final int LONGEST_VERSIONS = 2_000;

    /** How many references, and how long each may be. */
    public static final int MOST_REFERENCES = 10;

    private static final int LONGEST_REFERENCE = 500;

    /** Where a day ends last. */
    private static final ZoneOffset LAST_ZONE = ZoneOffset.ofHours(-12);

    public Statement {
        references = List.copyOf(references);
    }

    /** A status without words. */
    public static Statement of(VendorStatus status) {
        return new Statement(status, null, "", "", List.of());
    }

    /** What was typed into a form, so that nothing of it is lost while something is wrong. */
    public record Typed(String status, String fixDate, String text, String versions, String references) {
        /** An empty form. */
        public static Typed blank() {
            return new Typed("", "", "", "", "");
        }

        /**
         * The statement, or {@link Refusal.Invalid} naming the form's field: status, fixDate, statement, versions, references.
         *
         * @param now a fix that is still to come is not planned for a day that has passed everywhere
         */
        public Statement read(Instant now) {
            Statement read = new Statement(
                    readStatus(status),
                    readDate(fixDate.strip()),
                    within("statement", text, LONGEST_TEXT),
                    within("versions", versions, LONGEST_VERSIONS),
                    readReferences(references));
            read.requirePlausible(now);
            return read;
        }
    }

    private void requirePlausible(Instant now) {
        boolean ahead = switch (status) {
            case INVESTIGATING, AFFECTED -> true;
            case NOT_AFFECTED, FIXED, DECLINED -> false;
        };
        if (status == VendorStatus.NOT_AFFECTED && fixDate != null) {
            throw new Refusal.Invalid("fixDate", "fix-date-nothing", fixDate.toString());
        }
        if (ahead && fixDate != null && fixDate.isBefore(LocalDate.ofInstant(now, LAST_ZONE))) {
            throw new Refusal.Invalid("fixDate", "fix-date-past", fixDate.toString());
        }
    }

    /** The status of this name, or a refusal that asks for one. */
    public static VendorStatus readStatus(String name) {
        return Choice.of(VendorStatus.class, name, "status", "status-unknown");
    }

    private static @Nullable LocalDate readDate(String date) {
        if (date.isEmpty()) {
            return null;
        }
        try {
            LocalDate read = LocalDate.parse(date);
            if (read.getYear() >= 1970 && read.getYear() <= 9999) {
                return read;
            }
        } catch (DateTimeParseException e) {
            throw new Refusal.Invalid("fixDate", "date-malformed", date);
        }
        throw new Refusal.Invalid("fixDate", "date-malformed", date);
    }

    private static String within(String field, String typed, int most) {
        String clean = JapaneseText.withoutControls(typed).strip();
        if (JapaneseText.codePoints(clean) > most) {
            throw new Refusal.Invalid(field, "status-long", most);
        }
        return clean;
    }

    private static List<URI> readReferences(String typed) {
        List<URI> read = new ArrayList<>();
        for (String line : JapaneseText.withoutControls(typed).split("\n", -1)) {
            if (!line.isBlank()) {
                read.add(reference(line.strip()));
            }
        }
        if (read.size() > MOST_REFERENCES) {
            throw new Refusal.Invalid("references", "references-many", MOST_REFERENCES);
        }
        return read;
    }

    private static URI reference(String line) {
        try {
            URI uri = new URI(line);
            String host = uri.getHost();
            boolean https = "https".equalsIgnoreCase(uri.getScheme());
            if (https && host != null && uri.getRawUserInfo() == null && line.length() <= LONGEST_REFERENCE) {
                return uri;
            }
        } catch (URISyntaxException e) {
            throw new Refusal.Invalid("references", "reference-malformed", shortened(line));
        }
        throw new Refusal.Invalid("references", "reference-malformed", shortened(line));
    }

    private static String shortened(String line) {
        return line.length() <= 80 ? line : line.substring(0, 80) + "…";
    }
}
