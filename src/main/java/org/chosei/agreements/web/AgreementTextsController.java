package org.chosei.agreements.web;

import java.util.List;
import java.util.Map;
import org.chosei.access.Allow;
import org.chosei.access.Permission;
import org.chosei.agreements.AgreementKind;
import org.chosei.agreements.Agreements;
import org.chosei.agreements.TextVersions;
import org.chosei.agreements.TextVersions.Draft;
import org.chosei.agreements.Versions;
import org.chosei.kernel.Refusal;
import org.chosei.web.Link;
import org.chosei.web.Redirects;
import org.chosei.web.Site;
import org.chosei.web.View;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The documents' versions, and making the next one: written in both languages, looked at, then kept for good. */
@Controller
public class AgreementTextsController {
    private final TextVersions versions;
    private final Agreements agreements;
    private final Site site;

    AgreementTextsController(TextVersions versions, Agreements agreements, Site site) {
        this.versions = versions;
        this.agreements = agreements;
        this.site = site;
    }

    @Bean
    static Link agreementTextsLink() {
        return new Link(85, "agreements.texts", "/agreement-texts", Permission.AGREEMENT_TEXTS);
    }

    /** What is in the form; {@code previewed} after it was found fit to keep. */
    public record Form(
            AgreementKind kind,
            int after,
            String ja,
            String en,
            String instant,
            String zone,
            String graceDays,
            boolean previewed) {}

    @GetMapping("/agreement-texts")
    @Allow(Permission.AGREEMENT_TEXTS)
    View list(@RequestParam(defaultValue = "") String done) {
        Map<AgreementKind, Versions> all = versions.all();
        return View.of("agreements/texts", "versions", all).with("done", done);
    }

    @GetMapping("/agreement-texts/{kind}")
    @Allow(Permission.AGREEMENT_TEXTS)
    View write(@PathVariable String kind) {
        AgreementKind of = AgreementKind.of(kind);
        int newest = versions.all().getOrDefault(of, new Versions(List.of())).newest();
        return page(
                new Form(
                        of,
                        newest,
                        agreements.text(of, newest, "ja").body(),
                        agreements.text(of, newest, "en").body(),
                        "",
                        site.zone().getId(),
                        "30",
                        false),
                List.of());
    }

    /** {@code step} is {@code keep} when the writer has looked at the preview. */
    @PostMapping("/agreement-texts/{kind}")
    @Allow(Permission.AGREEMENT_TEXTS)
    org.springframework.web.servlet.View make(
            @PathVariable String kind,
            @RequestParam int after,
            @RequestParam(defaultValue = "") String ja,
            @RequestParam(defaultValue = "") String en,
            @RequestParam(defaultValue = "") String instant,
            @RequestParam(defaultValue = "") String zone,
            @RequestParam(defaultValue = "") String graceDays,
            @RequestParam(defaultValue = "") String step) {
        Form form = new Form(AgreementKind.of(kind), after, ja, en, instant, zone, graceDays, false);
        try {
            Draft draft = new Draft(
                    form.kind(), after, ja, en, LocalInstant.read(instant, zone).orElse(null), days(graceDays));
            if (step.equals("keep")) {
                versions.make(draft);
                return Redirects.to("/agreement-texts?done=made");
            }
            versions.check(draft);
            return page(
                    new Form(form.kind(), after, draft.ja(), draft.en(), instant, zone, graceDays, true), List.of());
        } catch (Refusal.Invalid refusal) {
            return page(form, List.of(refusal)).status(HttpStatus.UNPROCESSABLE_CONTENT);
        }
    }

    private static int days(String typed) {
        return typed.strip().matches("[0-9]{1,3}") ? Integer.parseInt(typed.strip()) : -1;
    }

    private View page(Form form, List<Refusal> refused) {
        return View.of("agreements/new-version", "form", form)
                .with("zones", List.of(site.zone().getId(), "UTC"))
                .with("refused", refused);
    }
}
