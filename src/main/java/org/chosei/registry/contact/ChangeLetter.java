package org.chosei.registry.contact;

import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.chosei.kernel.Refusal;
import org.chosei.mail.ClearLetters;
import org.chosei.mail.ClearTemplate;
import org.chosei.registry.Contact;
import org.chosei.registry.Organisations;
import org.chosei.web.Site;
import org.springframework.stereotype.Component;

/** Tells the address that was used before that a contact changed. What it is now stands only on the portal. */
@Component
class ChangeLetter {
    private static final DateTimeFormatter AT = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm (xxx)", Locale.ROOT);

    private final ClearLetters letters;
    private final Organisations organisations;
    private final Site site;
    private final InstantSource clock;

    ChangeLetter(ClearLetters letters, Organisations organisations, Site site, InstantSource clock) {
        this.letters = letters;
        this.organisations = organisations;
        this.site = site;
        this.clock = clock;
    }

    void stage(Contact before) {
        Locale language = before.language();
        Map<String, String> variables = new HashMap<>(Map.of(
                "team", site.name(language),
                "at", AT.format(clock.instant().atZone(site.zone())),
                "link", site.address("/organisation")));
        switch (before.honorific()) {
            case ONCHU ->
                variables.put(
                        "organisation",
                        organisations
                                .find(before.organisation())
                                .orElseThrow(Refusal.NotFound::new)
                                .name(language));
            case SAMA -> {
                if (!before.name().isEmpty()) {
                    variables.put("person", before.name());
                }
            }
            case KAKUI -> {}
        }
        letters.stage(before.email(), language, ClearTemplate.CONTACT_CHANGED, variables);
    }
}
