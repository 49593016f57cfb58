package org.chosei.registry.upkeep;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Refusal;
import org.chosei.ledger.Entry;
import org.chosei.ledger.Ledger;
import org.chosei.mail.ClearLetters;
import org.chosei.registry.Contact;
import org.chosei.registry.ContactPoints;
import org.chosei.registry.Organisation;
import org.chosei.registry.Organisations;
import org.chosei.registry.upkeep.AskStore.Ask;
import org.chosei.registry.upkeep.Drill.Answer;
import org.chosei.registry.upkeep.Drill.Asked;
import org.chosei.registry.upkeep.Drill.Progress;
import org.chosei.registry.upkeep.Drill.Whom;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Leads drills: whom to ask, how far it is, reminding, ending. Staff only. */
@Component
@Transactional
public class Drills {
    private static final int EVERY = Integer.MAX_VALUE;

    private final DrillStore store;
    private final DrillAnswers answers;
    private final Asks asks;
    private final Organisations organisations;
    private final ContactPoints contacts;
    private final ClearLetters letters;
    private final Ledger ledger;

    Drills(
            DrillStore store,
            DrillAnswers answers,
            Asks asks,
            Organisations organisations,
            ContactPoints contacts,
            ClearLetters letters,
            Ledger ledger) {
        this.store = store;
        this.answers = answers;
        this.asks = asks;
        this.organisations = organisations;
        this.contacts = contacts;
        this.letters = letters;
        this.ledger = ledger;
    }

    /** Who would be asked: so many organisations, by so many mails. */
    public record Plan(int organisations, int mails) {}

    /** Every active vendor, by name. */
    public List<Organisation> choices() {
        List<Organisation> vendors = organisations.vendors();
        Set<OrganisationId> active =
                organisations.isActive(vendors.stream().map(Organisation::id).toList());
        return vendors.stream().filter(each -> active.contains(each.id())).toList();
    }

    /**
     * What a drill would ask. Writes nothing.
     *
     * @param chosen null for every active vendor; others than these are left out
     */
    public Plan plan(Whom whom, @Nullable Collection<OrganisationId> chosen) {
        return plan(asked(whom, chosen));
    }

    private static Plan plan(List<Contact> asked) {
        return new Plan(
                (int) asked.stream().map(Contact::organisation).distinct().count(), asked.size());
    }

    private List<Contact> asked(Whom whom, @Nullable Collection<OrganisationId> chosen) {
        Set<OrganisationId> ids = choices().stream().map(Organisation::id).collect(Collectors.toSet());
        if (chosen != null) {
            ids.retainAll(new HashSet<>(chosen));
        }
        List<Contact> asked = contacts.of(ids).stream()
                .filter(each -> !each.email().isEmpty())
                .filter(each -> switch (whom) {
                    case TEAM -> each.role() == Contact.Role.TEAM;
                    case ALL -> true;
                })
                .toList();
        if (asked.isEmpty()) {
            throw new Refusal.Invalid("vendor", "drill-nobody");
        }
        return asked;
    }

    /**
     * Starts it and stages the mails, in a number of statements that does not grow with them; once for each {@code form}.
     *
     * @param mails as many as the person who starts it was told; otherwise it is refused
     */
    public void start(UUID form, Whom whom, @Nullable Collection<OrganisationId> chosen, int mails) {
        if (store.find(form).isPresent()) {
            return;
        }
        List<Contact> asked = asked(whom, chosen);
        if (asked.size() != mails) {
            throw new Refusal.Stale("drill-changed");
        }
        if (store.add(form, whom)) {
            asks.first(form, asked);
            ledger.append(entry("drill.started", form)
                    .about("whom", whom)
                    .about("organisations", plan(asked).organisations())
                    .about("contacts", asked.size()));
        }
    }

    public List<Drill> page(@Nullable UUID before, int size) {
        return store.page(before, size);
    }

    public Drill get(UUID id) {
        return store.find(id).orElseThrow(Refusal.NotFound::new);
    }

    /** How far it is, in three queries whatever its size. */
    public Progress progress(UUID drill) {
        Progress counts = answers.counts(drill);
        List<DrillAnswers.LetterOf> all = answers.letters(drill);
        Set<UUID> left = letters.handedOver(
                all.stream().map(DrillAnswers.LetterOf::letter).toList());
        long sent = all.stream()
                .filter(each -> left.contains(each.letter()))
                .map(DrillAnswers.LetterOf::ask)
                .distinct()
                .count();
        return new Progress(counts.organisations(), counts.asked(), (int) sent, counts.answered(), counts.bounced());
    }

    /** The contacts of a page of organisations, those with such an answer alone unless it is null. */
    public List<Asked> contacts(UUID drill, @Nullable Answer answer, @Nullable OrganisationId after, int size) {
        return answers.page(drill, answer, after, size);
    }

    /** All of them, for a report; the ledger says who took it. */
    public List<Asked> report(UUID drill) {
        get(drill);
        ledger.append(entry("drill.reported", drill));
        return answers.page(drill, null, null, EVERY);
    }

    /** Asks once more all who were silent, but for organisations that left or were suspended since; once for each {@code form}. */
    public void remind(UUID drill, UUID form) {
        running(drill);
        List<Ask> all = answers.silent(drill);
        Set<OrganisationId> active =
                organisations.isActive(all.stream().map(Ask::organisation).collect(Collectors.toSet()));
        List<Ask> silent =
                all.stream().filter(ask -> active.contains(ask.organisation())).toList();
        if (silent.isEmpty()) {
            throw new Refusal.WrongState("drill-nobody-silent");
        }
        if (store.step(form, drill, "REMINDED")) {
            asks.again(drill, silent);
            ledger.append(entry("drill.reminded", drill).about("contacts", silent.size()));
        }
    }

    /** Ends it: what comes later still confirms contacts, and does not count here. */
    public void end(UUID drill, UUID form) {
        running(drill);
        if (store.step(form, drill, "ENDED")) {
            Progress counts = answers.counts(drill);
            ledger.append(entry("drill.ended", drill)
                    .about("answered", counts.answered())
                    .about("of", counts.asked()));
        }
    }

    private void running(UUID drill) {
        store.lock(drill);
        if (get(drill).endedAt() != null) {
            throw new Refusal.WrongState("drill-ended");
        }
    }

    private static Entry entry(String kind, UUID drill) {
        return Entry.ofInstallation(kind).about("drill", drill);
    }
}
