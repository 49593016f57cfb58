package org.chosei.registry;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Refusal;
import org.chosei.ledger.Entry;
import org.chosei.ledger.Ledger;
import org.chosei.registry.Organisation.RegistrationClass;
import org.chosei.vault.OpenPurpose;
import org.chosei.vault.Opened;
import org.chosei.vault.SealedId;
import org.chosei.vault.Vault;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The class that limits what a vendor may receive: staff change it with a reason, and what it was stays known. */
@Component
@Transactional
public class RegistrationClasses {
    private final ClassStore store;
    private final OrganisationStore organisations;
    private final Vault vault;
    private final Ledger ledger;

    RegistrationClasses(ClassStore store, OrganisationStore organisations, Vault vault, Ledger ledger) {
        this.store = store;
        this.organisations = organisations;
        this.vault = vault;
        this.ledger = ledger;
    }

    /**
     * A change of class.
     *
     * @param by as {@code Scope.actor()} writes it
     */
    public record Change(
            UUID id, RegistrationClass was, RegistrationClass became, Instant at, String by, String reason) {}

    /** Oldest first, with the reasons opened; for staff and for the organisation itself. */
    public List<Change> history(OrganisationId organisation) {
        List<ClassStore.Row> rows = store.history(organisation);
        if (rows.isEmpty()) {
            return List.of();
        }
        Map<SealedId, Opened> reasons = vault.open(
                OpenPurpose.READ, rows.stream().map(ClassStore.Row::reason).toList());
        return rows.stream()
                .map(row ->
                        new Change(row.id(), row.was(), row.became(), row.at(), row.by(), text(reasons, row.reason())))
                .toList();
    }

    private static String text(Map<SealedId, Opened> opened, SealedId id) {
        Opened found = opened.get(id);
        return found == null ? "" : found.text();
    }

    /** The class of each at an instant, in one query; who was not registered then is absent. */
    @Transactional(readOnly = true)
    public Map<OrganisationId, RegistrationClass> at(Collection<OrganisationId> organisations, Instant at) {
        return store.at(organisations, at);
    }

    /** What names the class as it stands; after any change it is another. */
    @Transactional(readOnly = true)
    public UUID version(OrganisationId organisation) {
        List<ClassStore.Row> rows = store.history(organisation);
        return rows.isEmpty() ? organisation.value() : rows.getLast().id();
    }

    /**
     * Changes the class from now on; what was granted before is not taken away. Staff only.
     *
     * @param seen the {@link #version} on the page on which it was decided
     * @param reason the organisation can read it
     */
    public void change(OrganisationId id, UUID seen, RegistrationClass to, String reason) {
        organisations.lock(id);
        RegistrationClass now = organisations.byId(List.of(id)).stream()
                .findFirst()
                .orElseThrow(Refusal.NotFound::new)
                .registrationClass();
        if (now == null) {
            throw new Refusal.WrongState("class-of-vendors");
        }
        if (!version(id).equals(seen)) {
            throw new Refusal.Stale("class-changed");
        }
        if (now == to) {
            throw new Refusal.Invalid("class", "class-same");
        }
        String why = Words.requireReason("reason", reason);
        store.change(id, now, to, vault.seal(id, why.getBytes(StandardCharsets.UTF_8)));
        ledger.append(Entry.ofInstallation("organisation.class-changed")
                .about("organisation", id)
                .about("was", now)
                .about("class", to)
                .detail("reason", why));
    }
}
