package org.chosei.agreements;

import static org.assertj.core.api.Assertions.assertThat;

import org.chosei.identity.TestPerson;
import org.chosei.testing.Browser;
import org.chosei.testing.World;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What ends with an agreement is shown before anybody is asked. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AgreementEndsTest {
    private final World world = new World();

    @AfterAll
    void stop() {
        world.close();
    }

    private static Browser browser(World.Vendor vendor) {
        return vendor.responsible().browser();
    }

    private String staffs(World.Vendor vendor) {
        return "/organisations/" + vendor.id() + "/agreements/nda/end";
    }

    @Test
    void vendorReadsWhichCasesCloseThenAsksAndTheyClose() {
        Browser.Page page = browser(world.hidden).get("/agreements/nda/end");
        assertThat(page.html().select(".consequences .cases li").eachText())
                .containsExactlyInAnyOrder(world.shared.number(), world.alone.number());
        assertThat(page.html().select("form.end [name=reason]")).hasSize(1);
        Browser.Page refused = browser(world.hidden).post("/agreements/nda/end", "reason", " ");
        assertThat(refused.refusal()).isEqualTo("agreement-reason");
        assertThat(refused.html().select(".consequences .cases li")).hasSize(2);
        assertThat(browser(world.hidden).get("/our-cases/" + world.alone.id()).status())
                .isEqualTo(200);
        assertThat(page.html().select("form.end [name=password], form.end [name=code]"))
                .hasSize(2);
        assertThat(world.coordinator.browser().get(staffs(world.hidden)).html().select("form.end [name=password]"))
                .as("staff end it as staff")
                .isEmpty();
        assertThat(browser(world.hidden)
                        .post("/agreements/nda/end", "reason", "We leave")
                        .refusal())
                .isEqualTo("agreement-proof");
        assertThat(browser(world.hidden)
                        .post(
                                "/agreements/nda/end",
                                "reason",
                                "We leave",
                                "password",
                                TestPerson.PASSWORD,
                                "code",
                                world.hidden.responsible().nextCode())
                        .status())
                .isEqualTo(303);
        assertThat(browser(world.hidden).get("/our-cases/" + world.alone.id()).status())
                .isEqualTo(404);
        assertThat(browser(world.hidden).get("/agreements/nda/end").refusal()).isEqualTo("agreement-not-signed");
    }

    @Test
    void vendorDoesNotLearnOfACaseThatItWillBeToldOfLaterButStaffSeeThatItWouldClose() {
        assertThat(browser(world.waiting).get("/agreements/nda/end").html().select(".consequences .cases li"))
                .isEmpty();
        assertThat(world.coordinator
                        .browser()
                        .get(staffs(world.waiting))
                        .html()
                        .select(".consequences .cases li")
                        .eachText())
                .containsExactly(world.shared.number());
    }

    @Test
    void vendorOutsideEveryCaseReadsThatNoneCloses() {
        assertThat(browser(world.stranger).get("/agreements/note/end").text())
                .contains("No case is open to the organisation");
    }

    @Test
    void directContactWithAnotherCsirtIsShownToBothAndClosesNothing() {
        String before = world.coordinator
                .browser()
                .get("/cases/" + world.alone.id() + "/waves/new")
                .html()
                .select("[value=" + world.asahi.id() + "]")
                .outerHtml();
        assertThat(browser(world.asahi)
                        .post("/direct-contacts", "csirt", "CERT/CC")
                        .status())
                .isEqualTo(303);
        browser(world.asahi).post("/direct-contacts", "csirt", "cert/cc");
        assertThat(browser(world.asahi).post("/direct-contacts", "csirt", "\n").refusal())
                .isEqualTo("direct-contact-csirt");
        String records = "/organisations/" + world.asahi.id() + "/agreements";
        assertThat(browser(world.asahi).get("/agreements").html().select(".direct-contacts li"))
                .hasSize(2);
        assertThat(world.coordinator
                        .browser()
                        .get(records)
                        .html()
                        .select(".direct-contacts li")
                        .text())
                .contains("CERT/CC, recorded");
        assertThat(world.coordinator
                        .browser()
                        .get("/cases/" + world.alone.id() + "/waves/new")
                        .html()
                        .select("[value=" + world.asahi.id() + "]")
                        .outerHtml())
                .as("what the gate lets staff choose")
                .isNotEmpty()
                .isEqualTo(before);
        assertThat(browser(world.asahi).get("/our-cases/" + world.shared.id()).status())
                .isEqualTo(200);
        world.coordinator
                .browser()
                .post("/organisations/" + world.asahi.id() + "/direct-contacts/end", "csirt", "CERT/CC");
        assertThat(browser(world.asahi).get("/agreements").html().select(".direct-contacts li"))
                .hasSize(1);
        assertThat(browser(world.hidden)
                        .get("/agreements")
                        .html()
                        .select(".direct-contacts")
                        .text())
                .doesNotContain("CERT/CC");
    }
}
