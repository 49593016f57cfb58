package org.chosei.registry.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.chosei.access.Role;
import org.chosei.demo.MailSink;
import org.chosei.identity.TestPerson;
import org.chosei.testing.Browser;
import org.chosei.testing.TestVendor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Contacts grow old, are asked about by mail, and are confirmed by a link or on the page. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StaleContactsTest {
    private static final String SUBJECT = "contacts still right";

    private final UpkeepRoom room = new UpkeepRoom();

    @AfterAll
    void stop() {
        room.close();
    }

    @Test
    void teamIsAskedAfterNinetyDaysOnceMoreAfterThirtyAndThenSomebodyHasToCall() {
        TestVendor vendor = room.vendor();
        days(89);
        room.ask();
        assertThat(room.isListed(vendor, "stale")).isFalse();
        assertThat(asked(vendor)).isZero();

        days(1);
        room.ask();
        room.ask();
        MailSink.Message mail = room.await(vendor.team(), SUBJECT, 1).getFirst();
        assertThat(UpkeepRoom.text(mail)).contains("Dear " + vendor.name() + " team,", "Valid until: ");
        assertThat(asked(vendor)).isOne();
        assertThat(room.isListed(vendor, "stale")).isTrue();
        assertThat(room.isListed(vendor, "unanswered")).isFalse();

        days(29);
        room.ask();
        assertThat(asked(vendor)).isOne();
        days(1);
        room.ask();
        assertThat(room.await(vendor.team(), SUBJECT, 2)).hasSize(2);
        assertThat(room.staff()
                        .get("/contact-upkeep?show=unanswered")
                        .html()
                        .select("[data-organisation=" + vendor.id() + "] [data-asked]")
                        .eachAttr("data-asked"))
                .containsExactly("2");
        days(60);
        room.ask();
        assertThat(asked(vendor)).isEqualTo(2);

        Instant before = room.application.clock().instant();
        Browser staff = room.staff();
        String path = "/organisations/" + vendor.id();
        String verify = path + "/contacts/TEAM/verification";
        assertThat(staff.post(verify, staff.get(path).hidden(verify).toArray(String[]::new))
                        .status())
                .isEqualTo(303);
        assertThat(room.isListed(vendor, "stale"))
                .as("staff made sure by telephone")
                .isFalse();
        assertThat(room.fresh(vendor.id(), before).staleSince())
                .as("and then it was stale")
                .isNotNull();
        days(91);
        room.ask();
        assertThat(asked(vendor)).as("the next round").isEqualTo(3);
    }

    @Test
    void openingTheLinkShowsMaskedAddressesAndConfirmsNothingItsButtonDoesOnce() {
        TestVendor vendor = room.vendor();
        assertThat(Contacts.propose(vendor.browser(), "TEAM", "further", "zoe@" + domain(vendor))
                        .status())
                .isEqualTo(303);
        assertThat(Contacts.approve(room.staff(), vendor.browser()).status()).isEqualTo(303);
        String link = staleLink(vendor);
        Browser scanner = room.application.browser();
        for (int i = 0; i < 3; i++) {
            Browser.Page page = scanner.get(link);
            assertThat(page.status()).isEqualTo(200);
            assertThat(page.text()).contains(vendor.name(), "v***@" + domain(vendor), "a***@" + domain(vendor));
            assertThat(page.html().select("[data-contact=TEAM] [data-further]").text())
                    .isEqualTo("z***@" + domain(vendor));
            assertThat(page.body()).doesNotContain(vendor.team(), "ann@", "zoe@", "Ann Author");
        }
        assertThat(room.application
                        .browser()
                        .send("POST", link, "application/x-www-form-urlencoded", "")
                        .status())
                .as("without the page's own token")
                .isEqualTo(403);
        assertThat(room.fresh(vendor).staleSince()).isNotNull();

        Browser.Page done = scanner.post(link);
        assertThat(done.location()).isEqualTo("/contact-check/done");
        assertThat(scanner.get(done.location()).text()).contains("ありがとうございました");
        assertThat(room.fresh(vendor).staleSince()).isNull();
        assertThat(ledger())
                .anyMatch(entry -> entry.startsWith("contacts.confirmed")
                        && entry.contains(vendor.id().toString()));

        for (Browser.Page again : List.of(scanner.post(link), scanner.get(link))) {
            assertThat(again.status()).isEqualTo(410);
            assertThat(again.refusal()).isEqualTo("contact-link-used");
        }
        assertThat(confirmations(vendor)).isOne();
    }

    @Test
    void linkIsOverAfterThirtyDaysAndItsTokenIsKeptNowhere() {
        TestVendor vendor = room.vendor();
        String link = staleLink(vendor);
        String token = link.substring("/contact-check/".length());
        assertThat(room.application.everything("select to_jsonb(l)::text from contact_link l"))
                .noneMatch(row -> row.contains(token));
        room.application.advance(Duration.ofDays(30));
        Browser.Page late = room.application.browser().get(link);
        assertThat(late.status()).isEqualTo(410);
        assertThat(late.refusal()).isEqualTo("contact-link-expired");
        room.application.browser().post(link);
        assertThat(confirmations(vendor)).isZero();
    }

    @Test
    void linkSpeaksForItsOwnOrganisationAloneWhoeverOpensIt() {
        TestVendor vendor = room.vendor();
        TestVendor other = room.vendor();
        String link = staleLink(vendor);
        Browser stranger = room.signedIn(other);
        assertThat(stranger.get(link).status()).isEqualTo(200);
        assertThat(stranger.post(link).location()).isEqualTo("/contact-check/done");
        assertThat(confirmations(vendor)).isOne();
        assertThat(confirmations(other)).isZero();
        for (String invented : List.of("A".repeat(43), "x", link.substring(15, 57) + "_")) {
            assertThat(stranger.get("/contact-check/" + invented).refusal()).isEqualTo("contact-link-gone");
        }
    }

    @Test
    void whoeverHoldsAnAddressThatWasGivenUpConfirmsNothing() {
        TestVendor vendor = room.vendor();
        String link = staleLink(vendor);
        Browser own = room.signedIn(vendor);
        Contacts.propose(own, "TEAM", "email", "psirt@" + domain(vendor));
        Contacts.approve(room.staff(), own);
        assertThat(room.fresh(vendor).staleSince())
                .as("an approved change confirms")
                .isNull();
        assertThat(room.application.browser().get(link).refusal()).isEqualTo("contact-link-gone");
        room.application.browser().post(link);
        assertThat(confirmations(vendor)).isZero();
    }

    @Test
    void responsiblePersonConfirmsOnThePageAndAMemberDoesNot() {
        TestVendor vendor = room.vendor();
        days(95);
        room.ask();
        Browser own = room.signedIn(vendor);
        Browser.Page page = own.get("/organisation");
        assertThat(page.html().select("[data-stale]")).hasSize(1);
        String[] form = page.hidden("/organisation/confirmation").toArray(String[]::new);
        assertThat(own.post("/organisation/confirmation", form).status()).isEqualTo(303);
        assertThat(own.post("/organisation/confirmation", form).status())
                .as("a second click")
                .isEqualTo(303);
        assertThat(confirmations(vendor)).isOne();
        assertThat(own.get("/organisation").html().select("[data-stale]")).isEmpty();
        days(35);
        room.ask();
        assertThat(asked(vendor)).as("not asked again: it was said").isOne();

        Browser member = TestPerson.joined(room.application, "Mem", "mem@" + domain(vendor), vendor.id(), Role.MEMBER)
                .browser();
        assertThat(member.get("/organisation").html().select("form[action=/organisation/confirmation]"))
                .isEmpty();
        assertThat(member.post("/organisation/confirmation", form).status()).isEqualTo(404);
        assertThat(confirmations(vendor)).isOne();
    }

    @Test
    void whoIsSuspendedIsNotAsked() {
        TestVendor vendor = room.vendor();
        Browser staff = room.staff();
        String path = "/organisations/" + vendor.id();
        String seen = staff.get(path)
                .html()
                .select("form[action=" + path + "/state] [name=seen]")
                .val();
        assertThat(staff.post(path + "/state", "seen", seen, "to", "SUSPENDED", "reason", "Because", "confirm", "yes")
                        .status())
                .isEqualTo(303);
        days(91);
        room.ask();
        assertThat(asked(vendor)).isZero();
        assertThat(room.isListed(vendor, "stale")).isFalse();
    }

    private String staleLink(TestVendor vendor) {
        days(91);
        room.ask();
        return UpkeepRoom.link(room.await(vendor.team(), SUBJECT, 1).getFirst());
    }

    private void days(int days) {
        room.application.advance(Duration.ofDays(days));
    }

    private long asked(TestVendor vendor) {
        return room.post.count("select count(*) from clear_letter where template = 'CONTACTS_CONFIRM' and address = '"
                + vendor.team() + "'");
    }

    private long confirmations(TestVendor vendor) {
        return room.post.count(
                "select count(*) from contact_confirmation where organisation_id = '" + vendor.id() + "'");
    }

    private static String domain(TestVendor vendor) {
        return vendor.team().substring("vh@".length());
    }

    private List<String> ledger() {
        return room.application.everything("select kind || ' ' || subjects::text from ledger_entry");
    }
}
