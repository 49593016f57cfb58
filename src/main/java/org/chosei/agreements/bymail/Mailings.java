package org.chosei.agreements.bymail;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.chosei.agreements.Act;
import org.chosei.agreements.AgreementKind;
import org.chosei.agreements.AgreementText;
import org.chosei.agreements.Agreements;
import org.chosei.crypto.Certificate;
import org.chosei.crypto.KeyFitness;
import org.chosei.identity.OrganisationNames;
import org.chosei.jobs.Jobs;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Refusal;
import org.chosei.kernel.Uuid7;
import org.chosei.ledger.Entry;
import org.chosei.ledger.Ledger;
import org.chosei.registry.Contact;
import org.chosei.registry.ContactKeys;
import org.chosei.registry.ContactPoints;
import org.chosei.web.Messages;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Sends the person who answers for an organisation a text to sign and send back. */
@Component
@Transactional
public class Mailings {
    /** So that a second click, or somebody in a hurry, does not fill a mailbox. */
    private static final Duration PAUSE = Duration.ofMinutes(5);

    private static final int LONGEST = 120;

    private final Agreements agreements;
    private final MailingStore store;
    private final Statements statements;
    private final ContactPoints contacts;
    private final ContactKeys keys;
    private final OrganisationNames names;
    private final Messages words;
    private final Jobs jobs;
    private final Ledger ledger;
    private final InstantSource clock;

    Mailings(
            Agreements agreements,
            MailingStore store,
            Statements statements,
            ContactPoints contacts,
            ContactKeys keys,
            OrganisationNames names,
            Messages words,
            Jobs jobs,
            Ledger ledger,
            InstantSource clock) {
        this.agreements = agreements;
        this.store = store;
        this.statements = statements;
        this.contacts = contacts;
        this.keys = keys;
        this.names = names;
        this.words = words;
        this.jobs = jobs;
        this.ledger = ledger;
        this.clock = clock;
    }

    /**
     * Mails the text in force in this language to the organisation's primary contact. For staff, and for the organisation
     * itself; others do not know it.
     */
    public void send(OrganisationId organisation, AgreementKind kind, String language) {
        Locale in = Locale.of(language.equals("ja") ? "ja" : "en");
        String name = names.name(organisation, in);
        if (!kind.signed()) {
            throw new Refusal.NotFound();
        }
        AgreementText text = agreements.text(kind, agreements.inForce(kind), in.getLanguage());
        if (agreements.of(organisation, kind, in.getLanguage()).signed()) {
            throw new Refusal.WrongState("agreement-signed");
        }
        Instant now = clock.instant();
        requireKey(organisation, now);
        requirePause(organisation, kind, now);
        Contact contact = primary(organisation);
        Act act = new Act(contact.name(), capacity(contact, in), true);
        String reference = Reference.random();
        Mailing mailing = new Mailing(
                Uuid7.at(now),
                organisation,
                kind,
                text.version(),
                text.language(),
                text.sha256(),
                reference,
                contact.email(),
                act.name(),
                act.capacity(),
                statements.write(text, act, name, reference),
                now);
        store.add(mailing);
        jobs.stage(MailToSign.KIND, mailing.id(), now);
        ledger.append(Entry.ofInstallation("agreement.mailed")
                .about("organisation", organisation)
                .about("text", kind.label() + "-" + text.version())
                .about("sha256", text.sha256())
                .about("mailing", mailing.id()));
    }

    /** What was mailed to one organisation, newest first, as far as the acting scope may know. */
    @Transactional(readOnly = true)
    public List<Mailing> of(OrganisationId organisation) {
        return store.of(organisation);
    }

    private void requireKey(OrganisationId organisation, Instant now) {
        if (keys.challenged(organisation).stream().noneMatch(key -> isFit(key, now))) {
            boolean called = keys.certificates(organisation).stream().anyMatch(key -> isFit(key, now));
            throw new Refusal.WrongState(called ? "agreement-key-called" : "agreement-no-key");
        }
    }

    private static boolean isFit(Certificate key, Instant at) {
        return KeyFitness.of(key, at) instanceof KeyFitness.Fit;
    }

    private void requirePause(OrganisationId organisation, AgreementKind kind, Instant now) {
        boolean justNow = store.of(organisation).stream()
                .anyMatch(each ->
                        each.kind() == kind && each.askedAt().plus(PAUSE).isAfter(now));
        if (justNow) {
            throw new Refusal.WrongState("agreement-mailed-just-now", PAUSE.toMinutes());
        }
    }

    private Contact primary(OrganisationId organisation) {
        return contacts.find(organisation, Contact.Role.PRIMARY)
                .filter(contact ->
                        Act.isLine(contact.name()) && !contact.email().isBlank())
                .orElseThrow(() -> new Refusal.WrongState("agreement-no-primary"));
    }

    private String capacity(Contact contact, Locale language) {
        String own = Stream.of(contact.affiliation(), contact.title())
                .map(each -> each.replaceAll("\\s+", " ").strip())
                .filter(each -> !each.isEmpty())
                .collect(Collectors.joining(" "));
        String cut =
                own.substring(0, own.offsetByCodePoints(0, Math.min(LONGEST, own.codePointCount(0, own.length()))));
        return Act.isLine(cut) ? cut : words.text(language, "agreements.mail.capacity");
    }
}
