package org.chosei.mail;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.chosei.mail.Deliveries.Further;
import org.chosei.mail.Deliveries.State;
import org.chosei.mail.MailsBounced.Bounce;
import org.chosei.mail.wire.RelayReport;
import org.chosei.mail.wire.RelayResult;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/**
 * What one try came to. Patience is five days (RFC 5321 §4.5.4.1): from 5 seconds on, doubling to an hour.
 *
 * @param further what came of it for the further addresses of which the relay said something
 * @param late whether the mail waits on, and was first tried more than a day ago
 */
record Outcome(
        Outgoing mail,
        State state,
        Instant nextTryAt,
        Instant firstTryAt,
        @Nullable Instant handedOverAt,
        boolean late,
        String reply,
        List<Further> further) {
    static final Duration PATIENCE = Duration.ofDays(5);
    /** What the relay put off for so long is worth a warning: the recipient's server may be gone. */
    static final Duration LATE = Duration.ofDays(1);

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
    private static final int LONGEST_REPLY = 500;

    static Outcome of(Outgoing mail, RelayReport report, Instant now) {
        Instant first = mail.firstTryAt() == null ? now : mail.firstTryAt();
        List<Further> further = further(report);
        return switch (report.main()) {
            case RelayResult.HandedOver(String reply) ->
                new Outcome(mail, State.HANDED_OVER, now, first, now, false, cut(reply), further);
            case RelayResult.Rejected(int code, String text) ->
                new Outcome(mail, State.BOUNCED, now, first, null, false, said(code, text), further);
            case RelayResult.Deferred(int code, String text) -> waits(mail, first, now, said(code, text), further);
            case RelayResult.Unprotected(String text) -> waits(mail, first, now, cut(text), further);
        };
    }

    private static Outcome waits(Outgoing mail, Instant first, Instant now, String reply, List<Further> further) {
        State state = now.isBefore(first.plus(PATIENCE)) ? State.DEFERRED : State.BOUNCED;
        boolean late = state == State.DEFERRED && !now.isBefore(first.plus(LATE));
        return new Outcome(mail, state, now.plus(pause(mail.tries())), first, null, late, reply, further);
    }

    private static List<Further> further(RelayReport report) {
        return report.further().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(each -> switch (each.getValue()) {
                    case RelayResult.HandedOver(String reply) ->
                        new Further(each.getKey(), State.HANDED_OVER, cut(reply));
                    case RelayResult.Rejected(int code, String text) ->
                        new Further(each.getKey(), State.BOUNCED, said(code, text));
                    case RelayResult.Deferred(int code, String text) ->
                        new Further(each.getKey(), State.DEFERRED, said(code, text));
                    case RelayResult.Unprotected(String text) -> new Further(each.getKey(), State.DEFERRED, cut(text));
                })
                .toList();
    }

    private static Duration pause(int triesBefore) {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(triesBefore, 20));
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }

    private static String said(int code, String text) {
        return cut(code == 0 || text.startsWith(String.valueOf(code)) ? text : code + " " + text);
    }

    private static String cut(String reply) {
        return reply.length() <= LONGEST_REPLY ? reply : reply.substring(0, LONGEST_REPLY);
    }

    /** Those that will not arrive, at further addresses as well. */
    static List<Bounce> bounces(List<Outcome> all) {
        return all.stream()
                .flatMap(each -> Stream.concat(
                        each.state() == State.BOUNCED
                                ? Stream.of(new Bounce(each.mail().address(), each.reply()))
                                : Stream.empty(),
                        each.further().stream()
                                .filter(one -> one.state() == State.BOUNCED)
                                .map(one -> new Bounce(one.address(), one.reply()))))
                .toList();
    }

    /** A batch as arrays for one statement. */
    static StatementSpec parameters(StatementSpec statement, List<Outcome> all) {
        return statement
                .param("ids", all.stream().map(each -> each.mail().id()).toArray(UUID[]::new))
                .param("states", all.stream().map(each -> each.state().name()).toArray(String[]::new))
                .param("nexts", all.stream().map(each -> text(each.nextTryAt())).toArray(String[]::new))
                .param(
                        "firsts",
                        all.stream().map(each -> text(each.firstTryAt())).toArray(String[]::new))
                .param(
                        "handed",
                        all.stream().map(each -> text(each.handedOverAt())).toArray(String[]::new))
                .param("lates", all.stream().map(Outcome::late).toArray(Boolean[]::new))
                .param("replies", all.stream().map(Outcome::reply).toArray(String[]::new));
    }

    /** The driver knows no arrays of times; ISO 8601 is what the database reads without a doubt. */
    private static @Nullable String text(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }
}
