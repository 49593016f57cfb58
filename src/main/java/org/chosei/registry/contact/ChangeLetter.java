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

    /** @param removed whether the contact told is the one that is there no more */
    void stage(Contact before, boolean removed) {
        Locale language = before.language();
        String name = organisations
                .find(before.organisation())
                .orElseThrow(Refusal.NotFound::new)
                .name(language);
        Map<String, String> variables = new HashMap<>(before.salutation(name));
        variables.put("team", site.name(language));
        variables.put("at", AT.format(clock.instant().atZone(site.zone())));
        variables.put("link", site.address("/organisation"));
        letters.stage(
                before.email(),
                language,
                before.charset(),
                removed ? ClearTemplate.CONTACT_REMOVED : ClearTemplate.CONTACT_CHANGED,
                variables);
    }
}
