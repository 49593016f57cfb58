package org.chosei.agreements.bymail;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.chosei.agreements.Act.Proof;
import org.chosei.agreements.AgreementText;
import org.chosei.agreements.Agreements;
import org.chosei.agreements.SignatureBook;
import org.chosei.crypto.SignatureFinding;
import org.chosei.mail.ArrivedMail;
import org.chosei.mail.ArrivedMail.Content;
import org.chosei.mail.Claim;
import org.chosei.mail.reading.IncomingMail;
import org.chosei.mail.reading.Mailbox;
import org.chosei.registry.Contact;
import org.chosei.registry.ContactKeys;
import org.chosei.registry.ContactPoints;
import org.chosei.registry.form.MailedStatement;
import org.springframework.stereotype.Component;

/**
 * Takes answers to a text that was mailed to be signed. It is a signature only if a key that the organisation itself proved signed
 * it, it comes in time from the person who answers for the organisation, and the signed words hold the statement unchanged
 * and agree to it, for the version in force. Everything else lies on the desk with the reason.
 */
@Component
class SignatureByMail implements Claim {
    /** Characters of a text in which a reference is looked for: no agreement is longer. */
    private static final int LOOKED_AT = 200_000;

    private final MailingStore mailings;
    private final Agreements agreements;
    private final SignatureBook book;
    private final ContactKeys keys;
    private final ContactPoints contacts;
    private final LetterToSign letter;

    SignatureByMail(
            MailingStore mailings,
            Agreements agreements,
            SignatureBook book,
            ContactKeys keys,
            ContactPoints contacts,
            LetterToSign letter) {
        this.mailings = mailings;
        this.agreements = agreements;
        this.book = book;
        this.keys = keys;
        this.contacts = contacts;
        this.letter = letter;
    }

    @Override
    public Order order() {
        return Order.SIGNATURE;
    }

    @Override
    public Answer consider(ArrivedMail mail) {
        if (mail.outer().automatic()) {
            // a returned mail quotes our subject; it is no answer of a person
            return new Answer.NotMine();
        }
        Set<String> named = Reference.in(Stream.concat(Stream.of(mail.outer().subject()), inside(mail)));
        if (named.isEmpty()) {
            return new Answer.NotMine();
        }
        if (named.size() > 1) {
            return desk("several-references");
        }
        return mailings.find(named.iterator().next())
                .map(mailing -> answer(mail, mailing))
                .orElseGet(() -> desk("unknown-reference"));
    }

    private static Stream<String> inside(ArrivedMail mail) {
        return switch (mail.content()) {
            case Content.Readable readable ->
                Stream.of(
                        readable.mail().subject(),
                        beginning(readable.mail().text().text()));
            case Content.Unreadable _ -> Stream.empty();
        };
    }

    private static String beginning(String text) {
        return text.substring(0, Math.min(text.length(), LOOKED_AT));
    }

    private Answer answer(ArrivedMail mail, Mailing mailing) {
        if (!(mail.content() instanceof Content.Readable readable)) {
            return desk("unreadable");
        }
        return switch (readable.signedBy(keys.certificates(mailing.organisation()), mail.arrivedAt())) {
            case SignatureFinding.Good good -> signed(mail, mailing, good.fingerprint(), readable.mail());
            case SignatureFinding.None _ -> desk("unsigned");
            case SignatureFinding.UnknownKey _ -> desk("unknown-key");
            case SignatureFinding.Bad _ -> desk("bad-signature");
            case SignatureFinding.KeyExpired _ -> desk("expired-key");
            case SignatureFinding.KeyRevoked _ -> desk("revoked-key");
            case SignatureFinding.TooWeak _ -> desk("weak-signature");
        };
    }

    private Answer signed(ArrivedMail mail, Mailing mailing, String key, IncomingMail content) {
        if (keys.challenged(mailing.organisation()).stream()
                .noneMatch(each -> each.fingerprint().equals(key))) {
            return desk("called-key");
        }
        Optional<String> sender = mail.outer().from().map(Mailbox::address);
        if (sender.isEmpty() || !isResponsible(sender.get(), mailing)) {
            return desk("not-responsible");
        }
        AgreementText text = agreements.text(mailing.kind(), mailing.version(), mailing.language());
        MailedStatement.Finding statement = new MailedStatement(
                        mailing.statement(), List.of(letter.body(mailing, text)))
                .in(content.text().text());
        return switch (statement.state()) {
            case MISSING -> desk("no-statement");
            case ALTERED -> desk("altered", statement.words());
            case OWN_WORDS -> desk("own-words", statement.words());
            case AGREED ->
                stated(
                        mail,
                        mailing,
                        text,
                        new SignedAnswer(
                                mail.id(),
                                mail.sha256(),
                                key,
                                sender.get(),
                                mail.envelope().remoteAddress().getAddress().getHostAddress()));
        };
    }

    /** The address that the text was mailed to, as long as it is still that of the person who answers for the organisation. */
    private boolean isResponsible(String sender, Mailing mailing) {
        return sender.equalsIgnoreCase(mailing.address())
                && contacts.find(mailing.organisation(), Contact.Role.PRIMARY)
                        .filter(contact -> contact.email().equalsIgnoreCase(sender))
                        .isPresent();
    }

    private Answer stated(ArrivedMail mail, Mailing mailing, AgreementText text, SignedAnswer answer) {
        if (mailings.lockAndAskWhetherSigned(mailing.id())) {
            return new Answer.Taken("agreements.mail-signed-again");
        }
        if (!mail.arrivedAt().isBefore(mailing.until())) {
            return desk("expired");
        }
        if (book.lastEnd(mailing.organisation(), mailing.kind())
                .filter(end -> !end.isBefore(mailing.askedAt()))
                .isPresent()) {
            return desk("ended-since");
        }
        if (agreements.inForce(mailing.kind()) != mailing.version()) {
            return desk("older");
        }
        Optional<UUID> entered = book.enter(
                mailing.organisation(),
                null,
                text,
                mailing.act(),
                Proof.signedMail(answer.peer()),
                entry -> entry.about("mail", answer.mail())
                        .about("mail-sha256", answer.mailSha256())
                        .about("key", answer.fingerprint())
                        .about("reference", mailing.reference()));
        entered.ifPresent(signature -> mailings.keepProof(signature, mailing, answer));
        return entered.isPresent() ? new Answer.Taken("agreements.mail-signed") : desk("signed-already");
    }

    private static Answer desk(String reason) {
        return desk(reason, Optional.empty());
    }

    private static Answer desk(String reason, Optional<String> words) {
        return new Answer.ForTheDesk("agreements.desk." + reason, words.orElse(null));
    }
}
