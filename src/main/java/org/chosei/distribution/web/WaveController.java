package org.chosei.distribution.web;

import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.chosei.access.Allow;
import org.chosei.access.Permission;
import org.chosei.cases.Cases;
import org.chosei.distribution.Amends;
import org.chosei.distribution.CaseScopes;
import org.chosei.distribution.VendorGroups;
import org.chosei.distribution.WavePreviews;
import org.chosei.distribution.WaveSubmissions;
import org.chosei.distribution.WaveTexts;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.Refusal;
import org.chosei.kernel.Uuid7;
import org.chosei.kernel.ZonedTime;
import org.chosei.web.Choice;
import org.chosei.web.Redirects;
import org.chosei.web.View;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Choosing vendors, writing the notice, looking at what would go to whom, and planning it. */
@Controller
class WaveController {
    private final Cases cases;
    private final WaveForm form;
    private final WaveTexts texts;
    private final WavePreviews previews;
    private final WaveSubmissions submissions;
    private final CaseScopes scopes;
    private final VendorGroups groups;
    private final TransactionOperations transaction;
    private final InstantSource clock;

    WaveController(
            Cases cases,
            WaveForm form,
            WaveTexts texts,
            WavePreviews previews,
            WaveSubmissions submissions,
            CaseScopes scopes,
            VendorGroups groups,
            TransactionOperations transaction,
            InstantSource clock) {
        this.cases = cases;
        this.form = form;
        this.texts = texts;
        this.previews = previews;
        this.submissions = submissions;
        this.scopes = scopes;
        this.groups = groups;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Empty, with the words of another wave ({@code like}), or about a notice ({@code amends}, {@code how}). */
    @GetMapping("/cases/{id}/waves/new")
    @Allow(Permission.DISTRIBUTE)
    View choose(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String like,
            @RequestParam(defaultValue = "") String amends,
            @RequestParam(defaultValue = "") String how) {
        CaseId caseId = CaseId.of(id);
        UUID wave = Uuid7.at(clock.instant());
        return in(() -> {
            cases.get(caseId);
            TypedWave typed = TypedWave.blank(wave);
            if (!like.isEmpty()) {
                typed = TypedWave.like(wave, texts.words(Uuid7.parse(like), caseId));
            } else if (!amends.isEmpty()) {
                UUID notice = Uuid7.parse(amends);
                typed = TypedWave.amending(
                        wave,
                        notice,
                        Choice.of(Amends.How.class, how, "how", "wave-how"),
                        texts.amendable(caseId, notice).addressees());
            }
            return form.shown(caseId, typed, null, List.of());
        });
    }

    @PostMapping("/cases/{id}/waves")
    @Allow(Permission.DISTRIBUTE)
    org.springframework.web.servlet.View plan(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String wave,
            @RequestParam(defaultValue = "") List<String> vendor,
            @RequestParam(defaultValue = "") String titleJa,
            @RequestParam(defaultValue = "") String bodyJa,
            @RequestParam(defaultValue = "") String titleEn,
            @RequestParam(defaultValue = "") String bodyEn,
            @RequestParam(defaultValue = "") String instant,
            @RequestParam(defaultValue = "") String zone,
            @RequestParam(defaultValue = "") String why,
            @RequestParam(defaultValue = "") String amends,
            @RequestParam(defaultValue = "") String how,
            @RequestParam Optional<String> sought,
            @RequestParam(defaultValue = "") String groupName,
            @RequestParam(defaultValue = "plan") String step) {
        CaseId caseId = CaseId.of(id);
        UUID waveId = wave.isEmpty() ? Uuid7.at(clock.instant()) : Uuid7.parse(wave);
        TypedWave typed = new TypedWave(
                waveId, Set.copyOf(vendor), titleJa, bodyJa, titleEn, bodyEn, instant, zone, why, amends, how);
        typed.chosen();
        try {
            return step(caseId, typed, sought, groupName, step);
        } catch (Refusal.Invalid refusal) {
            return in(() -> form.shown(caseId, typed, sought.orElse(null), List.of(refusal)));
        }
    }

    private org.springframework.web.servlet.View step(
            CaseId caseId, TypedWave typed, Optional<String> sought, String groupName, String step) {
        sought.ifPresent(lines -> in(() -> {
            scopes.record(caseId, lines);
            return true;
        }));
        if (step.equals("preview")) {
            return preview(caseId, typed);
        }
        if (step.equals("keep")) {
            in(() -> {
                groups.keep(Uuid7.at(clock.instant()), groupName, typed.chosen());
                return true;
            });
        }
        if (!step.equals("plan")) {
            return in(() -> form.shown(caseId, form.ticked(caseId, typed, step), sought.orElse(null), List.of()));
        }
        boolean waits = submissions.take(typed.wave(), typed.request(caseId, at(typed)));
        return Redirects.to(waits ? "/waves/" + typed.wave() : "/cases/" + caseId);
    }

    private View preview(CaseId caseId, TypedWave typed) {
        return in(() -> View.of("distribution/preview", "preview", previews.of(typed.request(caseId, at(typed)))))
                .with("typed", typed);
    }

    /** Date, hour and zone, all three: an instant without a zone is refused. */
    private static ZonedDateTime at(TypedWave typed) {
        return ZonedTime.read("instant", typed.instant(), typed.zone());
    }

    private <T> T in(Supplier<T> work) {
        return Objects.requireNonNull(transaction.execute(_ -> work.get()));
    }
}
