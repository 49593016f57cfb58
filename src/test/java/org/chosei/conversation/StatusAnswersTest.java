package org.chosei.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.chosei.cases.CoordinatedCase;
import org.chosei.cases.Vulnerabilities;
import org.chosei.cases.Vulnerability;
import org.chosei.conversation.CaseInWork.Party;
import org.chosei.testing.Browser;
import org.chosei.testing.Mails;
import org.chosei.testing.Post;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A vendor answers by web, by one mail or by telephone; the matrix shows it, and no other vendor learns of it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StatusAnswersTest {
    private final CaseInWork work = new CaseInWork();

    @AfterAll
    void stop() {
        work.close();
    }

    @Test
    void signedMailProposesAStatusThatCountsOnlyOnceTheCoordinatorAcceptsIt() {
        CoordinatedCase of = work.open("By mail", work.a, work.b);
        String words = CaseInWork.fresh();
        Post.Routed routed =
                work.post.deliver(work.token(work.a, of), work.a.signed("該当あり\r\n" + words + "\r\n> affected\r\n"));
        assertThat(routed.note()).isEqualTo("conversation.filed-status");
        assertThat(cell(of, work.a, 1)).isNotEqualTo("affected");
        assertThat(matrix(of)
                        .select("tr[data-vendor=" + work.a.vendor().id() + "] th")
                        .text())
                .contains("Answer by mail waits");
        assertThat(work.vendorPage(of, work.a).html().select("[data-proposal]")).hasSize(1);
        assertThat(work.vendorPage(of, work.b).html().select("[data-proposal]")).isEmpty();

        String page = CaseInWork.staffPath(of, work.a);
        String accept = work.staffPage(of, work.a)
                .html()
                .select("form[action$=/acceptance]")
                .attr("action");
        assertThat(work.coordinator.post(accept).location()).isEqualTo(page + "#history");
        assertThat(work.coordinator.post(accept).refusal()).isEqualTo("proposal-decided");
        assertThat(cell(of, work.a, 1)).isEqualTo("affected");
        assertThat(work.staffPage(of, work.a)
                        .html()
                        .select(".status-history li[data-act]")
                        .text())
                .contains("by signed mail", words, "recorded by Cora");
        assertThat(work.entries(of, "status.stated", "via:mail")).isEqualTo(1);
        assertThat(work.entries(of, "status.proposed", "status:AFFECTED")).isEqualTo(1);
    }

    @Test
    void refusedProposalStaysAMessageAndWhatIsUnclearIsNoneAtAll() {
        CoordinatedCase of = work.open("Unclear", work.a);
        String token = work.token(work.a, of);
        assertThat(work.post
                        .deliver(token, work.a.signed("We think we are not affected.\r\n"))
                        .note())
                .isEqualTo("conversation.filed");
        assertThat(work.post.deliver(token, work.a.signed("not affected\r\n")).note())
                .isEqualTo("conversation.filed-status");
        String refuse = work.staffPage(of, work.a)
                .html()
                .select("form[action$=/refusal]")
                .attr("action");
        assertThat(work.coordinator.post(refuse).status()).isEqualTo(303);
        assertThat(cell(of, work.a, 1)).isEqualTo("answered");
        assertThat(work.staffPage(of, work.a).html().select("[data-proposal]")).isEmpty();
        assertThat(work.staffPage(of, work.a).text()).contains("not affected");
        byte[] unsigned = Mails.plain(work.a.vendor().team(), "Re", "utf-8", "affected");
        assertThat(work.post.deliver(token, unsigned).state()).isEqualTo("DESK");
        assertThat(cell(of, work.a, 1)).isEqualTo("answered");
    }

    @Test
    void severalVendorsToldByTelephoneAreRecordedOnceEachAndWhoCannotBeIsNamed() {
        CoordinatedCase of = work.open("By telephone", work.a, work.b);
        String path = "/cases/" + of.id() + "/status";
        List<String> fields = new ArrayList<>(call(now()));
        fields.set(1, "FIXED");
        fields.addAll(List.of("fixDate", "2027-03-01", "statement", "版 3 で直します"));
        for (Party each : List.of(work.a, work.b, work.c)) {
            fields.addAll(List.of("vendor", each.vendor().id().toString()));
        }
        Browser.Page preview = work.coordinator.post(path + "/preview", fields.toArray(String[]::new));
        assertThat(preview.status()).isEqualTo(200);
        assertThat(preview.text()).contains("Asahi", "Hidden", "Third", "has no part in this case");
        assertThat(cell(of, work.a, 1)).as("a preview records nothing").isEqualTo("asked-silent");

        Browser b = work.b.vendor().browser();
        assertThat(b.post("/our-cases/" + of.id() + "/status", "status", "AFFECTED")
                        .status())
                .isEqualTo(303);
        String[] form = form(preview, path);
        Browser.Page report = work.coordinator.post(path, form);
        assertThat(report.html().select("[data-recorded]").attr("data-recorded"))
                .isEqualTo("1");
        assertThat(report.html().select("[data-not-recorded] li").eachText())
                .anyMatch(line -> line.contains("Hidden") && line.contains("stated meanwhile"))
                .anyMatch(line -> line.contains("Third") && line.contains("no part"));
        Browser.Page again = work.coordinator.post(path, form);
        assertThat(again.html().select("[data-recorded]").attr("data-recorded")).isEqualTo("1");

        assertThat(cell(of, work.a, 1)).isEqualTo("fixed");
        assertThat(cell(of, work.b, 1)).isEqualTo("affected");
        Element told = work.staffPage(of, work.a).html().expectFirst(".status-history li[data-act]");
        assertThat(work.staffPage(of, work.a).html().select(".status-history li[data-act]"))
                .hasSize(1);
        assertThat(told.text()).contains("told by telephone", "Mr Tanaka", now().replace('T', ' '), "recorded by Cora");
        assertThat(told.text()).contains("版 3 で直します", "2027-03-01");
        assertThat(work.vendorPage(of, work.a).text()).contains("told by telephone");
        assertThat(work.a
                        .vendor()
                        .browser()
                        .get("/our-cases/" + of.id() + "/status")
                        .text())
                .contains("Mr Tanaka");
        assertThat(work.entries(of, "status.stated", "via:telephone")).isEqualTo(1);
    }

    @Test
    void callThatCannotBeIsRefusedAndNothingTypedIsLost() {
        CoordinatedCase of = work.open("Refused", work.a);
        String path = "/cases/" + of.id() + "/status";
        List<String> fields = new ArrayList<>(call("2999-01-01T00:00"));
        assertThat(work.coordinator
                        .post(path + "/preview", fields.toArray(String[]::new))
                        .refusal())
                .isEqualTo("told-nobody");
        fields.addAll(List.of("vendor", work.a.vendor().id().toString()));
        Browser.Page refused = work.coordinator.post(path + "/preview", fields.toArray(String[]::new));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.refusal()).isEqualTo("told-future");
        assertThat(refused.html().select("#by").val()).isEqualTo("Mr Tanaka");
        assertThat(refused.html().expectFirst("#zone option").val()).isEqualTo("Asia/Tokyo");
        assertThat(refused.html().select("input[name=vendor][checked]").val())
                .isEqualTo(work.a.vendor().id().toString());
    }

    @Test
    void formOfThousandsOfVendorsIsReadAsAWhole() {
        CoordinatedCase of = work.open("Very many", work.a);
        List<String> fields = new ArrayList<>();
        for (int i = 0; i < 12_000; i++) {
            fields.addAll(List.of("by-" + i, "Mr Tanaka"));
        }
        fields.addAll(call(now()));
        fields.addAll(List.of("vendor", work.a.vendor().id().toString()));
        Browser.Page preview =
                work.coordinator.post("/cases/" + of.id() + "/status/preview", fields.toArray(String[]::new));
        assertThat(preview.status()).isEqualTo(200);
        assertThat(preview.html().select("input[name=vendor]")).hasSize(1);
    }

    @Test
    void vendorAnswersForOneVulnerabilityWithVersionsAndReferencesAndAnotherVendorSeesNoneOfIt() {
        CoordinatedCase of = work.open("Two flaws", work.a, work.b);
        Vulnerability second = work.post.asStaff(
                () -> work.application.bean(Vulnerabilities.class).add(of.id(), "Label for staff", "CVE-2026-60001"));
        String versions = CaseInWork.fresh();
        String path = "/our-cases/" + of.id() + "/status";
        Browser a = work.a.vendor().browser();
        assertThat(a.get("/our-cases/" + of.id()).html().select("select[name=which] option"))
                .hasSize(3);
        Browser.Page bad = a.post(
                path,
                "status",
                "FIXED",
                "versions",
                versions,
                "references",
                "http://asahi.example/",
                "fixDate",
                "soon");
        assertThat(bad.status()).isEqualTo(422);
        assertThat(bad.html().select("#versions").text()).isEqualTo(versions);
        assertThat(bad.html().select("#references").text()).isEqualTo("http://asahi.example/");
        String form = UUID.randomUUID().toString();
        for (int sent = 0; sent < 2; sent++) {
            assertThat(a.post(
                                    path,
                                    "status",
                                    "FIXED",
                                    "versions",
                                    versions,
                                    "references",
                                    "https://asahi.example/sa/1",
                                    "which",
                                    second.id().toString(),
                                    "form",
                                    form)
                            .status())
                    .isEqualTo(303);
        }
        assertThat(cell(of, work.a, 2)).isEqualTo("fixed");
        assertThat(cell(of, work.a, 1)).isEqualTo("answered");
        assertThat(cell(of, work.b, 2)).isEqualTo("asked-silent");
        Document history = work.staffPage(of, work.a).html();
        assertThat(history.select(".status-history li[data-act]")).hasSize(1);
        assertThat(history.select(".status-history a[href='https://asahi.example/sa/1']"))
                .hasSize(1);
        assertThat(a.get(path).text()).contains(versions, "CVE-2026-60001").doesNotContain("Label for staff");
        for (String page : List.of("/our-cases/" + of.id(), path)) {
            assertThat(work.b.vendor().browser().get(page).text()).doesNotContain(versions, "asahi.example");
            assertThat(work.c.vendor().browser().get(page).status()).isEqualTo(404);
        }
        assertThat(work.b.vendor().browser().get(path).html().select(".status-history"))
                .isEmpty();
        assertThat(a.post(path, "status", "FIXED", "which", UUID.randomUUID().toString())
                        .status())
                .isEqualTo(404);
    }

    @Test
    void vendorOfALinkedVulnerabilityLearnsNothingOfTheCaseInWhichItWasFirstRecorded() {
        CoordinatedCase first = work.open("First", work.b);
        CoordinatedCase later = work.open("Later", work.a);
        assertThat(work.coordinator
                        .post("/cases/" + later.id() + "/vulnerabilities/link", "from", first.number())
                        .status())
                .isEqualTo(303);
        assertThat(work.vendorPage(later, work.a).html().select("select[name=which]"))
                .as("not told of it yet")
                .isEmpty();
        work.distribute(later, "Later and more", work.a);
        Browser.Page page = work.vendorPage(later, work.a);
        assertThat(page.html().select("select[name=which] option")).hasSize(3);
        assertThat(page.body()).doesNotContain(first.id().toString(), first.number());
        assertThat(work.vendorPage(first, work.b).html().select("select[name=which]"))
                .isEmpty();
    }

    @Test
    void matrixIsFilteredByStateAndByNameInAnyWidthAndReadInBothLanguages() {
        CoordinatedCase of = work.open("Filters", work.a, work.b);
        work.a.vendor().browser().post("/our-cases/" + of.id() + "/status", "status", "INVESTIGATING");
        String path = "/cases/" + of.id() + "/status";
        assertThat(rows(path)).hasSize(2);
        assertThat(rows(path + "?state=investigating"))
                .containsExactly(work.a.vendor().id().toString());
        assertThat(rows(path + "?q=%EF%BC%A8%EF%BC%A9%EF%BC%A4%EF%BC%A4%EF%BC%A5%EF%BC%AE"))
                .containsExactly(work.b.vendor().id().toString());
        assertThat(rows(path + "?state=fixed")).isEmpty();
        assertThat(rows(path + "?state=not-asked"))
                .contains(work.c.vendor().id().toString())
                .doesNotContain(work.a.vendor().id().toString());
        Document matrix = matrix(of);
        assertThat(matrix.select("[data-count=investigating]").text()).endsWith("investigating 1");
        assertThat(matrix.select("svg rect")).hasSizeGreaterThan(1);
        assertThat(matrix.select("td[data-state=investigating] .state").text()).isEqualTo("… investigating");
        for (String page : List.of(path, path + "?tick=all", "/cases/" + of.id() + "/vulnerabilities")) {
            work.coordinator.post("/language", "language", "ja", "back", "/");
            assertThat(work.coordinator.get(page).status()).isEqualTo(200);
            assertThat(work.coordinator.get(path).text()).contains("対応状況", "調査中");
            work.coordinator.post("/language", "language", "en", "back", "/");
            assertThat(work.coordinator.get(page).status()).isEqualTo(200);
        }
    }

    @Test
    void callFromBeforeTheCaseAndAFixPlannedForThePastAreRefused() {
        CoordinatedCase of = work.open("Too early", work.a);
        String path = "/cases/" + of.id() + "/status/preview";
        List<String> early = new ArrayList<>(call("2026-01-05T10:00"));
        early.addAll(List.of("vendor", work.a.vendor().id().toString()));
        assertThat(work.coordinator.post(path, early.toArray(String[]::new)).refusal())
                .isEqualTo("told-before-case");
        List<String> past = new ArrayList<>(call(now()));
        past.set(1, "AFFECTED");
        past.addAll(List.of("vendor", work.a.vendor().id().toString(), "fixDate", "2020-01-01", "statement", "今度こそ"));
        Browser.Page refused = work.coordinator.post(path, past.toArray(String[]::new));
        assertThat(refused.refusal()).isEqualTo("fix-date-past");
        assertThat(refused.html().select("#statement").val()).isEqualTo("今度こそ");
        Browser.Page vendors = work.a
                .vendor()
                .browser()
                .post("/our-cases/" + of.id() + "/status", "status", "AFFECTED", "fixDate", "2020-01-01");
        assertThat(vendors.status()).isEqualTo(422);
        assertThat(vendors.refusal()).isEqualTo("fix-date-past");
        assertThat(cell(of, work.a, 1)).isEqualTo("asked-silent");
    }

    @Test
    void vendorThatChangesOneThingLosesNothingElseThatItSaid() {
        CoordinatedCase of = work.open("Said again", work.a);
        Browser own = work.a.vendor().browser();
        String path = "/our-cases/" + of.id() + "/status";
        List<String> said = List.of(
                "status",
                "AFFECTED",
                "versions",
                "1.0 to 1.9",
                "statement",
                "修正中です",
                "references",
                "https://asahi.example/a");
        assertThat(own.post(path, said.toArray(String[]::new)).status()).isEqualTo(303);
        var form = own.get(path).html().expectFirst("form.status");
        assertThat(form.select("#status option[selected]").val()).isEqualTo("AFFECTED");
        assertThat(form.select("#versions").val()).isEqualTo("1.0 to 1.9");
        assertThat(form.select("#statement").val()).isEqualTo("修正中です");
        assertThat(form.select("#references").val()).isEqualTo("https://asahi.example/a");
        assertThat(own.post(path, "status", "NOT_AFFECTED", "fixDate", "2020-01-01")
                        .refusal())
                .isEqualTo("fix-date-nothing");
    }

    @Test
    void vulnerabilityThatVendorsWereToldOfIsNotTakenBack() {
        CoordinatedCase of = work.open("Told of two", work.a);
        Vulnerability second = work.post.asStaff(
                () -> work.application.bean(Vulnerabilities.class).add(of.id(), "", ""));
        Browser.Page refused = work.coordinator.post(
                "/cases/" + of.id() + "/vulnerabilities/removal",
                "vulnerability",
                second.id().toString());
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.refusal()).isEqualTo("vulnerability-told");
        assertThat(work.vendorPage(of, work.a).html().select("select[name=which] option"))
                .hasSize(3);
    }

    /** This minute in Tokyo, as a date-and-time field sends it. */
    private String now() {
        return LocalDateTime.ofInstant(work.application.clock().instant(), ZoneId.of("Asia/Tokyo"))
                .truncatedTo(ChronoUnit.MINUTES)
                .toString();
    }

    private static List<String> call(String at) {
        return List.of("status", "NOT_AFFECTED", "by", "Mr Tanaka", "at", at, "zone", "Asia/Tokyo");
    }

    /** The fields of the preview's form as a browser sends them. */
    private static String[] form(Browser.Page preview, String path) {
        List<String> fields = new ArrayList<>();
        for (Element input : preview.html()
                .select("form[action=" + path + "] input:not([name=_csrf]), form[action=" + path + "] textarea")) {
            fields.addAll(List.of(input.attr("name"), input.val()));
        }
        return fields.toArray(String[]::new);
    }

    private Document matrix(CoordinatedCase of) {
        return work.coordinator.get("/cases/" + of.id() + "/status").html();
    }

    private List<String> rows(String path) {
        return work.coordinator.get(path).html().select(".matrix tbody tr").eachAttr("data-vendor");
    }

    private String cell(CoordinatedCase of, Party vendor, int column) {
        return matrix(of)
                .select("tr[data-vendor=" + vendor.vendor().id() + "] td:nth-child(" + (column + 1) + ")")
                .attr("data-state");
    }
}
