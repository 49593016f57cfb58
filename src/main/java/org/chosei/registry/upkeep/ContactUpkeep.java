package org.chosei.registry.upkeep;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.chosei.access.Scopes;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Uuid7;
import org.chosei.ledger.Entry;
import org.chosei.ledger.Ledger;
import org.chosei.registry.Contact.Role;
import org.chosei.registry.upkeep.Confirmations.How;
import org.chosei.registry.upkeep.Freshness.Bouncing;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Whether contacts can be relied on, and saying that they can. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class ContactUpkeep {
    private final FreshnessStore store;
    private final Confirmations confirmations;
    private final UpkeepSettings settings;
    private final Ledger ledger;
    private final InstantSource clock;

    ContactUpkeep(
            FreshnessStore store,
            Confirmations confirmations,
            UpkeepSettings settings,
            Ledger ledger,
            InstantSource clock) {
        this.store = store;
        this.confirmations = confirmations;
        this.settings = settings;
        this.ledger = ledger;
        this.clock = clock;
    }

    /**
     * How far the contacts of each could be relied on at an instant, in two queries; who was not registered by then is absent.
     * Stale is measured by the period that the operator has set now.
     */
    public Map<OrganisationId, Freshness> fresh(Collection<OrganisationId> organisations, Instant at) {
        Map<OrganisationId, Instant> confirmed = store.confirmed(organisations, at);
        Map<OrganisationId, List<Bouncing>> bouncing = store.bouncing(confirmed.keySet(), at);
        Map<OrganisationId, Freshness> fresh = new LinkedHashMap<>();
        confirmed.forEach((id, last) -> {
            Instant stale = last.plus(settings.staleAfter());
            fresh.put(id, new Freshness(last, stale.isAfter(at) ? null : stale, bouncing.getOrDefault(id, List.of())));
        });
        return fresh;
    }

    /** When a team was asked whether its contacts are still right, and by how many mails since. */
    public record LastAsk(Instant at, int mails) {}

    /** Who of them was asked since it was last confirmed, in one query. Staff only. */
    public Map<OrganisationId, LastAsk> asked(Collection<OrganisationId> organisations) {
        return store.asked(organisations);
    }

    /** Which organisations staff look for. */
    public enum Trouble {
        /** Not confirmed for too long, asked by now or not. */
        STALE,
        /** Stale, and two mails were left unanswered: somebody has to call. */
        UNANSWERED,
        /** With a contact from which mail came back. */
        BOUNCING
    }

    /** Organisations with this trouble now, by their ids; those after {@code after}. Staff only. */
    public List<OrganisationId> page(Trouble trouble, @Nullable OrganisationId after, int size) {
        Instant now = clock.instant();
        Instant before = now.minus(settings.staleAfter());
        return switch (trouble) {
            case STALE -> store.stale(before, after, size);
            case UNANSWERED -> store.unanswered(before, after, size);
            case BOUNCING -> store.bouncing(now, after, size);
        };
    }

    /** The signed-in responsible person says that the own contacts are right; once for each {@code form}. */
    public void confirm(UUID form) {
        OrganisationId organisation = Scopes.person().organisation();
        if (confirmations.add(form, organisation, How.PAGE, null, null)) {
            ledger.append(entry(organisation).about("how", How.PAGE));
        }
    }

    /** Staff made sure of one contact: it bounces no more, and of the team's all contacts count as confirmed. */
    public void verified(OrganisationId organisation, Role role) {
        confirmations.add(Uuid7.at(clock.instant()), organisation, How.VERIFIED, role, null);
    }

    static Entry entry(OrganisationId organisation) {
        return Entry.ofInstallation("contacts.confirmed").about("organisation", organisation);
    }
}
