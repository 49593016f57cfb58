package org.chosei.identity.drafts;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.chosei.access.Scope;
import org.chosei.access.Scopes;
import org.chosei.identity.drafts.DraftStore.Row;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.PersonId;
import org.chosei.kernel.Refusal;
import org.chosei.kernel.Uuid7;
import org.chosei.vault.PersonalSeal;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Drafts of the acting person. Nobody else reads them, staff neither, and nothing of them is in the ledger: what was not
 * said is no evidence.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class Drafts {
    /** Longest words of one draft, as they are sent, in bytes. */
    public static final int LONGEST = 2_000_000;

    static final int MOST_OF_FORM = 10;
    static final int MOST = 500;
    private static final int MOST_KEPT = 20;
    private static final String USE = "draft";
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9:._-]{1,100}");

    private final DraftStore store;
    private final PersonalSeal seal;
    private final InstantSource clock;

    Drafts(DraftStore store, PersonalSeal seal, InstantSource clock) {
        this.store = store;
        this.seal = seal;
        this.clock = clock;
    }

    /** Where a page's words are now; {@code conflict} when another page has a draft of the same form besides. */
    public record Saved(UUID id, int revision, boolean conflict) {}

    /**
     * Saves what a page holds, over the draft that it began from or beside what another page saved meanwhile.
     *
     * @param id the draft that the page goes on with; null when it has none yet
     * @param revision at which the page knows it
     * @throws Refusal.Stale {@code draft-gone} when the form was sent, or the draft discarded, meanwhile
     */
    public Saved save(String form, @Nullable UUID id, int revision, String words) {
        if (!FORM.matcher(form).matches()) {
            throw new Refusal.Invalid("form", "draft-form");
        }
        if (id == null) {
            return add(form, words);
        }
        Scope.Person person = Scopes.person();
        if (store.saveOver(id, form, revision, sealed(person.id(), id, words))) {
            return new Saved(id, revision + 1, false);
        }
        if (store.get(id).isEmpty()) {
            throw new Refusal.Stale("draft-gone");
        }
        return add(form, words);
    }

    private Saved add(String form, String words) {
        DraftStore.Count count = store.count(form);
        if (count.ofForm() >= MOST_OF_FORM || count.all() >= MOST) {
            throw new Refusal.WrongState("drafts-many");
        }
        Scope.Person person = Scopes.person();
        UUID id = Uuid7.at(clock.instant());
        store.add(id, person.id(), person.organisation(), form, sealed(person.id(), id, words), null);
        return new Saved(id, 1, count.ofForm() > 0);
    }

    /**
     * Keeps a form that a person sent without being signed in any more, until that person is back. For the purpose
     * {@code SIGN_IN}; empty when too much is kept already.
     *
     * @param action the path to which it was sent
     */
    public Optional<UUID> keep(PersonId person, OrganisationId organisation, String form, String words, String action) {
        if (!FORM.matcher(form).matches() || words.length() > LONGEST || store.kept(person) >= MOST_KEPT) {
            return Optional.empty();
        }
        UUID id = Uuid7.at(clock.instant());
        store.add(id, person, organisation, form, sealed(person, id, words), action);
        return Optional.of(id);
    }

    /**
     * Keeps a form that the acting person sent and was refused, in the place of the draft that its page saved before. Empty
     * when there are too many drafts, or the form cannot have one.
     *
     * @param action the path to which it was sent
     */
    public Optional<UUID> refused(String form, @Nullable UUID before, String words, String action) {
        if (!FORM.matcher(form).matches() || words.length() > LONGEST) {
            return Optional.empty();
        }
        if (before != null) {
            store.remove(before);
        }
        DraftStore.Count count = store.count(form);
        if (count.ofForm() >= MOST_OF_FORM || count.all() >= MOST) {
            return Optional.empty();
        }
        Scope.Person person = Scopes.person();
        UUID id = Uuid7.at(clock.instant());
        store.add(id, person.id(), person.organisation(), form, sealed(person.id(), id, words), action);
        return Optional.of(id);
    }

    /** The drafts of a form, or all when it is empty; the last saved first. */
    public List<SavedDraft> of(String form) {
        return (form.isEmpty() ? store.all() : store.of(form))
                .stream().map(this::opened).toList();
    }

    /** One draft, or "not found". */
    public SavedDraft get(UUID id) {
        return opened(store.get(id).orElseThrow(Refusal.NotFound::new));
    }

    /** Forgets a draft; false when there is none of this id. */
    public boolean remove(UUID id) {
        return store.remove(id);
    }

    private SavedDraft opened(Row row) {
        String words = new String(seal.open(Scopes.person().id(), USE, row.id(), row.words()), UTF_8);
        return new SavedDraft(row.id(), row.form(), row.revision(), words, row.action(), row.savedAt());
    }

    private byte[] sealed(PersonId person, UUID id, String words) {
        return seal.seal(person, USE, id, words.getBytes(UTF_8));
    }
}
