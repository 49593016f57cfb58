package org.chosei.conversation;

import java.util.Collection;
import java.util.Map;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.OrganisationId;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Opens a vendor's private thread and the address whose token leads its mails there. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class Threads {

    /**
     * Opens the private thread of each vendor (idempotent; the organisation's audience must exist) and returns the
     * reply address of each, {@code reply+TOKEN@mail-domain}. Statements do not grow with the vendors. Staff only.
     */
    public Map<OrganisationId, String> openFor(CaseId caseId, Collection<OrganisationId> vendors) {
        throw new UnsupportedOperationException("CONTRACT");
    }
}
