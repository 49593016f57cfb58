package org.chosei.desk.digest;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.chosei.cases.CoordinatedCase;
import org.chosei.mail.ClearLetters;
import org.chosei.mail.ClearTemplate;
import org.chosei.mail.MailCharset;
import org.chosei.mail.OwnNumber;
import org.chosei.web.Site;
import org.springframework.stereotype.Component;

/** Writes the mails to persons: numbers and links, never a word of a case. */
@Component
class NoticeLetters {
    /** Named in one mail; the list on the portal has them all. */
    static final int MOST = 50;

    private final Site site;

    NoticeLetters(Site site) {
        this.site = site;
    }

    /** A case with the reader's own number of it. */
    record Named(CoordinatedCase of, String own) {}

    ClearLetters.Letter write(UUID letter, DueNotice.Recipient to, boolean urgent, List<Named> about) {
        return about.size() == 1
                ? one(letter, to, urgent ? ClearTemplate.CASE_URGENT : ClearTemplate.CASE_NEWS, about.getFirst())
                : many(letter, to, urgent ? ClearTemplate.CASES_URGENT : ClearTemplate.CASES_NEWS, about);
    }

    private ClearLetters.Letter one(UUID letter, DueNotice.Recipient to, ClearTemplate template, Named about) {
        Map<String, String> variables = new HashMap<>(OwnNumber.variables(about.own()));
        variables.put("team", site.name(to.locale()));
        variables.put("number", about.of().number());
        variables.put("link", site.address(pages(to) + "/" + about.of().id()));
        return letter(letter, to, template, variables);
    }

    private ClearLetters.Letter many(UUID letter, DueNotice.Recipient to, ClearTemplate template, List<Named> about) {
        String lines = about.stream()
                .limit(MOST)
                .map(each -> each.of().number()
                        + OwnNumber.plain(each.own())
                                .map(own -> " [" + own + "]")
                                .orElse(""))
                .collect(Collectors.joining("\n"));
        return letter(
                letter,
                to,
                template,
                Map.of("team", site.name(to.locale()), "cases", lines, "link", site.address(pages(to))));
    }

    private static ClearLetters.Letter letter(
            UUID letter, DueNotice.Recipient to, ClearTemplate template, Map<String, String> variables) {
        Locale locale = to.locale();
        return new ClearLetters.Letter(letter, to.email(), locale, MailCharset.UTF_8, template, variables);
    }

    private static String pages(DueNotice.Recipient to) {
        return to.staff() ? "/cases" : "/our-cases";
    }
}
