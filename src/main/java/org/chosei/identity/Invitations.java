package org.chosei.identity;

import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.chosei.access.Role;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Refusal;
import org.chosei.ledger.Entry;
import org.chosei.ledger.Ledger;
import org.chosei.mail.ClearLetters;
import org.chosei.mail.ClearTemplate;
import org.chosei.vault.Vault;
import org.chosei.web.Site;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Invites people; the link is mailed, works once and for seven days, and lets its reader choose password and second factor. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class Invitations {
    private static final DateTimeFormatter UNTIL = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm (xxx)", Locale.ROOT);

    private final InvitationStore store;
    private final CoordinatorOrganisation coordinator;
    private final OrganisationNames names;
    private final Vault vault;
    private final Ledger ledger;
    private final ClearLetters letters;
    private final Site site;

    Invitations(
            InvitationStore store,
            CoordinatorOrganisation coordinator,
            OrganisationNames names,
            Vault vault,
            Ledger ledger,
            ClearLetters letters,
            Site site) {
        this.store = store;
        this.coordinator = coordinator;
        this.names = names;
        this.vault = vault;
        this.ledger = ledger;
        this.letters = letters;
        this.site = site;
    }

    /** Stages the invitation mail in the current transaction. Inviting the same address again replaces the link. */
    public void invite(String name, String email, OrganisationId organisation, Set<Role> roles, Locale locale) {
        invite(store.newId(), name, email, organisation, roles, locale);
    }

    /**
     * The same once for each {@code form}, the id that the page gave its form: a second click sends no second mail, which
     * would kill the link in the first.
     */
    void invite(UUID form, String name, String email, OrganisationId organisation, Set<Role> roles, Locale locale) {
        if (store.isKnown(form)) {
            return;
        }
        String address = EmailAddress.read(email).orElseThrow(() -> new Refusal.Invalid("email", "email-form"));
        String guest = PersonName.require(name);
        Issued issued = issue(form, new InvitationStore.Guest(guest, address), organisation, roles, locale);
        letters.stage(
                address,
                locale,
                ClearTemplate.INVITATION,
                Map.of(
                        "team", site.name(locale),
                        "person", guest,
                        "inviter", names.name(organisation, locale),
                        "link", issued.link(),
                        "until", UNTIL.format(issued.invitation().expires().atZone(site.zone()))));
    }

    /** The invitation and its link, which exists nowhere else. */
    record Issued(InvitationStore.Invitation invitation, String link) {}

    Issued issue(InvitationStore.Guest guest, OrganisationId organisation, Set<Role> roles, Locale locale) {
        return issue(store.newId(), guest, organisation, roles, locale);
    }

    private Issued issue(
            UUID id, InvitationStore.Guest guest, OrganisationId organisation, Set<Role> roles, Locale locale) {
        requireFitting(roles, organisation);
        store.replace(guest, organisation);
        Token token = Token.random();
        InvitationStore.Invitation invitation =
                store.add(id, token, guest, organisation, roles, locale, vault.sealSecret(SecondFactor.newSecret()));
        ledger.append(Entry.ofInstallation("person.invited")
                .about("invitation", invitation.id())
                .about("organisation", organisation)
                .detail("roles", roles.stream().map(Role::name).sorted().collect(Collectors.joining(" "))));
        return new Issued(invitation, site.address("/invitation/" + token.value()));
    }

    /** A staff role in a vendor's organisation would show it everything. */
    private void requireFitting(Set<Role> roles, OrganisationId organisation) {
        if (roles.isEmpty()) {
            throw new Refusal.Invalid("roles", "roles-none");
        }
        boolean atCoordinator = organisation.equals(coordinator.id());
        if (roles.stream().anyMatch(role -> role.staff() != atCoordinator)) {
            throw new Refusal.Invalid("roles", "roles-foreign");
        }
    }
}
