package org.chosei.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.chosei.protocol.EmbargoState.ACTIVE;
import static org.chosei.protocol.EmbargoState.EXITED;
import static org.chosei.protocol.EmbargoState.NONE;
import static org.chosei.protocol.EmbargoState.REVISE;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import org.chosei.cases.CoordinatedCase;
import org.chosei.distribution.Wave;
import org.chosei.testing.Browser;
import org.chosei.testing.TestOrganisations;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The troubles that coordinators know: leaks, exploits, attacks, vendors that refuse, are silent, leave or are late. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TroubleScenariosTest {
    private final Play play = new Play();

    @AfterAll
    void stop() {
        play.close();
    }

    @Test
    void aFinderPublishesEarlySoTheEmbargoEndsAtOnceForEverybodyAndNobodyMustPublish() {
        CoordinatedCase of = play.opened(30);
        play.distributed(of, play.desk.curve, play.desk.rsa);
        assertThat(play.notes(of, "PUBLIC_AWARE", " ").refusal()).isEqualTo("case-event-evidence");
        assertThat(play.notes(of, "PUBLIC_AWARE", "Blog of the finder, seen 10:02 UTC")
                        .status())
                .isEqualTo(303);
        assertThat(play.state(of)).isEqualTo(EXITED);
        assertThat(play.coordinator.get(play.embargo(of)).text()).contains("Blog of the finder");
        assertThat(play.curve.get(play.ours(of)).text())
                .contains("the vulnerability is public")
                .doesNotContain("Blog of the finder");
        assertThat(play.sees(play.rivest, of)).isTrue();
    }

    @Test
    void itIsPublicBeforeAnyVendorKnowsSoNoEmbargoCanBeProposedAndVendorsAreToldAllTheSame() {
        CoordinatedCase of = play.opened(null);
        play.notes(of, "PUBLIC_AWARE", "Full disclosure list");
        Browser.Page refused =
                play.coordinator.post(play.embargo(of) + "/proposals", Play.terms(play.in(Duration.ofDays(5))));
        assertThat(refused.refusal()).isEqualTo("embargo-public");
        assertThat(play.state(of)).isEqualTo(NONE);
        play.distributed(of, play.desk.curve);
        assertThat(play.sees(play.curve, of)).isTrue();
    }

    @Test
    void itBecomesPublicWhileTermsAreOnlyProposedSoTheProposalIsVoid() {
        CoordinatedCase of = play.opened(null);
        String term = play.proposed(of, play.coordinator, play.in(Duration.ofDays(20)));
        play.notes(of, "PUBLIC_AWARE", "A talk was announced with details");
        assertThat(play.state(of)).isEqualTo(NONE);
        assertThat(play.accept(of, term).status()).isEqualTo(409);
    }

    @Test
    void anExploitIsPublicSoThePublicKnowsTooAndTheEmbargoEnds() {
        CoordinatedCase of = play.opened(30);
        play.notes(of, "EXPLOIT_PUBLIC", "Metasploit module");
        assertThat(play.state(of)).isEqualTo(EXITED);
        assertThat(play.coordinator
                        .get(play.embargo(of))
                        .html()
                        .select("li[data-event]")
                        .eachAttr("data-event"))
                .containsExactly("EXPLOIT_PUBLIC", "PUBLIC_AWARE");
        play.notes(of, "PUBLIC_AWARE", "said again");
        assertThat(play.coordinator.get(play.embargo(of)).html().select("li[data-event]"))
                .as("noting again what is known changes nothing")
                .hasSize(2);
    }

    @Test
    void attacksAreObservedSoAPersonDecidesAndMayKeepTheEmbargo() {
        CoordinatedCase of = play.opened(30);
        play.distributed(of, play.desk.curve);
        play.notes(of, "ATTACKS_OBSERVED", "Honeypot, 3 sources");
        Browser.Page page = play.coordinator.get(play.embargo(of));
        assertThat(page.html().select("[data-review]").attr("data-review")).isEqualTo("ATTACKS_OBSERVED");
        assertThat(play.state(of)).as("attacks alone set nothing else").isEqualTo(ACTIVE);
        assertThat(page.html().select("li[data-event]").eachAttr("data-event")).containsExactly("ATTACKS_OBSERVED");
        assertThat(play.curve
                        .post(play.ours(of) + "/proposals", Play.terms(play.in(Duration.ofDays(40))))
                        .refusal())
                .isEqualTo("embargo-attacked");

        String keep = page.html().expectFirst("form[action*=/keeping]").attr("action");
        assertThat(play.coordinator.post(keep, "reason", "").refusal()).isEqualTo("reason-missing");
        assertThat(play.coordinator.post(keep, "reason", "Vendors need one day").status())
                .isEqualTo(303);
        assertThat(play.coordinator.get(play.embargo(of)).html().select("[data-review]"))
                .isEmpty();
        assertThat(play.coordinator.post(keep, "reason", "Again").refusal()).isEqualTo("embargo-no-review");
        assertThat(play.state(of)).isEqualTo(ACTIVE);
    }

    @Test
    void attacksAreObservedAndThePersonEndsTheEmbargo() {
        CoordinatedCase of = play.opened(30);
        play.notes(of, "ATTACKS_OBSERVED", "Incident report");
        play.ends(of, "ATTACKS");
        assertThat(play.state(of)).isEqualTo(EXITED);
        assertThat(play.coordinator.get(play.embargo(of)).html().select("[data-review]"))
                .isEmpty();
    }

    @Test
    void aFixIsReadySoANewEmbargoIsDoubtedButOneInForceMayBeStretchedForTrailingVendors() {
        CoordinatedCase free = play.opened(null);
        play.distributed(free, play.desk.curve);
        play.states(free, play.curve, "FIXED");
        Browser.Page doubted =
                play.coordinator.post(play.embargo(free) + "/proposals", Play.terms(play.in(Duration.ofDays(5))));
        assertThat(doubted.refusal()).isEqualTo("embargo-fix-ready");
        assertThat(doubted.html().select("input[name=anyway]")).isNotEmpty();

        CoordinatedCase bound = play.opened(30);
        play.distributed(bound, play.desk.curve, play.desk.rsa);
        play.states(bound, play.curve, "FIXED");
        play.proposed(bound, play.rivest, play.in(Duration.ofDays(45)));
    }

    @Test
    void aVendorThatSaysItIsNotAffectedIsAskedTwiceBeforeItProposesTerms() {
        CoordinatedCase of = play.opened(30);
        play.distributed(of, play.desk.curve);
        play.states(of, play.curve, "NOT_AFFECTED");
        assertThat(play.curve
                        .post(play.ours(of) + "/proposals", Play.terms(play.in(Duration.ofDays(20))))
                        .refusal())
                .isEqualTo("embargo-not-worked-on");
    }

    @Test
    void theTimeRunsOutWithoutAnybodyEndingItSoItBindsNobodyAndSaysSo() {
        CoordinatedCase of = play.opened(null);
        play.accept(of, play.proposed(of, play.coordinator, play.in(Duration.ofMinutes(4))));
        play.distributed(of, play.desk.curve);
        play.desk.application.advance(Duration.ofMinutes(5));
        Browser.Page page = play.coordinator.get(play.embargo(of));
        assertThat(page.html().select("[data-ran-out]")).hasSize(1);
        assertThat(play.curve
                        .post(play.ours(of) + "/proposals", Play.terms(play.in(Duration.ofDays(5))))
                        .refusal())
                .isEqualTo("embargo-ran-out");
        assertThat(play.coordinator
                        .post(play.embargo(of) + "/proposals", Play.terms(play.in(Duration.ofDays(5))))
                        .refusal())
                .isEqualTo("embargo-ran-out");
        assertThat(play.ends(of, "EXPIRED").status()).isEqualTo(303);
        assertThat(play.state(of)).isEqualTo(EXITED);
    }

    @Test
    void aVendorLeavesAndSaysWhetherItKeepsTheEmbargoAndIsCutOffAtOnce() {
        CoordinatedCase of = play.opened(30);
        play.distributed(of, play.desk.curve, play.desk.rsa);
        String leaving = "/our-cases/" + of.id() + "/leaving";
        assertThat(play.curve.get(leaving).status()).isEqualTo(200);
        assertThat(play.curve.post(leaving).refusal()).isEqualTo("participant-adheres");
        assertThat(play.curve.post(leaving, "adheres", "yes").location()).isEqualTo("/our-cases?done=left");
        assertThat(play.sees(play.curve, of)).isFalse();
        assertThat(play.sees(play.rivest, of)).isTrue();
        assertThat(play.state(of)).as("leaving is not ending").isEqualTo(ACTIVE);
        Browser.Page participants = play.coordinator.get("/cases/" + of.id() + "/participants");
        assertThat(participants
                        .html()
                        .select("tr[data-participant=" + play.desk.curve.id() + "]")
                        .text())
                .contains("left", "keeps to the embargo");
        assertThat(play.curve.get(play.ours(of)).status()).isEqualTo(404);
        assertThat(play.curve.post(leaving, "adheres", "yes").status()).isEqualTo(404);
    }

    @Test
    void aVendorThatBrokeTheEmbargoIsRemovedAndItsHistoryStays() {
        CoordinatedCase of = play.opened(30);
        play.distributed(of, play.desk.curve, play.desk.rsa);
        assertThat(play.coordinator
                        .post(
                                "/cases/" + of.id() + "/vendors/" + play.desk.rsa.id() + "/withdrawal",
                                "reason",
                                "Told the press")
                        .status())
                .isEqualTo(303);
        assertThat(play.sees(play.rivest, of)).isFalse();
        assertThat(play.rivest.get(play.ours(of)).status()).isEqualTo(404);
        assertThat(play.coordinator
                        .get("/cases/" + of.id() + "/participants")
                        .html()
                        .select("tr[data-participant=" + play.desk.rsa.id() + "] [data-gone]")
                        .attr("data-gone"))
                .isEqualTo("removed");
        play.distributed(of, play.desk.rsa);
        assertThat(play.coordinator
                        .get("/cases/" + of.id() + "/participants")
                        .html()
                        .select("tr[data-participant=" + play.desk.rsa.id() + "] [data-gone]"))
                .as("whoever is chosen again is back")
                .isEmpty();
    }

    @Test
    void whoDeclinedAProposalMayThinkBetterOfItWhileItIsOpenAndLosesNothing() {
        CoordinatedCase of = play.opened(30);
        play.distributed(of, play.desk.rsa);
        String term = play.proposed(of, play.coordinator, play.in(Duration.ofDays(60)));
        assertThat(play.rivest
                        .get(play.ours(of))
                        .html()
                        .select("section[data-term=" + term + "]")
                        .text())
                .as("it is told what declining may cost before it declines")
                .contains("you lose access to this case at that moment");
        play.answer(of, play.rivest, term, "decline");
        assertThat(play.rivest.get(play.ours(of)).html().select("section[data-term=" + term + "] button[value=agree]"))
                .hasSize(1);
        play.answer(of, play.rivest, term, "agree");
        assertThat(play.accept(of, term).status()).isEqualTo(303);
        assertThat(play.sees(play.rivest, of)).isTrue();
    }

    @Test
    void nobodyGivesItsAccessUpByOneClick() {
        CoordinatedCase of = play.opened(30);
        play.distributed(of, play.desk.curve);
        String path = play.ours(of) + "/proposals/" + play.inForce(of, play.curve) + "/answer";
        assertThat(play.curve.post(path, "answer", "decline").refusal()).isEqualTo("embargo-decline-sure");
        assertThat(play.sees(play.curve, of)).isTrue();
        Browser.Page sent = play.curve.post(path, "answer", "decline", "sure", "yes");
        assertThat(sent.location()).isEqualTo("/our-cases?done=ended");
        assertThat(play.curve.get(sent.location()).html().select("[data-done]").text())
                .contains("your access to the case has ended");
        assertThat(play.sees(play.curve, of)).isFalse();
    }

    @Test
    void nothingOutsideIsNotedByDefaultAndWhatEndsTheEmbargoWantsToBeMeant() {
        CoordinatedCase of = play.opened(30);
        String events = play.embargo(of) + "/events";
        assertThat(play.coordinator.get(play.embargo(of)).html().select("input[name=event][checked]"))
                .isEmpty();
        assertThat(play.coordinator.post(events, "evidence", "A blog").refusal())
                .isEqualTo("case-event-unknown");
        Browser.Page unmeant = play.coordinator.post(events, "event", "EXPLOIT_PUBLIC", "evidence", "A blog");
        assertThat(unmeant.refusal()).isEqualTo("case-event-over");
        assertThat(unmeant.html().select("textarea[name=evidence]").text()).isEqualTo("A blog");
        assertThat(unmeant.html().select("input[name=event][checked]").val()).isEqualTo("EXPLOIT_PUBLIC");
        assertThat(play.state(of)).isEqualTo(ACTIVE);
        assertThat(play.coordinator
                        .post(events, "event", "ATTACKS_OBSERVED", "evidence", "A log")
                        .status())
                .as("this ends nothing by itself")
                .isEqualTo(303);
    }

    @Test
    void aClosedCaseSaysSoOnItsPagesAndTakesNothingMore() {
        CoordinatedCase of = play.opened(30);
        play.distributed(of, play.desk.curve);
        assertThat(play.coordinator.get("/cases/" + of.id()).html().select("[data-ended]"))
                .isEmpty();
        assertThat(play.closes(of, "", "ENDS").refusal())
                .as("no reason by default")
                .isEqualTo("case-end-reason");
        assertThat(play.closes(of, "PUBLISHED", "ENDS").refusal()).isEqualTo("case-end-not-published");
        play.closes(of, "OBSOLETE", "ENDS");
        for (String page : List.of("", "/embargo", "/participants", "/joining", "/status", "/closing")) {
            Browser.Page shown = play.coordinator.get("/cases/" + of.id() + page);
            assertThat(shown.html().select("[data-ended]").attr("data-ended"))
                    .as(page)
                    .isEqualTo("OBSOLETE");
            assertThat(shown.html()
                            .select("a[href$=/waves/new], form.propose-terms, form.note-event, form.merge-case,"
                                    + " form[action$=/introductions], form.close-case"))
                    .as(page)
                    .isEmpty();
        }
        assertThat(play.coordinator.get("/cases/" + of.id() + "/waves/new").refusal())
                .isEqualTo("case-ended");
        Browser.Page ours = play.curve.get("/our-cases/" + of.id());
        assertThat(ours.html().select("[data-ended]").text()).contains("closed").doesNotContain("obsolete");
        play.curve.post("/account", "name", "Curve", "language", "ja", "zone", "Asia/Tokyo");
        assertThat(play.curve.get("/our-cases/" + of.id()).text()).contains("この案件は取扱いを終了しています");
        play.curve.post("/account", "name", "Curve", "language", "en", "zone", "Asia/Tokyo");
    }

    @Test
    void aRoleGivenByMistakeIsTakenBackAndTheTeamItselfIsIntroducedToNobody() {
        CoordinatedCase of = play.opened(30);
        play.distributed(of, play.desk.curve, play.desk.rsa);
        String participants = "/cases/" + of.id() + "/participants";
        String curve = play.desk.curve.id().toString();
        assertThat(play.coordinator.post(participants, "organisation", curve).refusal())
                .as("no role by default")
                .isEqualTo("participant-role");
        play.coordinator.post(participants, "organisation", curve, "role", "OBSERVER");
        String row = "tr[data-participant=" + curve + "]";
        assertThat(play.coordinator.get(participants).html().select(row).text()).contains("observer", "vendor");
        play.coordinator.post(participants + "/removal", "organisation", curve, "role", "OBSERVER");
        assertThat(play.coordinator.get(participants).html().select(row).text())
                .contains("vendor")
                .doesNotContain("observer");
        assertThat(play.coordinator
                        .post(participants + "/removal", "organisation", curve, "role", "VENDOR")
                        .refusal())
                .isEqualTo("participant-role-stays");
        play.coordinator.post(participants, "organisation", curve, "role", "OBSERVER");
        assertThat(play.coordinator.get(participants).html().select(row).text()).contains("observer");

        String team = TestOrganisations.COORDINATOR.toString();
        assertThat(play.coordinator.get(participants).html().select("select[name=oneParty] option[value=" + team + "]"))
                .isEmpty();
        assertThat(play.coordinator
                        .post("/cases/" + of.id() + "/introductions", "oneParty", team, "otherParty", curve)
                        .refusal())
                .isEqualTo("introduction-two");
    }

    @Test
    void upstreamAndDownstreamAreIntroducedOnlyWhenBothWishIt() {
        CoordinatedCase of = play.opened(30);
        play.distributed(of, play.desk.curve, play.desk.rsa);
        String own = "/our-cases/" + of.id();
        String[] both = {
            "oneParty",
            play.desk.curve.id().toString(),
            "otherParty",
            play.desk.rsa.id().toString()
        };
        String introductions = "/cases/" + of.id() + "/introductions";
        assertThat(play.coordinator
                        .post(introductions, "oneParty", both[1], "otherParty", both[1])
                        .refusal())
                .isEqualTo("introduction-two");
        assertThat(play.coordinator.post(introductions, both).status()).isEqualTo(303);
        Browser.Page asked = play.curve.get(own);
        assertThat(asked.text()).as("nobody is named before").doesNotContain("Rivest");
        String form = asked.html().expectFirst("form.introduction").attr("action");
        play.curve.post(form, "answer", "yes");
        assertThat(play.curve.get(own).html().select("[data-wished=true]"))
                .as("what it said stays to be seen")
                .hasSize(1);
        assertThat(play.curve.get(own).text()).doesNotContain("Rivest");
        assertThat(play.rivest.get(own).text()).doesNotContain("Curve");
        play.rivest.post(
                play.rivest.get(own).html().expectFirst("form.introduction").attr("action"), "answer", "yes");
        assertThat(play.curve.get(own).html().select("dd.known").text()).contains("Rivest", "@rivest.example.jp");
        assertThat(play.rivest.get(own).html().select("dd.known").text()).contains("Curve");
    }

    @Test
    void aVendorKeepsTheCaseUnderItsOwnNumberAndNobodyElseSeesIt() {
        CoordinatedCase of = play.opened(30);
        play.distributed(of, play.desk.curve, play.desk.rsa);
        play.curve.post("/our-cases/" + of.id() + "/number", "number", "CURVE-0815");
        assertThat(play.curve.get("/our-cases").text()).contains("CURVE-0815");
        assertThat(play.curve.get("/our-cases/" + of.id()).html().select("h1").text())
                .contains("CURVE-0815");
        assertThat(play.coordinator.get("/cases/" + of.id() + "/participants").text())
                .contains("CURVE-0815");
        assertThat(play.rivest.get("/our-cases/" + of.id()).text()).doesNotContain("CURVE-0815");
        assertThat(play.curve
                        .post("/our-cases/" + of.id() + "/number", "number", "x".repeat(61))
                        .refusal())
                .isEqualTo("participant-number-long");
    }

    @Test
    void itIsNoVulnerabilitySoTheCaseIsClosedAndTheEmbargoEndsWithIt() {
        CoordinatedCase of = play.opened(30);
        play.distributed(of, play.desk.curve);
        assertThat(play.closes(of, "NOT_A_VULNERABILITY", "").refusal()).isEqualTo("case-end-secrecy");
        assertThat(play.closes(of, "NOT_A_VULNERABILITY", "ENDS").status()).isEqualTo(303);
        assertThat(play.state(of)).isEqualTo(EXITED);
        assertThat(play.closes(of, "DUPLICATE", "ENDS").refusal()).isEqualTo("case-ended");
        assertThat(play.sees(play.curve, of)).as("whoever got it keeps it").isTrue();
    }

    @Test
    void aVendorHandlesItWithItsCustomersSoTheCaseIsClosedAndTheEmbargoStays() {
        CoordinatedCase of = play.opened(30);
        play.distributed(of, play.desk.curve);
        assertThat(play.closes(of, "VENDOR_PRIVATE", "STAYS").status()).isEqualTo(303);
        assertThat(play.state(of)).isEqualTo(ACTIVE);
        assertThat(play.coordinator
                        .post(play.embargo(of) + "/proposals", Play.terms(play.in(Duration.ofDays(5))))
                        .refusal())
                .isEqualTo("embargo-report-closed");
    }

    @Test
    void aCaseIsNotClosedWhileAWaveLiesAheadAndNothingGoesOutAfterwards() {
        CoordinatedCase of = play.opened(null);
        Wave wave = play.desk.plan(of, play.desk.curve);
        assertThat(play.closes(of, "OTHER", "").refusal()).isEqualTo("case-wave-ahead");
        play.coordinator.post("/waves/" + wave.id() + "/cancellation", "reason", "Closing");
        Browser.Page wrong = play.coordinator.post(
                "/cases/" + of.id() + "/closing", "reason", "OTHER", "words", "Done", "number", "CHS-1999-00001");
        assertThat(wrong.refusal()).isEqualTo("case-end-number");
        assertThat(wrong.html().select("textarea[name=words]").text()).isEqualTo("Done");
        assertThat(play.closes(of, "OTHER", "").status()).isEqualTo(303);
        assertThatThrownBy(() -> play.desk.plan(of, play.desk.curve)).hasMessage("case-ended");
    }

    @Test
    void whoDeclinedTermsBeforeTheyCameIntoForceLosesTheCaseWhenTheyDo() {
        CoordinatedCase of = play.opened(30);
        play.distributed(of, play.desk.curve, play.desk.rsa);
        String term = play.proposed(of, play.coordinator, play.in(Duration.ofDays(60)));
        play.answer(of, play.rivest, term, "decline");
        assertThat(play.sees(play.rivest, of)).as("nothing is in force yet").isTrue();
        Browser.Page unmeant = play.accept(of, term);
        assertThat(unmeant.refusal()).isEqualTo("embargo-loses");
        assertThat(unmeant.html().select("tr[data-term=" + term + "] .loses").text())
                .as("whoever decides sees who loses the case")
                .contains("Rivest")
                .doesNotContain("Curve");
        assertThat(play.sees(play.rivest, of)).isTrue();
        String loses = unmeant.html().select("input[name=loses]").val();
        assertThat(play.accept(of, term, loses).status()).isEqualTo(303);
        play.desk.settled();
        assertThat(play.desk.mails(of, play.desk.rsa).stream().map(WaveText::of))
                .as("told that its access ended")
                .anyMatch(mail -> mail.contains("has ended"));
        assertThat(play.sees(play.rivest, of)).isFalse();
        assertThat(play.sees(play.curve, of)).isTrue();
    }

    @Test
    void termsThatAWaveAheadWasNotPlannedForWaitUntilItIsTakenBack() {
        CoordinatedCase of = play.opened(30);
        play.desk.plan(of, play.desk.curve);
        String[] far = {"until", Play.terms(play.in(Duration.ofDays(200)))[1], "zone", "UTC", "anyway", "yes"};
        play.coordinator.post(play.embargo(of) + "/proposals", far);
        assertThat(play.accept(of, play.open(of).getFirst()).refusal()).isEqualTo("embargo-wave-ahead");
        assertThat(play.state(of)).as("nothing is half done").isEqualTo(REVISE);
    }

    @Test
    void whoeverWasCutOffCanBeAskedAgainAndWhoWasOnlyAskedCanBeTakenOut() {
        CoordinatedCase of = play.opened(300);
        String[] ask = {"organisation", play.desk.curve.id().toString()};
        play.coordinator.post(play.embargo(of) + "/invitations", ask);
        String term = play.inForce(of, play.curve);
        play.answer(of, play.curve, term, "agree");
        play.distributed(of, play.desk.curve);
        play.answer(of, play.curve, term, "decline");
        assertThat(play.curve.get(play.ours(of)).status()).isEqualTo(404);
        play.coordinator.post(play.embargo(of) + "/invitations", ask);
        assertThat(play.curve.get(play.ours(of)).status()).as("asked again").isEqualTo(200);
        assertThat(play.coordinator
                        .post(
                                "/cases/" + of.id() + "/vendors/" + play.desk.curve.id() + "/withdrawal",
                                "reason",
                                "Asked by mistake")
                        .status())
                .isEqualTo(303);
        assertThat(play.curve.get(play.ours(of)).status()).isEqualTo(404);
    }

    @Test
    void aVendorHasOneProposalOpenAtATimeAndItsZoneDoesNotGiveItAway() {
        CoordinatedCase of = play.opened(30);
        play.distributed(of, play.desk.curve, play.desk.rsa);
        String until = LocalDateTime.ofInstant(play.in(Duration.ofDays(20)), ZoneId.of("Europe/Lisbon"))
                .toString();
        assertThat(play.curve
                        .post(play.ours(of) + "/proposals", "until", until, "zone", "Europe/Lisbon")
                        .status())
                .isEqualTo(303);
        assertThat(play.rivest
                        .get(play.ours(of))
                        .html()
                        .select("section[data-term]")
                        .text())
                .doesNotContain("Lisbon");
        assertThat(play.curve
                        .post(play.ours(of) + "/proposals", Play.terms(play.in(Duration.ofDays(10))))
                        .refusal())
                .isEqualTo("embargo-one-proposal");
    }
}
