package org.chosei.identity;

import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.chosei.access.Purpose;
import org.chosei.access.Scope;
import org.chosei.access.Scopes;
import org.chosei.kernel.PersonId;
import org.chosei.kernel.Refusal;
import org.chosei.ledger.Entry;
import org.chosei.ledger.Ledger;
import org.chosei.vault.OpenPurpose;
import org.chosei.vault.Vault;
import org.chosei.web.Site;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** How an invitation becomes an account. Every method refuses with "invitation-gone" when the link is not open. */
@Component
public class Enrolments {
    private final TransactionOperations transaction;
    private final InvitationStore invitations;
    private final PersonStore people;
    private final CredentialStore credentials;
    private final Credentials checks;
    private final SessionStore sessions;
    private final Passwords passwords;
    private final OrganisationNames names;
    private final Vault vault;
    private final Ledger ledger;
    private final InstantSource clock;
    private final Site site;

    Enrolments(
            TransactionOperations transaction,
            InvitationStore invitations,
            PersonStore people,
            CredentialStore credentials,
            Credentials checks,
            SessionStore sessions,
            Passwords passwords,
            OrganisationNames names,
            Vault vault,
            Ledger ledger,
            InstantSource clock,
            Site site) {
        this.transaction = transaction;
        this.invitations = invitations;
        this.people = people;
        this.credentials = credentials;
        this.checks = checks;
        this.sessions = sessions;
        this.passwords = passwords;
        this.names = names;
        this.vault = vault;
        this.ledger = ledger;
        this.clock = clock;
        this.site = site;
    }

    private record Open(
            InvitationStore.Invitation invitation, byte[] secret, Optional<PersonId> known, boolean shutOut) {}

    /** What the page of this link shows. */
    public Offer find(Token token) {
        Open open = open(token);
        InvitationStore.Invitation invitation = open.invitation();
        String organisation = Scopes.as(
                new Scope.Organisation(invitation.organisation()),
                () -> transaction.execute(_ -> names.name(invitation.organisation(), invitation.locale())));
        String email = text(invitation.guest().email());
        return new Offer(
                text(invitation.guest().name()),
                email,
                organisation,
                invitation.locale(),
                open.known().isPresent(),
                open.shutOut(),
                Base32.of(open.secret()).replaceAll("(.{4})(?=.)", "$1 "),
                SecondFactor.address(
                        open.secret(),
                        site.name(invitation.locale()),
                        email.isEmpty() ? site.base().getHost() : email));
    }

    /** Makes the account and signs in. Refuses what cannot be accepted, naming the field. */
    public Token accept(Token token, NewAccount account) {
        Open open = open(token);
        if (open.known().isPresent()) {
            throw new Refusal.WrongState("account-exists");
        }
        InvitationStore.Guest guest = guest(open.invitation().guest(), account);
        passwords.require(account.password(), text(guest.email()));
        if (!account.password().equals(account.again())) {
            throw new Refusal.Invalid("again", "password-again");
        }
        OptionalLong step = SecondFactor.step(open.secret(), account.code(), clock.instant());
        if (step.isEmpty()) {
            throw new Refusal.Invalid("code", "code-wrong");
        }
        String hash = passwords.hash(account.password());
        return signingIn(() -> {
            use(open.invitation());
            if (people.withEmail(text(guest.email())).isPresent()) {
                throw new Refusal.WrongState("account-exists");
            }
            PersonId person = people.add(text(guest.name()), text(guest.email()), account.locale());
            credentials.add(person, hash, open.invitation().totpSecret(), step.getAsLong());
            return join(person, open.invitation());
        });
    }

    /**
     * Joins with the account that the invited address has already, proved as at sign-in; empty when it is not. The session is
     * for the inviting organisation; for whom the person acts after the next sign-in stays its own choice.
     *
     * @throws Refusal.WrongState as well when the account was shut out
     */
    public Optional<Token> join(Token token, String password, String code, String address) {
        Open open = open(token);
        if (open.shutOut()) {
            throw new Refusal.WrongState("account-shut-out");
        }
        return checks.check(text(open.invitation().guest().email()), password, code, address)
                .map(person -> signingIn(() -> {
                    use(open.invitation());
                    return join(person, open.invitation());
                }));
    }

    private Open open(Token token) {
        return signingIn(() -> {
            InvitationStore.Invitation invitation =
                    invitations.find(token).orElseThrow(() -> new Refusal.WrongState("invitation-gone"));
            byte[] secret =
                    vault.open(OpenPurpose.WORK, invitation.totpSecret()).bytes();
            Optional<PersonId> known = people.withEmail(text(invitation.guest().email()));
            return new Open(
                    invitation, secret, known, known.filter(people::isDisabled).isPresent());
        });
    }

    private static InvitationStore.Guest guest(InvitationStore.Guest invited, NewAccount account) {
        return invited.email() != null
                ? invited
                : new InvitationStore.Guest(
                        PersonName.require(account.name()),
                        EmailAddress.read(account.email())
                                .orElseThrow(() -> new Refusal.Invalid("email", "email-form")));
    }

    private void use(InvitationStore.Invitation invitation) {
        if (!invitations.accept(invitation)) {
            throw new Refusal.WrongState("invitation-gone");
        }
    }

    private Token join(PersonId person, InvitationStore.Invitation invitation) {
        people.join(person, invitation.organisation(), invitation.roles());
        ledger.append(Entry.ofInstallation("person.joined")
                .about("person", person)
                .about("organisation", invitation.organisation())
                .about("invitation", invitation.id()));
        return sessions.open(person, invitation.organisation());
    }

    private <T> T signingIn(Supplier<T> work) {
        return Scopes.as(new Scope.System(Purpose.SIGN_IN), () -> transaction.execute(_ -> work.get()));
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }
}
