package org.chosei.distribution;

import java.time.InstantSource;
import java.util.List;
import org.chosei.cases.CoordinatedCase;
import org.chosei.cases.clocks.CalendarEvent;
import org.chosei.cases.clocks.CalendarFile;
import org.chosei.cases.embargo.Embargo;
import org.chosei.cases.embargo.Embargoes;
import org.chosei.mail.Attachment;
import org.chosei.web.Site;
import org.springframework.stereotype.Component;

/**
 * The end of the embargo as a calendar file beside the words of a notice: the same bytes for all, its title nothing but the
 * number. It is no part of the canonical words and of their hash.
 */
@Component
class EmbargoCalendar {
    private final Embargoes embargoes;
    private final Site site;
    private final InstantSource clock;

    EmbargoCalendar(Embargoes embargoes, Site site, InstantSource clock) {
        this.embargoes = embargoes;
        this.site = site;
        this.clock = clock;
    }

    /** The file for the notice of this ordinal, whose sequence number it carries; none where no embargo holds. */
    List<Attachment> of(CoordinatedCase of, int ordinal) {
        return switch (embargoes.of(of.id())) {
            case Embargo.Active active -> {
                CalendarEvent event = new CalendarEvent(
                        CalendarEvent.uid("notice-embargo", of.id(), site.base().getHost()),
                        of.number(),
                        "",
                        active.until().toInstant(),
                        ordinal,
                        clock.instant());
                yield List.of(
                        new Attachment(of.number() + ".ics", "text/calendar", CalendarFile.of("", List.of(event))));
            }
            case Embargo.None _, Embargo.Ended _ -> List.of();
        };
    }
}
