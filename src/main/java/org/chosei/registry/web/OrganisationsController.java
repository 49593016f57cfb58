package org.chosei.registry.web;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.chosei.access.Allow;
import org.chosei.access.Permission;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Refusal;
import org.chosei.registry.Partners;
import org.chosei.registry.keywords.KeywordLists;
import org.chosei.web.Redirects;
import org.chosei.web.View;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;

/** Organisations as staff see them; partner CSIRTs are added here. */
@Controller
class OrganisationsController {
    private static final int PAGE = 50;
    private static final int LONGEST_SEARCH = 500;

    private final OrganisationPages pages;
    private final Partners partners;
    private final KeywordLists keywords;

    OrganisationsController(OrganisationPages pages, Partners partners, KeywordLists keywords) {
        this.pages = pages;
        this.partners = partners;
        this.keywords = keywords;
    }

    @GetMapping("/organisations")
    @Allow(Permission.REGISTRY)
    View list(
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String product,
            @RequestParam(defaultValue = "") String keyword,
            @RequestParam Optional<String> after) {
        OrganisationPages.Wanted wanted = new OrganisationPages.Wanted(limited(q), limited(product), limited(keyword));
        View list = View.of("registry/organisations", "wanted", wanted)
                .with("keywords", keywords.current().keywords())
                .with("items", List.of())
                .with("more", "")
                .with("refusals", List.of());
        try {
            List<OrganisationPages.Line> page =
                    pages.page(wanted, after.map(OrganisationId::of).orElse(null), PAGE);
            String more = page.size() < PAGE
                    ? ""
                    : "/organisations?q=" + encoded(wanted.q()) + "&product=" + encoded(wanted.product()) + "&keyword="
                            + encoded(wanted.keyword()) + "&after="
                            + page.getLast().organisation().id();
            return list.with("items", page).with("more", more);
        } catch (Refusal.Invalid refusal) {
            return list.with("refusals", List.of(refusal)).status(HttpStatus.UNPROCESSABLE_CONTENT);
        }
    }

    private static String limited(String typed) {
        return typed.length() > LONGEST_SEARCH ? typed.substring(0, LONGEST_SEARCH) : typed;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @GetMapping("/organisations/new")
    @Allow(Permission.REGISTRY)
    View blank() {
        return form("", "", "", "en", "");
    }

    @PostMapping("/organisations")
    @Allow(Permission.REGISTRY)
    org.springframework.web.servlet.View add(
            @RequestParam(defaultValue = "") String nameJa,
            @RequestParam(defaultValue = "") String nameEn,
            @RequestParam(defaultValue = "") String email,
            @RequestParam(defaultValue = "en") String language,
            @RequestParam(defaultValue = "") String armored,
            @RequestParam @Nullable MultipartFile file) {
        Locale locale = language.equals("ja") ? Locale.JAPANESE : Locale.ENGLISH;
        try {
            OrganisationId id =
                    partners.add(new Partners.NewPartner(nameJa, nameEn, email, locale, KeyForms.read(armored, file)));
            return Redirects.to("/organisations/" + id + "?done=added");
        } catch (Refusal.Invalid refusal) {
            return form(nameJa, nameEn, email, language, KeyForms.again(armored, refusal))
                    .with("refusals", List.of(refusal))
                    .status(HttpStatus.UNPROCESSABLE_CONTENT);
        }
    }

    @GetMapping("/organisations/{id}")
    @Allow(Permission.REGISTRY)
    View show(@PathVariable String id, @RequestParam(defaultValue = "") String done) {
        return page(pages.of(OrganisationId.of(id)), "").with("done", done);
    }

    static View page(OrganisationPages.Page page, String armored) {
        return View.of("registry/organisation", "page", page)
                .with("armored", armored)
                .with("typed", Map.of())
                .with("to", "")
                .with("reason", "")
                .with("done", "")
                .with("refusals", List.of());
    }

    private static View form(String nameJa, String nameEn, String email, String language, String armored) {
        return View.of("registry/new-organisation", "nameJa", nameJa)
                .with("nameEn", nameEn)
                .with("email", email)
                .with("language", language)
                .with("armored", armored)
                .with("refusals", List.of());
    }
}
