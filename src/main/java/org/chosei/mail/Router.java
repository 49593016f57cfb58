package org.chosei.mail;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.chosei.access.Purpose;
import org.chosei.jobs.Job;
import org.chosei.ledger.Entry;
import org.chosei.ledger.Ledger;
import org.chosei.mail.Claim.Answer;
import org.chosei.mail.IncomingMails.Facts;
import org.chosei.mail.IncomingMails.State;
import org.chosei.mail.MailTraits.Trait;
import org.chosei.mail.reading.IncomingMail;
import org.chosei.mail.reading.Unparseable;
import org.chosei.vault.OpenPurpose;
import org.chosei.vault.SealedId;
import org.chosei.vault.Vault;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The one router: asks the rooms in their fixed order, and the first that answers has the mail; what nobody takes lies on
 * the desk. The room's work and the mail's new state commit together. A room that fails is asked again by the job.
 */
@Component
class Router implements Job {
    static final String KIND = "mail.route";
    private static final String UNKNOWN = "mail.desk.unknown";
    private static final String UNKNOWN_REPLY = "mail.desk.unknown-reply";
    private static final String EMPTY = "mail.desk.unparseable-empty";
    private static final String AUTOMATIC = "mail.desk.automatic";
    private static final Decision LOOP = new Decision(null, new Answer.ForTheDesk("mail.desk.loop", null));

    private final Map<Claim.Order, Claim> claims = new EnumMap<>(Claim.Order.class);
    private final IncomingMailStore store;
    private final MailOpener opener;
    private final SenderProofs proofs;
    private final MailHabits habits;
    private final AutomaticAnswers answers;
    private final Vault vault;
    private final Ledger ledger;
    private final TransactionOperations transaction;
    private final ReadingTurns turns;

    Router(
            List<Claim> claims,
            IncomingMailStore store,
            MailOpener opener,
            SenderProofs proofs,
            MailHabits habits,
            AutomaticAnswers answers,
            Vault vault,
            Ledger ledger,
            TransactionOperations transaction,
            Arrivals arrivals) {
        this.store = store;
        this.opener = opener;
        this.proofs = proofs;
        this.habits = habits;
        this.answers = answers;
        this.vault = vault;
        this.ledger = ledger;
        this.transaction = transaction;
        this.turns = new ReadingTurns(arrivals::busy);
        for (Claim claim : claims) {
            Claim other = this.claims.put(claim.order(), claim);
            if (other != null) {
                throw new IllegalStateException(
                        "Two claims at " + claim.order() + ", so nobody could say who is asked: "
                                + other.getClass().getName() + " and "
                                + claim.getClass().getName());
            }
        }
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Purpose purpose() {
        return Purpose.MAIL_IN;
    }

    @Override
    public void run(UUID id) {
        turns.take(() -> read(id));
    }

    private void read(UUID id) {
        Optional<Raw> raw = transaction.execute(_ -> unrouted(id));
        if (raw != null && raw.isPresent()) {
            Supplier<Decision> decision = decide(raw.get());
            transaction.executeWithoutResult(_ -> route(id, decision));
        }
    }

    private Optional<Raw> unrouted(UUID id) {
        return store.find(id)
                .filter(facts -> facts.state() == State.ARRIVED)
                .map(facts ->
                        new Raw(facts, vault.open(OpenPurpose.WORK, facts.raw()).bytes(), proofs.kept(id)));
    }

    /** Reads and decrypts before the transaction; the rooms are asked in it. */
    private Supplier<Decision> decide(Raw raw) {
        return switch (IncomingMail.read(raw.bytes())) {
            case Unparseable unparseable ->
                () -> new Decision(null, new Answer.ForTheDesk(MailOpener.reason(unparseable), null));
            case IncomingMail outer -> {
                SenderProofs.Domain domain = raw.domain().orElseGet(() -> proofs.ask(raw.bytes()));
                ArrivedMail mail = raw.facts()
                        .arrivedMail(raw.bytes(), outer, opener.contentOf(outer), Optional.of(domain.proof()));
                yield () -> {
                    SenderProof proof = proofs.keep(mail, domain);
                    Set<Trait> traits = habits.keep(mail);
                    Decision decision = traits.contains(Trait.LOOP) ? LOOP : ask(claims.values(), mail, traits);
                    if (!(decision.answer() instanceof Answer.Taken)) {
                        answers.consider(mail, proof, traits);
                    }
                    return decision;
                };
            }
        };
    }

    private static Decision ask(Collection<Claim> inOrder, ArrivedMail mail, Set<Trait> traits) {
        for (Claim claim : inOrder) {
            Answer answer = claim.consider(mail);
            if (!(answer instanceof Answer.NotMine)) {
                return new Decision(claim.order(), answer);
            }
        }
        return new Decision(null, new Answer.NotMine(), traits.contains(Trait.AUTOMATIC) ? AUTOMATIC : unknown(mail));
    }

    /** Why nobody could say what it is. */
    private static String unknown(ArrivedMail mail) {
        return switch (mail.content()) {
            case ArrivedMail.Content.Readable _
            when mail.envelope().recipients().stream().anyMatch(OwnAddresses::isReply) -> UNKNOWN_REPLY;
            case ArrivedMail.Content.Readable(IncomingMail read, var _, var _, var _)
            when read.text().text().isBlank() && read.attachments().isEmpty() -> EMPTY;
            case ArrivedMail.Content.Readable _ -> UNKNOWN;
            case ArrivedMail.Content.Unreadable unreadable -> unreadable.reason();
        };
    }

    private void route(UUID id, Supplier<Decision> decision) {
        if (store.lock(id).filter(facts -> facts.state() == State.ARRIVED).isEmpty()) {
            return;
        }
        Decision decided = decision.get();
        switch (decided.answer()) {
            case Answer.Taken(String note) -> settle(id, State.TAKEN, decided.order(), note, null);
            case Answer.ForTheDesk(String reason, String detail) ->
                settle(id, State.DESK, decided.order(), reason, sealed(detail));
            case Answer.NotMine _ -> settle(id, State.DESK, null, decided.unknown(), null);
        }
    }

    private void settle(UUID id, State state, Claim.@Nullable Order order, String note, @Nullable SealedId detail) {
        store.settle(id, state, order, note, detail, null);
        ledger.append(Entry.ofInstallation(state == State.TAKEN ? "mail.taken" : "mail.desk")
                .about("mail", id)
                .about("note", note));
    }

    private @Nullable SealedId sealed(@Nullable String detail) {
        return detail == null ? null : vault.sealMail(detail.getBytes(StandardCharsets.UTF_8));
    }

    private record Raw(Facts facts, byte[] bytes, Optional<SenderProofs.Domain> domain) {}

    private record Decision(Claim.@Nullable Order order, Answer answer, String unknown) {
        Decision(Claim.@Nullable Order order, Answer answer) {
            this(order, answer, UNKNOWN);
        }
    }
}
