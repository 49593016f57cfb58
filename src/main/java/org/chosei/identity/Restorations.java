package org.chosei.identity;

import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.chosei.access.Purpose;
import org.chosei.access.Scope;
import org.chosei.access.Scopes;
import org.chosei.kernel.Refusal;
import org.chosei.ledger.Entry;
import org.chosei.ledger.Ledger;
import org.chosei.vault.OpenPurpose;
import org.chosei.vault.Vault;
import org.chosei.web.Site;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * How the link of a confirmed recovery becomes a new password and a new second factor. Every method refuses with
 * "recovery-gone" when the link is not open.
 */
@Component
public class Restorations {
    private final TransactionOperations transaction;
    private final RestorationStore store;
    private final CredentialStore credentials;
    private final OwnOrganisationStore organisations;
    private final SessionStore sessions;
    private final CalendarFeeds calendars;
    private final Passwords passwords;
    private final Vault vault;
    private final Ledger ledger;
    private final InstantSource clock;
    private final Site site;

    Restorations(
            TransactionOperations transaction,
            RestorationStore store,
            CredentialStore credentials,
            OwnOrganisationStore organisations,
            SessionStore sessions,
            CalendarFeeds calendars,
            Passwords passwords,
            Vault vault,
            Ledger ledger,
            InstantSource clock,
            Site site) {
        this.transaction = transaction;
        this.store = store;
        this.credentials = credentials;
        this.organisations = organisations;
        this.sessions = sessions;
        this.calendars = calendars;
        this.passwords = passwords;
        this.vault = vault;
        this.ledger = ledger;
        this.clock = clock;
        this.site = site;
    }

    /**
     * What the link's page shows.
     *
     * @param secret the new second factor's secret for an authenticator app, in groups of four
     * @param authenticator the same as an address that opens the app
     */
    public record Page(String name, String email, String secret, String authenticator) {
        @Override
        public String toString() {
            return "Page[hidden]";
        }
    }

    private record Open(RestorationStore.Restoration restoration, byte[] secret) {}

    /** Looks and changes nothing: programs that check mail open every link. */
    public Page find(Token token, Locale locale) {
        Open open = open(token);
        String email = open.restoration().email();
        return new Page(
                open.restoration().name(),
                email,
                Base32.of(open.secret()).replaceAll("(.{4})(?=.)", "$1 "),
                SecondFactor.address(open.secret(), site.name(locale), email));
    }

    /**
     * Sets password and second factor, ends every session and uses the link up. The new session, or empty for who is a member
     * of nothing any more.
     */
    public Optional<Token> restore(Token token, String password, String again, String code) {
        Open open = open(token);
        RestorationStore.Restoration restoration = open.restoration();
        passwords.require(password, restoration.email());
        if (!password.equals(again)) {
            throw new Refusal.Invalid("again", "password-again");
        }
        OptionalLong step = SecondFactor.step(open.secret(), code, clock.instant());
        if (step.isEmpty()) {
            throw new Refusal.Invalid("code", "code-wrong");
        }
        String hash = passwords.hash(password);
        return signingIn(() -> {
            if (!store.use(restoration)) {
                throw gone();
            }
            credentials.replace(restoration.person(), hash, restoration.totpSecret(), step.getAsLong());
            sessions.endAll(restoration.person());
            calendars.endAll(restoration.person());
            ledger.append(Entry.ofInstallation("person.recovered")
                    .about("recovery", restoration.recovery())
                    .about("person", restoration.person()));
            return organisations
                    .atSignIn(restoration.person())
                    .map(organisation -> sessions.open(restoration.person(), organisation));
        });
    }

    private Open open(Token token) {
        return signingIn(() -> {
            RestorationStore.Restoration found = store.find(token).orElseThrow(Restorations::gone);
            return new Open(
                    found, vault.open(OpenPurpose.WORK, found.totpSecret()).bytes());
        });
    }

    private static Refusal gone() {
        return new Refusal.WrongState("recovery-gone");
    }

    private <T> T signingIn(Supplier<T> work) {
        return Scopes.as(new Scope.System(Purpose.SIGN_IN), () -> transaction.execute(_ -> work.get()));
    }
}
