package org.chosei.agreements;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.chosei.access.Scopes;
import org.chosei.identity.People;
import org.chosei.identity.Reauthentication;
import org.chosei.kernel.JapaneseText;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Refusal;
import org.chosei.registry.ContactKeys;
import org.chosei.registry.LifeCycle;
import org.chosei.registry.Organisation;
import org.chosei.registry.Organisations;
import org.chosei.registry.Words;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * An organisation withdraws its registration itself, for good. What ends with it is shown first; whoever decides types the
 * organisation's name and proves anew who it is. The proof stands between two transactions, because its hash is slow.
 */
@Component
public class Leaving {
    private final Organisations organisations;
    private final LifeCycle lifeCycle;
    private final SignatureStore signatures;
    private final ContactKeys keys;
    private final People people;
    private final Losses losses;
    private final Reauthentication reauthentication;
    private final TransactionOperations transaction;

    Leaving(
            Organisations organisations,
            LifeCycle lifeCycle,
            SignatureStore signatures,
            ContactKeys keys,
            People people,
            Losses losses,
            Reauthentication reauthentication,
            TransactionOperations transaction) {
        this.organisations = organisations;
        this.lifeCycle = lifeCycle;
        this.signatures = signatures;
        this.keys = keys;
        this.people = people;
        this.losses = losses;
        this.reauthentication = reauthentication;
        this.transaction = transaction;
    }

    /**
     * What ends, to be shown before anybody is asked.
     *
     * @param cases how many are open to it
     * @param people how many are signed out, wherever they are signed in
     */
    public record Consequences(
            Organisation organisation, int cases, List<Signature> agreements, int keys, long people) {}

    /** What ends for the acting person's organisation; refused where it has left already. */
    public Consequences consequences() {
        return Objects.requireNonNull(transaction.execute(_ -> {
            Organisation own = own();
            OrganisationId id = own.id();
            return new Consequences(
                    own,
                    losses.cases(id).size(),
                    signatures.holding(List.of(id)),
                    keys.proved(Set.of(id)).getOrDefault(id, List.of()).size(),
                    people.members(id).stream()
                            .filter(member -> !member.disabled())
                            .count());
        }));
    }

    private Organisation own() {
        OrganisationId id = Scopes.person().organisation();
        organisations.requireNotLeft(id);
        return organisations.find(id).orElseThrow(Refusal.NotFound::new);
    }

    /**
     * Leaves.
     *
     * @param name the organisation's name, typed to confirm
     * @param typed the proof; a right code is used up, so everything else is looked at before
     */
    public void leave(String name, String reason, Signing.Typed typed) {
        Organisation own = Objects.requireNonNull(transaction.execute(_ -> own()));
        String given = JapaneseText.folded(name);
        if (Stream.of(own.nameJa(), own.nameEn())
                .filter(each -> !each.isBlank())
                .noneMatch(each -> JapaneseText.folded(each).equals(given))) {
            throw new Refusal.Invalid("name", "leaving-name");
        }
        Words.requireReason("reason", reason);
        if (!reauthentication.proves(typed.password(), typed.code(), typed.address())) {
            throw new Refusal.Invalid("code", "agreement-proof");
        }
        lifeCycle.leave(reason);
    }
}
