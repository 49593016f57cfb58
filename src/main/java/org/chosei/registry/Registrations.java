package org.chosei.registry;

import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.chosei.access.Role;
import org.chosei.identity.Invitations;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Refusal;
import org.chosei.kernel.Uuid7;
import org.chosei.ledger.Entry;
import org.chosei.ledger.Ledger;
import org.chosei.mail.ClearLetters;
import org.chosei.mail.ClearTemplate;
import org.chosei.mail.MailCharset;
import org.chosei.registry.Organisation.Kind;
import org.chosei.registry.Organisation.RegistrationClass;
import org.chosei.registry.Registration.State;
import org.chosei.registry.form.Consent;
import org.chosei.registry.form.FormField;
import org.chosei.registry.form.FormProblem;
import org.chosei.vault.OpenPurpose;
import org.chosei.vault.Vault;
import org.chosei.web.Messages;
import org.chosei.web.Site;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The review of registrations by staff. */
@Component
@Transactional
public class Registrations {
    private final RegistrationStore store;
    private final Organisations organisations;
    private final ContactStore contacts;
    private final Vettings vettings;
    private final Invitations invitations;
    private final ClearLetters letters;
    private final Vault vault;
    private final Ledger ledger;
    private final Site site;
    private final Messages messages;
    private final Duplicates duplicates;
    private final ReplyStore replies;
    private final InstantSource clock;

    Registrations(
            RegistrationStore store,
            Organisations organisations,
            ContactStore contacts,
            Vettings vettings,
            Invitations invitations,
            ClearLetters letters,
            Vault vault,
            Ledger ledger,
            Site site,
            Messages messages,
            Duplicates duplicates,
            ReplyStore replies,
            InstantSource clock) {
        this.duplicates = duplicates;
        this.replies = replies;
        this.messages = messages;
        this.store = store;
        this.organisations = organisations;
        this.contacts = contacts;
        this.vettings = vettings;
        this.invitations = invitations;
        this.letters = letters;
        this.vault = vault;
        this.ledger = ledger;
        this.site = site;
        this.clock = clock;
    }

    /** Newest first, those in one of these states. */
    public List<Registration> page(Collection<State> states, @Nullable UUID before, int size) {
        return store.page(states, before, size);
    }

    public Registration get(UUID id) {
        return store.find(id).orElseThrow(Refusal.NotFound::new);
    }

    /** The mail or the web form as it arrived, byte for byte. */
    public byte[] original(UUID id) {
        return vault.open(OpenPurpose.READ, get(id).original()).bytes();
    }

    /** What it may be a second time: organisations first, then other registrations. */
    @Transactional(readOnly = true)
    public List<Duplicate> duplicates(Registration registration) {
        return duplicates.of(registration);
    }

    /**
     * How the reviewer registers the organisation: its names in both languages, one of which may be empty.
     *
     * @param other whether the reviewer says that it is another organisation than those that it may be
     * @param otherWhy how the reviewer knows
     */
    public record Acceptance(String nameJa, String nameEn, RegistrationClass limit, boolean other, String otherWhy) {}

    /**
     * Makes the organisation with its contact points, mails the number to the team, and invites the person who answers
     * for it.
     *
     * @param seen the step that the reviewer had on the page, so that nobody decides on what has changed
     */
    public OrganisationId accept(UUID id, UUID seen, Acceptance how) {
        Registration registration = undecided(id, seen);
        if (registration.consent().state() != Consent.State.INTACT) {
            throw new Refusal.WrongState("registration-no-consent");
        }
        String nameJa = Words.name("nameJa", how.nameJa());
        String nameEn = Words.name("nameEn", how.nameEn());
        if (nameJa.isEmpty() && nameEn.isEmpty()) {
            throw new Refusal.Invalid("nameJa", "registry-name-missing");
        }
        if (replies.waiting(id) > 0) {
            throw new Refusal.WrongState("registration-reply-waits");
        }
        int alike = duplicates.of(registration).size();
        if (alike > 0 && !how.other()) {
            throw new Refusal.Invalid("other", "registration-duplicate");
        }
        String why = alike > 0 ? Words.requireReason("otherWhy", how.otherWhy()) : null;
        OrganisationId organisation = new OrganisationId(Uuid7.at(clock.instant()));
        organisations.add(
                new Organisation(organisation, Kind.VENDOR, nameJa, nameEn, how.limit()), OrganisationState.REGISTERED);
        vettings.expect(organisation);
        Contact person = addContacts(registration, organisation);
        decide(registration, State.ACCEPTED, organisation, why);
        ledger.append(Entry.ofInstallation("registration.accepted")
                .about("registration", registration.number())
                .about("organisation", organisation)
                .about("class", how.limit())
                .about("alike", alike));
        Locale language = registration.language();
        String name = new Organisation(organisation, Kind.VENDOR, nameJa, nameEn, how.limit()).name(language);
        letters.stage(
                Words.requireAddress("team.email", registration.answer(FormField.TEAM_EMAIL)),
                language,
                ClearTemplate.REGISTRATION_NUMBER,
                Map.of(
                        "team", site.name(language),
                        "organisation", name,
                        "number", registration.number(),
                        "link", site.address("/organisation")));
        invitations.invite(person.name(), person.email(), organisation, Set.of(Role.RESPONSIBLE), language);
        return organisation;
    }

