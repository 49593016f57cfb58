package org.chosei.desk.inbox.web;

import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.chosei.access.Allow;
import org.chosei.access.Permission;
import org.chosei.access.Scopes;
import org.chosei.desk.SavedSearches;
import org.chosei.desk.inbox.Inbox;
import org.chosei.desk.inbox.InboxView;
import org.chosei.desk.inbox.Snoozes;
import org.chosei.kernel.Uuid7;
import org.chosei.vault.Opened;
import org.chosei.vault.SealedId;
import org.chosei.web.Link;
import org.chosei.web.Redirects;
import org.chosei.web.View;
import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The inbox of the staff and of vendors: where the day begins. */
@Controller
@Transactional
class InboxController {
    /** As many saved filters as a line of choices carries; the others stand with the saved searches. */
    private static final int FILTERS = 12;

    private final Inbox inbox;
    private final Snoozes snoozes;
    private final SavedSearches saved;
    private final InstantSource clock;

    InboxController(Inbox inbox, Snoozes snoozes, SavedSearches saved, InstantSource clock) {
        this.inbox = inbox;
        this.snoozes = snoozes;
        this.saved = saved;
        this.clock = clock;
    }

    @Bean
    static Link inboxLink() {
        return new Link(5, "inbox.title", "/inbox", Permission.COORDINATE);
    }

    @Bean
    static Link vendorInboxLink() {
        return new Link(5, "inbox.title", "/inbox", Permission.VENDOR_WORK);
    }

    /** {@code after} is the last item of the page before. */
    @GetMapping("/inbox")
    @Allow({Permission.COORDINATE, Permission.VENDOR_WORK})
    View show(
            @RequestParam(defaultValue = "") String tab,
            @RequestParam(defaultValue = "") String whose,
            @RequestParam(defaultValue = "") String after,
            Locale locale) {
        InboxView view = InboxView.read(tab, whose);
        InboxView.Page page = inbox.page(view, InboxView.After.read(after));
        List<SavedSearches.Kept> filters = saved.of(SavedSearches.Page.INBOX, FILTERS);
        Map<SealedId, Opened> words = inbox.words(
                page.items(),
                filters.stream()
                        .flatMap(each -> Stream.of(each.name(), each.query()))
                        .toList());
        return View.of("inbox/inbox", "view", view)
                .with("page", page)
                .with("filters", filters)
                .with("words", words)
                .with("titles", inbox.titles(page.items(), words, locale))
                .with("staff", Scopes.person().isStaff())
                .with("now", clock.instant());
    }

    /** Brings a snoozed item back before its time. */
    @PostMapping("/inbox/snoozes/{snooze}/end")
    @Allow({Permission.COORDINATE, Permission.VENDOR_WORK})
    org.springframework.web.servlet.View bringBack(@PathVariable String snooze) {
        snoozes.end(Uuid7.parse(snooze));
        return Redirects.to("/inbox?tab=snoozed");
    }
}
