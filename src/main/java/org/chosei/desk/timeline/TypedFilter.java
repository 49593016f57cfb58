package org.chosei.desk.timeline;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import org.chosei.kernel.Refusal;
import org.chosei.ledger.Timeline;
import org.chosei.ledger.TimelineFilter;
import org.jspecify.annotations.Nullable;

/**
 * What stands in the form of the filter, as its reader typed it.
 *
 * @param group names of {@link TimelineGroup}; empty for all
 * @param party an organisation's id, {@code system}, or empty for everybody
 * @param since the first day, of the reader's zone; empty for none
 * @param until the last day
 * @param order {@code oldest}, or anything else for the newest first
 */
public record TypedFilter(List<String> group, String party, String since, String until, String order) {
    public TypedFilter {
        group = List.copyOf(group);
    }

    Timeline.Order read() {
        return order.equals("oldest") ? Timeline.Order.OLDEST : Timeline.Order.NEWEST;
    }

    /** What the form asks for; a day that cannot be read is left out and is among the {@link #problems}. */
    TimelineFilter filter(TimelineFilter.@Nullable Party who, ZoneId zone) {
        List<TimelineGroup> groups = TimelineGroup.named(group);
        LocalDate last = day(until);
        return new TimelineFilter(
                groups.stream()
                        .flatMap(each -> each.rooms().stream())
                        .collect(java.util.stream.Collectors.toUnmodifiableSet()),
                groups.contains(TimelineGroup.OTHER) ? TimelineGroup.known() : null,
                who,
                start(day(since), zone),
                start(last == null ? null : last.plusDays(1), zone));
    }

    /** What cannot be read, each at its field. */
    List<Refusal.Invalid> problems() {
        List<Refusal.Invalid> problems = new ArrayList<>();
        if (!since.isBlank() && day(since) == null) {
            problems.add(new Refusal.Invalid("since", "timeline-day"));
        }
        if (!until.isBlank() && day(until) == null) {
            problems.add(new Refusal.Invalid("until", "timeline-day"));
        }
        return problems;
    }

    /** Anything is left out. */
    public boolean narrows() {
        return !group.isEmpty() || !party.isBlank() || !since.isBlank() || !until.isBlank();
    }

    /** The same as a query, to go on with; begins with {@code ?} and ends so that more can follow. */
    public String query() {
        StringBuilder query = new StringBuilder("?");
        TimelineGroup.named(group)
                .forEach(each -> query.append("group=").append(each.name()).append('&'));
        add(query, "party", party);
        add(query, "since", since);
        add(query, "until", until);
        add(query, "order", order);
        return query.toString();
    }

    private static void add(StringBuilder query, String name, String value) {
        if (!value.isBlank()) {
            query.append(name)
                    .append('=')
                    .append(URLEncoder.encode(value, StandardCharsets.UTF_8))
                    .append('&');
        }
    }

    private static @Nullable Instant start(@Nullable LocalDate day, ZoneId zone) {
        return day == null ? null : day.atStartOfDay(zone).toInstant();
    }

    private static @Nullable LocalDate day(String typed) {
        try {
            LocalDate read = LocalDate.parse(typed.strip());
            return read.getYear() < 1970 || read.getYear() > 9999 ? null : read;
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
