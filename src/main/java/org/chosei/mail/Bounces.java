package org.chosei.mail;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
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
 * delivery; a delay changes nothing, because the relay goes on trying.
 */
@Component
class Bounces implements Claim {
    private static final Set<String> RETURNED =
            Set.of("message/rfc822", "message/global", "text/rfc822-headers", "message/global-headers");
    private static final Pattern ACTION = Pattern.compile("(?im)^Action:[ \\t]*([a-z]+)");
    private static final Pattern DIAGNOSTIC = Pattern.compile("(?im)^Diagnostic-Code:[ \\t]*(.{1,300})");
    private static final Pattern STATUS = Pattern.compile("(?im)^Status:[ \\t]*(.{1,300})");

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
        String status = status(report);
        if (!first(ACTION, status)
                .map(action -> action.toLowerCase(Locale.ROOT))
                .equals(Optional.of("failed"))) {
            return new Answer.Taken("mail.report-noted");
        }
        String why = first(DIAGNOSTIC, status).or(() -> first(STATUS, status)).orElse("");
        List<Bounced> bounced = store.bounce(ours, why);
        bounced.forEach(each -> ledger.append(each.entry().detail("reply", why)));
        if (!bounced.isEmpty()) {
            events.publishEvent(new MailsBounced(bounced.stream()
                    .map(each -> new Bounce(each.address(), why))
                    .toList()));
        }
        return new Answer.Taken("mail.bounce-noted");
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

    private static Optional<String> first(Pattern pattern, String text) {
        return Stream.of(pattern.matcher(text))
                .filter(Matcher::find)
                .map(found -> found.group(1).strip())
                .findFirst();
    }
}
