package org.chosei.distribution.web;

import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.chosei.access.Allow;
import org.chosei.access.Permission;
import org.chosei.cases.Cases;
import org.chosei.cases.CoordinatedCase;
import org.chosei.cases.embargo.Embargoes;
import org.chosei.distribution.Waves;
import org.chosei.distribution.Withdrawals;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Refusal;
import org.chosei.kernel.Uuid7;
import org.chosei.kernel.ZonedTime;
import org.chosei.vault.OpenPurpose;
import org.chosei.vault.Vault;
import org.chosei.web.Redirects;
import org.chosei.web.Site;
import org.chosei.web.View;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Choosing vendors, planning and cancelling waves, withdrawing vendors. */
@Controller
class WaveController {
    private final Cases cases;
    private final Embargoes embargoes;
    private final Waves waves;
    private final Withdrawals withdrawals;
    private final Vault vault;
    private final Site site;
    private final TransactionOperations transaction;
    private final InstantSource clock;

    WaveController(
            Cases cases,
            Embargoes embargoes,
            Waves waves,
            Withdrawals withdrawals,
            Vault vault,
            Site site,
            TransactionOperations transaction,
            InstantSource clock) {
        this.cases = cases;
        this.embargoes = embargoes;
        this.waves = waves;
        this.withdrawals = withdrawals;
        this.vault = vault;
        this.site = site;
        this.transaction = transaction;
        this.clock = clock;
    }

    @GetMapping("/cases/{id}/waves/new")
    @Allow(Permission.DISTRIBUTE)
    View choose(@PathVariable String id) {
        return form(CaseId.of(id), TypedWave.blank(Uuid7.at(clock.instant())), List.of());
    }

    private View form(CaseId id, TypedWave typed, List<Refusal.Invalid> refusals) {
        return Objects.requireNonNull(transaction.execute(_ -> shown(id, typed)))
                .with("typed", typed)
                .with("refusals", refusals)
                .status(refusals.isEmpty() ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT);
    }

    private View shown(CaseId id, TypedWave typed) {
        CoordinatedCase of = cases.get(id);
        LocalDateTime proposed = LocalDateTime.ofInstant(clock.instant(), site.zone())
                .plusHours(1)
                .truncatedTo(ChronoUnit.HOURS);
        return View.of("distribution/new-wave", "of", of)
                .with("title", vault.open(OpenPurpose.LIST, of.title()).text())
                .with("embargo", embargoes.of(of.id()))
                .with("candidates", waves.candidates(of.id()))
                .with("policy", waves.policy())
                .with("zones", List.of(site.zone().getId(), "UTC", "America/New_York", "Europe/Berlin"))
                .with("proposed", typed.instant().isEmpty() ? proposed.toString() : typed.instant());
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
            @RequestParam(defaultValue = "") String zone) {
        CaseId caseId = CaseId.of(id);
        Set<OrganisationId> vendors =
                vendor.stream().map(OrganisationId::of).collect(Collectors.toCollection(LinkedHashSet::new));
        UUID waveId = wave.isEmpty() ? Uuid7.at(clock.instant()) : Uuid7.parse(wave);
        try {
            waves.plan(
                    waveId, new Waves.Request(caseId, vendors, titleJa, bodyJa, titleEn, bodyEn, read(instant, zone)));
        } catch (Refusal.Invalid refusal) {
            TypedWave typed =
                    new TypedWave(waveId, Set.copyOf(vendor), titleJa, bodyJa, titleEn, bodyEn, instant, zone);
            return form(caseId, typed, List.of(refusal));
        }
        return Redirects.to("/cases/" + caseId);
    }

    /** Date, hour and zone, all three: an instant without a zone is refused. */
    static ZonedDateTime read(String local, String zone) {
        return ZonedTime.read("instant", local, zone);
    }

    @PostMapping("/waves/{wave}/cancellation")
    @Allow(Permission.DISTRIBUTE)
    @Transactional
    org.springframework.web.servlet.View cancel(
            @PathVariable String wave, @RequestParam(defaultValue = "") String reason) {
        UUID id = Uuid7.parse(wave);
        return Redirects.to("/cases/" + withdrawals.cancel(id, reason).caseId());
    }

    @PostMapping("/cases/{id}/vendors/{vendor}/withdrawal")
    @Allow(Permission.DISTRIBUTE)
    @Transactional
    org.springframework.web.servlet.View withdraw(
            @PathVariable String id, @PathVariable String vendor, @RequestParam(defaultValue = "") String reason) {
        CaseId caseId = CaseId.of(id);
        withdrawals.withdraw(caseId, OrganisationId.of(vendor), reason);
        return Redirects.to("/cases/" + caseId);
    }
}
