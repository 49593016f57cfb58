package org.chosei.mail;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.OrganisationId;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** What became of the mails of a case, for the fairness report. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class Deliveries {
    private final DeliveryStore store;

    Deliveries(DeliveryStore store) {
        this.store = store;
    }

    /** Where a delivery stands. Reading a mail is unknowable; there is no state for it. */
    public enum State {
        STAGED,
        HANDED_OVER,
        DEFERRED,
        BOUNCED,
        HELD_BACK,
        CANCELLED
    }

    /** One mail to one organisation. */
    public record Delivery(
            UUID id,
            @Nullable UUID wave,
            OrganisationId organisation,
            String address,
            State state,
            Instant notBefore,
            @Nullable Instant handedOverAt,
            String messageId,
            String fingerprint) {}

    /**
     * What became of a mail at a further address of its team, in the transaction of the mail itself.
     *
     * @param state HANDED_OVER, BOUNCED when it was refused for good, DEFERRED when for now
     */
    public record Further(String address, State state, String reply) {}

    /** To what a mail answers. */
    public record Answered(CaseId caseId, OrganisationId organisation) {}

    /** The delivery that the last of these Message-IDs names, angle brackets included; empty when none is ours. */
    public Optional<Answered> answered(List<String> messageIds) {
        return messageIds.isEmpty() ? Optional.empty() : store.answered(messageIds);
    }

    /** Whom a mail of the wave reached or is to reach: all but those whose mail was held back. One query; for staff and the sender. */
    public Set<OrganisationId> mailed(CaseId caseId, UUID wave) {
        return store.mailed(caseId, wave);
    }

    /** All of a case, in one query. For staff and the sender. */
    public List<Delivery> of(CaseId caseId) {
        return store.of(caseId);
    }
}
