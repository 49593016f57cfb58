package org.chosei.cases.ending;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.chosei.access.Audience;
import org.chosei.access.Audiences;
import org.chosei.cases.Cases;
import org.chosei.cases.CoordinatedCase;
import org.chosei.cases.embargo.Embargoes;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.JapaneseText;
import org.chosei.kernel.Refusal;
import org.chosei.ledger.Entry;
import org.chosei.ledger.Ledger;
import org.chosei.vault.SealedId;
import org.chosei.vault.Vault;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Closes cases. What was distributed stays readable for those who got it; nothing new goes out. */
@Component
@Transactional
public class CaseEnds {
    private final EndStore store;
    private final Cases cases;
    private final Embargoes embargoes;
    private final Audiences audiences;
    private final Vault vault;
    private final Ledger ledger;
    private final ApplicationEventPublisher publisher;

    CaseEnds(
            EndStore store,
            Cases cases,
            Embargoes embargoes,
            Audiences audiences,
            Vault vault,
            Ledger ledger,
            ApplicationEventPublisher publisher) {
        this.store = store;
        this.cases = cases;
        this.embargoes = embargoes;
        this.audiences = audiences;
        this.vault = vault;
        this.ledger = ledger;
        this.publisher = publisher;
    }

    /** How the case ended; empty while it is open. */
    public Optional<CaseEnd> of(CaseId caseId) {
        return store.find(caseId);
    }

    /** Why those of these cases ended that did; open ones are absent. Staff only, one query. */
    public Map<CaseId, CloseReason> reasons(Collection<CaseId> cases) {
        return store.reasons(cases);
    }

    /** The cases that came of this one, and those it came of. Staff only. */
    public List<Relative> relatives(CaseId caseId) {
        return store.relatives(caseId);
    }

    /** Refuses to work on a case that has ended. */
    public void requireOpen(CaseId caseId) {
        if (store.find(caseId).isPresent()) {
            throw new Refusal.WrongState("case-ended");
        }
    }

    /** What becomes of an embargo that is in force when its case is closed. */
    public enum Secrecy {
        /** It ends with the case. */
        ENDS,
        /** It binds those who agreed until its end (Vultron: closing never ends it by itself). */
        STAYS
    }

    /**
     * Closes the case for good. Staff only.
     *
     * @param number as the person typed it, to show that it is this case that is meant
     * @param secrecy null when nothing was chosen, which is refused while an embargo is in force
     */
    public void close(CaseId caseId, CloseReason reason, String words, String number, @Nullable Secrecy secrecy) {
        embargoes.hold(caseId);
        CoordinatedCase of = cases.get(caseId);
        if (reason == CloseReason.MERGED) {
            throw new Refusal.Invalid("reason", "case-end-reason");
        }
        if (words.isBlank()) {
            throw new Refusal.Invalid("words", "reason-missing");
        }
        if (!JapaneseText.folded(number.strip()).equals(JapaneseText.folded(of.number()))) {
            throw new Refusal.Invalid("number", "case-end-number", of.number());
        }
        if (reason == CloseReason.PUBLISHED && of.standing().published() == null) {
            throw new Refusal.Invalid("reason", "case-end-not-published");
        }
        boolean bound = embargoes.negotiation(caseId).state().inForce();
        if (bound && secrecy == null) {
            throw new Refusal.Invalid("secrecy", "case-end-secrecy");
        }
        end(of, reason, words, null);
        if (!bound || secrecy == Secrecy.ENDS) {
            embargoes.end(caseId, "closed");
        }
    }

    void end(CoordinatedCase of, CloseReason reason, String words, @Nullable CaseId mergedIn) {
        publisher.publishEvent(new CaseEnding(of.id()));
        SealedId sealed = words.isBlank()
                ? null
                : vault.seal(of.id(), audiences.open(of.id(), Audience.Kind.STAFF, null), words.strip());
        if (!store.add(of.id(), reason, sealed, mergedIn)) {
            throw new Refusal.WrongState("case-ended");
        }
        ledger.append(Entry.of(of.id(), "case.closed").about("reason", reason.code()));
    }
}
