package org.chosei.registry.upkeep;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.chosei.access.Purpose;
import org.chosei.access.Scope;
import org.chosei.access.Scopes;
import org.chosei.identity.Token;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Refusal;
import org.chosei.kernel.Uuid7;
import org.chosei.ledger.Ledger;
import org.chosei.registry.Contact;
import org.chosei.registry.ContactPoints;
import org.chosei.registry.Organisation;
import org.chosei.registry.OrganisationState;
import org.chosei.registry.Organisations;
import org.chosei.registry.upkeep.AskStore.Ask;
import org.chosei.registry.upkeep.AskStore.Link;
import org.chosei.registry.upkeep.Confirmations.How;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The links in the mails: whoever holds one sees whose contacts it is about, masked, and can say that they are right. Each
 * question is answered once. The token proves the organisation, and nothing more is done than that organisation may.
 */
@Component
public class ContactLinks {
    private final AskStore store;
    private final Confirmations confirmations;
    private final ContactPoints contacts;
    private final Organisations organisations;
    private final Ledger ledger;
    private final TransactionOperations transaction;
    private final InstantSource clock;

    ContactLinks(
            AskStore store,
            Confirmations confirmations,
            ContactPoints contacts,
            Organisations organisations,
            Ledger ledger,
            TransactionOperations transaction,
            InstantSource clock) {
        this.store = store;
        this.confirmations = confirmations;
        this.contacts = contacts;
        this.organisations = organisations;
        this.ledger = ledger;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * A contact as a stranger may see it.
     *
     * @param address masked, or empty where only a telephone is registered
     * @param further the further addresses of a team, masked too: whoever confirms them sees who else gets its mail
     */
    public record Masked(Contact.Role role, String address, List<String> further) {}

    /** What the page of a link shows. */
    public record Question(Organisation organisation, boolean drill, List<Masked> contacts, Instant until) {}

    /** What the link asks. Changes nothing: programs that check mail follow every link. */
    public Question find(Token token) {
        Link link = open(token);
        return as(link, () -> {
            List<Contact> all = stillAsked(link.ask());
            return new Question(
                    organisations.find(link.ask().organisation()).orElseThrow(Refusal.NotFound::new),
                    link.drill(),
                    all.stream()
                            .map(each -> new Masked(
                                    each.role(),
                                    masked(each.email()),
                                    each.further().stream()
                                            .map(ContactLinks::masked)
                                            .toList()))
                            .toList(),
                    link.expires());
        });
    }

    /** Says that everything is right, and that mail arrives. */
    public void answer(Token token) {
        Link link = open(token);
        OrganisationId organisation = link.ask().organisation();
        as(link, () -> {
            stillAsked(link.ask());
            if (!confirmations.add(
                    Uuid7.at(clock.instant()),
                    organisation,
                    How.LINK,
                    null,
                    link.ask().id())) {
                throw new Refusal.WrongState("contact-link-used");
            }
            ledger.append(ContactUpkeep.entry(organisation)
                    .about("how", How.LINK)
                    .about("ask", link.ask().id()));
            return true;
        });
    }

    private Link open(Token token) {
        Link link = Scopes.as(
                new Scope.System(Purpose.UPKEEP),
                () -> Objects.requireNonNull(transaction.execute(_ -> store.link(token.hash())))
                        .orElseThrow(() -> new Refusal.WrongState("contact-link-gone")));
        if (link.answered()) {
            throw new Refusal.WrongState("contact-link-used");
        }
        if (!clock.instant().isBefore(link.expires())) {
            throw new Refusal.WrongState("contact-link-expired");
        }
        return link;
    }

    /**
     * All contacts, while the one that was asked still has that address: nobody speaks from an address that was given up,
     * nor for an organisation that left.
     */
    private List<Contact> stillAsked(Ask ask) {
        if (organisations.states(Set.of(ask.organisation())).get(ask.organisation()) == OrganisationState.WITHDRAWN) {
            throw new Refusal.WrongState("contact-link-gone");
        }
        List<Contact> all = contacts.of(ask.organisation());
        if (all.stream()
                .noneMatch(each -> each.role() == ask.role() && each.email().equalsIgnoreCase(ask.email()))) {
            throw new Refusal.WrongState("contact-link-gone");
        }
        return all;
    }

    private <T> T as(Link link, Supplier<T> work) {
        return Scopes.as(
                new Scope.Organisation(link.ask().organisation()),
                () -> Objects.requireNonNull(transaction.execute(_ -> work.get())));
    }

    /** Enough to know one's own address again, and not enough to learn it. */
    public static String masked(String email) {
        int at = email.lastIndexOf('@');
        return at < 1 ? "" : email.substring(0, email.offsetByCodePoints(0, 1)) + "***" + email.substring(at);
    }
}
