package org.chosei.desk.web;

import jakarta.servlet.http.HttpServletRequest;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.chosei.access.Allow;
import org.chosei.access.Permission;
import org.chosei.desk.SavedSearches;
import org.chosei.desk.inbox.InboxView;
import org.chosei.kernel.Refusal;
import org.chosei.kernel.Uuid7;
import org.chosei.web.ReaderZone;
import org.chosei.web.Redirects;
import org.chosei.web.View;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Full-text search, for staff and vendors alike, and the searches that people keep. */
@Controller
class SearchController {
    private final SearchPages pages;
    private final SavedSearches saved;
    private final TransactionOperations transaction;
    private final ReaderZone zone;

    SearchController(SearchPages pages, SavedSearches saved, TransactionOperations transaction, ReaderZone zone) {
        this.pages = pages;
        this.saved = saved;
        this.transaction = transaction;
        this.zone = zone;
    }

    @GetMapping("/search")
    @Allow({Permission.COORDINATE, Permission.VENDOR_WORK})
    View search(
            @RequestParam(defaultValue = "") String q,
            @RequestParam Optional<String> before,
            Locale locale,
            HttpServletRequest request) {
        return page(q, before.map(Uuid7::parse), new Reader(locale, zone.of(request)), List.of(), Map.of());
    }

    @PostMapping("/searches")
    @Allow({Permission.COORDINATE, Permission.VENDOR_WORK})
    org.springframework.web.servlet.View save(
            @RequestParam String form,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "search") String page,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String shared,
            Locale locale,
            HttpServletRequest request) {
        SavedSearches.Page of = SavedSearches.Page.of(page);
        String kept = of == SavedSearches.Page.INBOX ? InboxView.of(q).address() : q;
        try {
            UUID sent = Uuid7.parse(form);
            transaction.executeWithoutResult(_ -> saved.save(sent, of, name, kept, shared.equals("yes")));
            return Redirects.to(of == SavedSearches.Page.INBOX ? "/inbox?" + kept : "/search#saved");
        } catch (Refusal.Invalid invalid) {
            return page(
                            of == SavedSearches.Page.INBOX ? "" : q,
                            Optional.empty(),
                            new Reader(locale, zone.of(request)),
                            List.of(invalid),
                            Map.of("name", name, "page", of.key(), "shared", shared, "q", kept))
                    .status(HttpStatus.UNPROCESSABLE_CONTENT);
        }
    }

    @PostMapping("/searches/{search}/removal")
    @Allow({Permission.COORDINATE, Permission.VENDOR_WORK})
    org.springframework.web.servlet.View remove(@PathVariable String search) {
        UUID id = Uuid7.parse(search);
        transaction.executeWithoutResult(_ -> saved.remove(id));
        return Redirects.to("/search#saved");
    }

    /** Shares one's own with the team, or keeps it to oneself again. */
    @PostMapping("/searches/{search}/sharing")
    @Allow(Permission.COORDINATE)
    org.springframework.web.servlet.View share(
            @PathVariable String search, @RequestParam(defaultValue = "") String shared) {
        UUID id = Uuid7.parse(search);
        transaction.executeWithoutResult(_ -> saved.share(id, shared.equals("yes")));
        return Redirects.to("/search#saved");
    }

    private record Reader(Locale locale, ZoneId zone) {}

    private View page(
            String q, Optional<UUID> before, Reader reader, List<Refusal.Invalid> refusals, Map<String, String> typed) {
        SearchPages.Results results =
                transaction.execute(_ -> pages.page(q, before.orElse(null), reader.locale(), reader.zone()));
        return View.of("desk/search", "results", java.util.Objects.requireNonNull(results))
                .with("refusals", refusals)
                .with("typed", typed)
                .with("form", UUID.randomUUID());
    }
}
