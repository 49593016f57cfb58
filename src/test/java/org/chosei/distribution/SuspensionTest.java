package org.chosei.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.chosei.access.Scopes;
import org.chosei.cases.CoordinatedCase;
import org.chosei.distribution.Answer.Level;
import org.chosei.distribution.Answer.Reason;
import org.chosei.distribution.Vendors.Vendor;
import org.chosei.mail.Deliveries.State;
import org.chosei.registry.LifeCycle;
import org.chosei.registry.OrganisationState;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Who is suspended or leaves is cut off from what it saw and from what it would have seen, and nobody else is. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SuspensionTest {
    private final WaveDesk desk = new WaveDesk();
    private final Vendors vendors = desk.vendors;
    private final LifeCycle lifeCycle = desk.application.bean(LifeCycle.class);

    @AfterAll
    void stop() {
        desk.close();
    }

    @Test
    void suspendedVendorIsCutOffAtOnceAndGetsNothingBackWhenTheSuspensionEnds() {
        CoordinatedCase of = desk.openCase();
        Wave wave = desk.plan(of, desk.curve, desk.rsa);
        desk.at(wave);
        assertThat(desk.sees(desk.curvePerson, of)).isTrue();

        move(desk.curve, OrganisationState.SUSPENDED);
        assertThat(desk.sees(desk.curvePerson, of)).isFalse();
        assertThat(desk.sees(desk.rsaPerson, of)).isTrue();
        assertThat(answer(of, desk.curve).level()).isEqualTo(Level.NO);
        assertThat(answer(of, desk.curve).reasons()).containsExactly(Reason.NOT_ACTIVE);
        assertThat(revoked(desk.curve)).isNotEmpty().containsOnly("organisation-suspended");

        move(desk.curve, OrganisationState.REGISTERED);
        assertThat(states(desk.curve))
                .as("everything is signed and proved, so it is active again by itself")
                .endsWith(OrganisationState.SUSPENDED, OrganisationState.REGISTERED, OrganisationState.ACTIVE);
        assertThat(answer(of, desk.curve).level()).isEqualTo(Level.FULL);
        assertThat(desk.sees(desk.curvePerson, of)).isFalse();
    }

    @Test
    void vendorThatLeavesBeforeTheInstantSeesNothingAndGetsNoMail() {
        Vendor leaving = vendors.active("Leaver", desk.curveKeyring);
        CoordinatedCase of = desk.openCase();
        Wave wave = desk.plan(of, leaving, desk.rsa);
        desk.oneSecondBefore(wave);
        move(leaving, OrganisationState.WITHDRAWN);
        desk.at(wave);
        WaveDesk.await(() -> desk.delivery(of, desk.rsa) == State.HANDED_OVER);
        desk.settled();

        assertThat(desk.delivery(of, leaving)).isEqualTo(State.HELD_BACK);
        assertThat(desk.mails(of, leaving)).isEmpty();
        assertThat(revoked(leaving)).containsOnly("organisation-withdrawn");
        assertThat(vendors.line(of, leaving).grantedAt()).isNull();
    }

    @Test
    void suspendedVendorWithoutAgreementsIsOnlyRegisteredAfterwards() {
        Vendor incomplete =
                vendors.registered("Incomplete", org.chosei.registry.Organisation.RegistrationClass.GENERAL);
        move(incomplete, OrganisationState.SUSPENDED);
        move(incomplete, OrganisationState.REGISTERED);
        assertThat(states(incomplete)).last().isEqualTo(OrganisationState.REGISTERED);
    }

    private void move(Vendor vendor, OrganisationState to) {
        Scopes.as(vendors.staff(), () -> {
            UUID seen = lifeCycle.history(vendor.id()).getLast().id();
            lifeCycle.move(vendor.id(), seen, to, "A reason");
        });
    }

    private List<OrganisationState> states(Vendor vendor) {
        return Scopes.as(vendors.staff(), () -> lifeCycle.history(vendor.id())).stream()
                .map(LifeCycle.Step::state)
                .toList();
    }

    private Answer answer(CoordinatedCase of, Vendor vendor) {
        return vendors.asStaff(() -> desk.application.bean(Waves.class).candidates(of.id())).stream()
                .filter(each -> each.vendor().id().equals(vendor.id()))
                .findFirst()
                .orElseThrow()
                .answer();
    }

    private List<String> revoked(Vendor vendor) {
        return vendors.asStaff(() -> vendors.sql()
                .sql("select coalesce(revoked_reason, 'open') from access_grant where organisation_id = :id")
                .param("id", vendor.id().value())
                .query(String.class)
                .list());
    }
}
