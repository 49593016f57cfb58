package org.chosei.identity.web;

import org.chosei.access.Allow;
import org.chosei.access.Permission;
import org.chosei.identity.CalendarFeeds;
import org.chosei.web.Redirects;
import org.chosei.web.Site;
import org.chosei.web.View;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;

/** The secret address of one's own calendar: made, shown once, replaced and ended. */
@Controller
class CalendarController {
    private final CalendarFeeds feeds;
    private final Site site;

    CalendarController(CalendarFeeds feeds, Site site) {
        this.feeds = feeds;
        this.site = site;
    }

    @GetMapping("/account/calendar")
    @Allow(Permission.OWN_ACCOUNT)
    View show() {
        return page("");
    }

    /** Answers with the page itself: the address is kept nowhere from which a redirect could show it. */
    @PostMapping("/account/calendar")
    @Allow(Permission.OWN_ACCOUNT)
    View make() {
        return page(site.address("/calendar/" + feeds.make().value() + ".ics"));
    }

    @PostMapping("/account/calendar/end")
    @Allow(Permission.OWN_ACCOUNT)
    org.springframework.web.servlet.View end() {
        feeds.end();
        return Redirects.to("/account/calendar");
    }

    private View page(String address) {
        return View.of("deadlines/calendar", "since", feeds.since()).with("address", address);
    }
}
