package org.chosei.desk.digest;

import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.chosei.kernel.Refusal;
import org.chosei.web.Choice;
import org.jspecify.annotations.Nullable;

/** What stands in the form of the settings, as it was typed. */
public record TypedNotices(
        String mentions,
        String mine,
        String everything,
        String daily,
        String quietFrom,
        String quietUntil,
        String zone,
        boolean business) {
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

    /** What the form shows of settings. */
    public static TypedNotices of(NoticeSettings settings) {
        NoticeHours hours = settings.hours();
        return new TypedNotices(
                settings.mentions().name(),
                settings.mine().name(),
                settings.everything().name(),
                MINUTE.format(hours.dailyAt()),
                text(hours.quietFrom()),
                text(hours.quietUntil()),
                hours.zone().getId(),
                hours.businessDays());
    }

    private static String text(@Nullable LocalTime time) {
        return time == null ? "" : MINUTE.format(time);
    }

    /** Everything that cannot be kept, each at its field. */
    public List<Refusal.Invalid> problems() {
        List<Refusal.Invalid> problems = new ArrayList<>();
        rhythm("mentions", mentions, problems)
                .filter(chosen -> chosen == Rhythm.NONE)
                .ifPresent(_ -> problems.add(new Refusal.Invalid("mentions", "notices-mentions")));
        rhythm("mine", mine, problems);
        rhythm("everything", everything, problems);
        if (time(daily) == null) {
            problems.add(new Refusal.Invalid("daily", "notices-time"));
        }
        boolean quiet = !quietFrom.isBlank() || !quietUntil.isBlank();
        if (quiet && time(quietFrom) == null) {
            problems.add(new Refusal.Invalid("quietFrom", quietFrom.isBlank() ? "notices-quiet-both" : "notices-time"));
        }
        if (quiet && time(quietUntil) == null) {
            problems.add(
                    new Refusal.Invalid("quietUntil", quietUntil.isBlank() ? "notices-quiet-both" : "notices-time"));
        }
        if (quiet && time(quietFrom) != null && java.util.Objects.equals(time(quietFrom), time(quietUntil))) {
            problems.add(new Refusal.Invalid("quietUntil", "notices-whole-day"));
        }
        if (!ZoneId.getAvailableZoneIds().contains(zone)) {
            problems.add(new Refusal.Invalid("zone", "zone-unknown"));
        }
        return problems;
    }

    private static Optional<Rhythm> rhythm(String field, String typed, List<Refusal.Invalid> problems) {
        for (Rhythm each : Rhythm.values()) {
            if (each != Rhythm.URGENT && each.name().equals(typed)) {
                return Optional.of(each);
            }
        }
        problems.add(new Refusal.Invalid(field, "notices-rhythm"));
        return Optional.empty();
    }

    /** @throws Refusal.Invalid the first of the {@link #problems} */
    NoticeSettings read() {
        for (Refusal.Invalid problem : problems()) {
            throw problem;
        }
        LocalTime dailyAt = time(daily);
        return new NoticeSettings(
                Choice.of(Rhythm.class, mentions, "mentions", "notices-rhythm"),
                Choice.of(Rhythm.class, mine, "mine", "notices-rhythm"),
                Choice.of(Rhythm.class, everything, "everything", "notices-rhythm"),
                new NoticeHours(
                        dailyAt == null ? LocalTime.of(9, 0) : dailyAt,
                        time(quietFrom),
                        time(quietUntil),
                        ZoneId.of(zone),
                        business));
    }

    private static @Nullable LocalTime time(String typed) {
        try {
            return LocalTime.parse(typed.strip()).truncatedTo(java.time.temporal.ChronoUnit.MINUTES);
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
