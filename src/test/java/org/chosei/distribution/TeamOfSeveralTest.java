package org.chosei.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.chosei.access.Role;
import org.chosei.cases.CoordinatedCase;
import org.chosei.demo.MailSink;
import org.chosei.identity.TestPerson;
import org.chosei.mail.Deliveries.State;
import org.chosei.registry.upkeep.Contacts;
import org.chosei.testing.Browser;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A vendor whose team has several addresses, from the form of its contact to the mail of a wave and what staff see of it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TeamOfSeveralTest {
    private final WaveDesk desk = new WaveDesk();

    @AfterAll
    void stop() {
        desk.close();
    }

    @Test
    void furtherAddressesGetTheMailOfTheWaveAndARefusedOneIsShownToStaffUntilItIsChanged() {
        Browser person = responsible(desk.curve);
        String ann = "ann@" + domain(desk.curve);
        String bob = "bob@" + domain(desk.curve);
        assertThat(Contacts.propose(person, "TEAM", "further", bob + "\n" + ann).status())
                .isEqualTo(303);
        assertThat(Contacts.approve(desk.coordinator, person).status()).isEqualTo(303);
        desk.sink.refuse(ann);
        CoordinatedCase of = desk.openCase();
        Wave wave = desk.plan(of, desk.curve, desk.rsa);

        desk.at(wave);
        WaveDesk.await(() -> desk.deliveries(of).stream().allMatch(each -> each.state() == State.HANDED_OVER));
        desk.application.go();
        desk.settled();

        List<MailSink.Message> mails = desk.mails(of, desk.curve);
        assertThat(mails).hasSize(1);
        assertThat(mails.getFirst().envelope().recipients()).containsExactly(desk.curve.email(), bob);
        assertThat(WaveDesk.text(mails.getFirst()))
                .contains("To: " + desk.curve.email())
                .doesNotContain(ann, bob);
        assertThat(desk.curveKeyring.decrypt(mails.getFirst().bytes()).says("DECRYPTION_OKAY"))
                .isTrue();
        for (String page :
                List.of("/cases/" + of.id() + "/fairness", "/cases/" + of.id() + "/vendors/" + desk.curve.id())) {
            for (String language : List.of("ja", "en")) {
                desk.coordinator.post("/language", "language", language, "back", "/");
                Browser.Page shown = desk.coordinator.get(page);
                assertThat(shown.status()).as(page).isEqualTo(200);
                assertThat(shown.html().select("[data-further=HANDED_OVER]").text())
                        .contains(bob);
                assertThat(shown.html().select("[data-further=BOUNCED]").text()).contains(ann, "550");
            }
        }
        assertThat(desk.vendors.entries(of, "mail.further-refused")).isOne();
        assertThat(desk.vendors.entries(of, "mail.further-handed-over")).isOne();
        assertThat(bouncing(desk.coordinator, "/organisations/" + desk.curve.id()))
                .contains(ann + ": 550");
        assertThat(bouncing(person, "/organisation")).contains(ann + ": 550");

        change(person, "phone", "03-1234-5678");
        assertThat(bouncing(person, "/organisation")).as("another change").contains(ann);
        change(person, "further", bob);
        assertThat(bouncing(person, "/organisation")).isEmpty();
    }

    @Test
    void contactThatAsksForEncryptionThroughoutWaitsInClearWordsUntilItsSettingChanges() {
        Browser person = responsible(desk.rsa);
        change(person, "encrypted", "yes");
        CoordinatedCase of = desk.openCase();
        Wave wave = desk.plan(of, desk.rsa);

        desk.at(wave);
        WaveDesk.await(() -> desk.delivery(of, desk.rsa) == State.DEFERRED);
        assertThat(desk.sees(desk.rsaPerson, of)).as("on the portal in time").isTrue();
        String page = "/cases/" + of.id() + "/fairness";
        assertThat(desk.coordinator
                        .get(page)
                        .html()
                        .select("[data-what=encrypted]")
                        .text())
                .contains("REQUIRETLS", "operator", "setting");
        desk.coordinator.post("/language", "language", "ja", "back", "/");
        assertThat(desk.coordinator
                        .get(page)
                        .html()
                        .select("[data-what=encrypted]")
                        .text())
                .contains("REQUIRETLS", "運用担当者", "設定");
        desk.coordinator.post("/language", "language", "en", "back", "/");

        change(person, "encrypted", "");
        desk.application.go();
        desk.application.advance(java.time.Duration.ofSeconds(30));
        WaveDesk.await(() -> desk.delivery(of, desk.rsa) == State.HANDED_OVER);
        assertThat(desk.mails(of, desk.rsa)).hasSize(1);
    }

    @Test
    void whatIsNoAddressOfATeamIsRefusedAtItsFieldAndNothingTypedIsLost() {
        Browser person = responsible(desk.vendors.active("Typing", desk.curveKeyring));
        String[][] refused = {
            {"ann@typing.example.jp, bob@typing.example.jp", "contact-further-form"},
            {"ann@typing.example.jp\nANN@typing.example.jp", "contact-further-twice"},
            {"PSIRT@typing.example.jp", "contact-further-twice"},
            {"a@x.example\nb@x.example\nc@x.example\nd@x.example\ne@x.example\nf@x.example", "contact-further-many"}
        };
        for (String language : List.of("ja", "en")) {
            person.post("/language", "language", language, "back", "/");
            for (String[] each : refused) {
                Browser.Page page = Contacts.propose(person, "TEAM", "further", each[0], "hours", "9-17");
                assertThat(page.status()).isEqualTo(422);
                assertThat(page.refusal()).isEqualTo(each[1]);
                assertThat(page.html().select("#further").val()).isEqualTo(each[0]);
                assertThat(page.html().select("#hours").val()).isEqualTo("9-17");
            }
        }
        assertThat(person.get("/organisation/contacts/DEPUTY").html().select("#further, #encrypted"))
                .as("mail of cases goes to teams alone")
                .isEmpty();
        Browser.Page deputy = Contacts.propose(
                person,
                "DEPUTY",
                "name",
                "Dep Uty",
                "email",
                "dep@typing.example.jp",
                "further",
                "ann@typing.example.jp");
        assertThat(deputy.refusal()).isEqualTo("contact-further-team");
    }

    @Test
    void staffWhoApproveSeeWhoElseGetsTheMailAndAreWarnedOfFreemail() {
        Browser person = responsible(desk.vendors.active("Proposing", desk.curveKeyring));
        assertThat(Contacts.propose(
                                person,
                                "TEAM",
                                "further",
                                "ann@proposing.example.jp\nbob@gmail.com",
                                "encrypted",
                                "yes")
                        .status())
                .isEqualTo(303);
        for (String language : List.of("ja", "en")) {
            desk.coordinator.post("/language", "language", language, "back", "/");
            Browser.Page page = desk.coordinator.get(Contacts.newest(person));
            Element row = page.html().expectFirst("[data-difference=further]");
            assertThat(row.text()).contains("ann@proposing.example.jp", "bob@gmail.com");
            assertThat(page.html().select("[data-difference=encrypted]").text()).contains("REQUIRETLS");
            assertThat(page.html().select("[data-difference]")).hasSize(2);
            assertThat(page.html().select("p[data-further]")).hasSize(1);
            assertThat(page.html().select("[data-warning=freemail]")).hasSize(1);
        }
        assertThat(person.get("/organisation").html().select("dd[data-further]"))
                .as("until it is approved")
                .isEmpty();
        assertThat(Contacts.approve(desk.coordinator, person).status()).isEqualTo(303);
        assertThat(person.get("/organisation").html().select("dd[data-further]").text())
                .contains("ann@proposing.example.jp", "bob@gmail.com");
        Browser.Page again = person.get("/organisation/contacts/TEAM");
        assertThat(again.html().select("#further").val()).isEqualTo("ann@proposing.example.jp\nbob@gmail.com");
        assertThat(again.html().select("#encrypted option[selected]").val()).isEqualTo("yes");
    }

    private Browser responsible(Vendors.Vendor vendor) {
        return TestPerson.joined(
                        desk.application,
                        "Responsible of " + vendor.name(),
                        "responsible-" + vendor.email(),
                        vendor.id(),
                        Role.RESPONSIBLE)
                .browser();
    }

    private void change(Browser person, String... changed) {
        assertThat(Contacts.propose(person, "TEAM", changed).status()).isEqualTo(303);
        assertThat(Contacts.approve(desk.coordinator, person).status()).isEqualTo(303);
    }

    private static String bouncing(Browser browser, String page) {
        return browser.get(page).html().select("[data-bouncing]").text();
    }

    private static String domain(Vendors.Vendor vendor) {
        return vendor.email().substring(vendor.email().indexOf('@') + 1);
    }
}
