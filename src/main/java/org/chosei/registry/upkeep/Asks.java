package org.chosei.registry.upkeep;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.chosei.identity.Token;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Uuid7;
import org.chosei.mail.ClearLetters;
import org.chosei.mail.ClearLetters.Letter;
import org.chosei.mail.ClearTemplate;
import org.chosei.registry.Contact;
import org.chosei.registry.ContactPoints;
import org.chosei.registry.Organisation;
import org.chosei.registry.Organisations;
import org.chosei.registry.upkeep.AskStore.Ask;
import org.chosei.registry.upkeep.AskStore.NewLink;
import org.chosei.web.Site;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Asks contacts by mail, each with a link of its own, in a number of statements that does not grow with them. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class Asks {
    /** How long a link answers. */
    static final Duration VALID = Duration.ofDays(30);

    private static final DateTimeFormatter UNTIL = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm (xxx)", Locale.ROOT);

    private final AskStore store;
    private final Organisations organisations;
    private final ContactPoints contacts;
    private final ClearLetters letters;
    private final Site site;
    private final InstantSource clock;

    Asks(
            AskStore store,
            Organisations organisations,
            ContactPoints contacts,
            ClearLetters letters,
            Site site,
            InstantSource clock) {
        this.store = store;
        this.organisations = organisations;
        this.contacts = contacts;
        this.letters = letters;
        this.site = site;
        this.clock = clock;
    }

    /** Asks these contacts for the first time: in a drill, or, when {@code drill} is null, because they are stale. */
    List<Ask> first(@Nullable UUID drill, Collection<Contact> asked) {
        List<Ask> asks = asked.stream()
                .map(each -> new Ask(Uuid7.at(clock.instant()), each.organisation(), each.role(), each.email()))
                .toList();
        store.add(drill, asks);
        mail(template(drill), asks, List.copyOf(asked));
        return asks;
    }

    /** Asks once more, by a new link, those whose contact still has the address that was asked. */
    void again(@Nullable UUID drill, List<Ask> asks) {
        Map<String, Contact> now =
                contacts.of(asks.stream().map(Ask::organisation).collect(Collectors.toSet())).stream()
                        .collect(Collectors.toMap(
                                each -> key(each.organisation(), each.role(), each.email()), each -> each));
        List<Ask> still = asks.stream()
                .filter(each -> now.containsKey(key(each.organisation(), each.role(), each.email())))
                .toList();
        mail(
                template(drill),
                still,
                still.stream()
                        .map(each ->
                                Objects.requireNonNull(now.get(key(each.organisation(), each.role(), each.email()))))
                        .toList());
    }

    private static String key(OrganisationId organisation, Contact.Role role, String email) {
        return organisation + " " + role + " " + email;
    }

    private static ClearTemplate template(@Nullable UUID drill) {
        return drill == null ? ClearTemplate.CONTACTS_CONFIRM : ClearTemplate.CONTACT_DRILL;
    }

    /** The two lists go together. */
    private void mail(ClearTemplate template, List<Ask> asks, List<Contact> to) {
        Instant expires = clock.instant().plus(VALID);
        Map<OrganisationId, Organisation> names =
                organisations.byId(asks.stream().map(Ask::organisation).collect(Collectors.toSet()));
        List<NewLink> links = new ArrayList<>();
        List<Letter> mails = new ArrayList<>();
        for (int i = 0; i < asks.size(); i++) {
            Contact contact = to.get(i);
            Locale language = contact.language();
            Token token = Token.random();
            UUID id = Uuid7.at(clock.instant());
            links.add(new NewLink(id, asks.get(i), token.hash()));
            Organisation organisation = Objects.requireNonNull(names.get(contact.organisation()));
            Map<String, String> variables = new HashMap<>(contact.salutation(organisation.name(language)));
            variables.put("team", site.name(language));
            variables.put("link", site.address("/contact-check/" + token.value()));
            variables.put("until", UNTIL.format(expires.atZone(site.zone())));
            mails.add(new Letter(id, contact.email(), language, contact.charset(), template, variables));
        }
        store.addLinks(links, expires);
        letters.stage(mails);
    }
}
