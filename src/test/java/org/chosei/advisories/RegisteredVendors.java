package org.chosei.advisories;

import static java.util.stream.Collectors.toMap;

import java.util.Collection;
import java.util.Map;
import org.chosei.kernel.OrganisationId;
import org.chosei.registry.Organisation;
import org.chosei.registry.Organisations;
import org.chosei.testing.TestOrganisations;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Primary;
import org.springframework.stereotype.Component;

/** Two vendors with names, for tests that ask for them by a setting. */
@Component
@Primary
@ConditionalOnProperty(RegisteredVendors.SETTING)
class RegisteredVendors extends Organisations {
    static final String SETTING = "test.registered-vendors";

    private static final Map<OrganisationId, Organisation> KNOWN = Map.of(
            TestOrganisations.VENDOR_A, vendor(TestOrganisations.VENDOR_A, "朝日電機", "Asahi Electric"),
            TestOrganisations.VENDOR_B, vendor(TestOrganisations.VENDOR_B, "秘密工業", "Hidden Industries"));

    private static Organisation vendor(OrganisationId id, String ja, String en) {
        return new Organisation(id, Organisation.Kind.VENDOR, ja, en, Organisation.RegistrationClass.GENERAL);
    }

    @Override
    public Map<OrganisationId, Organisation> byId(Collection<OrganisationId> ids) {
        return ids.stream().filter(KNOWN::containsKey).collect(toMap(id -> id, KNOWN::get));
    }
}
