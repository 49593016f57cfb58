package org.chosei.cases;

import java.util.List;
import java.util.Optional;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.OrganisationId;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The cases that the acting scope may see. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class Cases {

    /** Opens a case with number, alias, clocks, embargo, audiences (staff, all vendors) and one vulnerability. Staff only. */
    public CoordinatedCase open(NewCase request) {
        throw new UnsupportedOperationException("CONTRACT");
    }

    /** The case, or empty for whoever may not see it: there is no difference. */
    public Optional<CoordinatedCase> find(CaseId id) {
        throw new UnsupportedOperationException("CONTRACT");
    }

    /** By the number people see, folded for width and case. */
    public Optional<CoordinatedCase> byNumber(String number) {
        throw new UnsupportedOperationException("CONTRACT");
    }

    /** Newest first, keyset paged by id: those older than {@code before}, or the newest when null. */
    public List<CoordinatedCase> page(@org.jspecify.annotations.Nullable CaseId before, int size) {
        throw new UnsupportedOperationException("CONTRACT");
    }

    /** Makes vendors participants of the case (idempotent), in one statement; called by distribution in a wave's transaction. */
    public void addVendors(CaseId id, List<OrganisationId> vendors) {
        throw new UnsupportedOperationException("CONTRACT");
    }
}
