package org.chosei.mail;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.chosei.ledger.Entry;
import org.chosei.mail.Deliveries.State;
import org.chosei.mail.MailsBounced.Bounce;
import org.chosei.mail.wire.RelayResult;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/**
 * What one try came to. Patience is five days (RFC 5321 §4.5.4.1): from 5 seconds on, doubling to an hour.
 *
 * @param late whether the mail waits on, and was first tried more than a day ago
 */
record Outcome(
        Outgoing mail,
        State state,
        Instant nextTryAt,
        Instant firstTryAt,
        @Nullable Instant handedOverAt,
        boolean late,
        String reply) {
    static final Duration PATIENCE = Duration.ofDays(5);
    /** What the relay put off for so long is worth a warning: the recipient's server may be gone. */
    static final Duration LATE = Duration.ofDays(1);

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
    private static final int LONGEST_REPLY = 500;

    static Outcome of(Outgoing mail, RelayResult result, Instant now) {
        Instant first = mail.firstTryAt() == null ? now : mail.firstTryAt();
        return switch (result) {
            case RelayResult.HandedOver(String reply) ->
                new Outcome(mail, State.HANDED_OVER, now, first, now, false, cut(reply));
            case RelayResult.Rejected(int code, String text) ->
                new Outcome(mail, State.BOUNCED, now, first, null, false, said(code, text));
            case RelayResult.Deferred(int code, String text) -> {
                State state = now.isBefore(first.plus(PATIENCE)) ? State.DEFERRED : State.BOUNCED;
                boolean late = state == State.DEFERRED && !now.isBefore(first.plus(LATE));
                yield new Outcome(mail, state, now.plus(pause(mail.tries())), first, null, late, said(code, text));
            }
        };
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

    /** What the ledger says of a batch: a mail that waits on is no news until it is late, and then once. */
    static List<Entry> entries(List<Outcome> all) {
        return all.stream()
                .flatMap(each -> switch (each.state()) {
                    case HANDED_OVER -> Stream.of(each.mail().entry().apply("mail.handed-over"));
                    case BOUNCED ->
                        Stream.of(each.mail().entry().apply("mail.bounced").detail("reply", each.reply()));
                    case DEFERRED ->
                        each.late() && !each.mail().known()
                                ? Stream.of(
                                        each.mail().entry().apply("mail.late").detail("reply", each.reply()))
                                : Stream.<Entry>empty();
                    case STAGED, HELD_BACK, CANCELLED -> Stream.<Entry>empty();
                })
                .toList();
    }

    /** Those that will not arrive. */
    static List<Bounce> bounces(List<Outcome> all) {
        return all.stream()
                .filter(each -> each.state() == State.BOUNCED)
                .map(each -> new Bounce(each.mail().address(), each.reply()))
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
