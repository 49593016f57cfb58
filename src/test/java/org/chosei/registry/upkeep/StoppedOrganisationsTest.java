package org.chosei.registry.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.UUID;
import org.chosei.kernel.OrganisationId;
import org.chosei.registry.LifeCycle;
import org.chosei.registry.OrganisationState;
import org.chosei.registry.Organisations;
import org.chosei.registry.upkeep.Drill.Whom;
import org.chosei.testing.Browser;
import org.chosei.testing.TestVendor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Nobody asks an organisation that was suspended or left, and nobody answers for one that left. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StoppedOrganisationsTest {
    private static final String SUBJECT = "Drill: please answer";

    private final UpkeepRoom room = new UpkeepRoom();

    @AfterAll
    void stop() {
        room.close();
    }

    @Test
    void reminderGoesToActiveOrganisationsAloneAndTheLinkOfOneThatLeftShowsNothing() {
        TestVendor stays = active();
        TestVendor suspended = active();
        TestVendor left = active();
        UUID drill = UUID.randomUUID();
        Set<OrganisationId> all = Set.of(stays.id(), suspended.id(), left.id());
        int mails = room.asStaff(() -> {
            Drills drills = room.application.bean(Drills.class);
            int planned = drills.plan(Whom.TEAM, all).mails();
            drills.start(drill, Whom.TEAM, all, planned);
            return planned;
        });
        assertThat(mails).isEqualTo(3);
        String link = UpkeepRoom.link(room.await(left.team(), SUBJECT, 1).getFirst());
        Browser anybody = room.application.browser();
        assertThat(anybody.get(link).status()).isEqualTo(200);

        move(suspended, OrganisationState.SUSPENDED);
        move(left, OrganisationState.WITHDRAWN);
        assertThat(anybody.get(link).refusal()).isEqualTo("contact-link-gone");
        assertThat(anybody.post(link).refusal()).isEqualTo("contact-link-gone");
        assertThat(room.post.count("select count(*) from contact_confirmation where organisation_id = '" + left.id()
                        + "' and ask_id is not null"))
                .isZero();

        room.asStaff(() -> {
            room.application.bean(Drills.class).remind(drill, UUID.randomUUID());
            return true;
        });
        assertThat(links(drill, stays)).isEqualTo(2);
        assertThat(links(drill, suspended)).isOne();
        assertThat(links(drill, left)).isOne();
    }

    private TestVendor active() {
        TestVendor vendor = room.vendor();
        room.asStaff(() -> {
            room.application.bean(Organisations.class).activate(vendor.id());
            return true;
        });
        return vendor;
    }

    private void move(TestVendor vendor, OrganisationState to) {
        room.asStaff(() -> {
            LifeCycle lifeCycle = room.application.bean(LifeCycle.class);
            lifeCycle.move(vendor.id(), lifeCycle.history(vendor.id()).getLast().id(), to, "Dissolved");
            return true;
        });
    }

    private long links(UUID drill, TestVendor vendor) {
        return room.post.count(
                "select count(*) from contact_link l join contact_ask a on a.id = l.ask_id where a.drill_id = '" + drill
                        + "' and a.organisation_id = '" + vendor.id() + "'");
    }
}
