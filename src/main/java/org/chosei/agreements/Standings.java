package org.chosei.agreements;

import java.util.Collection;
import java.util.Map;
import org.chosei.kernel.OrganisationId;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Tells the standing of organisations. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class Standings {

    /** The standing of each, in a number of queries that does not grow with them. */
    public Map<OrganisationId, Standing> of(Collection<OrganisationId> organisations) {
        throw new UnsupportedOperationException("CONTRACT");
    }
}
