package org.chosei.registry;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.chosei.kernel.OrganisationId;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The organisations that the acting scope may know: staff all, a member its own (and the coordinating CSIRT). */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class Organisations {

    public Optional<Organisation> find(OrganisationId id) {
        throw new UnsupportedOperationException("CONTRACT");
    }

    /** One query, whatever their number; unknown ids are absent. */
    public Map<OrganisationId, Organisation> byId(Collection<OrganisationId> ids) {
        throw new UnsupportedOperationException("CONTRACT");
    }

    /** Those among them whose registration was accepted and that are neither suspended nor withdrawn. One query. */
    public Set<OrganisationId> isActive(Collection<OrganisationId> ids) {
        throw new UnsupportedOperationException("CONTRACT");
    }

    /** All vendors, by name. Staff only. */
    public List<Organisation> vendors() {
        throw new UnsupportedOperationException("CONTRACT");
    }

    /** The coordinating CSIRT itself. */
    public OrganisationId coordinator() {
        throw new UnsupportedOperationException("CONTRACT");
    }
}
