package org.chosei.desk.timeline.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.chosei.access.Allow;
import org.chosei.access.Permission;
import org.chosei.cases.Cases;
import org.chosei.cases.CoordinatedCase;
import org.chosei.cases.ending.CaseEnds;
import org.chosei.cases.participants.Participant;
import org.chosei.cases.participants.Participants;
import org.chosei.desk.timeline.CaseTimeline;
import org.chosei.desk.timeline.TypedFilter;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.OrganisationId;
import org.chosei.registry.Organisation;
import org.chosei.registry.Organisations;
import org.chosei.web.ReaderZone;
import org.chosei.web.View;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** Everything that happened in a case, for staff. */
@Controller
class CaseTimelineController {
    private final Cases cases;
    private final CaseEnds ends;
    private final Participants participants;
    private final Organisations organisations;
    private final CaseTimeline timeline;
    private final ReaderZone zone;

    CaseTimelineController(
            Cases cases,
            CaseEnds ends,
            Participants participants,
            Organisations organisations,
            CaseTimeline timeline,
            ReaderZone zone) {
        this.cases = cases;
        this.ends = ends;
        this.participants = participants;
        this.organisations = organisations;
        this.timeline = timeline;
        this.zone = zone;
    }

    @GetMapping("/cases/{id}/timeline")
    @Allow(Permission.PROVE)
    @Transactional
    View show(
            @PathVariable String id,
            @RequestParam(defaultValue = "") List<String> group,
            @RequestParam(defaultValue = "") String party,
            @RequestParam(defaultValue = "") String since,
            @RequestParam(defaultValue = "") String until,
            @RequestParam(defaultValue = "") String order,
            @RequestParam(defaultValue = "") String after,
            @RequestParam(defaultValue = "") String e,
            Locale locale,
            HttpServletRequest request) {
        CoordinatedCase of = cases.get(CaseId.of(id));
        TypedFilter typed = new TypedFilter(group, party, since, until, order);
        CaseTimeline.Page page = timeline.page(of.id(), typed, after, e, zone.of(request), locale);
        return View.of("desk/timeline", "of", of)
                .with("page", page)
                .with("parties", parties(of.id(), locale))
                .with("relatives", ends.relatives(of.id()))
                .status(page.problems().isEmpty() ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT);
    }

    /** The CSIRT itself and whoever takes part or did, in two queries. */
    private Map<String, String> parties(CaseId of, Locale locale) {
        OrganisationId own = organisations.coordinator();
        Set<OrganisationId> all = new LinkedHashSet<>(List.of(own));
        participants.of(of).stream().map(Participant::organisation).forEach(all::add);
        Map<String, String> names = new LinkedHashMap<>();
        Map<OrganisationId, Organisation> found = organisations.byId(all);
        for (OrganisationId each : all) {
            Organisation organisation = found.get(each);
            if (organisation != null) {
                names.put(each.toString(), organisation.name(locale));
            }
        }
        return names;
    }
}
