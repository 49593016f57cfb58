package org.chosei.desk.web;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.chosei.access.Allow;
import org.chosei.access.Permission;
import org.chosei.cases.status.ToldStatuses;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Refusal;
import org.chosei.kernel.Uuid7;
import org.chosei.registry.Organisation;
import org.chosei.registry.Organisations;
import org.chosei.web.View;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The matrix of a case, and recording what several vendors said by telephone: ticked, looked at, then applied. */
@Controller
@Transactional
class StatusController {
    private final StatusPages pages;
    private final ToldStatuses told;
    private final Organisations organisations;
    private final InstantSource clock;

    StatusController(StatusPages pages, ToldStatuses told, Organisations organisations, InstantSource clock) {
        this.pages = pages;
        this.told = told;
        this.organisations = organisations;
        this.clock = clock;
    }

    /** {@code tick} is a vendor whose row comes ticked, or {@code all} for every row shown. */
    @GetMapping("/cases/{id}/status")
    @Allow(Permission.COORDINATE)
    View show(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String state,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String tick,
            Locale locale) {
        StatusMatrix matrix = pages.matrix(CaseId.of(id), StatusMatrix.Filter.read(state, q), locale);
        Set<String> ticked = new LinkedHashSet<>();
        matrix.rows().stream()
                .map(row -> row.vendor().id().toString())
                .filter(vendor -> tick.equals("all") || tick.equals(vendor))
                .forEach(ticked::add);
        return matrix(matrix, ticked, TelephoneForm.blank(), List.of());
    }

    /** Names every vendor and what would change; nothing is recorded yet. */
    @PostMapping("/cases/{id}/status/preview")
    @Allow(Permission.COORDINATE)
    View preview(
            @PathVariable String id,
            @RequestParam(defaultValue = "") List<String> vendor,
            @RequestParam Map<String, String> form,
            Locale locale) {
        CaseId caseId = CaseId.of(id);
        Set<String> ticked = new LinkedHashSet<>(vendor);
        StatusMatrix matrix = pages.matrix(caseId, StatusMatrix.Filter.none(), locale);
        TelephoneForm typed = TelephoneForm.of(form);
        try {
            ToldStatuses.Call call = typed.read(vendors(vendor), matrix.of().openedAt(), clock.instant());
            return View.of("desk/status-preview", "matrix", matrix)
                    .with("names", names(call, locale))
                    .with("call", call)
                    .with("typed", typed)
                    .with("form", Uuid7.at(clock.instant()))
                    .with("seen", seen(told.newest(caseId)));
        } catch (Refusal.Invalid refusal) {
            return matrix(matrix, ticked, typed, List.of(refusal)).status(HttpStatus.UNPROCESSABLE_CONTENT);
        }
    }

    /** Records it for each vendor and reports what became of it; sent twice it is recorded once. */
    @PostMapping("/cases/{id}/status")
    @Allow(Permission.COORDINATE)
    View record(
            @PathVariable String id,
            @RequestParam(defaultValue = "") List<String> vendor,
            @RequestParam String form,
            @RequestParam(defaultValue = "") String seen,
            @RequestParam Map<String, String> fields,
            Locale locale) {
        CaseId caseId = CaseId.of(id);
        StatusMatrix matrix = pages.matrix(caseId, StatusMatrix.Filter.none(), locale);
        TelephoneForm typed = TelephoneForm.of(fields);
        try {
            ToldStatuses.Call call = typed.read(vendors(vendor), matrix.of().openedAt(), clock.instant());
            ToldStatuses.Outcome outcome =
                    told.record(caseId, Uuid7.parse(form), seen.isEmpty() ? null : Uuid7.parse(seen), call);
            return View.of("desk/status-report", "matrix", matrix)
                    .with("names", names(call, locale))
                    .with("call", call)
                    .with("outcome", outcome);
        } catch (Refusal.Invalid refusal) {
            return matrix(matrix, new LinkedHashSet<>(vendor), typed, List.of(refusal))
                    .status(HttpStatus.UNPROCESSABLE_CONTENT);
        }
    }

    private View matrix(StatusMatrix matrix, Set<String> ticked, TelephoneForm typed, List<Refusal.Invalid> refusals) {
        return View.of("desk/status", "matrix", matrix)
                .with("ticked", ticked)
                .with("typed", typed)
                .with("refusals", refusals)
                .with("now", clock.instant());
    }

    /** The vendors' names in the order in which they were ticked; whoever is no organisation is not there. */
    private Map<OrganisationId, String> names(ToldStatuses.Call call, Locale locale) {
        Map<OrganisationId, Organisation> known = organisations.byId(call.by().keySet());
        Map<OrganisationId, String> names = new LinkedHashMap<>();
        call.by().keySet().stream()
                .flatMap(vendor -> Stream.ofNullable(known.get(vendor)))
                .forEach(vendor -> names.put(vendor.id(), vendor.name(locale)));
        return names;
    }

    private static String seen(@Nullable UUID newest) {
        return newest == null ? "" : newest.toString();
    }

    private static Set<OrganisationId> vendors(List<String> typed) {
        Set<OrganisationId> vendors = new LinkedHashSet<>();
        typed.stream().filter(each -> !each.isBlank()).forEach(each -> vendors.add(OrganisationId.of(each)));
        return vendors;
    }
}
