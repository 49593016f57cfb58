package org.chosei.registry;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.chosei.kernel.JapaneseText;
import org.chosei.kernel.Sha256;
import org.chosei.kernel.Uuid7;
import org.chosei.ledger.Entry;
import org.chosei.ledger.Ledger;
import org.chosei.mail.ArrivedMail;
import org.chosei.mail.reading.IncomingMail;
import org.chosei.mail.reading.Mailbox;
import org.chosei.registry.form.Consent;
import org.chosei.registry.form.FormField;
import org.chosei.registry.form.FormReply;
import org.chosei.vault.Vault;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes mails that answer for an open registration: they name it in their subject, or they reply to our mail about it, and
 * come from an address that it knows. What they say changes nothing by itself; a person takes it over or not.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class ArrivedReplies {
    /** More than anybody writes before a person has looked; the rest waits on the desk. */
    private static final int WAITING = 20;

    private static final Pattern NUMBER = Pattern.compile("\\breg-([0-9]{4})-([0-9]{4,9})\\b");
    private static final Pattern OUR_ID = Pattern.compile("<([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})@.*>");

    private final RegistrationStore registrations;
    private final ReplyStore replies;
    private final Vault vault;
    private final Ledger ledger;
    private final InstantSource clock;

    ArrivedReplies(
            RegistrationStore registrations, ReplyStore replies, Vault vault, Ledger ledger, InstantSource clock) {
        this.registrations = registrations;
        this.replies = replies;
        this.vault = vault;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** Whether a mail answers for a registration. */
    sealed interface Look {
        /** It names none and replies to no mail of ours about one. */
        record None() implements Look {}

        /** Kept beside its registration; {@code again} when it was before. */
        record Kept(boolean again) implements Look {}

        /** It names one, but cannot be kept beside it; {@code reason} is a message key. */
        record Strange(String reason, boolean open) implements Look {}
    }

    Look take(ArrivedMail mail, IncomingMail content) {
        if (mail.outer().automatic()) {
            return new Look.None();
        }
        Optional<String> number = Stream.of(content.subject(), mail.outer().subject())
                .flatMap(subject -> NUMBER.matcher(JapaneseText.folded(subject)).results())
                .map(found -> "REG-" + found.group(1) + "-" + found.group(2))
                .findFirst();
        Optional<Registration> meant =
                number.isPresent() ? registrations.named(number.get()) : registrations.ofSteps(answered(mail.outer()));
        if (meant.isEmpty()) {
            return number.isPresent() ? new Look.Strange("registry.desk.unknown-number", false) : new Look.None();
        }
        Registration registration = meant.get();
        String sender = mail.outer().from().map(Mailbox::address).orElse("");
        if (!registration.open()) {
            return new Look.Strange("registry.desk.decided", false);
        }
        if (!knows(registration, sender)) {
            return new Look.Strange("registry.desk.other-address", true);
        }
        return keep(registration, mail, content, sender);
    }

    private Look keep(Registration registration, ArrivedMail mail, IncomingMail content, String sender) {
        Set<FormField> gaps = new HashSet<>(registration.missing());
        FormReply said = FormReply.read(content, registration.form(), gaps, registration.sentences());
        String arrival = "reply:"
                + Sha256.hex(
                        (registration.number() + "\n" + mail.outer().messageId().orElse(mail.sha256()) + "\n"
                                        + content.text().text() + "\n" + FormJson.answers(said.answers()))
                                .getBytes(StandardCharsets.UTF_8));
        registrations.lockArrival(arrival);
        if (replies.isKept(arrival)) {
            return new Look.Kept(true);
        }
        if (replies.waiting(registration.id()) >= WAITING) {
            return new Look.Strange("registry.desk.many-replies", true);
        }
        Map<FormField, String> answers = new EnumMap<>(FormField.class);
        said.answers().forEach((field, answer) -> answers.put(field, JapaneseText.withoutControls(answer)));
        replies.add(
                new RegistrationReply(
                        Uuid7.at(clock.instant()),
                        registration.id(),
                        JapaneseText.withoutControls(sender),
                        vault.sealMail(mail.raw()),
                        mail.sha256(),
                        answers,
                        new Consent(
                                said.consent().state(), said.consent().found().map(JapaneseText::withoutControls)),
                        mail.arrivedAt(),
                        null),
                arrival);
        ledger.append(Entry.ofInstallation("registration.reply-received")
                .about("registration", registration.number())
                .about("sha256", mail.sha256()));
        return new Look.Kept(false);
    }

    /** Whoever sent it, and the addresses that it names. */
    private static boolean knows(Registration registration, String sender) {
        return !sender.isEmpty()
                && Stream.of(
                                registration.sender() == null ? "" : registration.sender(),
                                registration.answer(FormField.TEAM_EMAIL),
                                registration.answer(FormField.CONTACT_EMAIL))
                        .anyMatch(sender::equalsIgnoreCase);
    }

    private static List<UUID> answered(IncomingMail mail) {
        return Stream.concat(mail.inReplyTo().stream(), mail.references().reversed().stream())
                .map(OUR_ID::matcher)
                .filter(Matcher::matches)
                .map(id -> Uuid7.parse(id.group(1)))
                .distinct()
                .limit(20)
                .toList();
    }
}
