package org.chosei.desk.web;

import java.util.List;
import java.util.Objects;
import org.chosei.access.Anyone;
import org.chosei.access.Permission;
import org.chosei.access.Scopes;
import org.chosei.cases.clocks.CalendarDays;
import org.chosei.cases.clocks.CalendarEvent;
import org.chosei.cases.clocks.CalendarFile;
import org.chosei.identity.CalendarFeeds;
import org.chosei.identity.Token;
import org.chosei.kernel.Refusal;
import org.chosei.web.Download;
import org.chosei.web.Messages;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** Deadlines for calendar programs, which cannot sign in. */
@Controller
class CalendarFeedController {
    private final CalendarFeeds feeds;
    private final Calendars calendars;
    private final TransactionOperations transaction;
    private final Messages messages;

    CalendarFeedController(
            CalendarFeeds feeds, Calendars calendars, TransactionOperations transaction, Messages messages) {
        this.feeds = feeds;
        this.calendars = calendars;
        this.transaction = transaction;
        this.messages = messages;
    }

    private record Shown(List<CalendarEvent> events, List<CalendarDays> days) {}

    @GetMapping("/calendar/{token}.ics")
    @Anyone(
            "a calendar program shows the secret address of one person, and gets numbers and instants without a word of a case")
    Download feed(@PathVariable String token) {
        CalendarFeeds.Reader reader = Token.read(token).flatMap(feeds::find).orElseThrow(Refusal.NotFound::new);
        // an administrator has an address and no cases: the pages of deadlines are for who coordinates
        boolean works =
                reader.scope().may(Permission.COORDINATE) || reader.scope().may(Permission.VENDOR_WORK);
        Shown shown = works
                ? Objects.requireNonNull(Scopes.as(
                        reader.scope(),
                        () -> transaction.execute(
                                _ -> new Shown(calendars.of(reader.locale()), calendars.duty(reader.locale())))))
                : new Shown(List.of(), List.of());
        byte[] file = CalendarFile.of(
                messages.text(reader.locale(), "deadlines.calendar-name"), shown.events(), shown.days());
        return new Download("chosei.ics", "text/calendar;charset=UTF-8", out -> out.write(file));
    }
}
