package org.chosei.distribution.web;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chosei.access.Grants;
import org.chosei.cases.Cases;
import org.chosei.cases.CoordinatedCase;
import org.chosei.cases.embargo.Embargoes;
import org.chosei.distribution.Amends;
import org.chosei.distribution.CaseScopes;
import org.chosei.distribution.Suggestion;
import org.chosei.distribution.Suggestions;
import org.chosei.distribution.VendorGroups;
import org.chosei.distribution.WaveTexts;
import org.chosei.distribution.Waves;
import org.chosei.distribution.Waves.Candidate;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Refusal;
import org.chosei.registry.keywords.Keyword;
import org.chosei.registry.keywords.KeywordLists;
import org.chosei.vault.OpenPurpose;
import org.chosei.vault.Vault;
import org.chosei.web.Site;
import org.chosei.web.View;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The page on which a wave is written: candidates with gate and suggestion, words, instant. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class WaveForm {
    private final Cases cases;
    private final Embargoes embargoes;
    private final Waves waves;
    private final WaveTexts texts;
    private final CaseScopes scopes;
    private final Suggestions suggestions;
    private final VendorGroups groups;
    private final KeywordLists keywords;
    private final Grants grants;
    private final Vault vault;
    private final Site site;
    private final InstantSource clock;

    WaveForm(
            Cases cases,
            Embargoes embargoes,
            Waves waves,
            WaveTexts texts,
            CaseScopes scopes,
            Suggestions suggestions,
            VendorGroups groups,
            KeywordLists keywords,
            Grants grants,
            Vault vault,
            Site site,
            InstantSource clock) {
        this.cases = cases;
        this.embargoes = embargoes;
        this.waves = waves;
        this.texts = texts;
        this.scopes = scopes;
        this.suggestions = suggestions;
        this.groups = groups;
        this.keywords = keywords;
        this.grants = grants;
        this.vault = vault;
        this.site = site;
        this.clock = clock;
    }

    /**
     * A row of the selection.
     *
     * @param told whether it was told something of the case, or will be
     */
    public record Row(Candidate candidate, Suggestion suggestion, boolean told) {}

    /**
     * The page.
     *
     * @param sought null to show what was recorded last, or the case's product while nothing was
     */
    View shown(CaseId id, TypedWave typed, @Nullable String sought, List<Refusal.Invalid> refusals) {
        CoordinatedCase of = cases.get(id);
        if (of.ended()) {
            throw new Refusal.WrongState("case-ended");
        }
        String recorded = scopes.lines(id);
        Map<OrganisationId, Suggestion> reasons = suggestions.of(id);
        Amends amends = typed.amendment();
        LocalDateTime proposed = LocalDateTime.ofInstant(clock.instant(), site.zone())
                .plusHours(1)
                .truncatedTo(ChronoUnit.HOURS);
        return View.of("distribution/new-wave", "of", of)
                .with("title", vault.open(OpenPurpose.LIST, of.title()).text())
                .with("embargo", embargoes.of(of.id()))
                .with("rows", rows(id, reasons, amends))
                .with("suggested", reasons.values().stream().anyMatch(Suggestion::speaks))
                .with("sought", sought != null ? sought : recorded.isEmpty() ? product(of) : recorded)
                .with("seeks", !recorded.isEmpty())
                .with("labels", labels())
                .with("groups", groups.own())
                .with("policy", waves.policy())
                .with("awaits", waves.policy().asksApproval(of.tlp()))
                .with(
                        "amended",
                        amends == null
                                ? 0
                                : texts.amendable(id, amends.notice()).ordinal())
                .with("zones", Zones.of(site))
                .with("proposed", typed.instant().isEmpty() ? proposed.toString() : typed.instant())
                .with("typed", typed)
                .with("refusals", refusals)
                .status(refusals.isEmpty() ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT);
    }

    private String product(CoordinatedCase of) {
        return cases.words(of).product();
    }

    /** Those for whom something speaks come first. A correction is for those who got what it corrects. */
    private List<Row> rows(CaseId id, Map<OrganisationId, Suggestion> reasons, @Nullable Amends amends) {
        Set<OrganisationId> told = told(id);
        Set<OrganisationId> only =
                amends == null ? Set.of() : texts.amendable(id, amends.notice()).addressees();
        return waves.candidates(id).stream()
                .filter(each -> amends == null || only.contains(each.vendor().id()))
                .map(each -> new Row(
                        each,
                        reasons.getOrDefault(each.vendor().id(), Suggestion.NONE),
                        told.contains(each.vendor().id())))
                .sorted(Comparator.comparing((Row row) -> !row.suggestion().speaks()))
                .toList();
    }

    private Set<OrganisationId> told(CaseId id) {
        Set<OrganisationId> told = new HashSet<>();
        grants.given(id).forEach(given -> {
            Instant from = given.from();
            if (from != null) {
                told.add(given.organisation());
            }
        });
        return told;
    }

    /** The words of the keywords in Japanese and English, by code. */
    private Map<String, Keyword> labels() {
        return new LinkedHashMap<>(keywords.current().byCode());
    }

    /** What a button ticks besides: all that is suggested, or a group; as far as the gate lets them get something. */
    TypedWave ticked(CaseId id, TypedWave typed, String step) {
        Set<OrganisationId> wanted = new HashSet<>();
        if (step.equals("suggested")) {
            suggestions.of(id).forEach((vendor, suggestion) -> {
                if (suggestion.speaks()) {
                    wanted.add(vendor);
                }
            });
        }
        groups.own().stream()
                .filter(group -> step.equals("group:" + group.id()))
                .forEach(group -> wanted.addAll(group.members()));
        return typed.ticking(waves.candidates(id).stream()
                .filter(each -> each.answer().eligible()
                        && wanted.contains(each.vendor().id()))
                .map(each -> each.vendor().id())
                .toList());
    }
}
