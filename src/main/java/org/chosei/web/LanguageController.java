package org.chosei.web;

import org.chosei.access.Anyone;
import org.chosei.kernel.Refusal;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Switches the language of the pages; kept in a cookie, so it works before sign-in too. */
@Controller
class LanguageController {
    private final Site site;
    private final GetPages pages;

    LanguageController(Site site, GetPages pages) {
        this.site = site;
        this.pages = pages;
    }

    @PostMapping("/language")
    @Anyone("choosing a language reads and changes nothing else")
    ResponseEntity<Void> choose(@RequestParam String language, @RequestParam(defaultValue = "/") String back) {
        String known = Frames.known(language).orElseThrow(Refusal.NotFound::new).getLanguage();
        ResponseCookie cookie = ResponseCookie.from(Frames.LANGUAGE, known)
                .path("/")
                .httpOnly(true)
                .secure(site.secure())
                .sameSite("Lax")
                .maxAge(java.time.Duration.ofDays(365))
                .build();
        return ResponseEntity.status(303)
                .header(HttpHeaders.SET_COOKIE, cookie.toString())
                .header(HttpHeaders.LOCATION, pages.nearest(Redirects.local(back)))
                .build();
    }
}
