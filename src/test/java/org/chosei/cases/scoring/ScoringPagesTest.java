package org.chosei.cases.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chosei.testing.TestOrganisations.COORDINATOR;
import static org.chosei.testing.TestOrganisations.VENDOR_A;
import static org.chosei.testing.TestOrganisations.VENDOR_B;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.chosei.access.Role;
import org.chosei.cases.Cases;
import org.chosei.cases.CoordinatedCase;
import org.chosei.cases.NewCase;
import org.chosei.cases.Vulnerabilities;
import org.chosei.cases.Vulnerability;
import org.chosei.identity.TestPerson;
import org.chosei.kernel.Tlp;
import org.chosei.ledger.LedgerRoom;
import org.chosei.testing.Browser;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A coordinator judges vulnerabilities over the pages: no JavaScript, nothing typed is lost, everything is kept. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ScoringPagesTest {
    private static final String CRITICAL = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H";

    private final LedgerRoom room = new LedgerRoom();
    private final Browser coordinator = TestPerson.joined(
                    room.application, "Cora", "cora@csirt.example", COORDINATOR, Role.COORDINATOR)
            .browser();
    private final Browser vendor = TestPerson.joined(
                    room.application, "Rei", "rei@vendor-a.example", VENDOR_A, Role.RESPONSIBLE, Role.MEMBER)
            .browser();

    @AfterAll
    void stop() {
        room.close();
    }

    private CoordinatedCase open() {
        return room.as(
                room.staff,
                () -> room.application
                        .bean(Cases.class)
                        .open(new NewCase(
                                "Title",
                                "Summary",
                                "Router",
                                Tlp.AMBER,
                                VENDOR_B,
                                "",
                                null,
                                room.application.clock().instant())));
    }

    /** Another vulnerability of the case. */
    private void another(CoordinatedCase of, int ordinal) {
        room.as(
                room.staff,
                () -> assertThat(room.application
                                .bean(Vulnerabilities.class)
                                .add(of.id(), "", "")
                                .ordinal())
                        .isEqualTo(ordinal));
    }

    private static String path(CoordinatedCase of) {
        return "/cases/" + of.id() + "/scoring";
    }

    /** What a browser sends from one of the page's forms. */
    private String[] form(CoordinatedCase of, String which, String... fields) {
        List<String> all = new ArrayList<>(coordinator.get(path(of)).hidden(path(of) + "/" + which));
        all.addAll(List.of(fields));
        return all.toArray(String[]::new);
    }

    private Browser.Page send(CoordinatedCase of, String which, String... fields) {
        return coordinator.post(path(of) + "/" + which, form(of, which, fields));
    }

    private Map<Vulnerability, Map<AssessmentKind, Assessment>> newest(CoordinatedCase of) {
        return room.as(
                room.staff, () -> room.application.bean(Assessments.class).newest(of.id()));
    }

    private Assessment newest(CoordinatedCase of, AssessmentKind kind) {
        return Objects.requireNonNull(newest(of).values().iterator().next().get(kind));
    }

    @Test
    void scoreOfChosenMetricsIsShownBeforeItIsRecorded() {
        CoordinatedCase of = open();
        String[] chosen = {
            "AV", "N", "AC", "L", "PR", "L", "UI", "N", "S", "C", "C", "L", "I", "L", "A", "N", "E", "P", "MAV", "X",
            "reason", "理由です"
        };
        List<String> look = new ArrayList<>(List.of(chosen));
        look.addAll(List.of("step", "look"));
        Browser.Page shown = send(of, "cvss31", look.toArray(String[]::new));
        assertThat(shown.status()).isEqualTo(200);
        assertThat(shown.html()
                        .select("#CVSS_31[open] [data-computed] [data-score]")
                        .eachAttr("data-score"))
                .containsExactly("6.4", "6.1");
        assertThat(shown.html().select("#V31-S option[selected]").val()).isEqualTo("C");
        assertThat(shown.html().select("#reason-V31").text()).isEqualTo("理由です");
        assertThat(newest(of)).isEmpty();

        Browser.Page recorded = send(of, "cvss31", chosen);
        assertThat(recorded.status()).isEqualTo(303);
        assertThat(coordinator.get(recorded.location()).text()).contains("Cora", "理由です");
        assertThat(newest(of, AssessmentKind.CVSS_31).result()).isEqualTo("6.1");
        assertThat(newest(of, AssessmentKind.CVSS_31).said())
                .isEqualTo("CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:C/C:L/I:L/A:N/E:P");
    }

    @Test
    void reasonIsSealedAndTheLedgerSaysThatAVulnerabilityWasAssessed() {
        CoordinatedCase of = open();
        send(of, "cvss31", "vector", CRITICAL, "reason", "Seen-in-the-wild");
        assertThat(room.application.everything("select to_jsonb(a)::text from vulnerability_assessment a"))
                .isNotEmpty()
                .noneMatch(row -> row.contains("Seen-in-the-wild"));
        assertThat(room.application.everything("select kind from ledger_entry where kind = 'vulnerability.assessed'"
                        + " and subjects::text like '%assessment:"
                        + newest(of, AssessmentKind.CVSS_31).id() + "%'"))
                .hasSize(1);
        assertThat(coordinator
                        .get("/cases/" + of.id() + "/timeline")
                        .html()
                        .select("[data-kind]")
                        .eachAttr("data-kind"))
                .contains("vulnerability.assessed");
    }

    @Test
    void pastedVectorOfEitherVersionIsWrittenInTheOneOrder() {
        CoordinatedCase of = open();
        send(of, "cvss31", "vector", " CVSS:3.1/S:U/C:H/I:H/A:H/AV:N/AC:L/PR:N/UI:N/E:X ", "AV", "P");
        assertThat(newest(of, AssessmentKind.CVSS_31).said()).isEqualTo(CRITICAL);
        send(of, "cvss40", "vector", "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N/E:A");
        assertThat(newest(of, AssessmentKind.CVSS_40).result()).isEqualTo("9.3");
        Document page = coordinator.get(path(of)).html();
        assertThat(page.select("[data-newest=CVSS_40]").text()).contains("9.3", "CVSS-BT");
        assertThat(page.select("[data-newest=CVSS_31] .score.CRITICAL svg")).hasSize(1);
    }

    @Test
    void mistakeIsShownAtItsFieldAndNothingTypedIsLost() {
        CoordinatedCase of = open();
        Browser.Page missing = send(of, "cvss31", "AV", "A", "AC", "H", "reason", "Because");
        assertThat(missing.status()).isEqualTo(422);
        assertThat(missing.refusal()).isEqualTo("cvss-metric-missing");
        assertThat(missing.html().select("#V31-PR").attr("aria-invalid")).isEqualTo("true");
        assertThat(missing.html().select("#V31-AV option[selected]").val()).isEqualTo("A");
        assertThat(missing.html().select("#reason-V31").text()).isEqualTo("Because");

        Browser.Page pasted = send(of, "cvss40", "vector", CRITICAL, "AV", "N");
        assertThat(pasted.refusal()).isEqualTo("cvss-other-version");
        assertThat(pasted.html().select("#vector-V40").attr("aria-invalid")).isEqualTo("true");
        assertThat(pasted.html().select("#vector-V40").val()).isEqualTo(CRITICAL);

        Browser.Page long_ = send(of, "cvss31", "vector", CRITICAL, "reason", "a".repeat(2001));
        assertThat(long_.refusal()).isEqualTo("assessment-reason-long");
        assertThat(long_.html().select("#reason-V31").attr("aria-invalid")).isEqualTo("true");
        assertThat(newest(of)).isEmpty();
    }

    @Test
    void treeShowsItsOutcomeAndTheWayToItAndAsksWhatIsMissing() {
        CoordinatedCase of = open();
        Browser.Page missing = send(of, "triage", "RP", "N", "SCON", "Y", "RC", "C");
        assertThat(missing.status()).isEqualTo(422);
        assertThat(missing.html().select("[data-refusal]").attr("data-field")).isEqualTo("SC");
        assertThat(missing.html().select("#TRIAGE input[name=RC][checked]").val())
                .isEqualTo("C");

        String[] answers = {"RP", "N", "SCON", "Y", "RC", "C", "SC", "M", "SE", "U", "PSI", "M"};
        send(of, "triage", answers);
        assertThat(newest(of, AssessmentKind.TRIAGE).said()).isEqualTo("RP:N/SCON:Y/RC:C/SC:M/SE:U");
        Document page = coordinator.get(path(of)).html();
        assertThat(page.select("[data-newest=TRIAGE] [data-outcome]").attr("data-outcome"))
                .isEqualTo("C");
        assertThat(page.select("[data-newest=TRIAGE] .step")).hasSize(5);

        Browser.Page looked = send(of, "publication", "SINV", "UU", "E", "P", "PVA", "L", "step", "look");
        assertThat(looked.html().select("[data-decided] [data-outcome]").attr("data-outcome"))
                .isEqualTo("N");
        assertThat(newest(of).values().iterator().next()).doesNotContainKey(AssessmentKind.PUBLICATION);
    }

    @Test
    void weaknessesAreChosenByNumberOrNameAndTakenBack() {
        CoordinatedCase of = open();
        send(of, "weaknesses", "cwe1", "クロスサイトスクリプティング", "cwe2", "352", "cwe4", "CWE-79 again");
        assertThat(newest(of, AssessmentKind.WEAKNESSES).parts()).containsExactly("CWE-79", "CWE-352");
        assertThat(coordinator
                        .get(path(of))
                        .html()
                        .select("[data-newest=WEAKNESSES]")
                        .text())
                .containsAnyOf("クロスサイトスクリプティング", "Cross-site Scripting");

        Browser.Page several = send(of, "weaknesses", "cwe1", "CWE-20", "cwe2", "コマンドインジェクション");
        assertThat(several.status()).isEqualTo(422);
        assertThat(several.refusal()).isEqualTo("cwe-several");
        assertThat(several.text()).contains("CWE-77 ", "CWE-78 ", "コマンドインジェクション", "Command Injection");
        assertThat(several.html().select("#WEAKNESSES .problem a").attr("href")).isEqualTo("#cwe2");
        assertThat(several.html().select("#cwe1").val()).isEqualTo("CWE-20");
        assertThat(several.html().select("#cwe2").attr("aria-invalid")).isEqualTo("true");

        send(of, "weaknesses", "reason", "Not sure any more");
        assertThat(newest(of, AssessmentKind.WEAKNESSES).parts()).isEmpty();
        assertThat(coordinator.get(path(of)).html().select("tr[data-kind=WEAKNESSES]"))
                .hasSize(2);
    }

    @Test
    void formThatIsSentTwiceIsRecordedOnce() {
        CoordinatedCase of = open();
        String[] form = form(of, "cvss31", "vector", CRITICAL, "reason", "Once");
        assertThat(coordinator.post(path(of) + "/cvss31", form).status()).isEqualTo(303);
        assertThat(coordinator.post(path(of) + "/cvss31", form).status()).isEqualTo(303);
        assertThat(coordinator.get(path(of)).html().select("tr[data-kind]")).hasSize(1);
    }

    @Test
    void eachVulnerabilityOfTheCaseIsJudgedByItself() {
        CoordinatedCase of = open();
        another(of, 2);
        String second = path(of) + "?ordinal=2";
        assertThat(coordinator
                        .get(second)
                        .html()
                        .select("nav .choices a[aria-current]")
                        .attr("href"))
                .isEqualTo(second);
        List<String> fields = new ArrayList<>(coordinator.get(second).hidden(path(of) + "/cvss31"));
        fields.addAll(List.of("vector", CRITICAL));
        coordinator.post(path(of) + "/cvss31", fields.toArray(String[]::new));
        assertThat(newest(of).keySet()).extracting(Vulnerability::ordinal).containsExactly(2);
        assertThat(coordinator.get(path(of)).html().select("tr[data-kind]")).isEmpty();
        assertThat(coordinator.get(path(of) + "?ordinal=3").status()).isEqualTo(404);
    }

    @Test
    void newDraftOfTheAdvisoryBeginsWithTheBaseMetricsAndTheFirstWeakness() {
        CoordinatedCase of = open();
        send(of, "cvss31", "vector", CRITICAL + "/E:P/MAV:L");
        send(of, "weaknesses", "cwe1", "CWE-787", "cwe2", "CWE-119");
        String advisory = "/cases/" + of.id() + "/advisory";
        Document blank = coordinator.get(advisory).html();
        assertThat(blank.select("#cvss").val()).isEqualTo(CRITICAL);
        assertThat(blank.select("#cwe").val()).isEqualTo("CWE-787");

        String[] own = {"basis", "0", "titleEn", "Title", "overviewEn", "Words", "cvss", CRITICAL, "cwe", "CWE-79"};
        assertThat(coordinator.post(advisory, own).status()).isEqualTo(303);
        send(of, "cvss31", "vector", "CVSS:3.1/AV:P/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H");
        Document saved = coordinator.get(advisory).html();
        assertThat(saved.select("#cvss").val()).isEqualTo(CRITICAL);
        assertThat(saved.select("form.draft .score").eachAttr("data-score")).containsExactly("6.8");
        assertThat(saved.select(".preview .score").eachAttr("data-score")).containsExactly("9.8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ja", "en"})
    void pageSpeaksBothLanguages(String language) {
        CoordinatedCase of = open();
        coordinator.get("/cases");
        coordinator.post("/language", "language", language);
        send(of, "cvss40", "vector", "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N/MSI:S/U:Red");
        send(of, "publication", "SINV", "UU", "E", "P", "PVA", "L");
        Browser.Page page = coordinator.get(path(of));
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.html().expectFirst("html").attr("lang")).isEqualTo(language);
        assertThat(page.text()).contains(language.equals("ja") ? "公表しない" : "Do not publish");
        assertThat(page.html().select("label:not([for])").select("label:not(:has(input))"))
                .isEmpty();
        assertThat(page.html().select("[id]").eachAttr("id")).doesNotHaveDuplicates();
    }

    @Test
    void vendorsAndStrangersFindNoneOfIt() {
        CoordinatedCase of = open();
        assertThat(vendor.get(path(of)).status()).isEqualTo(404);
        assertThat(vendor.post(path(of) + "/cvss31", form(of, "cvss31", "vector", CRITICAL))
                        .status())
                .isEqualTo(404);
        assertThat(room.application.browser().get(path(of)).location()).startsWith("/sign-in");
        assertThat(newest(of)).isEmpty();
    }
}
