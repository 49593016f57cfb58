package org.chosei.web;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Component;

/** Makes the frame of a request. */
@Component
class Frames {
    static final String LANGUAGE = "language";

    private final Site site;
    private final Messages messages;
    private final List<Link> links;
    private final List<OwnLink> ownLinks;

    Frames(Site site, Messages messages, ObjectProvider<Link> links, ObjectProvider<OwnLink> ownLinks) {
        this.site = site;
        this.messages = messages;
        this.links = links.stream().sorted(Comparator.comparing(Link::order)).toList();
        this.ownLinks =
                ownLinks.stream().sorted(Comparator.comparing(OwnLink::order)).toList();
    }

    Frame of(HttpServletRequest request) {
        Who who = (Who) request.getAttribute(ScopeFilter.WHO);
        CsrfToken csrf = (CsrfToken) request.getAttribute(CsrfToken.class.getName());
        return new Frame(
                language(request, who),
                who == null ? site.zone() : who.zone(),
                site,
                messages,
                who,
                who == null ? List.of() : linksFor(who),
                who == null ? List.of() : ownLinksFor(who),
                request.getRequestURI(),
                request.getAttribute(Looking.BACK) instanceof String back ? back : "",
                "POST".equals(request.getMethod()),
                SecurityHeaders.nonce(request),
                csrf == null ? "" : csrf.getToken());
    }

    private List<Link> linksFor(Who who) {
        return who.scope().onlyLooks()
                ? List.of()
                : links.stream()
                        .filter(link -> who.scope().may(link.permission()))
                        .toList();
    }

    private List<OwnLink> ownLinksFor(Who who) {
        return ownLinks.stream()
                .filter(link -> who.scope().may(link.permission()))
                .toList();
    }

    /** The reader's choice, then the person's setting, then the browser's wish; Japanese where none says. */
    static Locale language(HttpServletRequest request, @Nullable Who who) {
        return chosen(request)
                .or(() -> Optional.ofNullable(who).map(Who::locale))
                .or(() -> wished(request))
                .orElse(Locale.JAPANESE);
    }

    private static Optional<Locale> chosen(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        return cookies == null
                ? Optional.empty()
                : Stream.of(cookies)
                        .filter(cookie -> cookie.getName().equals(LANGUAGE))
                        .flatMap(cookie -> known(cookie.getValue()).stream())
                        .findFirst();
    }

    private static Optional<Locale> wished(HttpServletRequest request) {
        return request.getHeader("Accept-Language") == null
                ? Optional.empty()
                : known(request.getLocale().getLanguage()).or(() -> Optional.of(Locale.ENGLISH));
    }

    static Optional<Locale> known(String language) {
        return switch (language) {
            case "ja" -> Optional.of(Locale.JAPANESE);
            case "en" -> Optional.of(Locale.ENGLISH);
            default -> Optional.empty();
        };
    }
}
