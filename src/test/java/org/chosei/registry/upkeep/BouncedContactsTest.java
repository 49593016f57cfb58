package org.chosei.registry.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.chosei.agreements.Fact;
import org.chosei.agreements.Fact.Code;
import org.chosei.agreements.Facts;
import org.chosei.demo.MailSink;
import org.chosei.registry.Contact.Role;
import org.chosei.testing.Browser;
import org.chosei.testing.TestVendor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Mail that comes back over SMTP marks the contact until it is confirmed or gets another address. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BouncedContactsTest {
    private final UpkeepRoom room = new UpkeepRoom();

    @AfterAll
    void stop() {
        room.close();
    }

    @Test
    void reportOfFailureMarksTheContactOnBothSidesUntilItIsConfirmed() {
        TestVendor vendor = room.vendor();
        MailSink.Message mail =
                room.await(vendor.team(), "registration is complete", 1).getFirst();
        Instant before = now();
        room.application.advance(Duration.ofMinutes(1));
        room.bounce(mail);
        Freshness fresh = room.fresh(vendor);
        assertThat(fresh.bouncing()).extracting(Freshness.Bouncing::role).containsExactly(Role.TEAM);
        assertThat(fresh.bouncing().getFirst().reply()).contains("550 5.1.1 no such mailbox");
        Browser own = room.signedIn(vendor);
        for (Browser.Page page : List.of(
                room.staff().get("/organisations/" + vendor.id()),
                room.staff().get("/contact-upkeep?show=bouncing"),
                own.get("/organisation"))) {
            assertThat(page.html().select("[data-bouncing=TEAM]").text()).contains("550 5.1.1 no such mailbox");
        }
        Instant while_ = now();
        assertThat(codes(vendor, while_)).contains(Code.CONTACTS_CONFIRMED, Code.CONTACTS_BOUNCING);

        room.application.advance(Duration.ofMinutes(1));
        assertThat(own.post(
                                "/organisation/confirmation",
                                own.get("/organisation")
                                        .hidden("/organisation/confirmation")
                                        .toArray(String[]::new))
                        .status())
                .isEqualTo(303);
        assertThat(room.fresh(vendor).bouncing()).isEmpty();
        assertThat(room.isListed(vendor, "bouncing")).isFalse();
        assertThat(codes(vendor, now()))
                .contains(Code.CONTACTS_CONFIRMED)
                .doesNotContain(Code.CONTACTS_BOUNCING, Code.CONTACTS_STALE);
        assertThat(codes(vendor, while_)).as("as it was then").contains(Code.CONTACTS_BOUNCING);
        assertThat(codes(vendor, before)).as("before").doesNotContain(Code.CONTACTS_BOUNCING);
        assertThat(codes(vendor, now().plus(Duration.ofDays(91)))).contains(Code.CONTACTS_STALE);
        assertThat(codes(vendor, before.minus(Duration.ofDays(1))))
                .noneMatch(code -> code.name().startsWith("CONTACTS"));
        assertThat(facts(vendor, while_).stream()
                        .filter(fact -> fact.code() == Code.CONTACTS_BOUNCING)
                        .map(Fact::at)
                        .toList())
                .containsExactly(fresh.bouncing().getFirst().since());
        assertThat(room.staff()
                        .get("/organisations/" + vendor.id() + "/agreements")
                        .html()
                        .select("[data-fact]")
                        .eachAttr("data-fact"))
                .contains("CONTACTS_CONFIRMED");
    }

    @Test
    void anotherAddressEndsItAndTheSameAddressDoesNot() {
        TestVendor vendor = room.vendor();
        room.bounce(room.await(vendor.team(), "registration is complete", 1).getFirst());
        Browser own = room.signedIn(vendor);
        Contacts.propose(own, "TEAM", "phone", "03-1234-5678");
        Contacts.approve(room.staff(), own);
        assertThat(room.fresh(vendor).bouncing())
                .as("only the telephone changed")
                .hasSize(1);
        Contacts.propose(own, "TEAM", "email", "psirt@" + vendor.team().substring(3));
        Contacts.approve(room.staff(), own);
        assertThat(room.fresh(vendor).bouncing()).isEmpty();
    }

    @Test
    void refusalByTheRelayMarksTheContactToo() {
        TestVendor vendor = room.vendor();
        Browser own = room.signedIn(vendor);
        Contacts.propose(own, "TEAM", "phone", "03-1234-5678");
        room.application.outside().be(MailSink.Mood.REFUSING_FOREVER);
        Contacts.approve(room.staff(), own);
        org.chosei.testing.Post.await(
                "not marked",
                () -> java.util.Optional.of(room.fresh(vendor).bouncing()).filter(bouncing -> bouncing.size() == 1));
        room.application.outside().be(MailSink.Mood.ACCEPTING);
        assertThat(room.fresh(vendor).bouncing().getFirst().reply()).startsWith("550");
    }

    @Test
    void nobodyElsesContactIsMarked() {
        TestVendor vendor = room.vendor();
        TestVendor other = room.vendor();
        room.bounce(room.await(vendor.team(), "registration is complete", 1).getFirst());
        assertThat(room.fresh(other).bouncing()).isEmpty();
        assertThat(room.signedIn(other).get("/organisation").html().select("[data-bouncing]"))
                .isEmpty();
    }

    private List<Fact> facts(TestVendor vendor, Instant at) {
        return room.asStaff(
                () -> Objects.requireNonNull(room.application.bean(Facts.class).of(vendor.id(), at)));
    }

    private List<Code> codes(TestVendor vendor, Instant at) {
        return facts(vendor, at).stream().map(Fact::code).toList();
    }

    private Instant now() {
        return room.application.clock().instant();
    }
}
