package org.chosei.identity;

import java.util.Optional;
import org.chosei.access.Purpose;
import org.chosei.access.Scope;
import org.chosei.access.Scopes;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Signing in and out. */
@Component
public class SignIns {
    private static final Scope SIGN_IN = new Scope.System(Purpose.SIGN_IN);

    private final TransactionOperations transaction;
    private final Credentials credentials;
    private final OwnOrganisationStore organisations;
    private final SessionStore sessions;

    SignIns(
            TransactionOperations transaction,
            Credentials credentials,
            OwnOrganisationStore organisations,
            SessionStore sessions) {
        this.transaction = transaction;
        this.credentials = credentials;
        this.organisations = organisations;
        this.sessions = sessions;
    }

    /**
     * A new session for the organisation chosen last, else for the one joined first; empty, whatever of the three was wrong.
     *
     * @param address where the request comes from, as a literal IP address
     * @throws org.chosei.kernel.Refusal.TooMany after too many failures of this account or network
     */
    public Optional<Token> signIn(String email, String password, String code, String address) {
        return credentials
                .check(email, password, code, address)
                .flatMap(person -> Scopes.as(
                        SIGN_IN,
                        () -> transaction.execute(_ -> organisations
                                .atSignIn(person)
                                .map(organisation -> sessions.open(person, organisation)))));
    }

    /** Ends the session of this token at once, everywhere. */
    public void signOut(Token token) {
        Scopes.as(SIGN_IN, () -> transaction.executeWithoutResult(_ -> sessions.end(token)));
    }
}
