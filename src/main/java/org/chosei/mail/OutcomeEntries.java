package org.chosei.mail;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.chosei.ledger.Entry;
import org.chosei.mail.Deliveries.Further;
import org.chosei.mail.Deliveries.State;

/** What the ledger says of a batch. */
final class OutcomeEntries {
    private OutcomeEntries() {}

    /** A mail that waits on is no news until it is late, and then once. */
    static List<Entry> of(List<Outcome> all) {
        return all.stream()
                .flatMap(each -> Stream.concat(main(each), further(each)))
                .toList();
    }

    private static Stream<Entry> main(Outcome each) {
        return switch (each.state()) {
            case HANDED_OVER -> Stream.of(each.mail().entry().apply("mail.handed-over"));
            case BOUNCED -> Stream.of(each.mail().entry().apply("mail.bounced").detail("reply", each.reply()));
            case DEFERRED ->
                each.late() && !each.mail().known()
                        ? Stream.of(each.mail().entry().apply("mail.late").detail("reply", each.reply()))
                        : Stream.<Entry>empty();
            case STAGED, HELD_BACK, CANCELLED -> Stream.<Entry>empty();
        };
    }

    /** Who else got the mail, and who will not: refused for good, or for now when no try follows. */
    private static Stream<Entry> further(Outcome each) {
        if (each.further().isEmpty()) {
            return Stream.empty();
        }
        List<Further> taken = each.further().stream()
                .filter(one -> one.state() == State.HANDED_OVER)
                .toList();
        List<Further> refused = each.further().stream()
                .filter(one ->
                        one.state() == State.BOUNCED || one.state() == State.DEFERRED && each.state() != State.DEFERRED)
                .toList();
        return Stream.concat(
                taken.isEmpty()
                        ? Stream.empty()
                        : Stream.of(each.mail()
                                .entry()
                                .apply("mail.further-handed-over")
                                .detail(
                                        "addresses",
                                        taken.stream().map(Further::address).collect(Collectors.joining("\n")))),
                refused.isEmpty()
                        ? Stream.empty()
                        : Stream.of(each.mail()
                                .entry()
                                .apply("mail.further-refused")
                                .detail(
                                        "reply",
                                        refused.stream()
                                                .map(one -> one.address() + ": " + one.reply())
                                                .collect(Collectors.joining("\n")))));
    }
}
