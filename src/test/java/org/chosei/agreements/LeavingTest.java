package org.chosei.agreements;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.chosei.identity.TestPerson;
import org.chosei.testing.Browser;
import org.chosei.testing.World;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** An organisation leaves by its own decision: what ends is shown first, and then ends in one transaction. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LeavingTest {
    private static final String PATH = "/organisation/withdrawal";

    private final World world = new World();

    @AfterAll
    void stop() {
        world.close();
    }

    private static Browser.Page leave(World.Vendor vendor, String name, String reason, String code) {
        Browser browser = vendor.responsible().browser();
        browser.get("/organisation");
        return browser.post(PATH, "name", name, "reason", reason, "password", TestPerson.PASSWORD, "code", code);
    }

    @Test
    void everythingEndsAtOnceAfterItWasShownAndNobodyElseIsTouched() {
        World.Vendor vendor = world.hidden;
        Browser responsible = vendor.responsible().browser();
        Browser member = vendor.member().browser();
        assertThat(member.get(PATH).status()).isEqualTo(404);
        assertThat(member.get("/organisation").html().select("a[href='" + PATH + "']"))
                .isEmpty();
        assertThat(responsible.get("/organisation").html().select("a[href='" + PATH + "']"))
                .hasSize(1);
        Browser.Page shown = responsible.get(PATH);
        assertThat(shown.html().select("[data-cases]").attr("data-cases")).isEqualTo("2");
        assertThat(shown.html().select("[data-agreements]").attr("data-agreements"))
                .isEqualTo("2");
        assertThat(shown.html().select("[data-keys]").attr("data-keys")).isEqualTo("2");
        assertThat(shown.html().select("[data-people]").attr("data-people")).isEqualTo("2");

        String name = "Maker " + vendor.word();
        Browser.Page other =
                leave(vendor, "Maker asahi", "We stop", vendor.responsible().nextCode());
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.refusal()).isEqualTo("leaving-name");
        assertThat(other.html().select("#reason").text()).isEqualTo("We stop");
        assertThat(leave(vendor, name, " ", vendor.responsible().nextCode()).refusal())
                .isEqualTo("registry-reason-missing");
        Browser.Page unproved = leave(vendor, name, "We stop", "000000");
        assertThat(unproved.refusal()).isEqualTo("agreement-proof");
        assertThat(unproved.html().select("#name").val()).isEqualTo(name);
        assertThat(responsible.get("/our-cases/" + world.alone.id()).status()).isEqualTo(200);

        Browser.Page left = leave(
                vendor,
                "ＭＡＫＥＲ　" + vendor.word(),
                "We stop",
                vendor.responsible().nextCode());
        assertThat(left.status()).as(left.text()).isEqualTo(303);
        assertThat(left.location()).isEqualTo("/organisation/withdrawn");
        assertThat(responsible.get("/organisation/withdrawn").text()).contains("登録を取り下げました", "ログアウトされました");
        assertThat(responsible.get("/organisation").status()).as("signed out").isEqualTo(302);
        assertThat(member.get("/organisation").status())
                .as("signed out as well")
                .isEqualTo(302);

        String of = " where organisation_id = '" + vendor.id() + "' ";
        assertThat(world.count("select count(*) from access_grant" + of + "and revoked_at is null"))
                .isZero();
        assertThat(world.count(
                        "select count(*) from access_grant" + of + "and revoked_reason = 'organisation-withdrawn'"))
                .isPositive();
        assertThat(world.count("select count(*) from agreement_signature" + of + "and ended_at is null"))
                .isZero();
        assertThat(world.count("select count(*) from contact_key" + of + "and retired_at is null"))
                .isZero();
        assertThat(letters("WITHDRAWN", "psirt@" + vendor.word() + ".example")).isEqualTo(1);
        assertThat(letters("WITHDRAWAL_TOLD", "csirt@csirt.example")).isEqualTo(1);
        Browser.Page staffs = world.coordinator.browser().get("/organisations/" + vendor.id());
        assertThat(staffs.html().select("h1 [data-state=WITHDRAWN]")).hasSize(1);
        assertThat(staffs.text()).contains("We stop");
        assertThat(world.coordinator
                        .browser()
                        .get("/organisations/" + vendor.id() + "/agreements")
                        .text())
                .contains("The registration was withdrawn.");
        Browser staff = world.coordinator.browser();
        List<String> recorded = staff.get("/organisations/" + vendor.id() + "/agreements")
                .html()
                .select("a[href$=record.txt]")
                .eachAttr("href");
        assertThat(recorded)
                .hasSize(2)
                .allSatisfy(record -> assertThat(staff.get(record).body())
                        .doesNotContain("organisation-withdrawn")
                        .containsAnyOf("The registration was withdrawn.", "退会による")
                        .containsAnyOf("Ledger entry of the end", "台帳の記録(終了)"));

        vendor.responsible().signIn(responsible);
        assertThat(responsible.get(PATH).refusal()).isEqualTo("organisation-left");
        assertThat(responsible.get("/organisation").status())
                .as("reading stays")
                .isEqualTo(200);
        for (String write : List.of(
                "/agreements/note/signature",
                "/agreements/nda/mailing",
                "/members",
                "/direct-contacts",
                "/organisation/keys",
                "/organisation/contacts/TEAM",
                "/organisation/keywords",
                "/organisation/confirmation",
                "/organisation/products",
                "/organisation/products/import")) {
            Browser.Page refused = responsible.post(write, "name", "x", "form", java.util.UUID.randomUUID() + "");
            assertThat(refused.status()).as(write).isEqualTo(409);
            assertThat(refused.refusal()).as(write).isEqualTo("organisation-left");
        }
        assertThat(world.asahi
                        .responsible()
                        .browser()
                        .get("/our-cases/" + world.shared.id())
                        .status())
                .isEqualTo(200);
        assertThat(world.count("select count(*) from contact_key where organisation_id = '" + world.asahi.id()
                        + "' and retired_at is null"))
                .isPositive();
    }

    @Test
    void callThatContradictsTheRegistrationShowsStaffWhatIsOpenAndWhereToSuspend() {
        Browser staff = world.coordinator.browser();
        String path = "/organisations/" + world.asahi.id() + "/vetting";
        assertThat(staff.get(path).html().select("[data-denied-cases]")).isEmpty();
        List<String> fields = new ArrayList<>(List.of("result", "NOT_CONFIRMED", "number", "0120-444-444"));
        fields.addAll(List.of("talkedTo", "A stranger", "zone", "Asia/Tokyo", "found", "PUBLIC_REGISTER"));
        fields.addAll(List.of("source", "A register"));
        org.jsoup.nodes.Element form = staff.get(path).html().expectFirst("form[action$='/call-backs']");
        for (String name : List.of("form", "when")) {
            fields.addAll(List.of(name, form.select("[name=" + name + "]").val()));
        }
        assertThat(staff.post(path + "/call-backs", fields.toArray(String[]::new))
                        .status())
                .isEqualTo(303);
        long open = world.count(
                "select count(distinct a.case_id) from access_grant g join audience a on a.id = g.audience_id"
                        + " where g.organisation_id = '" + world.asahi.id() + "' and g.revoked_at is null");
        org.jsoup.nodes.Element warning = staff.get(path).html().expectFirst("[data-denied-cases]");
        assertThat(Long.parseLong(warning.attr("data-denied-cases"))
                        + Long.parseLong(warning.attr("data-denied-coming")))
                .isPositive()
                .isEqualTo(open);
        assertThat(staff.get(warning.select("a").attr("href").replaceFirst("#.*", ""))
                        .html()
                        .select("#state, form[action$='/state'] option[value=SUSPENDED]"))
                .hasSizeGreaterThan(1);
    }

    @Test
    void vendorDoesNotLearnOfTheCaseThatItWillBeToldOfLaterThoughThatEndsToo() {
        World.Vendor vendor = world.waiting;
        assertThat(vendor.responsible()
                        .browser()
                        .get(PATH)
                        .html()
                        .select("[data-cases]")
                        .attr("data-cases"))
                .isEqualTo("0");
        assertThat(leave(
                                vendor,
                                "Maker " + vendor.word(),
                                "We stop",
                                vendor.responsible().nextCode())
                        .status())
                .isEqualTo(303);
        assertThat(world.count("select count(*) from access_grant where organisation_id = '" + vendor.id()
                        + "' and revoked_at is null"))
                .isZero();
    }

    @Test
    void whatStaffEndForGoodEndsTheSame() {
        World.Vendor vendor = world.stranger;
        Browser staff = world.coordinator.browser();
        String path = "/organisations/" + vendor.id();
        List<String> fields = new ArrayList<>(staff.get(path).hidden(path + "/state"));
        fields.addAll(List.of("to", "WITHDRAWN", "reason", "Dissolved", "confirm", "yes"));
        assertThat(staff.post(path + "/state", fields.toArray(String[]::new)).status())
                .isEqualTo(303);
        assertThat(vendor.member().browser().get("/organisation").status()).isEqualTo(302);
        String of = " where organisation_id = '" + vendor.id() + "' ";
        assertThat(world.count("select count(*) from agreement_signature" + of + "and ended_at is null"))
                .isZero();
        assertThat(world.count("select count(*) from contact_key" + of + "and retired_at is null"))
                .isZero();
        assertThat(letters("WITHDRAWN", "psirt@" + vendor.word() + ".example")).isEqualTo(1);
    }

    private long letters(String template, String to) {
        return world.count(
                "select count(*) from clear_letter where template = '" + template + "' and address = '" + to + "'");
    }
}
