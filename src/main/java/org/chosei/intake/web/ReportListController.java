package org.chosei.intake.web;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.chosei.access.Allow;
import org.chosei.access.Permission;
import org.chosei.intake.Partners;
import org.chosei.intake.ReportList;
import org.chosei.intake.ReportList.Listed;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Uuid7;
import org.chosei.web.View;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The list of reports: numbers, senders and states. No words of a report, so nothing is opened. */
@Controller
@Transactional
class ReportListController {
    private static final int PAGE = 50;
    private static final Pattern PLACE = Pattern.compile("([0-9])\\.(.{36})");

    private final ReportList list;
    private final Partners partners;

    ReportListController(ReportList list, Partners partners) {
        this.list = list;
        this.partners = partners;
    }

    @GetMapping("/reports")
    @Allow(Permission.INTAKE)
    View list(
            @RequestParam(defaultValue = "") String order,
            @RequestParam(defaultValue = "") String before,
            @RequestParam(defaultValue = "") String after,
            Locale locale) {
        boolean byImpact = order.equals("impact");
        ReportList.Page page = byImpact ? waiting(after) : list.newest(before.isEmpty() ? null : id(before), PAGE);
        return View.of("intake/reports", "page", page)
                .with("byImpact", byImpact)
                .with("names", partners.names(senders(page.reports()), locale));
    }

    private ReportList.Page waiting(String after) {
        Matcher place = PLACE.matcher(after);
        return place.matches()
                ? list.waiting(id(place.group(2)), Integer.valueOf(place.group(1)), PAGE)
                : list.waiting(null, null, PAGE);
    }

    private static UUID id(String text) {
        return Uuid7.parse(text);
    }

    private static Collection<OrganisationId> senders(List<Listed> reports) {
        return reports.stream()
                .map(ReportListController::sender)
                .filter(Objects::nonNull)
                .toList();
    }

    private static @Nullable OrganisationId sender(Listed listed) {
        return switch (listed) {
            case Listed.Mailed mailed -> mailed.report().organisation();
            case Listed.Received received -> received.report().organisation();
        };
    }
}
