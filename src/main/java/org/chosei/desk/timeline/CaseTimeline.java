package org.chosei.desk.timeline;

import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.chosei.access.Audience;
import org.chosei.access.Audiences;
import org.chosei.access.Scopes;
import org.chosei.identity.People;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Refusal;
import org.chosei.ledger.Timeline;
import org.chosei.ledger.TimelineFilter;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * A page of what happened in a case. Row-level security decides what its reader is shown: staff everything, a vendor its own.
 * The number of statements is the same for every page.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class CaseTimeline {
    /** Entries on one page. */
    public static final int PAGE = 200;

    /** Entries that are shown before the one that an address names. */
    private static final int BEFORE = 5;

    private final Timeline timeline;
    private final TimelineNames names;
    private final Audiences audiences;
    private final People people;

    CaseTimeline(Timeline timeline, TimelineNames names, Audiences audiences, People people) {
        this.timeline = timeline;
        this.names = names;
        this.audiences = audiences;
        this.people = people;
    }

    /**
     * What is shown.
     *
     * @param problems what of the filter could not be read
     * @param more the entry after which the next page goes on; empty for none
     * @param first whether this is the beginning
     * @param named the entry that the address names; empty for none
     */
    public record Page(
            TypedFilter typed,
            List<TimelineEntry> entries,
            List<Refusal.Invalid> problems,
            String more,
            boolean first,
            String named) {}

    /**
     * A page.
     *
     * @param after goes on after this entry; empty for the beginning
     * @param entry the entry to be on the page, by handle, for staff also by number; empty for none. "Not found" when there is none for the reader
     */
    public Page page(CaseId caseId, TypedFilter typed, String after, String entry, ZoneId zone, Locale locale) {
        boolean staff = Scopes.person().isStaff();
        TimelineFilter filter = typed.filter(staff ? party(caseId, typed.party()) : null, zone);
        Long start = null;
        boolean goesOn = entry.isEmpty() && !after.isEmpty();
        String named = "";
        if (!entry.isEmpty()) {
            Timeline.Found found = timeline.find(caseId, entry).orElseThrow(Refusal.NotFound::new);
            named = staff ? String.valueOf(found.seq()) : found.handle();
            start = beginning(caseId, filter, typed.read(), found.seq());
        } else if (goesOn) {
            start = timeline.find(caseId, after).map(Timeline.Found::seq).orElse(null);
        }
        List<Timeline.Line> lines = timeline.page(caseId, filter, typed.read(), start, goesOn, PAGE + 1);
        boolean more = lines.size() > PAGE;
        List<TimelineEntry> entries = names.resolve(caseId, more ? lines.subList(0, PAGE) : lines, staff, locale);
        return new Page(
                typed, entries, typed.problems(), more ? entries.getLast().ref() : "", start == null, named);
    }

    /** The page begins some entries before the named one, of those that its reader sees. */
    private long beginning(CaseId caseId, TimelineFilter filter, Timeline.Order order, long named) {
        Timeline.Order back = order == Timeline.Order.NEWEST ? Timeline.Order.OLDEST : Timeline.Order.NEWEST;
        List<Timeline.Line> before = timeline.page(caseId, filter, back, named, false, BEFORE + 1);
        return before.isEmpty() ? named : before.getLast().seq();
    }

    /** How the reader's page names the entry that an address names by number or handle; empty when there is none for it. */
    public Optional<String> reference(CaseId caseId, String entry) {
        boolean staff = Scopes.person().isStaff();
        return timeline.find(caseId, entry).map(found -> staff ? String.valueOf(found.seq()) : found.handle());
    }

    private TimelineFilter.@Nullable Party party(CaseId caseId, String typed) {
        if (typed.isBlank()) {
            return null;
        }
        if (typed.equals("system")) {
            return TimelineFilter.Party.system();
        }
        OrganisationId of = OrganisationId.of(typed);
        List<String> actors = java.util.stream.Stream.concat(
                        java.util.stream.Stream.of("organisation:" + of),
                        people.members(of).stream().map(member -> "person:" + member.id()))
                .toList();
        return new TimelineFilter.Party(
                of,
                actors,
                audiences
                        .find(caseId, Audience.Kind.ORGANISATION, of)
                        .map(Audience::id)
                        .orElse(null));
    }
}
