package org.chosei.desk.inbox;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.chosei.access.Scopes;
import org.chosei.conversation.Replies;
import org.chosei.conversation.ThreadId;
import org.chosei.conversation.Threads;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.JapaneseText;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.PersonId;
import org.chosei.kernel.Refusal;
import org.chosei.kernel.Uuid7;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Does one thing to several, each in a transaction of its own: what cannot be done to one does not hold up the others. The
 * form's id names the act: sent again it goes on where it stopped and does nothing twice.
 */
@Component
public class Bulk {
    /** Characters of a reminder. */
    public static final int LONGEST_TEXT = 5000;

    private final TransactionOperations transaction;
    private final BulkStore store;
    private final Inbox inbox;
    private final Snoozes snoozes;
    private final Assignments assignments;
    private final Settlements settlements;
    private final Threads threads;
    private final Replies replies;
    private final InstantSource clock;

    Bulk(
            TransactionOperations transaction,
            BulkStore store,
            Inbox inbox,
            Snoozes snoozes,
            Assignments assignments,
            Settlements settlements,
            Threads threads,
            Replies replies,
            InstantSource clock) {
        this.transaction = transaction;
        this.store = store;
        this.inbox = inbox;
        this.snoozes = snoozes;
        this.assignments = assignments;
        this.settlements = settlements;
        this.threads = threads;
        this.replies = replies;
        this.clock = clock;
    }

    /** What is to be done, with what it needs. */
    public sealed interface Order {
        /** Gives cases to somebody, or to nobody. */
        record Assign(@Nullable PersonId to, String note) implements Order {}

        /** Puts items off. */
        record Snooze(Snoozes.Until until) implements Order {}

        /** Says of messages that they need no answer. */
        record Settle() implements Order {}

        /** Asks vendors of a case again, each in its own thread. */
        record Remind(CaseId of, String text) implements Order {}

        /** Which act it is. */
        default Act act() {
            return switch (this) {
                case Assign _ -> Act.ASSIGN;
                case Snooze _ -> Act.SNOOZE;
                case Settle _ -> Act.SETTLE;
                case Remind _ -> Act.REMIND;
            };
        }
    }

    /** Runs it, once for each form. What is wrong with the order itself is refused before anything is done. */
    public void run(UUID form, Order order, List<Target.Name> names) {
        check(order);
        in(() -> store.begin(form, order.act()));
        for (int i = 0; i < names.size(); i++) {
            int position = i;
            Target.Name name = names.get(i);
            try {
                if (order instanceof Order.Remind remind) {
                    remind(form, position, remind, name);
                } else {
                    in(() -> one(form, position, order, name));
                }
            } catch (Refusal refusal) {
                in(() -> store.add(form, position, refused(name), null, refusal.slug(), null, null));
            }
        }
    }

    /** A vendor's list of what it was refused names nothing of which it may not know. */
    private static Target.Name refused(Target.Name name) {
        return Scopes.person().isStaff() ? name : new Target.Name(name.kind(), InboxRows.NOBODY);
    }

    private void check(Order order) {
        switch (order) {
            case Order.Snooze snooze -> snooze.until().check(clock.instant());
            case Order.Assign assign -> in(() -> assignments.check(assign.to(), assign.note()));
            case Order.Remind remind -> {
                if (remind.text().isBlank() || JapaneseText.codePoints(remind.text()) > LONGEST_TEXT) {
                    throw new Refusal.Invalid("text", "remind-text", LONGEST_TEXT);
                }
            }
            case Order.Settle _ -> {
                // needs nothing
            }
        }
    }

    private void one(UUID form, int position, Order order, Target.Name name) {
        if (!store.claim(form, position)) {
            return;
        }
        UUID made = Uuid7.at(clock.instant());
        switch (order) {
            case Order.Assign assign -> {
                CaseId caseId = name.isCase() ? new CaseId(name.subject()) : caseOf(inbox.get(name.key()));
                Optional<PersonId> before = assignments.assign(made, caseId, assign.to(), assign.note());
                store.add(form, position, name, caseId, null, made, before.orElse(null));
            }
            case Order.Snooze snooze -> {
                InboxItem item = inbox.get(name.key());
                snoozes.snooze(made, item, snooze.until());
                store.add(form, position, name, item.caseId(), null, made, null);
            }
            case Order.Remind _ -> throw new IllegalStateException("a reminder opens its own transactions");
            case Order.Settle _ -> {
                InboxItem item = inbox.get(name.key());
                settlements.settle(item);
                store.add(form, position, name, item.caseId(), null, made, null);
            }
        }
    }

    /** Written and mailed like every message of staff; its form follows from the act's, so that it goes out once. */
    private void remind(UUID form, int position, Order.Remind remind, Target.Name name) {
        Optional<ThreadId> thread = Objects.requireNonNull(transaction.execute(
                _ -> store.claim(form, position) ? Optional.of(threadToRemind(remind, name)) : Optional.empty()));
        if (thread.isEmpty()) {
            return;
        }
        UUID own = UUID.nameUUIDFromBytes((form + ":" + name.subject()).getBytes(StandardCharsets.US_ASCII));
        replies.post(own, thread.get(), remind.text(), List.of());
        in(() -> store.add(form, position, name, remind.of(), null, Uuid7.at(clock.instant()), null));
    }

    private ThreadId threadToRemind(Order.Remind remind, Target.Name name) {
        ThreadId thread = threads.of(remind.of(), new OrganisationId(name.subject()))
                .orElseThrow(() -> new Refusal.WrongState("remind-not-in-case"));
        if (store.answered(remind.of(), name.subject())) {
            throw new Refusal.WrongState("remind-answered");
        }
        return thread;
    }

    private static CaseId caseOf(InboxItem item) {
        CaseId caseId = item.caseId();
        if (caseId == null) {
            throw new Refusal.WrongState("bulk-no-case");
        }
        return caseId;
    }

    /** How it went; "not found" for everybody but who did it. */
    public BulkRun read(UUID run) {
        return Objects.requireNonNull(transaction.execute(_ -> store.find(run).orElseThrow(Refusal.NotFound::new)));
    }

    /**
     * Undoes it as far as nobody did anything since: who was given a case meanwhile keeps it. Again changes nothing.
     *
     * @throws Refusal.WrongState for an act that cannot be undone
     */
    public void undo(UUID run) {
        in(() -> {
            BulkRun of = store.find(run).orElseThrow(Refusal.NotFound::new);
            if (!of.act().reversible()) {
                throw new Refusal.WrongState("bulk-not-reversible");
            }
            if (!store.undone(run)) {
                return;
            }
            for (BulkStore.Made made : store.made(run)) {
                CaseId caseId = made.caseId();
                if (of.act() == Act.SNOOZE) {
                    snoozes.end(made.id());
                } else if (caseId != null && assignments.isNewest(caseId, made.id())) {
                    assignments.assign(Uuid7.at(clock.instant()), caseId, made.before(), "");
                }
            }
        });
    }

    private void in(Runnable work) {
        transaction.executeWithoutResult(_ -> work.run());
    }
}
