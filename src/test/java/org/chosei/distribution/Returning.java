package org.chosei.distribution;

import org.chosei.access.Role;
import org.chosei.distribution.Vendors.Vendor;
import org.chosei.identity.TestPerson;
import org.chosei.kernel.OrganisationId;
import org.chosei.testing.Browser;
import org.chosei.testing.TestOrganisations;

/** People at their browsers who sign in again after the clock went on for days, when every session has ended. */
final class Returning {
    private final TestPerson coordinator;
    private final TestPerson administrator;
    private final TestPerson curve;
    private final TestPerson rsa;

    Returning(WaveDesk desk) {
        coordinator = joined(desk, "Cora", "corinna@csirt.example", TestOrganisations.COORDINATOR, Role.COORDINATOR);
        administrator = joined(desk, "Ada", "adam@csirt.example", TestOrganisations.COORDINATOR, Role.ADMINISTRATOR);
        curve = member(desk, desk.curve);
        rsa = member(desk, desk.rsa);
    }

    private static TestPerson member(WaveDesk desk, Vendor vendor) {
        return joined(desk, "Returning member", "returning-" + vendor.email(), vendor.id(), Role.MEMBER);
    }

    private static TestPerson joined(WaveDesk desk, String name, String email, OrganisationId of, Role role) {
        return TestPerson.joined(desk.application, name, email, of, role);
    }

    /** Everybody signs in again; the clock goes on for a minute or two. */
    void back() {
        for (TestPerson person : java.util.List.of(coordinator, administrator, curve, rsa)) {
            int status = person.signIn(person.browser()).status();
            if (status != 303) {
                throw new AssertionError("not signed in: " + status);
            }
        }
    }

    Browser coordinator() {
        return coordinator.browser();
    }

    Browser administrator() {
        return administrator.browser();
    }

    Browser curve() {
        return curve.browser();
    }

    Browser rsa() {
        return rsa.browser();
    }
}
