package org.chosei.registry.keys;

import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.chosei.crypto.Certificate;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Uuid7;
import org.chosei.mail.ClearLetters;
import org.chosei.mail.ClearLetters.Letter;
import org.chosei.mail.ClearTemplate;
import org.chosei.registry.Contact;
import org.chosei.registry.ContactPoints;
import org.chosei.registry.Organisation;
import org.chosei.registry.Organisations;
import org.chosei.web.Site;
import org.springframework.stereotype.Component;

/**
 * Tells a vendor's team and the person who answers for it that a key was added, proved or ended: by its fingerprint, and
 * where to look. Whoever took over an account cannot give the organisation a key unnoticed.
 */
@Component
class KeyLetters {
    private static final DateTimeFormatter AT = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm (xxx)", Locale.ROOT);
    private static final Set<Contact.Role> TOLD = Set.of(Contact.Role.TEAM, Contact.Role.PRIMARY);

    private final Organisations organisations;
    private final ContactPoints contacts;
    private final ClearLetters letters;
    private final Site site;
    private final InstantSource clock;

    KeyLetters(
            Organisations organisations, ContactPoints contacts, ClearLetters letters, Site site, InstantSource clock) {
        this.organisations = organisations;
        this.contacts = contacts;
        this.letters = letters;
        this.site = site;
        this.clock = clock;
    }

    void tell(OrganisationId organisation, Certificate key, ClearTemplate what) {
        Optional<Organisation> vendor =
                organisations.find(organisation).filter(each -> each.kind() == Organisation.Kind.VENDOR);
        if (vendor.isEmpty()) {
            return;
        }
        Instant now = clock.instant();
        Set<String> told = new HashSet<>();
        List<Letter> all = contacts.of(organisation).stream()
                .filter(contact ->
                        TOLD.contains(contact.role()) && !contact.email().isEmpty())
                .filter(contact -> told.add(contact.email().toLowerCase(Locale.ROOT)))
                .map(contact -> letter(contact, vendor.get(), key, what, now))
                .toList();
        letters.stage(all);
    }

    private Letter letter(Contact to, Organisation vendor, Certificate key, ClearTemplate what, Instant now) {
        Locale language = to.language();
        Map<String, String> variables = new HashMap<>(to.salutation(vendor.name(language)));
        variables.put("team", site.name(language));
        variables.put("fingerprint", key.spokenFingerprint());
        variables.put("at", AT.format(now.atZone(site.zone())));
        variables.put("link", site.address("/organisation"));
        return new Letter(Uuid7.at(now), to.email(), language, to.charset(), what, variables);
    }
}
