package org.chosei.agreements.paper;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import org.chosei.agreements.AgreementKind;
import org.chosei.agreements.SignatureBook;
import org.chosei.agreements.TextVersions;
import org.chosei.agreements.Versions;
import org.chosei.agreements.Versions.Version;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Refusal;
import org.chosei.web.Site;
import org.springframework.stereotype.Component;

/** What a paper can be a signature of: a version that still stands, signed since it came and since the last end. */
@Component
class PaperRules {
    private final TextVersions versions;
    private final SignatureBook book;
    private final Site site;
    private final InstantSource clock;

    PaperRules(TextVersions versions, SignatureBook book, Site site, InstantSource clock) {
        this.versions = versions;
        this.book = book;
        this.site = site;
        this.clock = clock;
    }

    /** Reads what somebody typed, and refuses what could not stand. */
    PaperReading read(OrganisationId organisation, AgreementKind kind, PaperReading.Typed typed) {
        Instant now = clock.instant();
        PaperReading reading = typed.read(day(now));
        Versions known = versions.all().getOrDefault(kind, new Versions(List.of()));
        Version version = known.all().stream()
                .filter(each ->
                        each.number() == reading.version() && !each.from().isAfter(now))
                .findFirst()
                .orElseThrow(() -> new Refusal.Invalid("version", "paper-version"));
        Instant until = known.standsUntil(version.number(), now);
        if (until != null && !until.isAfter(now)) {
            throw new Refusal.Invalid("version", "paper-version-over", day(until));
        }
        LocalDate from = day(version.from());
        if (reading.signedOn().isBefore(from)) {
            throw new Refusal.Invalid("signedOn", "paper-before-version", from);
        }
        book.lastEnd(organisation, kind)
                .map(this::day)
                .filter(end -> !reading.signedOn().isAfter(end))
                .ifPresent(end -> {
                    throw new Refusal.Invalid("signedOn", "paper-before-end", end);
                });
        return reading;
    }

    private LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, site.zone());
    }
}
