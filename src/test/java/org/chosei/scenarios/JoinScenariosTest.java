package org.chosei.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chosei.protocol.EmbargoState.ACTIVE;
import static org.chosei.protocol.EmbargoState.EXITED;

import java.time.Duration;
import java.util.List;
import org.chosei.cases.CoordinatedCase;
import org.chosei.cases.Vulnerabilities;
import org.chosei.kernel.CaseId;
import org.chosei.testing.Browser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Two reports of one flaw become one case, a part of a case becomes its own, and the embargoes follow. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JoinScenariosTest {
    private final Play play = new Play();

    @AfterAll
    void stop() {
        play.close();
    }

    private Browser.Page merges(CoordinatedCase from, String into) {
        return play.coordinator.post(
                "/cases/" + from.id() + "/merging", "into", into, "words", "The same flaw", "sure", from.number());
    }

    private String end(CoordinatedCase of) {
        return play.coordinator
                .get("/cases/" + of.id())
                .html()
                .select(".embargo time")
                .attr("datetime");
    }

    @Test
    void theSameFlawReportedTwiceIsMergedAndTheEarlierEndApplies() {
        CoordinatedCase first = play.opened(40);
        CoordinatedCase second = play.opened(20);
        play.distributed(first, play.desk.curve);
        play.distributed(second, play.desk.rsa);
        String earlier = end(second);
        assertThat(merges(second, "CHS-1999-00001").refusal()).isEqualTo("merge-unknown");
        assertThat(merges(second, second.number()).refusal()).isEqualTo("merge-unknown");
        assertThat(play.coordinator
                        .post("/cases/" + second.id() + "/merging", "into", first.number(), "sure", first.number())
                        .refusal())
                .as("a wrong number is refused with words about merging")
                .isEqualTo("merge-number");
        assertThat(merges(second, first.number()).location()).isEqualTo("/cases/" + first.id());

        assertThat(play.state(second)).isEqualTo(EXITED);
        assertThat(play.state(first)).isEqualTo(ACTIVE);
        assertThat(end(first)).isEqualTo(earlier);
        assertThat(play.stand(first, play.desk.curve))
                .as("agreed to a later end")
                .isEqualTo("SIGNATORY");
        assertThat(play.stand(first, play.desk.rsa))
                .as("agreed in the other case")
                .isEqualTo("SIGNATORY");
        assertThat(play.sees(play.rivest, first))
                .as("nobody sees anything new by it")
                .isFalse();
        play.distributed(first, play.desk.rsa);
        assertThat(play.sees(play.rivest, first)).isTrue();
        assertThat(play.coordinator.get("/cases/" + first.id()).text())
                .as("the old number leads here")
                .contains(second.number());
        assertThat(play.coordinator
                        .get("/cases/" + first.id())
                        .html()
                        .select(".merged a")
                        .attr("href"))
                .isEqualTo("/cases/" + second.id());
        assertThat(play.coordinator
                        .get("/cases/" + first.id() + "/vulnerabilities")
                        .html()
                        .select("tr[data-number]"))
                .as("our own number is no number of others")
                .noneMatch(row -> row.attr("data-number").equals(second.number()));
        assertThat(play.coordinator
                        .get("/cases/" + second.id())
                        .html()
                        .select("[data-ended] a")
                        .attr("href"))
                .as("what was merged names where it goes on, on its first page")
                .isEqualTo("/cases/" + first.id());
        assertThat(play.coordinator
                        .get("/cases/" + second.id() + "/closing")
                        .html()
                        .select("[data-end]")
                        .attr("data-end"))
                .isEqualTo("MERGED");
        assertThat(merges(second, first.number()).refusal()).isEqualTo("case-ended");
    }

    @Test
    void aVendorOfTheCaseThatGoesOnLearnsTheOtherCasesCveOnlyWithTheNextNotice() {
        CoordinatedCase going = play.opened(30);
        CoordinatedCase ending = play.opened(30);
        play.desk.vendors.asStaff(
                () -> play.desk.application.bean(Vulnerabilities.class).add(ending.id(), "Other", "CVE-2026-77001"));
        play.distributed(going, play.desk.curve);
        play.distributed(ending, play.desk.rsa);
        merges(ending, going.number());
        String page = "/our-cases/" + going.id();
        assertThat(play.coordinator.get("/cases/" + going.id() + "/status").body())
                .contains("CVE-2026-77001");
        assertThat(play.curve.get(page).body()).doesNotContain("CVE-2026-77001");
        play.distributed(going, play.desk.curve, play.desk.rsa);
        assertThat(play.curve.get(page).body()).contains("CVE-2026-77001");
        assertThat(play.rivest.get(page).body()).contains("CVE-2026-77001");
    }

    @Test
    void aMergeDoesNotBringVendorsUnderAnEmbargoThatAWaveAheadWasNotPlannedFor() {
        CoordinatedCase going = play.opened(null);
        CoordinatedCase ending = play.opened(300);
        play.desk.plan(going, play.desk.curve);
        assertThat(merges(ending, going.number()).refusal()).isEqualTo("embargo-wave-ahead");
    }

    @Test
    void aMergeFreesNobodyOfAnEmbargoThatIsInForce() {
        CoordinatedCase going = play.opened(10);
        play.ends(going, "LEAKED");
        CoordinatedCase ending = play.opened(30);
        assertThat(merges(ending, going.number()).refusal()).isEqualTo("merge-embargo-over");
        assertThat(play.state(ending)).isEqualTo(ACTIVE);
    }

    @Test
    void whoLeavesAndKeepsToNothingIsBoundByNothingInWhatComesOfTheCase() {
        CoordinatedCase ending = play.opened(10);
        CoordinatedCase going = play.opened(30);
        play.distributed(ending, play.desk.rsa);
        play.rivest.post("/our-cases/" + ending.id() + "/leaving", "adheres", "no");
        merges(ending, going.number());
        assertThat(play.stand(going, play.desk.rsa)).isNotEqualTo("SIGNATORY");
    }

    @Test
    void theCaseThatGoesOnHasTheEarlierEndSoItKeepsItAndTheOthersAreBoundByIt() {
        CoordinatedCase going = play.opened(10);
        CoordinatedCase ending = play.opened(30);
        play.distributed(ending, play.desk.rsa);
        String kept = end(going);
        merges(ending, going.number());
        assertThat(end(going)).isEqualTo(kept);
        assertThat(play.stand(going, play.desk.rsa)).isEqualTo("SIGNATORY");
    }

    @Test
    void whatIsPublicInTheCaseThatGoesOnIsNotPutUnderAnEmbargoAgain() {
        CoordinatedCase going = play.opened(10);
        play.notes(going, "PUBLIC_AWARE", "Blog");
        CoordinatedCase ending = play.opened(30);
        merges(ending, going.number());
        assertThat(play.state(going)).isEqualTo(EXITED);
        assertThat(play.state(ending)).isEqualTo(EXITED);
    }

    @Test
    void aPartKeepsItsTimeToAnswerAndItsLabelAndWhoeverLeftTheWholeDoesNotComeAlong() {
        CoordinatedCase whole = play.opened(30);
        play.distributed(whole, play.desk.curve, play.desk.rsa);
        play.desk.vendors.asStaff(
                () -> play.desk.application.bean(Vulnerabilities.class).add(whole.id(), "Weak hash", ""));
        play.rivest.post("/our-cases/" + whole.id() + "/leaving", "adheres", "yes");
        play.desk.application.advance(Duration.ofHours(3));
        Browser.Page split = play.coordinator.post(
                "/cases/" + whole.id() + "/splitting",
                "title",
                "Part",
                "summary",
                "A part",
                "part",
                vulnerabilities(whole).getLast());
        assertThat(split.status()).as(split.body()).isEqualTo(303);
        assertThat(due(split.location())).isEqualTo(due("/cases/" + whole.id())).isNotEmpty();
        assertThat(play.coordinator.get(split.location() + "/vulnerabilities").body())
                .contains("Weak hash");
        assertThat(play.coordinator
                        .get(split.location() + "/embargo")
                        .html()
                        .select("tr[data-organisation=" + play.desk.rsa.id() + "] [data-stand=SIGNATORY]"))
                .isEmpty();
        assertThat(play.coordinator
                        .get(split.location() + "/embargo")
                        .html()
                        .select("tr[data-organisation=" + play.desk.curve.id() + "] [data-stand=SIGNATORY]"))
                .hasSize(1);
    }

    /** When the time to answer ends, of which the overview speaks. */
    private String due(String path) {
        return play.coordinator
                .get(path + "/deadlines")
                .html()
                .select("[data-clock=ACCEPTANCE] time")
                .attr("datetime");
    }

    @Test
    void aPartIsSplitOffUnderTheEmbargoOfTheWholeWithThoseWhoTakePart() {
        CoordinatedCase whole = play.opened(30);
        play.distributed(whole, play.desk.curve);
        List<String> one = vulnerabilities(whole);
        Browser.Page single = play.coordinator.post(
                "/cases/" + whole.id() + "/splitting", "title", "Part", "summary", "A part", "part", one.getFirst());
        assertThat(single.refusal()).isEqualTo("split-all");
        play.desk.vendors.asStaff(
                () -> play.desk.application.bean(Vulnerabilities.class).add(whole.id(), "Second flaw", ""));
        List<String> both = vulnerabilities(whole);
        assertThat(both).hasSize(2);
        Browser.Page split = play.coordinator.post(
                "/cases/" + whole.id() + "/splitting",
                "title",
                "Part of it",
                "summary",
                "The second flaw alone",
                "part",
                both.getLast());
        assertThat(split.status()).as(split.body()).isEqualTo(303);
        CaseId id = CaseId.of(split.location().substring("/cases/".length()));
        Browser.Page part = play.coordinator.get(split.location());
        assertThat(part.text()).contains("Part of it", "The second flaw alone");
        assertThat(part.html().select(".embargo time").attr("datetime")).isEqualTo(end(whole));
        assertThat(play.coordinator
                        .get("/cases/" + id + "/embargo")
                        .html()
                        .select("tr[data-organisation=" + play.desk.curve.id() + "] [data-stand]")
                        .attr("data-stand"))
                .isEqualTo("SIGNATORY");
        assertThat(play.curve.get("/our-cases/" + id).status())
                .as("nobody sees anything new by it")
                .isEqualTo(404);
        assertThat(vulnerabilities(whole)).hasSize(1);
        assertThat(play.coordinator.get("/cases/" + whole.id() + "/closing").text())
                .contains("split off this case");

        play.accept(whole, play.proposed(whole, play.coordinator, play.in(Duration.ofDays(15))));
        assertThat(play.coordinator
                        .get("/cases/" + id)
                        .html()
                        .select(".embargo time")
                        .attr("datetime"))
                .as("a change in one is a change in one")
                .isNotEqualTo(end(whole));
    }

    private List<String> vulnerabilities(CoordinatedCase of) {
        return play.desk.vendors.asStaff(() -> play.desk.application.bean(Vulnerabilities.class).of(of.id()).stream()
                .map(each -> each.id().toString())
                .toList());
    }
}
