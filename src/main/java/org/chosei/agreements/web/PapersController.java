package org.chosei.agreements.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.chosei.access.Allow;
import org.chosei.access.Permission;
import org.chosei.access.Scopes;
import org.chosei.agreements.AgreementKind;
import org.chosei.agreements.paper.Paper;
import org.chosei.agreements.paper.PaperReading;
import org.chosei.agreements.paper.PaperReading.Typed;
import org.chosei.agreements.paper.Papers;
import org.chosei.identity.OrganisationNames;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.PersonId;
import org.chosei.kernel.Refusal;
import org.chosei.kernel.Uuid7;
import org.chosei.web.Download;
import org.chosei.web.Redirects;
import org.chosei.web.View;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;

/** Entering signatures on paper: bring a scan, read it, let another person read it. */
@Controller
public class PapersController {
    private final Papers papers;
    private final OrganisationNames organisations;
    private final TransactionOperations transaction;

    PapersController(Papers papers, OrganisationNames organisations, TransactionOperations transaction) {
        this.papers = papers;
        this.organisations = organisations;
        this.transaction = transaction;
    }

    /**
     * A paper as one reader may see it.
     *
     * @param mine whether the reading that waits for another is the reader's own
     * @param differing in what the readings of the last round differ
     */
    public record Shown(
            Paper paper, String organisation, boolean mine, Set<PaperReading.Field> differing, String discarded) {}

    @GetMapping("/organisations/{id}/papers/new")
    @Allow(Permission.REGISTRY)
    View bringForm(@PathVariable String id, Locale locale) {
        return bringPage(OrganisationId.of(id), Typed.NOTHING, "nda", locale.getLanguage(), locale);
    }

    @PostMapping("/organisations/{id}/papers")
    @Allow(Permission.REGISTRY)
    org.springframework.web.servlet.View bring(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String kind,
            @RequestParam(defaultValue = "") String language,
            @RequestParam(defaultValue = "") String signer,
            @RequestParam(defaultValue = "") String capacity,
            @RequestParam(defaultValue = "") String signedOn,
            @RequestParam(defaultValue = "") String version,
            @RequestParam @Nullable MultipartFile scan,
            Locale locale) {
        OrganisationId organisation = OrganisationId.of(id);
        Typed typed = new Typed(signer, capacity, signedOn, version);
        try {
            return Redirects.to("/papers/" + papers.bring(organisation, chosen(kind), language, file(scan), typed));
        } catch (Refusal.Invalid refusal) {
            return bringPage(organisation, typed, kind, language, locale)
                    .with("refusals", List.of(refusal))
                    .status(HttpStatus.UNPROCESSABLE_CONTENT);
        }
    }

    private static AgreementKind chosen(String kind) {
        return Arrays.stream(AgreementKind.values())
                .filter(each -> each.label().equals(kind))
                .findFirst()
                .orElseThrow(() -> new Refusal.Invalid("kind", "paper-kind"));
    }

    @GetMapping("/papers/{id}")
    @Allow(Permission.REGISTRY)
    View show(@PathVariable String id, @RequestParam(defaultValue = "") String done, Locale locale) {
        return page(Uuid7.parse(id), Typed.NOTHING, "", locale).with("done", done);
    }

    @PostMapping("/papers/{id}/readings")
    @Allow(Permission.REGISTRY)
    org.springframework.web.servlet.View read(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String signer,
            @RequestParam(defaultValue = "") String capacity,
            @RequestParam(defaultValue = "") String signedOn,
            @RequestParam(defaultValue = "") String version,
            Locale locale) {
        UUID paper = Uuid7.parse(id);
        Typed typed = new Typed(signer, capacity, signedOn, version);
        try {
            Papers.Outcome outcome = papers.read(paper, typed);
            return Redirects.to("/papers/" + paper + "?done=" + outcome.name().toLowerCase(Locale.ROOT));
        } catch (Refusal.Invalid refusal) {
            return page(paper, typed, "", locale)
                    .with("refusals", List.of(refusal))
                    .status(HttpStatus.UNPROCESSABLE_CONTENT);
        }
    }

    @PostMapping("/papers/{id}/discard")
    @Allow(Permission.REGISTRY)
    org.springframework.web.servlet.View discard(
            @PathVariable String id, @RequestParam(defaultValue = "") String reason, Locale locale) {
        UUID paper = Uuid7.parse(id);
        try {
            papers.discard(paper, reason);
            return Redirects.to("/papers/" + paper);
        } catch (Refusal.Invalid refusal) {
            return page(paper, Typed.NOTHING, reason, locale)
                    .with("refusals", List.of(refusal))
                    .status(HttpStatus.UNPROCESSABLE_CONTENT);
        }
    }

    /** Always a download of inert bytes, never shown inside a page. */
    @GetMapping("/papers/{id}/scan")
    @Allow(Permission.REGISTRY)
    Download scan(@PathVariable String id) {
        Papers.Brought scan = papers.scan(Uuid7.parse(id));
        return new Download(scan.name(), MediaType.APPLICATION_OCTET_STREAM_VALUE, out -> out.write(scan.content()));
    }

    private View bringPage(OrganisationId organisation, Typed typed, String kind, String language, Locale locale) {
        String name = Objects.requireNonNull(transaction.execute(_ -> organisations.name(organisation, locale)));
        return View.of("agreements/paper-new", "organisation", organisation)
                .with("name", name)
                .with("typed", typed)
                .with("kind", kind)
                .with("language", language)
                .with("refusals", List.of());
    }

    private View page(UUID id, Typed typed, String reason, Locale locale) {
        Shown shown = Objects.requireNonNull(transaction.execute(_ -> shown(id, locale)));
        return View.of("agreements/paper", "shown", shown)
                .with("typed", typed)
                .with("reason", reason)
                .with("done", "")
                .with("refusals", List.of());
    }

    private Shown shown(UUID id, Locale locale) {
        Paper paper = papers.get(id);
        return new Shown(
                paper,
                organisations.name(paper.organisation(), locale),
                paper.state() instanceof Paper.State.OneReading(int _, PersonId by)
                        && by.equals(Scopes.person().id()),
                papers.differing(paper),
                papers.discardedBecause(paper));
    }

    private static Papers.Brought file(@Nullable MultipartFile file) {
        if (file == null || file.isEmpty()) {
            throw new Refusal.Invalid("scan", "paper-no-scan");
        }
        try {
            return new Papers.Brought(Objects.requireNonNullElse(file.getOriginalFilename(), ""), file.getBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
