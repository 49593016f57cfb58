package org.chosei.identity;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.chosei.access.Purpose;
import org.chosei.access.Scope;
import org.chosei.access.Scopes;
import org.chosei.kernel.PersonId;
import org.chosei.kernel.Uuid7;
import org.chosei.ledger.Entry;
import org.chosei.ledger.Ledger;
import org.chosei.vault.OpenPurpose;
import org.chosei.vault.Opened;
import org.chosei.vault.SealedId;
import org.chosei.vault.Vault;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Checks address, password and code together. Whatever is wrong, the answer and the work are the same; the slow hash is
 * computed between two transactions, so that no connection waits for it.
 */
@Component
class Credentials {
    private static final Scope SIGN_IN = new Scope.System(Purpose.SIGN_IN);

    private final TransactionOperations transaction;
    private final AttemptLimits limits;
    private final CredentialStore store;
    private final Passwords passwords;
    private final Vault vault;
    private final Ledger ledger;
    private final InstantSource clock;

    Credentials(
            TransactionOperations transaction,
            AttemptLimits limits,
            CredentialStore store,
            Passwords passwords,
            Vault vault,
            Ledger ledger,
            InstantSource clock) {
        this.transaction = transaction;
        this.limits = limits;
        this.store = store;
        this.passwords = passwords;
        this.vault = vault;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** Who this is, or empty; too many failures refuse before looking. Call it outside a transaction. */
    Optional<PersonId> check(String email, String password, String code, String address) {
        Optional<CredentialStore.Credential> known = Scopes.as(
                SIGN_IN,
                () -> transaction.execute(_ -> {
                    limits.count(email, address);
                    return store.find(email);
                }));
        boolean right = passwords.matches(
                password, known.map(CredentialStore.Credential::passwordHash).orElse(null));
        return Scopes.as(
                SIGN_IN,
                () -> transaction.execute(_ -> {
                    OptionalLong step = SecondFactor.step(secret(known), code, clock.instant());
                    Optional<PersonId> person = known.map(CredentialStore.Credential::person)
                            .filter(id -> right && step.isPresent() && store.useStep(id, step.getAsLong()));
                    if (person.isPresent()) {
                        limits.forgive(email, address);
                    } else {
                        recordRefusal(known);
                    }
                    return person;
                }));
    }

    /** For an unknown account the same query, and a secret that fits nobody. */
    private byte[] secret(Optional<CredentialStore.Credential> known) {
        SealedId id = known.map(CredentialStore.Credential::totpSecret)
                .orElseGet(() -> new SealedId(Uuid7.at(clock.instant())));
        Opened opened = vault.open(OpenPurpose.WORK, List.of(id)).get(id);
        return opened == null ? SecondFactor.newSecret() : opened.bytes();
    }

    private void recordRefusal(Optional<CredentialStore.Credential> known) {
        Entry entry = Entry.ofInstallation("session.refused");
        ledger.append(known.map(credential -> entry.about("person", credential.person()))
                .orElse(entry));
    }
}
