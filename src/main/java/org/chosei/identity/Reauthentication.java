package org.chosei.identity;

import org.chosei.access.Scopes;
import org.springframework.stereotype.Component;

/**
 * Asks a person who is signed in to prove again who it is, before an act that binds: a session alone may be a screen that
 * somebody left open. Tries count as tries to sign in, and nothing tells which of the two was wrong.
 */
@Component
public class Reauthentication {
    private final Accounts accounts;
    private final Credentials credentials;

    Reauthentication(Accounts accounts, Credentials credentials) {
        this.accounts = accounts;
        this.credentials = credentials;
    }

    /**
     * Whether password and code are those of the acting person. Call it outside a transaction; a right code is used up.
     *
     * @param address where the request comes from, as a literal IP address
     * @throws org.chosei.kernel.Refusal.TooMany after too many failures of this account or network
     */
    public boolean proves(String password, String code, String address) {
        return credentials
                .check(accounts.settings().email(), password, code, address)
                .filter(Scopes.person().id()::equals)
                .isPresent();
    }
}
