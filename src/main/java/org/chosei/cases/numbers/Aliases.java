package org.chosei.cases.numbers;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.chosei.access.Scopes;
import org.chosei.cases.Vulnerabilities;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.JapaneseText;
import org.chosei.kernel.Refusal;
import org.chosei.ledger.Entry;
import org.chosei.ledger.Ledger;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The numbers that cases are known by, and which cases share one. Staff only: a vendor knows those that its notice tells. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class Aliases {
    /** Longest number, in characters. */
    public static final int LONGEST = 100;

    /** Ten random numbers in a row that are all taken: the scheme is used up. */
    private static final int TRIES = 10;

    private final AliasStore store;
    private final Vulnerabilities vulnerabilities;
    private final NumberSchemes schemes;
    private final Ledger ledger;
    private final ApplicationEventPublisher publisher;

    Aliases(
            AliasStore store,
            Vulnerabilities vulnerabilities,
            NumberSchemes schemes,
            Ledger ledger,
            ApplicationEventPublisher publisher) {
        this.store = store;
        this.vulnerabilities = vulnerabilities;
        this.schemes = schemes;
        this.ledger = ledger;
        this.publisher = publisher;
    }

    /** The numbers of a case, in the order in which they became known. One query. */
    public List<Alias> of(CaseId caseId) {
        return store.of(caseId);
    }

    /** For each number of the case the other cases that have it too, CVE ids included. One query. */
    public Map<String, List<CaseId>> shared(CaseId caseId) {
        return store.shared(caseId);
    }

    /** Cases found by their own number, an alias or a CVE id, typed in any width; at most 50. */
    public List<CaseId> find(String typed) {
        return store.casesWith(AliasKind.canonical(typed));
    }

    /** Notes a number of the case, or of one of its vulnerabilities. Fields: alias. */
    public void add(CaseId caseId, String typed, @Nullable UUID vulnerability) {
        String value = JapaneseText.plain(JapaneseText.withoutControls(typed))
                .replaceAll("[\\p{Cf}\\s]+", " ")
                .strip();
        String canonical = AliasKind.canonical(typed);
        if (canonical.isEmpty() || JapaneseText.codePoints(value) > LONGEST) {
            throw new Refusal.Invalid("alias", "alias-malformed", LONGEST);
        }
        if (vulnerability != null) {
            vulnerabilities.get(caseId, vulnerability);
        }
        String kept = AliasKind.of(canonical) == AliasKind.OTHER ? value : canonical;
        if (!store.add(caseId, kept, canonical, vulnerability, Scopes.person().organisation())) {
            throw new Refusal.Invalid("alias", "alias-known", kept);
        }
        ledger.append(Entry.of(caseId, "alias.added").detail("alias", kept));
        publisher.publishEvent(new AliasAdded(caseId));
    }

    /**
     * Takes a mistyped number back; that it was there stays in the ledger. What was given out here is not taken back.
     * Fields: alias.
     */
    public void remove(CaseId caseId, String typed) {
        String canonical = AliasKind.canonical(typed);
        if (!store.remove(caseId, canonical)) {
            throw new Refusal.Invalid("alias", "alias-unknown", canonical);
        }
        ledger.append(Entry.of(caseId, "alias.removed").detail("alias", canonical));
    }

    /**
     * Gives the case a new number of a scheme; never one that any case has.
     *
     * @param form names the form that asked: sent twice it is one number
     */
    public String allocate(CaseId caseId, String prefix, UUID form) {
        NumberSchemes.Scheme scheme = schemes.find(prefix).orElseThrow(Refusal.NotFound::new);
        Optional<String> before = store.allocated(caseId, form);
        if (before.isPresent()) {
            return before.get();
        }
        for (int i = 0; i < TRIES; i++) {
            String number = store.next(scheme);
            if (store.allocate(caseId, number, form, Scopes.person().organisation())) {
                ledger.append(Entry.of(caseId, "number.allocated").about("number", number));
                return number;
            }
        }
        throw new Refusal.WrongState("numbers-used-up", prefix);
    }
}
