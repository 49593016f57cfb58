package org.chosei.authorisation;

import java.util.List;
import java.util.stream.Stream;
import org.chosei.access.Permission;
import org.chosei.access.Role;
import org.chosei.identity.TestPerson;
import org.chosei.testing.Browser;
import org.chosei.testing.World;
import org.jspecify.annotations.Nullable;

/** Somebody who sends requests: nobody in particular, a member of a vendor, or staff. */
record Caller(String name, Browser browser, @Nullable Role role, World.@Nullable Vendor vendor) {

    /** Every kind there is, each at a browser of its own. */
    static List<Caller> all(World world) {
        return Stream.of(
                        Stream.of(new Caller("nobody", world.application.browser(), null, null)),
                        members("in the case", world.asahi),
                        members("in the same case", world.hidden),
                        members("not granted anything", world.stranger),
                        Stream.of(
                                new Caller("coordinator", world.coordinator.browser(), Role.COORDINATOR, null),
                                new Caller("approver", world.approver.browser(), Role.APPROVER, null),
                                new Caller("administrator", world.administrator.browser(), Role.ADMINISTRATOR, null)))
                .flatMap(each -> each)
                .toList();
    }

    private static Stream<Caller> members(String where, World.Vendor vendor) {
        return Stream.of(
                new Caller(
                        "responsible person of a vendor " + where,
                        vendor.responsible().browser(),
                        Role.RESPONSIBLE,
                        vendor),
                new Caller("member of a vendor " + where, vendor.member().browser(), Role.MEMBER, vendor));
    }

    boolean signedIn() {
        return role != null;
    }

    boolean staff() {
        return role != null && role.staff();
    }

    boolean is(World.Vendor other) {
        return vendor != null && vendor.id().equals(other.id());
    }

    boolean isResponsibleOf(World.Vendor other) {
        return is(other) && role == Role.RESPONSIBLE;
    }

    /** Whether it is this very person. */
    boolean at(TestPerson person) {
        return browser == person.browser();
    }

    /** Whether the role permits one of these. */
    boolean may(Permission... any) {
        return role != null && Stream.of(any).anyMatch(role.permissions()::contains);
    }

    @Override
    public String toString() {
        return name;
    }
}
