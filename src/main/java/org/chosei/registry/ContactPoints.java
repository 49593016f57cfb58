package org.chosei.registry;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.chosei.kernel.OrganisationId;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The addresses under which organisations are reached. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class ContactPoints {

    /** The team contact of each organisation, in one query. */
    public Map<OrganisationId, ContactPoint> teams(Collection<OrganisationId> organisations) {
        throw new UnsupportedOperationException("CONTRACT");
    }

    /** Whose registered address (team or primary contact) this is, compared without case. */
    public Optional<OrganisationId> ownerOf(String email) {
        throw new UnsupportedOperationException("CONTRACT");
    }
}
