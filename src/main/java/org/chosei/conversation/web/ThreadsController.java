package org.chosei.conversation.web;

import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.chosei.access.Allow;
import org.chosei.access.Permission;
import org.chosei.cases.Cases;
import org.chosei.cases.CoordinatedCase;
import org.chosei.conversation.NamedThreads;
import org.chosei.conversation.TalkPages;
import org.chosei.conversation.ThreadId;
import org.chosei.conversation.ThreadKind;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Refusal;
import org.chosei.kernel.Uuid7;
import org.chosei.registry.Organisations;
import org.chosei.web.Choice;
import org.chosei.web.Redirects;
import org.chosei.web.View;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Named threads and groups, which staff open and keep. */
@Controller
public class ThreadsController {
    private final NamedThreads threads;
    private final TalkPages pages;
    private final Cases cases;
    private final Organisations organisations;
    private final TransactionOperations transaction;
    private final InstantSource clock;

    ThreadsController(
            NamedThreads threads,
            TalkPages pages,
            Cases cases,
            Organisations organisations,
            TransactionOperations transaction,
            InstantSource clock) {
        this.threads = threads;
        this.pages = pages;
        this.cases = cases;
        this.organisations = organisations;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** What was chosen and typed. */
    public record Typed(String kind, String title, Set<String> vendors, boolean shown) {}

    @GetMapping("/cases/{id}/talk/new")
    @Allow(Permission.COORDINATE)
    View form(@PathVariable String id, Locale locale) {
        return page(CaseId.of(id), new Typed(ThreadKind.GROUP.name(), "", Set.of(), false), List.of(), locale);
    }

    @PostMapping("/cases/{id}/talk")
    @Allow(Permission.COORDINATE)
    org.springframework.web.servlet.View open(
            @PathVariable String id,
            @RequestParam String form,
            @RequestParam(defaultValue = "") String kind,
            @RequestParam(defaultValue = "") String title,
            @RequestParam Optional<List<String>> vendor,
            @RequestParam Optional<String> shown,
            Locale locale) {
        CaseId caseId = CaseId.of(id);
        List<String> vendors = vendor.orElse(List.of());
        try {
            return Redirects.to(Objects.requireNonNull(transaction.execute(_ -> {
                ThreadKind chosen = Choice.of(ThreadKind.class, kind, "kind", "thread-kind");
                return pages.path(threads.open(
                        Uuid7.parse(form),
                        caseId,
                        chosen,
                        title,
                        vendors.stream().map(OrganisationId::of).toList(),
                        shown.isPresent()));
            })));
        } catch (Refusal.Invalid refusal) {
            return page(
                            caseId,
                            new Typed(kind, title, Set.copyOf(vendors), shown.isPresent()),
                            List.of(refusal),
                            locale)
                    .status(HttpStatus.UNPROCESSABLE_CONTENT);
        }
    }

    private View page(CaseId caseId, Typed typed, List<Refusal.Invalid> refusals, Locale locale) {
        return Objects.requireNonNull(transaction.execute(_ -> {
            CoordinatedCase of = cases.get(caseId);
            Map<String, OrganisationId> vendors = new TreeMap<>();
            organisations
                    .byId(threads.reachable(caseId))
                    .forEach((vendor, organisation) -> vendors.put(organisation.name(locale) + " " + vendor, vendor));
            Map<OrganisationId, String> names = new java.util.LinkedHashMap<>();
            vendors.forEach((name, vendor) -> names.put(vendor, name.substring(0, name.lastIndexOf(' '))));
            return View.of("conversation/new-thread", "of", of)
                    .with("form", Uuid7.at(clock.instant()).toString())
                    .with("vendors", names)
                    .with("typed", typed)
                    .with("refusals", refusals);
        }));
    }

    @PostMapping("/threads/{thread}/state")
    @Allow(Permission.COORDINATE)
    org.springframework.web.servlet.View state(
            @PathVariable String thread, @RequestParam(defaultValue = "") String resolved) {
        return change(ThreadId.of(thread), id -> threads.resolve(id, resolved.equals("yes")));
    }

    @PostMapping("/threads/{thread}/members")
    @Allow(Permission.COORDINATE)
    org.springframework.web.servlet.View join(
            @PathVariable String thread, @RequestParam(defaultValue = "") String vendor) {
        return change(ThreadId.of(thread), id -> {
            threads.requireGroup(id);
            threads.join(id, OrganisationId.of(vendor));
        });
    }

    @PostMapping("/threads/{thread}/members/removal")
    @Allow(Permission.COORDINATE)
    org.springframework.web.servlet.View leave(
            @PathVariable String thread, @RequestParam(defaultValue = "") String vendor) {
        return change(ThreadId.of(thread), id -> {
            threads.requireGroup(id);
            threads.leave(id, OrganisationId.of(vendor));
        });
    }

    private org.springframework.web.servlet.View change(ThreadId thread, java.util.function.Consumer<ThreadId> step) {
        return Redirects.to(Objects.requireNonNull(transaction.execute(_ -> {
            step.accept(thread);
            return pages.path(thread);
        })));
    }
}
