package org.chosei.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.chosei.access.Role;
import org.chosei.cases.CoordinatedCase;
import org.chosei.distribution.Vendors.Vendor;
import org.chosei.identity.TestPerson;
import org.chosei.mail.Deliveries.State;
import org.chosei.registry.Organisation.RegistrationClass;
import org.chosei.testing.Browser;
import org.chosei.testing.TestOrganisations;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Choosing, planning and taking back over the pages, also by people who click twice or write their own requests. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WavePagesTest {
    private final WaveDesk desk = new WaveDesk();
    private final Vendors vendors = desk.vendors;
    private final Vendor ineligible = vendors.registered("Unsigned", RegistrationClass.GENERAL);

    @AfterAll
    void stop() {
        desk.close();
    }

    private static String waves(CoordinatedCase of) {
        return "/cases/" + of.id() + "/waves";
    }

    /** What a browser sends from the form that was opened for this case. */
    private String[] form(CoordinatedCase of, Instant at, Vendor... to) {
        String id = desk.coordinator
                .get(waves(of) + "/new")
                .html()
                .expectFirst("form.plan input[name=wave]")
                .val();
        return fields(id, at, to);
    }

    private static String[] fields(String id, Instant at, Vendor... to) {
        List<String> fields = new ArrayList<>(List.of(
                "wave", id, "titleJa", "認証の不備", "bodyJa", "回避策", "titleEn", "Broken login", "bodyEn", "Close it."));
        for (Vendor vendor : to) {
            fields.addAll(List.of("vendor", vendor.id().toString()));
        }
        fields.addAll(
                List.of("instant", LocalDateTime.ofInstant(at, ZoneOffset.UTC).toString(), "zone", "UTC"));
        return fields.toArray(String[]::new);
    }

    private List<Wave> planned(CoordinatedCase of) {
        return vendors.asStaff(() -> desk.application.bean(Waves.class).of(of.id()));
    }

    private Instant soon() {
        return vendors.in(WaveDesk.SOON);
    }

    @Test
    void selectionPageSaysForEachVendorWhatTheGateAnswersAndOffersNoIneligibleOne() {
        CoordinatedCase of = desk.openCase();
        Browser.Page page = desk.coordinator.get(waves(of) + "/new");
        assertThat(page.html().select("tr[data-vendor=" + desk.curve.id() + "]").attr("data-gate"))
                .isEqualTo("FULL");
        assertThat(page.html().select("tr[data-vendor=" + ineligible.id() + "]").attr("data-gate"))
                .isEqualTo("NO");
        assertThat(page.html()
                        .select("tr[data-vendor=" + ineligible.id() + "] [data-reason]")
                        .eachAttr("data-reason"))
                .containsExactly("NOT_ACTIVE", "NO_NOTE", "NO_NDA");
        assertThat(page.html().select("input[value=" + ineligible.id() + "]")).isEmpty();
        assertThat(page.html().select("input[value=" + desk.curve.id() + "]")).hasSize(1);
    }

    @Test
    void handMadeRequestForAnIneligibleVendorIsRefusedAsAWhole() {
        CoordinatedCase of = desk.openCase();
        Browser.Page refused = desk.coordinator.post(waves(of), form(of, soon(), desk.curve, ineligible));
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.refusal()).isEqualTo("vendor-not-eligible");
        assertThat(planned(of)).isEmpty();
        assertThat(desk.deliveries(of)).isEmpty();
    }

    @Test
    void whoMayNotDistributePlansNothing() {
        CoordinatedCase of = desk.openCase();
        String[] form = form(of, soon(), desk.curve);
        Browser approver = TestPerson.joined(
                        desk.application, "April", "april@csirt.example", TestOrganisations.COORDINATOR, Role.APPROVER)
                .browser();
        assertThat(approver.post(waves(of), form).status()).isIn(403, 404);
        assertThat(desk.curvePerson.post(waves(of), form).status()).isIn(403, 404);
        assertThat(desk.application.browser().post(waves(of), form).status()).isNotEqualTo(200);
        assertThat(planned(of)).isEmpty();
    }

    @Test
    void incompleteRequestIsRefusedFieldByField() {
        CoordinatedCase of = desk.openCase();
        Instant at = soon();
        assertThat(desk.coordinator.post(waves(of), form(of, at)).refusal()).isEqualTo("wave-nobody");
        assertThat(desk.coordinator
                        .post(waves(of), form(of, desk.now().minusSeconds(1), desk.curve))
                        .refusal())
                .isEqualTo("wave-past");
        String[] noZone = form(of, at, desk.curve);
        noZone[noZone.length - 1] = "";
        assertThat(desk.coordinator.post(waves(of), noZone).refusal()).isEqualTo("instant-malformed");
        String[] noWords = form(of, at, desk.curve);
        noWords[3] = " ";
        Browser.Page again = desk.coordinator.post(waves(of), noWords);
        assertThat(again.status()).isEqualTo(422);
        assertThat(again.refusal()).isEqualTo("notice-empty");
        assertThat(again.html().select("#bodyJa").val()).isEqualTo("回避策");
        assertThat(again.html().select("#titleEn").val()).isEqualTo("Broken login");
        assertThat(again.html().select("input[name=vendor][checked]").val())
                .isEqualTo(desk.curve.id().toString());
        assertThat(again.html().select("#zone option[selected]").val()).isEqualTo("UTC");
        assertThat(again.html().select("input[name=wave]").val()).isEqualTo(noWords[1]);
        Browser.Page nobody = desk.coordinator.post(waves(of), form(of, at));
        assertThat(nobody.refusal()).isEqualTo("wave-nobody");
        assertThat(nobody.html().select("#vendors")).hasSize(1);
        assertThat(planned(of)).isEmpty();
    }

    @Test
    void secondClickOnPlanMakesNoSecondWaveAlsoAfterTheInstant() {
        CoordinatedCase of = desk.openCase();
        String[] form = form(of, soon(), desk.curve, desk.rsa);
        assertThat(desk.coordinator.post(waves(of), form).location()).isEqualTo("/cases/" + of.id());
        assertThat(desk.coordinator.post(waves(of), form).location()).isEqualTo("/cases/" + of.id());
        desk.at(planned(of).getFirst());
        assertThat(desk.coordinator.post(waves(of), form).location()).isEqualTo("/cases/" + of.id());
        assertThat(planned(of)).hasSize(1);
        assertThat(desk.deliveries(of)).hasSize(2);
        assertThat(vendors.entries(of, "wave.planned")).isEqualTo(1);
    }

    @Test
    void twoClicksAtOnceMakeOneWave() throws Exception {
        CoordinatedCase of = desk.openCase();
        String[] form = form(of, soon(), desk.curve, desk.rsa);
        Callable<Browser.Page> click = () -> desk.coordinator.post(waves(of), form);
        try (ExecutorService hands = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Browser.Page> each : hands.invokeAll(List.of(click, click, click))) {
                assertThat(each.get().location()).isEqualTo("/cases/" + of.id());
            }
        }
        assertThat(planned(of)).hasSize(1);
        assertThat(desk.deliveries(of)).hasSize(2);
    }

    @Test
    void sameFormWithOtherWordsIsNoSecondClickAndIsSaidSo() {
        CoordinatedCase of = desk.openCase();
        Instant at = soon();
        String[] form = form(of, at, desk.curve);
        desk.coordinator.post(waves(of), form);
        String[] corrected = form.clone();
        corrected[7] = "Broken login, corrected";
        for (String[] other : List.of(
                corrected, fields(form[1], at, desk.curve, desk.rsa), fields(form[1], at.plusSeconds(1), desk.curve))) {
            Browser.Page refused = desk.coordinator.post(waves(of), other);
            assertThat(refused.status()).isEqualTo(409);
            assertThat(refused.refusal()).isEqualTo("wave-planned");
        }
        assertThat(planned(of)).hasSize(1);
    }

    @Test
    void secondClickOnWithdrawOrCancelChangesNothingAndSaysSo() {
        CoordinatedCase of = desk.openCase();
        Wave wave = desk.plan(of, desk.curve, desk.rsa);
        String withdrawal = "/cases/" + of.id() + "/vendors/" + desk.curve.id() + "/withdrawal";
        assertThat(desk.coordinator.post(withdrawal, "reason", " ").refusal()).isEqualTo("reason-missing");
        assertThat(desk.coordinator.post(withdrawal, "reason", "Not theirs").status())
                .isEqualTo(303);
        assertThat(desk.coordinator.post(withdrawal, "reason", "Not theirs").refusal())
                .isEqualTo("vendor-not-in-case");
        assertThat(vendors.entries(of, "vendor.withdrawn")).isEqualTo(1);

        String cancellation = "/waves/" + wave.id() + "/cancellation";
        assertThat(desk.coordinator.post(cancellation, "reason", "Wrong").status())
                .isEqualTo(303);
        assertThat(desk.coordinator.post(cancellation, "reason", "Wrong").refusal())
                .isEqualTo("wave-cancelled");
        assertThat(vendors.entries(of, "wave.cancelled")).isEqualTo(1);
        assertThat(desk.deliveries(of)).allMatch(each -> each.state() == State.CANCELLED);
    }

    @Test
    void vendorTakesNothingBackAndWithdrawsNobody() {
        CoordinatedCase of = desk.openCase();
        Wave wave = desk.plan(of, desk.curve, desk.rsa);
        assertThat(desk.curvePerson
                        .post("/waves/" + wave.id() + "/cancellation", "reason", "mine")
                        .status())
                .isIn(403, 404);
        assertThat(desk.curvePerson
                        .post("/cases/" + of.id() + "/vendors/" + desk.rsa.id() + "/withdrawal", "reason", "mine")
                        .status())
                .isIn(403, 404);
        desk.at(wave);
        assertThat(desk.sees(desk.rsaPerson, of)).isTrue();
    }

    @Test
    void statusWithFixDateReadAndAcknowledgedAreShownAndSilenceIsShownAsSilence() {
        CoordinatedCase of = desk.openCase();
        Wave wave = desk.plan(of, desk.curve, desk.rsa);
        assertThat(stands(of, desk.curve)).isEqualTo("scheduled");
        desk.at(wave);
        WaveDesk.await(() ->
                desk.delivery(of, desk.curve) == State.HANDED_OVER && desk.delivery(of, desk.rsa) == State.HANDED_OVER);
        assertThat(stands(of, desk.curve)).isEqualTo("asked-silent");

        desk.curvePerson.get("/our-cases");
        assertThat(vendors.line(of, desk.curve).readAt())
                .as("a list opens nothing")
                .isNull();
        desk.application.advance(java.time.Duration.ofSeconds(10));
        String notice = desk.curvePerson
                .get(WaveDesk.page(of))
                .html()
                .select("form.acknowledge [name=notice]")
                .val();
        assertThat(stands(of, desk.curve)).isEqualTo("read");
        assertThat(desk.curvePerson.get(WaveDesk.page(of) + "/acknowledgement").status())
                .as("acknowledging is an act, not a link")
                .isIn(404, 405);
        assertThat(vendors.line(of, desk.curve).acknowledgedAt()).isNull();
        desk.application.advance(java.time.Duration.ofSeconds(10));
        acknowledge(of, notice);
        acknowledge(of, notice);
        desk.application.advance(java.time.Duration.ofSeconds(10));
        String form = desk.curvePerson
                .get(WaveDesk.page(of))
                .html()
                .select("form.status [name=form]")
                .val();
        for (int click = 0; click < 2; click++) {
            assertThat(desk.curvePerson
                            .post(
                                    WaveDesk.page(of) + "/status",
                                    "form",
                                    form,
                                    "status",
                                    "AFFECTED",
                                    "fixDate",
                                    "2027-01-31",
                                    "statement",
                                    "Version 2 is affected")
                            .status())
                    .isEqualTo(303);
        }
        assertThat(vendors.entries(of, "status.stated")).as("a second click").isEqualTo(1);

        Fairness.Line line = vendors.line(of, desk.curve);
        assertThat(line.grantedAt()).isEqualTo(wave.visibleFrom());
        assertThat(line.handedOverAt()).isEqualTo(wave.visibleFrom());
        assertThat(line.readAt()).isEqualTo(wave.visibleFrom().plusSeconds(10));
        assertThat(line.acknowledgedAt()).isEqualTo(wave.visibleFrom().plusSeconds(20));
        assertThat(line.answeredAt()).isEqualTo(wave.visibleFrom().plusSeconds(30));
        assertThat(vendors.entries(of, "notice.acknowledged")).isEqualTo(1);
        assertThat(stands(of, desk.curve)).isEqualTo("affected");
        String page = desk.coordinator
                .get("/cases/" + of.id() + "/vendors/" + desk.curve.id())
                .text();
        assertThat(page).contains("affected", "2027", "Version 2 is affected");

        Fairness.Line silent = vendors.line(of, desk.rsa);
        assertThat(stands(of, desk.rsa)).isEqualTo("asked-silent");
        assertThat(silent.grantedAt()).isEqualTo(wave.visibleFrom());
        assertThat(silent.handedOverAt()).isEqualTo(wave.visibleFrom());
        assertThat(silent.readAt()).isNull();
        assertThat(silent.acknowledgedAt()).isNull();
        assertThat(silent.answeredAt()).isNull();
        assertThat(vendors.line(of, ineligible).stands(desk.now())).isEqualTo("not-asked");
        Browser.Page report = desk.coordinator.get("/cases/" + of.id() + "/fairness");
        assertThat(report.html()
                        .select("tr[data-vendor=" + desk.curve.id() + "] time")
                        .eachAttr("datetime"))
                .hasSize(5);
        assertThat(report.html()
                        .select("tr[data-vendor=" + ineligible.id() + "]")
                        .attr("data-chosen"))
                .isEqualTo("no");
    }

    private void acknowledge(CoordinatedCase of, String notice) {
        assertThat(desk.curvePerson
                        .post(WaveDesk.page(of) + "/acknowledgement", "notice", notice)
                        .status())
                .isEqualTo(303);
    }

    private String stands(CoordinatedCase of, Vendor vendor) {
        return desk.coordinator
                .get("/cases/" + of.id())
                .html()
                .select("tr[data-vendor=" + vendor.id() + "] [data-stands]")
                .attr("data-stands");
    }

    @Test
    void vendorIsToldWhatIsDueAndThatItsStatusWasRecordedAndStaffReadTheNotice() {
        CoordinatedCase of = desk.openCase();
        Wave wave = desk.plan(of, desk.curve);
        assertThat(desk.coordinator
                        .get("/cases/" + of.id())
                        .html()
                        .select(".notice-body")
                        .text())
                .contains(of.number());
        desk.at(wave);
        Browser.Page page = desk.curvePerson.get(WaveDesk.page(of));
        assertThat(page.html().select("[data-receipt]")).hasSize(1);
        assertThat(page.html().select("[data-done], [data-terms]")).isEmpty();
        acknowledge(of, page.html().select("form.acknowledge [name=notice]").val());
        assertThat(desk.curvePerson.get(WaveDesk.page(of)).html().select("[data-receipt]"))
                .isEmpty();
        String next = desk.curvePerson
                .post(WaveDesk.page(of) + "/status", "status", "INVESTIGATING")
                .location();
        assertThat(next).isEqualTo(WaveDesk.page(of) + "?done=status#our-status");
        for (String language : List.of("ja", "en")) {
            desk.curvePerson.post("/language", "language", language, "back", "/");
            assertThat(desk.curvePerson
                            .get(WaveDesk.page(of) + "?done=status")
                            .html()
                            .select("[data-done=status]"))
                    .hasSize(1);
        }
    }

    @Test
    void eachNoticeOfACaseIsAcknowledgedByItself() {
        CoordinatedCase of = desk.openCase();
        desk.at(desk.plan(of, desk.curve));
        acknowledge(of, notices(of).getFirst());
        assertThat(notices(of)).isEmpty();
        Wave correction = desk.plan(of, desk.curve);
        desk.at(correction);
        assertThat(notices(of)).containsExactly(correction.notice().toString());
    }

    private List<String> notices(CoordinatedCase of) {
        return desk.curvePerson
                .get(WaveDesk.page(of))
                .html()
                .select("form.acknowledge [name=notice]")
                .eachAttr("value");
    }

    @Test
    void fairnessSpeaksOfTheWaveThatWasSentNotOfTheOneThatWasCancelled() {
        CoordinatedCase of = desk.openCase();
        vendors.cancel(desk.plan(of, desk.curve));
        Wave sent = desk.plan(of, desk.curve);
        desk.at(sent);
        WaveDesk.await(() -> vendors.line(of, desk.curve).delivery() == State.HANDED_OVER);
        assertThat(vendors.line(of, desk.curve).grantedAt()).isEqualTo(sent.visibleFrom());
        assertThat(vendors.line(of, desk.curve).withdrawnAt()).isNull();
    }

    @Test
    void unknownStatusOrDateIsRefusedAndAnothersNoticeIsNotFound() {
        CoordinatedCase of = desk.openCase();
        CoordinatedCase others = desk.openCase();
        Wave wave = desk.plan(of, desk.curve);
        Wave theirs = desk.plan(others, desk.rsa);
        desk.at(theirs);
        String path = WaveDesk.page(of);
        assertThat(desk.curvePerson.post(path + "/status", "status", "HACKED").refusal())
                .isEqualTo("status-unknown");
        assertThat(desk.curvePerson
                        .post(path + "/status", "status", "FIXED", "fixDate", "31.1.2027")
                        .refusal())
                .isEqualTo("date-malformed");
        assertThat(desk.curvePerson
                        .post(
                                path + "/acknowledgement",
                                "notice",
                                theirs.notice().toString())
                        .status())
                .isEqualTo(404);
        assertThat(vendors.line(of, desk.curve).status()).isNull();
        assertThat(wave.visibleFrom()).isEqualTo(theirs.visibleFrom());
    }
}
