package org.chosei.advisories.web;

import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.chosei.access.Anyone;
import org.chosei.access.Permission;
import org.chosei.access.Scope;
import org.chosei.access.Scopes;
import org.chosei.advisories.AdvisoryDocument.Language;
import org.chosei.advisories.Publications;
import org.chosei.advisories.PublishedAdvisory;
import org.chosei.kernel.Refusal;
import org.chosei.web.Link;
import org.chosei.web.View;
import org.springframework.context.annotation.Bean;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** What is published: the list, each advisory, its CSAF file and the feeds. */
@Controller
@Transactional(readOnly = true)
public class PublicAdvisoriesController {
    private static final int PAGE = 50;
    private static final CacheControl SHORT =
            CacheControl.maxAge(Duration.ofMinutes(1)).cachePublic();
    private static final MediaType ATOM = MediaType.parseMediaType("application/atom+xml;charset=UTF-8");
    private static final MediaType HASH = MediaType.parseMediaType("text/plain;charset=UTF-8");

    private final Publications publications;

    PublicAdvisoriesController(Publications publications) {
        this.publications = publications;
    }

    @Bean
    static Link advisoriesLink() {
        return new Link(70, "advisories.advisories", "/advisories", Permission.OWN_ACCOUNT);
    }

    @GetMapping("/advisories")
    @Anyone("lists what is published to all")
    View list(@RequestParam Optional<String> before, HttpServletResponse response) {
        List<PublishedAdvisory> items = publications.page(before.orElse(null), PAGE);
        keepAtReader(response);
        return View.of("advisories/list", "items", items)
                .with("more", items.size() == PAGE ? items.getLast().number() : "");
    }

    @GetMapping("/advisories/{number}")
    @Anyone("shows what is published to all")
    View show(@PathVariable String number, HttpServletResponse response) {
        PublishedAdvisory advisory = publications.find(number).orElseThrow(Refusal.NotFound::new);
        keepAtReader(response);
        return View.of("advisories/advisory", "advisory", advisory);
    }

    /**
     * A page carries the reader's form token and language, so only the reader's own browser may keep it; nothing keeps
     * one that shows who is signed in.
     */
    private static void keepAtReader(HttpServletResponse response) {
        if (Scopes.current() instanceof Scope.Person) {
            return;
        }
        response.setHeader(HttpHeaders.CACHE_CONTROL, "private, max-age=60");
        response.setHeader(HttpHeaders.VARY, "Cookie, Accept-Language");
    }

    @GetMapping("/.well-known/csaf/white/{year}/{name}")
    @Anyone("serves what is published to all")
    ResponseEntity<byte[]> csaf(@PathVariable String year, @PathVariable String name, HttpServletResponse response) {
        Publications.PublicFile file = publications.file(year, name).orElseThrow(Refusal.NotFound::new);
        return answer(file, name.endsWith(".json") ? MediaType.APPLICATION_JSON : HASH, response);
    }

    @GetMapping("/advisories/feed.ja.atom")
    @Anyone("serves what is published to all")
    ResponseEntity<byte[]> feedInJapanese(HttpServletResponse response) {
        return answer(publications.feed(Language.JA), ATOM, response);
    }

    @GetMapping("/advisories/feed.en.atom")
    @Anyone("serves what is published to all")
    ResponseEntity<byte[]> feedInEnglish(HttpServletResponse response) {
        return answer(publications.feed(Language.EN), ATOM, response);
    }

    /** Files are the same for everybody, so caches on the way may keep them for a minute. */
    private static ResponseEntity<byte[]> answer(
            Publications.PublicFile file, MediaType type, HttpServletResponse response) {
        response.setHeader(HttpHeaders.CACHE_CONTROL, SHORT.getHeaderValue());
        return ResponseEntity.ok()
                .contentType(type)
                .eTag('"' + file.sha256() + '"')
                .lastModified(file.changedAt())
                .body(file.bytes());
    }
}
