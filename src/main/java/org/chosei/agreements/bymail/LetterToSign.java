package org.chosei.agreements.bymail;

import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import org.chosei.agreements.AgreementText;
import org.chosei.mail.ClearTemplate;
import org.chosei.web.Site;
import org.springframework.stereotype.Component;

/** The words of the mail with which a text goes out: written once, and known again when they come back in an answer. */
@Component
class LetterToSign {
    private static final DateTimeFormatter UNTIL = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm (xxx)", Locale.ROOT);

    private final Site site;

    LetterToSign(Site site) {
        this.site = site;
    }

    Map<String, String> variables(Mailing mailing, AgreementText text) {
        return Map.of(
                "team", site.name(mailing.locale()),
                "person", mailing.signer(),
                "number", mailing.reference(),
                "until", UNTIL.format(mailing.until().atZone(site.zone())),
                "statement", mailing.statement(),
                "text", text.body());
    }

    String body(Mailing mailing, AgreementText text) {
        return ClearTemplate.AGREEMENT_TO_SIGN
                .render(mailing.locale(), variables(mailing, text))
                .body();
    }
}
