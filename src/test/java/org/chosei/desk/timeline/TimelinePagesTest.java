package org.chosei.desk.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.chosei.access.Role;
import org.chosei.cases.CoordinatedCase;
import org.chosei.cases.ending.CaseJoins;
import org.chosei.distribution.WaveDesk;
import org.chosei.identity.TestPerson;
import org.chosei.testing.Browser;
import org.chosei.testing.TestOrganisations;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The timeline of a case, as staff and vendors have it on their pages. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TimelinePagesTest {
    private final WaveDesk desk = new WaveDesk();
    private final CoordinatedCase of = distributed();

    private CoordinatedCase distributed() {
        CoordinatedCase opened = desk.vendors.openCase(30);
        desk.plan(opened, desk.curve, desk.rsa);
        desk.application.advance(WaveDesk.SOON.plusSeconds(1));
        desk.curvePerson.get("/our-cases/" + opened.id());
        desk.curvePerson.post("/our-cases/" + opened.id() + "/number", "number", "CURVE-77");
        desk.curvePerson.post("/our-cases/" + opened.id() + "/status", "status", "AFFECTED");
        desk.rsaPerson.post("/our-cases/" + opened.id() + "/status", "status", "NOT_AFFECTED");
        return opened;
    }

    @AfterAll
    void stop() {
        desk.close();
    }

    private Document staff(String query) {
        Browser.Page page = desk.coordinator.get("/cases/" + of.id() + "/timeline" + query);
        assertThat(page.status()).as(page.text()).isEqualTo(200);
        return page.html();
    }

    private Document vendor(Browser browser, String query) {
        Browser.Page page = browser.get("/our-cases/" + of.id() + "/timeline" + query);
        assertThat(page.status()).as(page.text()).isEqualTo(200);
        return page.html();
    }

    private static List<String> kinds(Document page) {
        return page.select("[data-kind]").eachAttr("data-kind");
    }

    @Test
    void everyEntrySaysWhatInWordsWhoAndByWhichDoorAndLeadsToTheThing() {
        Document page = staff("");
        Element stated = page.select("li:has([data-kind=status.stated])").getFirst();
        assertThat(stated.select(".kind").text()).isEqualTo("status stated");
        assertThat(stated.select(".who").text()).contains("on the web").doesNotContain("person:");
        assertThat(stated.select(".kind a").attr("href")).isEqualTo("/cases/" + of.id() + "/status");
        assertThat(page.select("li:has([data-kind=wave.planned]) .about").eachText())
                .contains(desk.curve.name(), desk.rsa.name());
        assertThat(page.select(".timeline-day h2 time")).isNotEmpty();
        assertThat(stated.select(".when .hint").text()).endsWith("Z");
    }

    @Test
    void theNewestStandFirstAndTheOrderCanBeTurned() {
        assertThat(kinds(staff("?order=oldest")).getFirst()).isEqualTo("case.opened");
        assertThat(kinds(staff("?group=CASE")).getLast()).isEqualTo("case.opened");
    }

    @Test
    void aGroupShowsItsKindsAlone() {
        assertThat(kinds(staff("?group=STATUS&group=WAVE")))
                .contains("status.stated", "wave.planned")
                .allMatch(kind -> kind.startsWith("status.") || kind.startsWith("wave."));
    }

    @Test
    void aPartyShowsWhatItDidAndWhatWasDoneToIt() {
        Document page = staff("?party=" + desk.curve.id());
        assertThat(kinds(page)).contains("status.stated", "participant.numbered", "wave.planned");
        assertThat(page.select("li:has([data-kind=status.stated]) .about").eachText())
                .contains(desk.curve.name())
                .doesNotContain(desk.rsa.name());
    }

    @Test
    void aDayThatCannotBeReadIsNamedAndNothingTypedIsLost() {
        Browser.Page page = desk.coordinator.get("/cases/" + of.id() + "/timeline?since=yesterday&group=MAIL");
        assertThat(page.status()).isEqualTo(422);
        assertThat(page.html().select("#since").val()).isEqualTo("yesterday");
        assertThat(page.html().select("input[value=MAIL]").hasAttr("checked")).isTrue();
        assertThat(page.refusal()).isEqualTo("timeline-day");
    }

    @Test
    void aVendorSeesItsOwnEntriesAndNobodyElses() {
        Document page = vendor(desk.curvePerson, "");
        assertThat(kinds(page))
                .contains("status.stated", "participant.numbered", "content.read")
                .doesNotContain("wave.planned", "case.opened");
        assertThat(page.text()).doesNotContain(desk.rsa.name());
        assertThat(page.body().html()).doesNotContain(desk.rsa.id().toString());
        assertThat(page.select(".number.own").text()).isEqualTo("CURVE-77");
    }

    @Test
    void aVendorsAddressesTellNothingOfHowMuchOthersDo() {
        assertThat(vendor(desk.curvePerson, "").select(".timeline-entries li").eachAttr("id"))
                .isNotEmpty()
                .allMatch(id -> Pattern.matches("e[0-9a-f]{12}", id));
    }

    @Test
    void aLastingAddressLeadsStaffAndTheVendorToTheSameEntryOnTheirOwnPages() {
        Element stated = staff("?party=" + desk.curve.id() + "&group=STATUS").expectFirst(".timeline-entries li");
        String address = stated.select("a.permalink").attr("href");
        String seq = stated.id().substring(1);
        assertThat(address).matches("/c/" + of.number() + "\\?e=[0-9a-f]{12}");
        String there = desk.coordinator.get(address).location();
        assertThat(there).endsWith("/cases/" + of.id() + "/timeline?e=" + seq + "#e" + seq);
        String theirs = desk.curvePerson.get(address).location();
        assertThat(theirs).contains("/our-cases/" + of.id() + "/timeline?e=");
        Document page = desk.curvePerson.get(theirs.replaceFirst("#.*", "")).html();
        assertThat(page.select("li.named [data-kind]").attr("data-kind")).isEqualTo("status.stated");
    }

    @Test
    void whatAVendorMayNotSeeIsNotFoundBeItEntryOrCase() {
        String others = staff("?party=" + desk.rsa.id() + "&group=STATUS")
                .expectFirst(".timeline-entries a.permalink")
                .attr("href");
        Browser.Page entry = desk.curvePerson.get(others);
        CoordinatedCase hidden = desk.vendors.openCase(null);
        Browser.Page unseen = desk.curvePerson.get("/c/" + hidden.number());
        Browser.Page none = desk.curvePerson.get("/c/CHS-1999-00001");
        for (Browser.Page page : List.of(entry, unseen, none)) {
            assertThat(page.status()).isEqualTo(404);
            assertThat(withoutNumber(page)).isEqualTo(withoutNumber(none));
        }
    }

    @Test
    void aNumberIsNotFoundForAVendorEvenThatOfItsOwnEntry() {
        String own = staff("?party=" + desk.curve.id() + "&group=STATUS")
                .expectFirst(".timeline-entries li")
                .id()
                .substring(1);
        assertThat(desk.coordinator.get("/c/" + of.number() + "?e=" + own).location())
                .endsWith("?e=" + own + "#e" + own);
        assertThat(desk.curvePerson.get("/c/" + of.number() + "?e=" + own).status())
                .isEqualTo(404);
        String page = "/our-cases/" + of.id() + "/timeline?e=" + own;
        assertThat(desk.curvePerson.get(page).status()).isEqualTo(404);
        String looked = "/cases/" + of.id() + "/vendors/" + desk.curve.id() + "/view/timeline?e=" + own;
        assertThat(desk.coordinator.get(looked).status()).isEqualTo(404);
    }

    @Test
    void aPageThatBeginsBeforeAnEntryCountsWhatItsReaderSees() {
        List<String> ids =
                vendor(desk.curvePerson, "").select(".timeline-entries li").eachAttr("id");
        String oldest = ids.getLast().substring(1);
        List<String> shown = vendor(desk.curvePerson, "?e=" + oldest)
                .select(".timeline-entries li")
                .eachAttr("id");
        assertThat(shown.indexOf("e" + oldest)).isEqualTo(Math.min(5, ids.size() - 1));
    }

    @Test
    void theNumberOfAMergedCaseLeadsToWhereTheEntryIs() {
        CoordinatedCase ending = desk.vendors.openCase(null);
        CoordinatedCase going = desk.vendors.openCase(null);
        desk.vendors.asStaff(() -> desk.application
                .bean(CaseJoins.class)
                .merge(ending.id(), going.number(), "The same matter.", ending.number()));
        assertThat(desk.coordinator.get("/c/" + ending.number() + "?e=1").location())
                .endsWith("/cases/" + ending.id() + "/timeline?e=1#e1");
        assertThat(desk.coordinator
                        .get("/cases/" + ending.id() + "/timeline")
                        .html()
                        .select("[data-merged=parent] a")
                        .attr("href"))
                .isEqualTo("/c/" + going.number());
        assertThat(desk.coordinator
                        .get("/cases/" + going.id() + "/timeline")
                        .html()
                        .select("[data-merged=child] a")
                        .attr("href"))
                .isEqualTo("/c/" + ending.number());
    }

    @Test
    void theNumberOfStatementsDoesNotGrowWithTheEntries() {
        assertThat(statements(of))
                .isEqualTo(statements(desk.vendors.openCase(null)))
                .isLessThan(5);
    }

    private int statements(CoordinatedCase read) {
        CaseTimeline timeline = desk.application.bean(CaseTimeline.class);
        TypedFilter everything = new TypedFilter(List.of(), "", "", "", "");
        return desk.vendors.asStaff(() -> {
            desk.application.statements().takenHere();
            timeline.page(read.id(), everything, "", "", ZoneOffset.UTC, Locale.ENGLISH);
            return desk.application.statements().takenHere();
        });
    }

    @Test
    void whoProvesMayReadItInJapaneseAsWell() {
        TestPerson administrator = TestPerson.joined(
                desk.application, "Ada", "ada@csirt.example", TestOrganisations.COORDINATOR, Role.ADMINISTRATOR);
        administrator.browser().post("/language", "language", "ja", "back", "/");
        Browser.Page page = administrator.browser().get("/cases/" + of.id() + "/timeline");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.text()).contains("対応状況", "行為者・対象");
        assertThat(page.html().select(".print-tlp")).hasSize(2);
    }

    /** Every refusal has a number of its own. */
    private static String withoutNumber(Browser.Page page) {
        return page.text().replaceAll("[0-9A-F]{8}", "");
    }
}
