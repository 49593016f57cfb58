package org.chosei.mail;

import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.chosei.ledger.Entry;
import org.chosei.ledger.Ledger;
import org.chosei.mail.ClearLetterStore.Due;
import org.chosei.vault.OpenPurpose;
import org.chosei.vault.Opened;
import org.chosei.vault.SealedId;
import org.chosei.vault.Vault;
import org.springframework.stereotype.Component;

/** Mail in clear: rendered when it was staged, opened when it leaves. */
@Component
class ClearQueue implements OutgoingQueue {
    private final ClearLetterStore store;
    private final Vault vault;
    private final Ledger ledger;
    private final InstantSource clock;

    ClearQueue(ClearLetterStore store, Vault vault, Ledger ledger, InstantSource clock) {
        this.store = store;
        this.vault = vault;
        this.ledger = ledger;
        this.clock = clock;
    }

    @Override
    public Batch next(int limit) {
        List<Due> due = store.lockDue(limit, clock.instant());
        if (due.isEmpty()) {
            return new Batch(0, List.of());
        }
        Map<SealedId, Opened> opened =
                vault.open(OpenPurpose.WORK, due.stream().map(Due::message).toList());
        return new Batch(
                due.size(), due.stream().map(each -> outgoing(each, opened)).toList());
    }

    private static Outgoing outgoing(Due due, Map<SealedId, Opened> opened) {
        return new Outgoing(
                due.id(),
                due.address(),
                List.of(),
                false,
                () -> {
                    Opened message = opened.get(due.message());
                    if (message == null) {
                        throw new IllegalStateException("the sealed words of letter " + due.id() + " are gone");
                    }
                    return message.bytes();
                },
                due.tries(),
                due.firstTryAt(),
                due.late(),
                kind -> Entry.ofInstallation(kind)
                        .about("letter", due.id())
                        .about(
                                "template",
                                due.template().name().toLowerCase(Locale.ROOT).replace('_', '-')));
    }

    @Override
    public void record(List<Outcome> outcomes) {
        store.record(outcomes);
        OutcomeEntries.of(outcomes).forEach(ledger::append);
    }
}