    private Contact addContacts(Registration from, OrganisationId organisation) {
        contacts.add(Contact.team(
                Uuid7.at(clock.instant()),
                organisation,
                requireAddress(from, FormField.TEAM_EMAIL),
                from.answer(FormField.TEAM_PHONE),
                from.answer(FormField.TEAM_POSTAL_ADDRESS),
                from.language()));
        String name = from.answer(FormField.NAME);
        if (name.isBlank()) {
            throw new Refusal.WrongState("registration-incomplete");
        }
        Contact person = Contact.registered(
                Uuid7.at(clock.instant()),
                organisation,
                Contact.Role.PRIMARY,
                name,
                from.answer(FormField.AFFILIATION),
                from.answer(FormField.TITLE),
                requireAddress(from, FormField.CONTACT_EMAIL),
                from.answer(FormField.CONTACT_PHONE),
                from.answer(FormField.CONTACT_POSTAL_ADDRESS),
                from.language());
        contacts.add(person);
        return person;
    }

    private static String requireAddress(Registration from, FormField field) {
        if (!Words.isAddress(from.answer(field))) {
            throw new Refusal.WrongState("registration-incomplete");
        }
        return from.answer(field);
    }

    /**
     * Ends the review without an organisation; the form and the reason are kept.
     *
     * @param tell whether the applicant is told that it was not accepted, without the reason
     */
    public void refuse(UUID id, UUID seen, String reason, boolean tell) {
        Registration registration = undecided(id, seen);
        decide(registration, State.REFUSED, null, Words.requireReason("reason", reason));
        Optional<String> to = tell ? registration.answerTo() : Optional.empty();
        Locale language = registration.language();
        to.ifPresent(address -> letters.stage(
                address,
                language,
                ClearTemplate.REGISTRATION_REFUSED,
                Map.of("team", site.name(language), "number", registration.number())));
        ledger.append(Entry.ofInstallation("registration.refused")
                .about("registration", registration.number())
                .about("told", to.isPresent()));
    }

    /** Asks by mail for the items that are missing or unreadable; the registration goes on waiting. */
    public void askForMissing(UUID id, UUID seen) {
        Registration registration = undecided(id, seen);
        List<String> gaps = registration.gaps();
        if (gaps.isEmpty()) {
            throw new Refusal.WrongState("registration-nothing-missing");
        }
        String to = registration.answerTo().orElseThrow(() -> new Refusal.WrongState("registration-no-address"));
        Locale language = registration.language();
        UUID step = store.addOpenStep(id, State.INCOMPLETE, String.join(", ", gaps));
        letters.stage(List.of(new ClearLetters.Letter(
                step,
                to,
                language,
                MailCharset.UTF_8,
                ClearTemplate.REGISTRATION_INCOMPLETE,
                Map.of(
                        "team",
                        site.name(language),
                        "number",
                        registration.number(),
                        "items",
                        registration.asked().stream()
                                .map(gap -> line(gap, registration, language))
                                .collect(Collectors.joining("\n"))))));
        ledger.append(Entry.ofInstallation("registration.items-asked").about("registration", registration.number()));
    }

    /** The item's number, then its label and what is wrong with it. */
    private String line(Registration.Gap gap, Registration registration, Locale language) {
        FormProblem why = gap.why();
        return gap.item() + ": "
                + (why == null
                        ? messages.text(
                                language,
                                "registry.ask-consent."
                                        + registration.consent().state().name())
                        : why.message(language));
    }

    /** The registration if it waits for a decision and is still as it was seen. */
    private Registration undecided(UUID id, UUID seen) {
        store.lock(id);
        Registration registration = get(id);
        if (!registration.open()) {
            throw new Refusal.WrongState("registration-decided");
        }
        if (!registration.newest().id().equals(seen)) {
            throw new Refusal.Stale("registration-changed");
        }
        return registration;
    }

    private void decide(
            Registration registration, State state, @Nullable OrganisationId organisation, @Nullable String reason) {
        if (!store.addStep(registration.id(), state, organisation, reason)) {
            throw new Refusal.WrongState("registration-decided");
        }
    }
}
