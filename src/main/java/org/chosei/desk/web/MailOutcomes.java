package org.chosei.desk.web;

import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.chosei.conversation.FiledMails;
import org.chosei.mail.IncomingMails;
import org.chosei.registry.Organisations;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What became of a mail that somebody has just dealt with, told from where it stands and not from what was asked for. */
@Component
public class MailOutcomes {
    private final IncomingMails mails;
    private final FiledMails filed;
    private final Organisations organisations;

    MailOutcomes(IncomingMails mails, FiledMails filed, Organisations organisations) {
        this.mails = mails;
        this.filed = filed;
        this.organisations = organisations;
    }

    /**
     * The thread that a mail lies in.
     *
     * @param number of the case
     * @param read the vendor has opened it
     */
    public record Place(String message, String number, String vendor, boolean read) {}

    /** A sentence about a mail: {@code words} is a message key. */
    public record Outcome(
            IncomingMails.Facts facts,
            String words,
            @Nullable Place place) {

        /** What people call it. */
        public String reference() {
            return IncomingMails.reference(facts.id());
        }
    }

    Outcome of(UUID mail, Locale locale) {
        IncomingMails.Facts facts = mails.get(mail);
        Place place = place(facts, locale).orElse(null);
        return new Outcome(facts, "desk.done-" + (place != null ? "filed" : words(facts)), place);
    }

    private static String words(IncomingMails.Facts facts) {
        return switch (facts.state()) {
            case ARRIVED -> "routing";
            case DESK -> "still-here";
            case TAKEN -> facts.claimedBy() == null ? "settled" : "routed";
        };
    }

    /** Where a person filed it; empty when nobody did. */
    Optional<Place> place(IncomingMails.Facts facts, Locale locale) {
        return IncomingMails.FILED.equals(facts.note())
                ? filed.find(facts.id()).map(each -> shown(each, locale))
                : Optional.empty();
    }

    private Place shown(FiledMails.Filed each, Locale locale) {
        String vendor = organisations
                .find(each.vendor())
                .map(found -> found.name(locale))
                .orElse("");
        return new Place(each.message().toString(), each.number(), vendor, each.read());
    }
}
