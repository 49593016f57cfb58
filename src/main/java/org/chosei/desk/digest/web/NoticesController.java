package org.chosei.desk.digest.web;

import jakarta.servlet.http.HttpServletRequest;
import java.time.ZoneId;
import java.util.List;
import org.chosei.access.Allow;
import org.chosei.access.Permission;
import org.chosei.desk.digest.OwnNotices;
import org.chosei.desk.digest.TypedNotices;
import org.chosei.kernel.Refusal;
import org.chosei.web.ReaderZone;
import org.chosei.web.Redirects;
import org.chosei.web.View;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** How one is told by mail of what happens in cases. */
@Controller
@Transactional
class NoticesController {
    private static final List<String> ZONES = ZoneId.getAvailableZoneIds().stream()
            .filter(zone -> zone.contains("/") && !zone.startsWith("Etc/") && !zone.startsWith("SystemV/"))
            .sorted()
            .toList();

    private final OwnNotices own;
    private final ReaderZone zone;

    NoticesController(OwnNotices own, ReaderZone zone) {
        this.own = own;
        this.zone = zone;
    }

    @GetMapping("/account/notices")
    @Allow(Permission.OWN_ACCOUNT)
    View show(@RequestParam(defaultValue = "") String done, HttpServletRequest request) {
        return page(TypedNotices.of(own.settings(zone.of(request))), !done.isEmpty(), List.of());
    }

    @PostMapping("/account/notices")
    @Allow(Permission.OWN_ACCOUNT)
    org.springframework.web.servlet.View change(
            @RequestParam(defaultValue = "") String mentions,
            @RequestParam(defaultValue = "") String mine,
            @RequestParam(defaultValue = "") String everything,
            @RequestParam(defaultValue = "") String daily,
            @RequestParam(defaultValue = "") String quietFrom,
            @RequestParam(defaultValue = "") String quietUntil,
            @RequestParam(defaultValue = "") String zone,
            @RequestParam(defaultValue = "") String business) {
        TypedNotices typed = new TypedNotices(
                mentions, mine, everything, daily, quietFrom, quietUntil, zone, business.equals("yes"));
        List<Refusal.Invalid> problems = typed.problems();
        if (!problems.isEmpty()) {
            return page(typed, false, problems).status(HttpStatus.UNPROCESSABLE_CONTENT);
        }
        own.change(typed);
        return Redirects.to("/account/notices?done=yes");
    }

    private static View page(TypedNotices typed, boolean done, List<Refusal.Invalid> problems) {
        return View.of("desk/notices", "typed", typed)
                .with("zones", ZONES)
                .with("done", done)
                .with("problems", problems);
    }
}
