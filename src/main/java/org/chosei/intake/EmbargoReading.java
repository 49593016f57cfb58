package org.chosei.intake;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.chosei.intake.RequestedEmbargo.At;
import org.chosei.intake.RequestedEmbargo.Blank;
import org.chosei.intake.RequestedEmbargo.Twofold;
import org.chosei.intake.RequestedEmbargo.Unreadable;
import org.chosei.intake.RequestedEmbargo.Waived;
import org.chosei.intake.RequestedEmbargo.WithoutHour;
import org.chosei.intake.RequestedEmbargo.WithoutZone;
import org.chosei.kernel.JapaneseText;

/** Takes apart what was written as the end of an embargo. */
final class EmbargoReading {
    private static final Set<String> NONE =
            Set.of("none", "no", "no embargo", "not requested", "なし", "無し", "不要", "希望しない", "希望なし");
    private static final Pattern WEEKDAY = Pattern.compile(
            "\\(\\s*([月火水木金土日](曜日?)?|(mon|tue|wed|thu|fri|sat|sun)[a-z]*)\\s*\\)", Pattern.CASE_INSENSITIVE);
    private static final Pattern DATE =
            Pattern.compile("(\\d{4})\\s*[-/.年]\\s*(\\d{1,2})\\s*[-/.月]\\s*(\\d{1,2})\\s*日?(.*)");
    private static final Pattern TIME =
            Pattern.compile("[T\\s,]*(\\d{1,2})\\s*[:時]\\s*(?:(\\d{1,2})\\s*分?)?(?::(\\d{2})(?:\\.0+)?)?(.*)");
    private static final Pattern BRACKETS = Pattern.compile("^[(\\[\\s]+|[)\\]\\s.。]+$");
    private static final Pattern ZONE =
            Pattern.compile("Z|(UTC|GMT)?[+-]\\d{1,2}(:?\\d{2})?|[A-Za-z]+(/[A-Za-z0-9_+-]+){1,2}");
    /** ISO 8601 as extended by RFC 9557: {@code +09:00[Asia/Tokyo]}. */
    private static final Pattern OFFSET_AND_REGION =
            Pattern.compile("([+-]\\d{2}:?\\d{2})\\s*[\\[(]([A-Za-z]+(?:/[A-Za-z0-9_+-]+){1,2})[\\])]");
    /** Names that mean one zone only; most abbreviations (IST, CST, BST) mean several and are asked about. */
    private static final Map<String, ZoneId> NAMES = Map.of(
            "JST", ZoneId.of("Asia/Tokyo"),
            "日本時間", ZoneId.of("Asia/Tokyo"),
            "日本標準時", ZoneId.of("Asia/Tokyo"),
            "UTC", ZoneId.of("UTC"),
            "GMT", ZoneId.of("UTC"),
            "協定世界時", ZoneId.of("UTC"));

    private EmbargoReading() {}

    static RequestedEmbargo read(String written) {
        String plain = JapaneseText.plain(JapaneseText.withoutControls(written));
        String text = WEEKDAY.matcher(plain).replaceAll(" ").strip();
        if (text.isEmpty()) {
            return new Blank();
        }
        if (NONE.contains(JapaneseText.folded(text))) {
            return new Waived();
        }
        Matcher date = DATE.matcher(text);
        try {
            return date.matches() ? onDay(date) : new Unreadable();
        } catch (DateTimeException noSuchDay) {
            return new Unreadable();
        }
    }

    private static RequestedEmbargo onDay(Matcher parts) {
        LocalDate date = LocalDate.of(number(parts, 1), number(parts, 2), number(parts, 3));
        Matcher time = TIME.matcher(parts.group(4));
        if (!time.matches()) {
            return parts.group(4).isBlank() ? new WithoutHour(date) : new Unreadable();
        }
        LocalDateTime local = LocalDateTime.of(date, LocalTime.of(number(time, 1), number(time, 2), number(time, 3)));
        String zone = time.group(4).strip();
        Matcher both = OFFSET_AND_REGION.matcher(zone);
        return both.matches()
                ? agreed(local, both)
                : zone(zone).map(it -> at(local, it)).orElseGet(() -> new WithoutZone(local));
    }

    private static RequestedEmbargo at(LocalDateTime local, ZoneId zone) {
        boolean once = zone.getRules().getValidOffsets(local).size() == 1;
        return once ? new At(ZonedDateTime.of(local, zone)) : new Twofold(local, zone);
    }

    /** Offset and region are believed only when they agree. */
    private static RequestedEmbargo agreed(LocalDateTime local, Matcher both) {
        try {
            return new At(ZonedDateTime.ofStrict(local, ZoneOffset.of(both.group(1)), ZoneId.of(both.group(2))));
        } catch (DateTimeException contradiction) {
            return new WithoutZone(local);
        }
    }

    private static Optional<ZoneId> zone(String written) {
        String name = BRACKETS.matcher(written).replaceAll("");
        ZoneId known = NAMES.get(name.toUpperCase(Locale.ROOT));
        if (known != null || !ZONE.matcher(name).matches()) {
            return Optional.ofNullable(known);
        }
        try {
            return Optional.of(ZoneId.of(name));
        } catch (DateTimeException unknown) {
            return Optional.empty();
        }
    }

    private static int number(Matcher parts, int group) {
        return parts.group(group) == null ? 0 : Integer.parseInt(parts.group(group));
    }
}
