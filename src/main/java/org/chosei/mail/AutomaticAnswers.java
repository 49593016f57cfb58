package org.chosei.mail;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.chosei.kernel.Uuid7;
import org.chosei.ledger.Entry;
import org.chosei.ledger.Ledger;
import org.chosei.mail.ArrivedMail.Content;
import org.chosei.mail.MailTraits.Trait;
import org.chosei.mail.proof.DomainProof;
import org.chosei.mail.reading.Mailbox;
import org.chosei.mail.wire.AddressText;
import org.chosei.web.Site;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Tells a sender that its mail arrived and waits for a person, and how to write so that it need not wait. Only an address that
 * was proved, by the organisation's key or by its domain, is ever written to: whoever forges a sender makes us bother nobody.
 * Once a day and address at most, never to a program, and nothing of what the mail said.
 */
@Component
class AutomaticAnswers {
    private final MailTraitStore store;
    private final ClearLetters letters;
    private final OwnAddresses addresses;
    private final ObjectProvider<Site> sites;
    private final Ledger ledger;
    private final InstantSource clock;

    AutomaticAnswers(
            MailTraitStore store,
            ClearLetters letters,
            OwnAddresses addresses,
            ObjectProvider<Site> sites,
            Ledger ledger,
            InstantSource clock) {
        this.store = store;
        this.letters = letters;
        this.addresses = addresses;
        this.sites = sites;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** Stages the answer to a mail that lies on the desk, if it may have one. */
    void consider(ArrivedMail mail, SenderProof proof, Set<Trait> traits) {
        Optional<String> to =
                mail.outer().from().map(Mailbox::address).filter(address -> mayHear(address, mail, proof, traits));
        Site site = sites.getIfAvailable();
        if (to.isEmpty() || site == null) {
            return;
        }
        ClearTemplate template = template(mail, traits);
        Instant now = clock.instant();
        UUID letter = Uuid7.at(now);
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        if (store.addAnswer(mail.id(), to.get().toLowerCase(Locale.ROOT), today, template.name(), letter)) {
            Map<String, String> variables = Map.of(
                    "team",
                            site.name(Locale.ENGLISH).isBlank()
                                    ? site.name(Locale.JAPANESE)
                                    : site.name(Locale.ENGLISH),
                    "received",
                            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT)
                                    .withZone(ZoneOffset.UTC)
                                    .format(mail.arrivedAt()),
                    "number", IncomingMails.reference(mail.id()),
                    "link", site.address(page(template, proof)));
            letters.stage(List.of(
                    new ClearLetters.Letter(letter, to.get(), Locale.ROOT, MailCharset.UTF_8, template, variables)));
            ledger.append(Entry.ofInstallation("mail.answered")
                    .about("mail", mail.id())
                    .about("letter", letter));
        }
    }

    private boolean mayHear(String address, ArrivedMail mail, SenderProof proof, Set<Trait> traits) {
        boolean byKey = proof.signature() == SenderProof.Signed.GOOD
                && proof.registeredBy() != null
                && proof.registeredBy().equals(proof.keyOwner());
        boolean byDomain = proof.domain().outcome() == DomainProof.Outcome.PROVED
                && address.substring(address.lastIndexOf('@') + 1)
                        .equalsIgnoreCase(proof.domain().domain());
        return (byKey || byDomain)
                && !traits.contains(Trait.AUTOMATIC)
                && !traits.contains(Trait.LOOP)
                && !mail.envelope().from().isEmpty()
                && AddressText.isAddress(address)
                && !addresses.include(address);
    }

    private static ClearTemplate template(ArrivedMail mail, Set<Trait> traits) {
        if (mail.content() instanceof Content.Unreadable) {
            return ClearTemplate.MAIL_UNREADABLE;
        }
        return traits.contains(Trait.ENCRYPTED_ZIP) ? ClearTemplate.MAIL_UPLOAD : ClearTemplate.MAIL_RECEIVED;
    }

    private static String page(ClearTemplate template, SenderProof proof) {
        if (template == ClearTemplate.MAIL_UPLOAD) {
            return proof.registeredBy() == null ? "/report" : "/our-cases";
        }
        return "/our-keys";
    }
}
