package org.chosei.registry.facts;

import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.chosei.kernel.JapaneseText;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Refusal;
import org.chosei.ledger.Entry;
import org.chosei.ledger.Ledger;
import org.chosei.registry.Words;
import org.chosei.registry.facts.Facts.Seat;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What is known of organisations: staff keep it, and every change leaves what was there before. */
@Component
@Transactional
public class OrganisationFacts {
    private final FactStore store;
    private final Ledger ledger;

    OrganisationFacts(FactStore store, Ledger ledger) {
        this.store = store;
        this.ledger = ledger;
    }

    /** What is known now, as far as the acting scope may know it. */
    @Transactional(readOnly = true)
    public Facts of(OrganisationId id) {
        return store.find(id).orElseThrow(Refusal.NotFound::new);
    }

    /** Newest first; staff only. */
    @Transactional(readOnly = true)
    public List<FactChange> changes(OrganisationId id) {
        return store.changes(id);
    }

    /** What names the facts as they are now; after any change it is another. */
    @Transactional(readOnly = true)
    public UUID version(OrganisationId id) {
        List<FactChange> changes = store.changes(id);
        return changes.isEmpty() ? id.value() : changes.getFirst().id();
    }

    /**
     * The facts as they are typed into a form.
     *
     * @param parent the name or corporate number of an organisation, or empty
     * @param seat the name of a {@link Seat}, or empty
     */
    public record Typed(
            String nameJa,
            String nameEn,
            String kana,
            String corporateNumber,
            String domains,
            String parent,
            String seat) {}

    /**
     * Keeps what was typed, with a row for each fact that became another.
     *
     * @param seen the {@link #version} on the page
     */
    public void change(OrganisationId id, UUID seen, Typed typed) {
        store.lock();
        Facts was = of(id);
        if (!version(id).equals(seen)) {
            throw new Refusal.Stale("facts-changed");
        }
        Facts now = read(id, typed, was);
        List<Fact> changed = Arrays.stream(Fact.values())
                .filter(fact -> !fact.of(was).equals(fact.of(now)))
                .toList();
        if (changed.isEmpty()) {
            return;
        }
        store.set(id, now);
        Entry entry = Entry.ofInstallation("organisation.changed").about("organisation", id);
        for (Fact fact : changed) {
            store.addChange(id, fact, fact.of(was), fact.of(now));
            entry = entry.about("fact", fact)
                    .detail("was." + fact, fact.of(was))
                    .detail("became." + fact, fact.of(now));
        }
        ledger.append(entry);
    }

    private Facts read(OrganisationId id, Typed typed, Facts was) {
        String nameJa = Words.name("nameJa", typed.nameJa());
        String nameEn = Words.name("nameEn", typed.nameEn());
        if (nameJa.isEmpty() && nameEn.isEmpty()) {
            throw new Refusal.Invalid("nameJa", "registry-name-missing");
        }
        return new Facts(
                nameJa,
                nameEn,
                Kana.read(typed.kana()),
                CorporateNumber.read(typed.corporateNumber()),
                Domains.read(typed.domains()),
                parent(id, typed.parent(), was.parent()),
                seat(typed.seat()));
    }

    private @Nullable OrganisationId parent(OrganisationId id, String typed, @Nullable OrganisationId before) {
        String text = JapaneseText.withoutControls(typed).strip();
        if (text.isEmpty()) {
            return null;
        }
        List<OrganisationId> called = store.called(text);
        if (before != null && called.contains(before)) {
            return before;
        }
        if (called.isEmpty()) {
            throw new Refusal.Invalid("parent", "parent-unknown");
        }
        if (called.size() > 1) {
            throw new Refusal.Invalid("parent", "parent-several");
        }
        if (store.isAbove(id, called.getFirst())) {
            throw new Refusal.Invalid("parent", "parent-circle");
        }
        return called.getFirst();
    }

    private static @Nullable Seat seat(String typed) {
        if (typed.isEmpty()) {
            return null;
        }
        return Arrays.stream(Seat.values())
                .filter(seat -> seat.name().equals(typed))
                .findFirst()
                .orElseThrow(() -> new Refusal.Invalid("seat", "seat-unknown"));
    }
}
