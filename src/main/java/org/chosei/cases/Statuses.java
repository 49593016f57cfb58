package org.chosei.cases;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.OrganisationId;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Vendors' statements about a case's vulnerability: a history, of which the newest row holds. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class Statuses {

    /** The newest statement of one vendor. {@code statement} text is sealed; its id opens through the vault. */
    public record Stated(
            VendorStatus status,
            @Nullable LocalDate fixDate,
            org.chosei.vault.@Nullable SealedId statement,
            Instant at,
            String by) {}

    /** A vendor states its own status (a member of it, or its signed mail), or staff record what it said by phone. */
    public void state(
            CaseId caseId, OrganisationId vendor, VendorStatus status, @Nullable LocalDate fixDate, String statement) {
        throw new UnsupportedOperationException("CONTRACT");
    }

    /** Newest statement per vendor, as far as the acting scope may see. One query. */
    public Map<OrganisationId, Stated> of(CaseId caseId) {
        throw new UnsupportedOperationException("CONTRACT");
    }
}
