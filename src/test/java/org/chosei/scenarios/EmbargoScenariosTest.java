package org.chosei.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chosei.protocol.EmbargoState.ACTIVE;
import static org.chosei.protocol.EmbargoState.EXITED;
import static org.chosei.protocol.EmbargoState.NONE;
import static org.chosei.protocol.EmbargoState.PROPOSED;
import static org.chosei.protocol.EmbargoState.REVISE;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.chosei.access.Role;
import org.chosei.agreements.AgreementKind;
import org.chosei.cases.CoordinatedCase;
import org.chosei.distribution.Vendors.Vendor;
import org.chosei.testing.Browser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** How embargoes are proposed, agreed, revised and ended, over the pages and the mail, step by step as the protocol has them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EmbargoScenariosTest {
    private final Play play = new Play();

    @AfterAll
    void stop() {
        play.close();
    }

    @Test
    void aCounterProposalIsOpenBesideTheFirstAndNothingIsInForceBeforeOneIsAccepted() {
        CoordinatedCase of = play.opened(null);
        play.distributed(of, play.desk.curve);
        assertThat(play.state(of)).isEqualTo(NONE);
        String first = play.proposed(of, play.coordinator, play.in(Duration.ofDays(45)));
        assertThat(play.state(of)).isEqualTo(PROPOSED);
        String counter = play.proposed(of, play.curve, play.in(Duration.ofDays(30)));
        assertThat(play.state(of)).isEqualTo(PROPOSED);
        Browser.Page page = play.coordinator.get(play.embargo(of));
        assertThat(page.html().select("tr[data-term=" + counter + "]").text())
                .as("by default the shortest wins")
                .contains("shortest", "Curve");
        assertThat(page.html().select("tr[data-term=" + first + "]").text()).doesNotContain("shortest");

        assertThat(play.accept(of, counter).status()).isEqualTo(303);
        assertThat(play.state(of))
                .as("the longer one is now a proposal to revise it")
                .isEqualTo(REVISE);
        assertThat(play.reject(of, first).status()).isEqualTo(303);
        assertThat(play.state(of)).isEqualTo(ACTIVE);
        assertThat(play.stand(of, play.desk.curve)).isEqualTo("SIGNATORY");
    }

    @Test
    void onlyWhatIsInForceStandsAsAgreedAndNothingLongerThanItIsCalledTheShortest() {
        CoordinatedCase of = play.opened(20);
        play.distributed(of, play.desk.curve);
        String longer = play.proposed(of, play.curve, play.in(Duration.ofDays(40)));
        Browser.Page staff = play.coordinator.get(play.embargo(of));
        assertThat(staff.html().select("tr[data-term=" + longer + "]").text())
                .contains("proposed as")
                .doesNotContain("agreed as", "shortest");
        assertThat(staff.html().select("[data-step=PROPOSE]").last().text())
                .as("the history says whose it was")
                .contains("Curve");
        Browser.Page own = play.curve.get(play.ours(of));
        assertThat(own.html().select("[data-step=PROPOSE]").last().text()).contains("by your organisation");
        assertThat(own.html().select("section[data-term]").last().text())
                .as("it never said so itself")
                .contains("agreed as", "Your NDA covers these terms")
                .doesNotContain("You agreed");
        assertThat(play.curve
                        .post(play.ours(of) + "/proposals", Play.terms(play.in(Duration.ofDays(-1))))
                        .text())
                .doesNotContain("originator");
    }

    @Test
    void aRejectedFirstProposalLeavesNoEmbargoAndAnotherMayFollow() {
        CoordinatedCase of = play.opened(null);
        String term = play.proposed(of, play.coordinator, play.in(Duration.ofDays(20)));
        play.reject(of, term);
        assertThat(play.state(of)).isEqualTo(NONE);
        assertThat(play.accept(of, term).refusal()).isEqualTo("embargo-term-over");
        play.proposed(of, play.coordinator, play.in(Duration.ofDays(10)));
        assertThat(play.state(of)).isEqualTo(PROPOSED);
    }

    @Test
    void aRevisionKeepsTheOldTermsUntilItIsAcceptedAndRejectingItKeepsThem() {
        CoordinatedCase of = play.opened(30);
        play.distributed(of, play.desk.curve);
        String active = play.inForce(of, play.curve);
        String revision = play.proposed(of, play.curve, play.in(Duration.ofDays(40)));
        assertThat(play.state(of)).isEqualTo(REVISE);
        assertThat(play.inForce(of, play.curve)).isEqualTo(active);
        play.reject(of, revision);
        assertThat(play.state(of)).isEqualTo(ACTIVE);
        assertThat(play.inForce(of, play.curve)).isEqualTo(active);

        String accepted = play.proposed(of, play.curve, play.in(Duration.ofDays(35)));
        play.accept(of, accepted);
        assertThat(play.state(of)).isEqualTo(ACTIVE);
        assertThat(play.inForce(of, play.curve)).isEqualTo(accepted);
    }

    @Test
    void whoAgreedToALaterEndAgreedToAnEarlierOneAndNobodyToALaterOne() {
        CoordinatedCase of = play.opened(30);
        play.distributed(of, play.desk.curve, play.desk.rsa);
        assertThat(play.stand(of, play.desk.rsa)).as("by its NDA").isEqualTo("SIGNATORY");
        play.accept(of, play.proposed(of, play.coordinator, play.in(Duration.ofDays(20))));
        assertThat(play.stand(of, play.desk.rsa)).as("carried over").isEqualTo("SIGNATORY");
    }

    @Test
    void termsLongerThanNinetyDaysWantAPersonWhoSawWhyAndThoseLongerThanAYearAreRefused() {
        CoordinatedCase of = play.opened(null);
        Instant long_ = play.in(Duration.ofDays(120));
        Browser.Page doubted = play.coordinator.post(play.embargo(of) + "/proposals", Play.terms(long_));
        assertThat(doubted.refusal()).isEqualTo("embargo-long");
        assertThat(doubted.html().select("input[name=until]").val())
                .as("nothing typed is lost")
                .isNotEmpty();
        String[] anyway = append(Play.terms(long_), "anyway", "yes");
        assertThat(play.coordinator
                        .post(play.embargo(of) + "/proposals", anyway)
                        .status())
                .isEqualTo(303);
        String[] years = append(Play.terms(play.in(Duration.ofDays(800))), "anyway", "yes");
        assertThat(play.coordinator.post(play.embargo(of) + "/proposals", years).refusal())
                .isEqualTo("embargo-longest");
        assertThat(play.coordinator
                        .post(play.embargo(of) + "/proposals", "until", "2027-01-01T00:00", "zone", "")
                        .refusal())
                .as("never without a zone")
                .isEqualTo("instant-malformed");
    }

    @Test
    void aLaterEndThanTheNdaCoversBindsOnlyThoseWhoSaySoAndTheOthersKeepWhatTheyKnow() {
        CoordinatedCase of = play.opened(30);
        play.distributed(of, play.desk.curve, play.desk.rsa);
        String[] far = append(Play.terms(play.in(Duration.ofDays(300))), "anyway", "yes");
        assertThat(play.curve.post(play.ours(of) + "/proposals", far).status()).isEqualTo(303);
        String term = play.open(of).getFirst();
        play.accept(of, term);
        assertThat(play.stand(of, play.desk.curve)).as("proposing is agreeing").isEqualTo("SIGNATORY");
        assertThat(play.stand(of, play.desk.rsa))
                .as("silence is never an answer")
                .isEqualTo("LAPSED");
        assertThat(play.sees(play.rivest, of)).isTrue();
        assertThat(gate(of, play.desk.rsa.id().toString())).containsExactly("EMBARGO_BEYOND_CONSENT");

        play.answer(of, play.rivest, term, "agree");
        assertThat(play.stand(of, play.desk.rsa)).isEqualTo("SIGNATORY");
        assertThat(gate(of, play.desk.rsa.id().toString())).containsExactly("ALL_MET");
    }

    @Test
    void whoAgreesNoLongerLosesTheCaseAtOnceAndTheEmbargoGoesOn() {
        CoordinatedCase of = play.opened(30);
        play.distributed(of, play.desk.curve, play.desk.rsa);
        String active = play.inForce(of, play.curve);
        play.answer(of, play.curve, active, "decline");
        assertThat(play.sees(play.curve, of)).isFalse();
        assertThat(play.sees(play.rivest, of)).isTrue();
        assertThat(play.state(of)).isEqualTo(ACTIVE);
        assertThat(play.stand(of, play.desk.curve)).isEqualTo("DECLINED");
        assertThat(gate(of, play.desk.curve.id().toString())).contains("EMBARGO_DECLINED");
        assertThat(play.curve.get(play.ours(of)).status())
                .as("nothing more is told")
                .isEqualTo(404);
    }

    @Test
    void whoJoinsIsAskedFirstLearnsOnlyNumberAndTermsAndGetsContentAfterItAgreed() {
        CoordinatedCase of = play.opened(300);
        assertThat(gate(of, play.desk.curve.id().toString())).containsExactly("EMBARGO_BEYOND_CONSENT");
        assertThat(play.coordinator
                        .post(
                                play.embargo(of) + "/invitations",
                                "organisation",
                                play.desk.curve.id().toString())
                        .status())
                .isEqualTo(303);
        assertThat(play.curve.get("/our-cases").text()).contains(of.number());
        assertThat(play.sees(play.curve, of)).isFalse();
        Browser.Page asked = play.curve.get(play.ours(of));
        assertThat(asked.text()).contains(of.number()).doesNotContain("Undisclosed", "Router");
        assertThat(play.rivest.get(play.ours(of)).status())
                .as("another vendor knows nothing")
                .isEqualTo(404);
        play.desk.settled();
        assertThat(play.desk.mails(of, play.desk.curve))
                .hasSize(1)
                .allSatisfy(mail ->
                        assertThat(WaveText.of(mail)).contains("embargo").doesNotContain("Undisclosed"));

        String term = asked.html().expectFirst("section[data-term]").attr("data-term");
        assertThat(play.curve.get("/our-cases").html().select("[data-agreed=false]"))
                .hasSize(1);
        play.answer(of, play.curve, term, "agree");
        Browser.Page waits = play.curve.get("/our-cases");
        assertThat(waits.html().select("[data-agreed=true]").text())
                .as("it is asked no more")
                .contains(of.number(), "You agreed");
        assertThat(waits.html().select("[data-agreed=false]")).isEmpty();
        assertThat(gate(of, play.desk.curve.id().toString())).containsExactly("ALL_MET");
        play.distributed(of, play.desk.curve);
        assertThat(play.sees(play.curve, of)).isTrue();
    }

    @Test
    void whoIsAskedAndDeclinesIsNotToldAndCanBeAskedAgain() {
        CoordinatedCase of = play.opened(300);
        String[] ask = {"organisation", play.desk.rsa.id().toString()};
        play.coordinator.post(play.embargo(of) + "/invitations", ask);
        String term = play.rivest
                .get(play.ours(of))
                .html()
                .expectFirst("section[data-term]")
                .attr("data-term");
        play.answer(of, play.rivest, term, "decline");
        assertThat(play.rivest.get(play.ours(of)).status()).isEqualTo(404);
        assertThat(gate(of, play.desk.rsa.id().toString())).contains("EMBARGO_DECLINED");
        assertThat(play.coordinator.post(play.embargo(of) + "/invitations", ask).status())
                .isEqualTo(303);
        assertThat(play.coordinator.post(play.embargo(of) + "/invitations", ask).refusal())
                .isEqualTo("embargo-all-asked");
        assertThat(play.answer(of, play.rivest, term, "agree").status()).isEqualTo(303);
    }

    @Test
    void aQuestionIsOverWithTheAgreementOfWhoeverWasAsked() {
        CoordinatedCase of = play.opened(300);
        Vendor leaves = play.desk.vendors.active("Leaves", play.desk.rsaKeyring);
        Browser member = play.member(leaves, "Lea");
        String[] ask = {"organisation", leaves.id().toString()};
        play.coordinator.post(play.embargo(of) + "/invitations", ask);
        assertThat(member.get(play.ours(of)).status()).isEqualTo(200);
        play.desk.vendors.end(leaves, AgreementKind.NDA);
        assertThat(member.get(play.ours(of)).status()).isEqualTo(404);
    }

    @Test
    void aQuestionIsOverWithTheEmbargoThatItWasAbout() {
        CoordinatedCase of = play.opened(300);
        play.coordinator.post(
                play.embargo(of) + "/invitations",
                "organisation",
                play.desk.rsa.id().toString());
        assertThat(play.rivest.get(play.ours(of)).status()).isEqualTo(200);
        play.ends(of, "LEAKED");
        assertThat(play.rivest.get(play.ours(of)).status()).isEqualTo(404);
    }

    @Test
    void whoIsOnlyAskedSeesWhatIsInForceAndNoProposals() {
        CoordinatedCase of = play.opened(300);
        String[] ask = {"organisation", play.desk.rsa.id().toString()};
        assertThat(play.coordinator.post(play.embargo(of) + "/invitations", ask).status())
                .isEqualTo(303);
        play.proposed(of, play.coordinator, play.in(Duration.ofDays(25)));
        assertThat(play.rivest.get(play.ours(of)).html().select("section[data-term]"))
                .hasSize(1);
    }

    @Test
    void whoeverMissesMoreThanConsentIsNotEvenAsked() {
        CoordinatedCase of = play.opened(300);
        String[] ask = {"organisation", play.outsider.id().toString()};
        assertThat(play.coordinator.post(play.embargo(of) + "/invitations", ask).refusal())
                .isEqualTo("vendor-not-to-be-asked");
    }

    @Test
    void aVendorThatProposesAgainAndAgainIsToldToWait() {
        CoordinatedCase of = play.opened(30);
        play.distributed(of, play.desk.curve);
        for (int days : List.of(20, 21, 22)) {
            String term = play.proposed(of, play.curve, play.in(Duration.ofDays(days)));
            play.curve.post(play.ours(of) + "/proposals/" + term + "/withdrawal");
        }
        assertThat(play.curve
                        .post(play.ours(of) + "/proposals", Play.terms(play.in(Duration.ofDays(23))))
                        .refusal())
                .isEqualTo("embargo-often");
    }

    @Test
    void aVendorSeesOtherTermsButNotWhoseTheyAreAndTakesBackOnlyItsOwn() {
        CoordinatedCase of = play.opened(30);
        play.distributed(of, play.desk.curve, play.desk.rsa);
        String term = play.proposed(of, play.curve, play.in(Duration.ofDays(25)));
        Browser.Page seen = play.rivest.get(play.ours(of));
        assertThat(seen.html().select("section[data-term=" + term + "]")).hasSize(1);
        assertThat(seen.text()).doesNotContain("Curve");
        play.desk.settled();
        assertThat(play.desk.mails(of, play.desk.rsa).stream().map(WaveText::of))
                .as("asked by mail, without a word of who proposed")
                .anyMatch(mail -> mail.contains("embargo") && !mail.contains("Curve"));
        assertThat(play.rivest
                        .post(play.ours(of) + "/proposals/" + term + "/withdrawal")
                        .status())
                .isEqualTo(404);
        assertThat(play.curve
                        .post(play.ours(of) + "/proposals/" + term + "/withdrawal")
                        .status())
                .isEqualTo(303);
        assertThat(play.state(of)).isEqualTo(ACTIVE);
    }

    @Test
    void theEmbargoEndsEarlyByAPersonsDecisionWithItsReasonAndNothingFollowsIt() {
        CoordinatedCase of = play.opened(30);
        play.distributed(of, play.desk.curve);
        assertThat(play.coordinator
                        .post(play.embargo(of) + "/end", "reason", "LEAKED")
                        .refusal())
                .as("only by whoever is sure")
                .isEqualTo("embargo-end-sure");
        assertThat(play.ends(of, "LEAKED").status()).isEqualTo(303);
        assertThat(play.state(of)).isEqualTo(EXITED);
        assertThat(play.ends(of, "LEAKED").refusal()).isEqualTo("embargo-no-such-step");
        assertThat(play.coordinator
                        .post(play.embargo(of) + "/proposals", Play.terms(play.in(Duration.ofDays(3))))
                        .refusal())
                .isEqualTo("embargo-no-such-step");
        assertThat(play.sees(play.curve, of))
                .as("whoever knows keeps what it knows")
                .isTrue();
        assertThat(play.curve.get(play.ours(of)).text()).contains("it leaked");
    }

    @Test
    void twoWhoDecideAtOnceDecideOnce() throws Exception {
        CoordinatedCase of = play.opened(null);
        String term = play.proposed(of, play.coordinator, play.in(Duration.ofDays(10)));
        Browser other = play.staff("Otto", Role.COORDINATOR).browser();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Browser.Page> one = threads.submit(() -> play.accept(of, term));
            Future<Browser.Page> two =
                    threads.submit(() -> other.post(play.embargo(of) + "/proposals/" + term + "/rejection"));
            assertThat(List.of(one.get().status(), two.get().status())).containsExactlyInAnyOrder(303, 409);
        }
        assertThat(play.state(of)).isIn(ACTIVE, NONE);
    }

    private List<String> gate(CoordinatedCase of, String vendor) {
        return play.coordinator
                .get("/cases/" + of.id() + "/waves/new")
                .html()
                .select("tr[data-vendor=" + vendor + "] [data-reason]")
                .eachAttr("data-reason");
    }

    private static String[] append(String[] fields, String... more) {
        return Stream.concat(Arrays.stream(fields), Arrays.stream(more)).toArray(String[]::new);
    }
}
