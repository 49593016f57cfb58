package org.chosei.identity;

import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import org.chosei.access.Scope;
import org.chosei.access.Scopes;
import org.chosei.kernel.Refusal;
import org.chosei.ledger.Entry;
import org.chosei.ledger.Ledger;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** What people change about their own account. The acting scope is the person. */
@Component
public class Accounts {
    private final TransactionOperations transaction;
    private final PersonStore people;
    private final CredentialStore store;
    private final Credentials credentials;
    private final Passwords passwords;
    private final SessionStore sessions;
    private final Ledger ledger;

    Accounts(
            TransactionOperations transaction,
            PersonStore people,
            CredentialStore store,
            Credentials credentials,
            Passwords passwords,
            SessionStore sessions,
            Ledger ledger) {
        this.transaction = transaction;
        this.people = people;
        this.store = store;
        this.credentials = credentials;
        this.passwords = passwords;
        this.sessions = sessions;
        this.ledger = ledger;
    }

    /** The settings of the acting person. */
    public AccountSettings settings() {
        return transaction.execute(_ -> people.settings(Scopes.person().id()).orElseThrow(Refusal.NotFound::new));
    }

    /** Changes name, language and zone; an empty zone means the CSIRT's. */
    public void change(String name, Locale locale, String zone) {
        String known = PersonName.require(name);
        String chosen = zone.isBlank() ? null : zone(zone);
        Scope.Person person = Scopes.person();
        transaction.executeWithoutResult(_ -> {
            people.change(person.id(), known, locale, chosen);
            ledger.append(Entry.ofInstallation("person.changed").about("person", person.id()));
        });
    }

    /** Lets single keys act for the acting person, or not (WCAG 2.1.4). */
    public void useSingleKeys(boolean on) {
        Scope.Person person = Scopes.person();
        transaction.executeWithoutResult(_ -> {
            people.useSingleKeys(person.id(), on);
            ledger.append(Entry.ofInstallation("person.changed").about("person", person.id()));
        });
    }

    /**
     * Changes the password and ends every session of the person; the new one, for this browser, is returned. Empty when
     * the old password or the code was wrong.
     */
    public Optional<Token> changePassword(String old, String password, String again, String code, String address) {
        Scope.Person person = Scopes.person();
        String email = settings().email();
        passwords.require(password, email);
        if (!password.equals(again)) {
            throw new Refusal.Invalid("again", "password-again");
        }
        if (credentials.check(email, old, code, address).isEmpty()) {
            return Optional.empty();
        }
        String hash = passwords.hash(password);
        return Optional.of(transaction.execute(_ -> {
            store.changePassword(person.id(), hash);
            sessions.endAll(person.id());
            ledger.append(Entry.ofInstallation("person.password-changed").about("person", person.id()));
            return sessions.open(person.id(), person.organisation());
        }));
    }

    private static @Nullable String zone(String typed) {
        if (!ZoneId.getAvailableZoneIds().contains(typed)) {
            throw new Refusal.Invalid("zone", "zone-unknown");
        }
        return typed;
    }
}
