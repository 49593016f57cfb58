package org.chosei.desk.timeline.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import org.chosei.access.Allow;
import org.chosei.access.Permission;
import org.chosei.access.Scopes;
import org.chosei.cases.Cases;
import org.chosei.cases.CoordinatedCase;
import org.chosei.cases.participants.Participants;
import org.chosei.desk.timeline.CaseTimeline;
import org.chosei.desk.timeline.TypedFilter;
import org.chosei.kernel.CaseId;
import org.chosei.web.ReaderZone;
import org.chosei.web.View;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** What happened in a case between a vendor and the CSIRT, for the vendor. */
@Controller
class OurTimelineController {
    private final Cases cases;
    private final Participants participants;
    private final CaseTimeline timeline;
    private final ReaderZone zone;

    OurTimelineController(Cases cases, Participants participants, CaseTimeline timeline, ReaderZone zone) {
        this.cases = cases;
        this.participants = participants;
        this.timeline = timeline;
        this.zone = zone;
    }

    @GetMapping("/our-cases/{id}/timeline")
    @Allow(Permission.VENDOR_WORK)
    @Transactional
    View show(
            @PathVariable String id,
            @RequestParam(defaultValue = "") List<String> group,
            @RequestParam(defaultValue = "") String since,
            @RequestParam(defaultValue = "") String until,
            @RequestParam(defaultValue = "") String order,
            @RequestParam(defaultValue = "") String after,
            @RequestParam(defaultValue = "") String e,
            Locale locale,
            HttpServletRequest request) {
        CoordinatedCase of = cases.get(CaseId.of(id));
        TypedFilter typed = new TypedFilter(group, "", since, until, order);
        CaseTimeline.Page page = timeline.page(of.id(), typed, after, e, zone.of(request), locale);
        return View.of("desk/our-timeline", "of", of)
                .with("page", page)
                .with(
                        "number",
                        participants
                                .numbers(Scopes.person().organisation(), List.of(of.id()))
                                .getOrDefault(of.id(), ""))
                .status(page.problems().isEmpty() ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT);
    }
}
