package org.chosei.conversation.web;

import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.chosei.access.Allow;
import org.chosei.access.Permission;
import org.chosei.conversation.Part;
import org.chosei.conversation.TalkPages;
import org.chosei.conversation.ThreadId;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.Uuid7;
import org.chosei.web.Redirects;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** The talk of a case, for staff and for vendors: it opens on the first message that its reader has not read. */
@Controller
@Transactional
class TalkController {
    private final TalkPages pages;
    private final TalkView view;

    TalkController(TalkPages pages, TalkView view) {
        this.pages = pages;
        this.view = view;
    }

    @GetMapping("/cases/{id}/talk")
    @Allow(Permission.COORDINATE)
    View ofCase(@PathVariable String id) {
        return landing(CaseId.of(id));
    }

    @GetMapping("/our-cases/{id}/talk")
    @Allow(Permission.VENDOR_WORK)
    View ofOurCase(@PathVariable String id) {
        return landing(CaseId.of(id));
    }

    /** A piece of a page: how many messages are unread, for the navigation of the case. */
    @GetMapping("/cases/{id}/talk/unread")
    @Allow(Permission.COORDINATE)
    View unread(@PathVariable String id) {
        return count(CaseId.of(id));
    }

    @GetMapping("/our-cases/{id}/talk/unread")
    @Allow(Permission.VENDOR_WORK)
    View ourUnread(@PathVariable String id) {
        return count(CaseId.of(id));
    }

    private View count(CaseId caseId) {
        return org.chosei.web.View.of("conversation/unread", "count", pages.unread(caseId));
    }

    /** Marks everything in a thread as read. */
    @PostMapping("/threads/{thread}/read")
    @Allow({Permission.COORDINATE, Permission.VENDOR_WORK})
    View read(@PathVariable String thread) {
        ThreadId id = ThreadId.of(thread);
        pages.readAll(id);
        return Redirects.to(pages.path(id));
    }

    private View landing(CaseId caseId) {
        return Redirects.to(pages.path(pages.landing(caseId)));
    }

    @GetMapping("/cases/{id}/talk/{thread}")
    @Allow(Permission.COORDINATE)
    View thread(
            @PathVariable String id,
            @PathVariable String thread,
            @RequestParam Optional<String> at,
            @RequestParam Optional<String> before,
            @RequestParam Optional<String> after,
            @RequestParam Optional<String> latest,
            @RequestParam Optional<String> restore,
            Locale locale) {
        return show(
                CaseId.of(id), ThreadId.of(thread), part(at, before, after, latest), restore.map(Uuid7::parse), locale);
    }

    @GetMapping("/our-cases/{id}/talk/{thread}")
    @Allow(Permission.VENDOR_WORK)
    View ourThread(
            @PathVariable String id,
            @PathVariable String thread,
            @RequestParam Optional<String> at,
            @RequestParam Optional<String> before,
            @RequestParam Optional<String> after,
            @RequestParam Optional<String> latest,
            @RequestParam Optional<String> restore,
            Locale locale) {
        return show(
                CaseId.of(id), ThreadId.of(thread), part(at, before, after, latest), restore.map(Uuid7::parse), locale);
    }

    private static Optional<Part> part(
            Optional<String> at, Optional<String> before, Optional<String> after, Optional<String> latest) {
        return Part.of(at.map(Uuid7::parse), before.map(Uuid7::parse), after.map(Uuid7::parse), latest.isPresent());
    }

    private View show(CaseId caseId, ThreadId thread, Optional<Part> part, Optional<UUID> restored, Locale locale) {
        Optional<UUID> unread = part.isPresent() ? Optional.empty() : pages.firstUnread(caseId, thread);
        return unread.<View>map(first -> Redirects.to(pages.path(thread) + "?at=" + first + "#m-" + first))
                .orElseGet(
                        () -> view.of(pages.page(caseId, thread, part.orElseGet(Part.Latest::new), restored, locale)));
    }
}
