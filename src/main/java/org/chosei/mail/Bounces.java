package org.chosei.mail;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.chosei.ledger.Ledger;
import org.chosei.mail.BounceStore.Bounced;
import org.chosei.mail.MailsBounced.Bounce;
import org.chosei.mail.reading.Attachment;
import org.chosei.mail.reading.IncomingMail;
import org.chosei.mail.reading.MailReading;
import org.chosei.mail.reading.Unparseable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * Takes delivery reports (RFC 3464) about our own mail, known by the Message-ID that came back. A failure ends the
 * delivery, or is noted at the further address that it is about; a delay changes nothing, because the relay goes on trying.
 */
@Component
class Bounces implements Claim {
    private static final Set<String> RETURNED =
            Set.of("message/rfc822", "message/global", "text/rfc822-headers", "message/global-headers");

    private final BounceStore store;
    private final Ledger ledger;
    private final ApplicationEventPublisher events;

    Bounces(BounceStore store, Ledger ledger, ApplicationEventPublisher events) {
        this.store = store;
        this.ledger = ledger;
        this.events = events;
    }

    @Override
    public Order order() {
        return Order.BOUNCE;
    }

    @Override
    public Answer consider(ArrivedMail mail) {
        IncomingMail report = mail.outer();
        List<String> ours = isReport(report) ? store.known(returnedIds(report)) : List.of();
        if (ours.isEmpty()) {
            return new Answer.NotMine();
        }
        List<FailedRecipient> failed = FailedRecipient.of(status(report));
        if (failed.isEmpty()) {
            return new Answer.Taken("mail.report-noted");
        }
        List<Bounce> bounces = failed.stream()
                .flatMap(each -> store.bounce(ours, each).stream().map(bounced -> noted(bounced, each.why())))
                .toList();
        if (!bounces.isEmpty()) {
            events.publishEvent(new MailsBounced(bounces));
        }
        return new Answer.Taken("mail.bounce-noted");
    }

    private Bounce noted(Bounced bounced, String why) {
        ledger.append(bounced.entry());
        return new Bounce(bounced.address(), why);
    }

    private static boolean isReport(IncomingMail mail) {
        String type = mail.headers().first("Content-Type").orElse("").toLowerCase(Locale.ROOT);
        return type.startsWith("multipart/report") && type.contains("delivery-status");
    }

    private static List<String> returnedIds(IncomingMail report) {
        return report.attachments().stream()
                .filter(part -> RETURNED.contains(part.type()))
                .flatMap(part -> messageId(IncomingMail.read(part.content())).stream())
                .toList();
    }

    private static Optional<String> messageId(MailReading returned) {
        return switch (returned) {
            case IncomingMail original -> original.messageId();
            case Unparseable _ -> Optional.empty();
        };
    }

    private static String status(IncomingMail report) {
        return report.attachments().stream()
                .filter(part -> part.type().endsWith("delivery-status"))
                .map(Attachment::content)
                .map(content -> new String(content, StandardCharsets.US_ASCII))
                .reduce("", String::concat);
    }
}
