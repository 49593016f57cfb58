package org.chosei.distribution.asks;

import java.time.DateTimeException;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import org.chosei.kernel.Refusal;
import org.chosei.ledger.Entry;
import org.chosei.ledger.Ledger;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The rules by which vendors are asked, in versions. What a wave asks is counted by the one that was in force when it was planned. */
@Component
@Transactional(propagation = Propagation.MANDATORY, noRollbackFor = Refusal.Invalid.class)
public class AskRuleBook {
    private static final int LONGEST = 250;
    private static final int LONGEST_PAUSE = 60;

    private final AskStore store;
    private final Ledger ledger;

    AskRuleBook(AskStore store, Ledger ledger) {
        this.store = store;
        this.ledger = ledger;
    }

    /** Every version, the newest first. */
    public List<AskRules> versions() {
        return store.rules();
    }

    /** The newest version. */
    public AskRules inForce() {
        return store.rules().getFirst();
    }

    /**
     * Makes a version out of what was typed; the same as the newest changes nothing.
     *
     * @param typed by the names of the form's fields
     * @throws Refusal.Invalid naming the field that is wrong
     */
    public void change(Map<String, String> typed) {
        AskRules newest = inForce();
        AskRules wanted = new AskRules(
                newest.version(),
                number(typed, "receipt", LONGEST),
                number(typed, "affected", LONGEST),
                number(typed, "fix", LONGEST),
                number(typed, "others", LONGEST_PAUSE),
                number(typed, "telephone", LONGEST_PAUSE),
                number(typed, "letter", LONGEST_PAUSE),
                number(typed, "faxAfter", LONGEST_PAUSE),
                time(typed, "opens"),
                time(typed, "closes"));
        if (wanted.affectedDays() < wanted.receiptDays()) {
            throw new Refusal.Invalid("affected", "ask-rules-order");
        }
        if (wanted.fixDays() < wanted.affectedDays()) {
            throw new Refusal.Invalid("fix", "ask-rules-order");
        }
        if (!wanted.opens().isBefore(wanted.closes())) {
            throw new Refusal.Invalid("closes", "ask-rules-hours");
        }
        if (wanted.equals(newest)) {
            return;
        }
        AskRules next = new AskRules(
                newest.version() + 1,
                wanted.receiptDays(),
                wanted.affectedDays(),
                wanted.fixDays(),
                wanted.othersAfter(),
                wanted.telephoneAfter(),
                wanted.letterAfter(),
                wanted.faxAfter(),
                wanted.opens(),
                wanted.closes());
        if (!store.add(next)) {
            throw new Refusal.Stale("ask-rules-changed");
        }
        ledger.append(Entry.ofInstallation("ask.rules-changed").about("version", next.version()));
    }

    private static int number(Map<String, String> typed, String field, int most) {
        String text = typed.getOrDefault(field, "").strip();
        if (!text.matches("[0-9]{1,3}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > most) {
            throw new Refusal.Invalid(field, "ask-rules-days", most);
        }
        return Integer.parseInt(text);
    }

    private static LocalTime time(Map<String, String> typed, String field) {
        try {
            return LocalTime.parse(typed.getOrDefault(field, "").strip());
        } catch (DateTimeException e) {
            throw new Refusal.Invalid(field, "ask-rules-time");
        }
    }
}
