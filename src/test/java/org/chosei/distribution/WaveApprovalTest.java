package org.chosei.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.chosei.access.Role;
import org.chosei.access.Scopes;
import org.chosei.cases.CoordinatedCase;
import org.chosei.distribution.Vendors.Vendor;
import org.chosei.identity.TestPerson;
import org.chosei.kernel.Refusal;
import org.chosei.kernel.Tlp;
import org.chosei.mail.Deliveries.State;
import org.chosei.testing.Browser;
import org.chosei.testing.TestOrganisations;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.dao.DataAccessException;

/** A wave that waits for another person is nothing until that person said yes; and a wave goes to another instant wholly. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WaveApprovalTest {
    private static final int SHIPPED = 3;

    private final WaveDesk desk = new WaveDesk();
    private final Vendors vendors = desk.vendors;
    private final PolicyDesk policy = new PolicyDesk(desk.application);
    private final Browser approver = staff("Apo", Role.APPROVER);
    private final Browser both = TestPerson.joined(
                    desk.application, "Bo", "bo@csirt.example", TestOrganisations.COORDINATOR, Role.COORDINATOR)
            .browser();

    @AfterAll
    void stop() {
        desk.close();
    }

    private Browser staff(String name, Role role) {
        return TestPerson.joined(
                        desk.application,
                        name,
                        name.toLowerCase(Locale.ROOT) + "@csirt.example",
                        TestOrganisations.COORDINATOR,
                        role)
                .browser();
    }

    private void approvalAsked() {
        policy.make(Map.of("approval", "ALWAYS", "reason", "Four eyes"));
    }

    private void approvalNotAsked() {
        policy.back(SHIPPED);
    }

    /** Sends the form as the coordinator; where it leads. */
    private Browser.Page sent(CoordinatedCase of, Instant at, Vendor... to) {
        String path = "/cases/" + of.id() + "/waves";
        List<String> fields =
                new ArrayList<>(desk.coordinator.get(path + "/new").hidden(path));
        for (Vendor vendor : to) {
            fields.addAll(List.of("vendor", vendor.id().toString()));
        }
        fields.addAll(List.of(
                "titleJa",
                "認証の不備",
                "bodyJa",
                "回避策",
                "titleEn",
                "Broken login",
                "bodyEn",
                "Close it.",
                "why",
                "They ship it"));
        fields.addAll(
                List.of("instant", LocalDateTime.ofInstant(at, ZoneOffset.UTC).toString(), "zone", "UTC"));
        Browser.Page page = desk.coordinator.post(path, fields.toArray(String[]::new));
        assertThat(page.status()).as(page.body()).isEqualTo(303);
        return page;
    }

    private static UUID id(Browser.Page sent) {
        return UUID.fromString(sent.location().substring("/waves/".length()));
    }

    private String state(UUID wave) {
        return desk.coordinator
                .get("/waves/" + wave)
                .html()
                .expectFirst("h1 [data-state]")
                .attr("data-state");
    }

    private List<String> inbox(Browser browser, String tab) {
        return browser.get("/inbox?tab=" + tab)
                .html()
                .select("li[data-kind=approve-wave] a")
                .eachAttr("href");
    }

    private long grants(CoordinatedCase of) {
        return vendors.asStaff(() -> vendors.sql()
                .sql("select count(*) from access_grant where case_id = :case")
                .param("case", of.id().value())
                .query(Long.class)
                .single());
    }

    @Test
    void whatWaitsForApprovalIsGrantedToNobodyAndMailedToNobodyAndAnotherPersonMakesItAWave() {
        approvalAsked();
        CoordinatedCase of = desk.openCase();
        Instant at = vendors.in(WaveDesk.SOON);
        UUID wave = id(sent(of, at, desk.curve));
        approvalNotAsked();

        assertThat(state(wave)).isEqualTo("awaiting");
        assertThat(grants(of)).isZero();
        assertThat(desk.deliveries(of)).isEmpty();
        assertThat(inbox(approver, "mine")).contains("/waves/" + wave);
        assertThat(inbox(desk.coordinator, "mine")).doesNotContain("/waves/" + wave);
        assertThat(inbox(desk.coordinator, "waiting")).contains("/waves/" + wave);
        assertThat(desk.coordinator.post("/waves/" + wave + "/approval").status())
                .as("who plans may not approve at all")
                .isEqualTo(404);

        Browser.Page shown = approver.get("/waves/" + wave);
        assertThat(shown.html().select("tr[data-log=" + desk.curve.id() + "]").attr("data-chosen"))
                .isEqualTo("yes");
        assertThat(shown.text()).contains("Broken login", "They ship it", "Cora");
        assertThat(approver.post("/waves/" + wave + "/approval").status()).isEqualTo(303);
        assertThat(approver.post("/waves/" + wave + "/approval").status())
                .as("a second click")
                .isEqualTo(303);

        assertThat(state(wave)).isEqualTo("ahead");
        assertThat(inbox(approver, "mine")).doesNotContain("/waves/" + wave);
        assertThat(vendors.asStaff(
                        () -> desk.application.bean(Waves.class).of(of.id()).size()))
                .isEqualTo(1);
        assertThat(desk.sees(desk.curvePerson, of)).isFalse();
        desk.application.stopAt(at);
        WaveDesk.await(() -> desk.delivery(of, desk.curve) == State.HANDED_OVER);
        assertThat(desk.sees(desk.curvePerson, of)).isTrue();
        assertThat(vendors.entries(of, "wave.submitted")).isEqualTo(1);
        assertThat(vendors.entries(of, "wave.approved")).isEqualTo(1);
        assertThat(approver.get("/waves/" + wave).html().select("[data-step]").eachAttr("data-step"))
                .containsExactly("submitted", "approved", "planned");
        desk.application.go();
    }

    @Test
    void nobodyApprovesTheirOwnRequestNotEvenInTheDatabase() {
        approvalAsked();
        CoordinatedCase of = desk.openCase();
        Waves.Request request = vendors.request(of, vendors.in(Duration.ofHours(2)), desk.curve);
        UUID id = UUID.fromString("01990000-0000-7000-8000-0000000000a1");
        WaveSubmissions submissions = desk.application.bean(WaveSubmissions.class);
        Scopes.as(vendors.staff(), () -> {
            assertThat(submissions.take(id, request)).isTrue();
            assertThat(submissions.take(id, request)).as("a second click").isTrue();
        });
        approvalNotAsked();
        assertThatExceptionOfType(Refusal.NotPermitted.class)
                .isThrownBy(() -> Scopes.as(vendors.staff(), () -> submissions.approve(id)))
                .matches(refusal -> refusal.slug().equals("wave-own-approval"));
        assertThatExceptionOfType(DataAccessException.class)
                .isThrownBy(() -> vendors.asStaff(() -> vendors.sql()
                        .sql("insert into wave_submission_end (submission_id, outcome) values (:id, 'APPROVED')")
                        .param("id", id)
                        .update()))
                .withStackTraceContaining("row-level security");
    }

    @Test
    void whatNobodyApprovedInTimeNeverHappensAndTheInboxKeepsSayingSo() {
        approvalAsked();
        CoordinatedCase of = desk.openCase();
        Instant at = vendors.in(WaveDesk.SOON);
        UUID wave = id(sent(of, at, desk.curve));
        approvalNotAsked();
        desk.application.stopAt(at);
        assertThat(desk.sees(desk.curvePerson, of)).isFalse();
        assertThat(state(wave)).isEqualTo("lapsed");
        Browser.Page late = approver.post("/waves/" + wave + "/approval");
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.refusal()).isEqualTo("wave-approval-late");
        assertThat(inbox(approver, "overdue")).contains("/waves/" + wave);
        desk.application.go();
        desk.application.advance(Duration.ofMinutes(5));
        assertThat(grants(of)).isZero();
        assertThat(desk.mails(of, desk.curve)).isEmpty();
        assertThat(desk.coordinator
                        .post("/waves/" + wave + "/withdrawal", "reason", "Too late")
                        .status())
                .isEqualTo(303);
        assertThat(state(wave)).isEqualTo("withdrawn");
        assertThat(inbox(approver, "overdue")).doesNotContain("/waves/" + wave);
    }

    @Test
    void refusalNeedsAReasonAndEndsTheRequestForGood() {
        approvalAsked();
        CoordinatedCase of = desk.openCase();
        UUID wave = id(sent(of, vendors.in(Duration.ofHours(3)), desk.curve));
        approvalNotAsked();
        assertThat(approver.post("/waves/" + wave + "/refusal", "reason", " ").refusal())
                .isEqualTo("reason-missing");
        assertThat(approver.post("/waves/" + wave + "/refusal", "reason", "Wrong product")
                        .status())
                .isEqualTo(303);
        assertThat(approver.post("/waves/" + wave + "/approval").refusal()).isEqualTo("wave-decided");
        assertThat(desk.coordinator.get("/waves/" + wave).text()).contains("Wrong product");
        assertThat(grants(of)).isZero();
        assertThat(vendors.entries(of, "wave.refused")).isEqualTo(1);
    }

    @Test
    void whereThePolicyAsksForApprovalNoOtherWayPlansWithoutAndACaseCannotEndMeanwhile() {
        approvalAsked();
        CoordinatedCase of = desk.openCase();
        assertThatExceptionOfType(Refusal.WrongState.class)
                .isThrownBy(() -> desk.plan(of, desk.curve))
                .matches(refusal -> refusal.slug().equals("wave-needs-approval"));
        sent(of, vendors.in(Duration.ofHours(4)), desk.curve);
        approvalNotAsked();
        Browser.Page ended = desk.coordinator.post(
                "/cases/" + of.id() + "/closing",
                "reason",
                "OBSOLETE",
                "words",
                "Done.",
                "number",
                of.number(),
                "secrecy",
                "ENDS");
        assertThat(ended.refusal()).isEqualTo("case-wave-ahead");
        assertThat(desk.plan(of, desk.curve).cancelledAt())
                .as("under a policy that asks nobody")
                .isNull();
    }

    @Test
    void approvalFromATlpOnIsAskedForThatTlpAndWhatIsMoreConfidential() {
        Policy amber = new Policy(
                9,
                true,
                true,
                true,
                false,
                90,
                true,
                null,
                null,
                null,
                null,
                Policy.Approval.FROM_TLP,
                Tlp.AMBER,
                "",
                "");
        assertThat(Stream.of(Tlp.values()).filter(amber::asksApproval))
                .containsExactly(Tlp.RED, Tlp.AMBER_STRICT, Tlp.AMBER);
    }

    /** What the page's form sends. */
    private Browser.Page moved(UUID wave, Instant to, String reason) {
        String path = "/waves/" + wave;
        List<String> fields = new ArrayList<>(desk.coordinator.get(path).hidden(path + "/move"));
        fields.addAll(List.of(
                "instant",
                LocalDateTime.ofInstant(to, ZoneId.of("Pacific/Auckland")).toString(),
                "zone",
                "Pacific/Auckland",
                "reason",
                reason));
        return desk.coordinator.post(path + "/move", fields.toArray(String[]::new));
    }

    @Test
    void waveMovedOneSecondBeforeItsInstantOpensAtTheNewOneAndNotBefore() {
        CoordinatedCase of = desk.openCase();
        Wave wave = desk.plan(of, desk.curve, desk.rsa);
        desk.oneSecondBefore(wave);
        Instant later = wave.visibleFrom().plusSeconds(40);
        Browser.Page moved = moved(wave.id(), later, "The partner moved its own");
        assertThat(moved.status()).as(moved.body()).isEqualTo(303);
        UUID becomes = id(moved);
        desk.at(wave);
        desk.application.go();
        desk.settled();
        assertThat(desk.sees(desk.curvePerson, of)).isFalse();
        assertThat(desk.mails(of, desk.curve)).isEmpty();
        assertThat(state(wave.id())).isEqualTo("moved");
        assertThat(desk.coordinator.get("/waves/" + wave.id()).text()).contains("The partner moved its own");

        desk.application.stopAt(later.minusSeconds(1));
        assertThat(desk.sees(desk.curvePerson, of)).isFalse();
        desk.application.stopAt(later);
        assertThat(desk.sees(desk.curvePerson, of)).isTrue();
        assertThat(desk.sees(desk.rsaPerson, of)).isTrue();
        desk.application.go();
        WaveDesk.await(() -> desk.mails(of, desk.curve).size() == 1
                && desk.mails(of, desk.rsa).size() == 1);
        assertThat(desk.curvePerson
                        .get(WaveDesk.page(of))
                        .html()
                        .select(".notice-text")
                        .size())
                .isEqualTo(1);
        assertThat(desk.curvePerson.get(WaveDesk.page(of)).text()).contains("Broken login", "回避策：管理画面を閉じる。");
        assertThat(state(becomes)).isEqualTo("begun");
        assertThat(vendors.entries(of, "wave.moved")).isEqualTo(1);
        assertThat(vendors.entries(of, "wave.cancelled")).isEqualTo(1);
        assertThat(vendors.line(of, desk.curve).grantedAt()).isEqualTo(later);
    }

    @Test
    void movingNeedsAReasonAndAnInstantAheadAndAnInstantThatHasNotCome() {
        CoordinatedCase of = desk.openCase();
        Wave wave = desk.plan(of, desk.curve);
        assertThat(moved(wave.id(), vendors.in(Duration.ofHours(1)), " ").refusal())
                .isEqualTo("reason-missing");
        Browser.Page past = moved(wave.id(), vendors.now().minusSeconds(60), "Earlier");
        assertThat(past.refusal()).isEqualTo("wave-past");
        assertThat(past.html().select("form.move [name=reason]").val())
                .as("what was typed")
                .isEqualTo("Earlier");
        assertThat(state(wave.id())).as("nothing was cancelled by it").isEqualTo("ahead");
        desk.at(wave);
        String[] late = {
            "becomes",
            "01990000-0000-7000-8000-0000000000b1",
            "instant",
            LocalDateTime.ofInstant(vendors.in(Duration.ofHours(1)), ZoneOffset.UTC)
                    .toString(),
            "zone",
            "UTC",
            "reason",
            "Too late"
        };
        assertThat(desk.coordinator.post("/waves/" + wave.id() + "/move", late).refusal())
                .isEqualTo("wave-over");
        assertThat(desk.sees(desk.curvePerson, of)).isTrue();
        desk.application.go();
    }

    @Test
    void secondClickMovesNothingFurtherAndAMovedWaveWaitsForApprovalAgainWhereThePolicyAsks() {
        CoordinatedCase of = desk.openCase();
        Wave wave = desk.plan(of, desk.curve);
        approvalAsked();
        Instant later = vendors.in(Duration.ofHours(5));
        String path = "/waves/" + wave.id();
        List<String> fields = new ArrayList<>(both.get(path).hidden(path + "/move"));
        fields.addAll(List.of(
                "instant",
                LocalDateTime.ofInstant(later, ZoneOffset.UTC).toString(),
                "zone",
                "UTC",
                "reason",
                "Later"));
        Browser.Page once = both.post(path + "/move", fields.toArray(String[]::new));
        Browser.Page twice = both.post(path + "/move", fields.toArray(String[]::new));
        approvalNotAsked();
        assertThat(once.status()).as(once.body()).isEqualTo(303);
        assertThat(twice.location()).isEqualTo(once.location());
        assertThat(state(wave.id())).isEqualTo("moved");
        assertThat(state(id(once))).isEqualTo("awaiting");
        assertThat(desk.coordinator
                        .get("/cases/" + of.id() + "/waves")
                        .html()
                        .select("tr[data-item]")
                        .size())
                .isEqualTo(2);
        desk.at(wave);
        assertThat(desk.sees(desk.curvePerson, of)).isFalse();
        desk.application.go();
    }
}
