package org.chosei.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.chosei.access.Purpose;
import org.chosei.access.Scope;
import org.chosei.access.Scopes;
import org.chosei.cases.CoordinatedCase;
import org.chosei.distribution.asks.Asks;
import org.chosei.distribution.asks.Reminders;
import org.chosei.kernel.Uuid7;
import org.chosei.testing.Browser;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What is done when something leaks, and that contact elsewhere is data and no penalty. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LeakTest {
    private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");

    private final WaveDesk desk = new WaveDesk();
    private final Returning people = new Returning(desk);

    @BeforeEach
    void signIn() {
        people.back();
    }

    @AfterEach
    void go() {
        desk.application.go();
    }

    @AfterAll
    void stop() {
        desk.close();
    }

    private static String path(CoordinatedCase of) {
        return "/cases/" + of.id() + "/leak";
    }

    private Browser.Page open(CoordinatedCase of, String form, String words) {
        return people.coordinator()
                .post(
                        path(of),
                        "form",
                        form,
                        "kind",
                        "LEAK",
                        "noticed",
                        LocalDateTime.ofInstant(desk.now(), TOKYO)
                                .truncatedTo(ChronoUnit.MINUTES)
                                .toString(),
                        "zone",
                        "Asia/Tokyo",
                        "words",
                        words);
    }

    private Element leak(CoordinatedCase of) {
        return people.coordinator().get(path(of)).html().expectFirst("[data-leak]");
    }

    private Browser.Page take(CoordinatedCase of, String step, String outcome, String words) {
        return people.coordinator()
                .post(
                        path(of) + "/steps",
                        "leak",
                        leak(of).attr("data-leak"),
                        "step",
                        step,
                        "outcome",
                        outcome,
                        "words",
                        words);
    }

    @Test
    void playbookLeadsFromFreezeToADecisionAndKeepsWhoDecidedWhatAndWhy() {
        CoordinatedCase of = desk.openCase();
        Wave ahead = desk.plan(of, desk.curve, desk.rsa);
        String form = Uuid7.at(desk.now()).toString();
        assertThat(open(of, form, "").refusal()).isEqualTo("leak-words");
        assertThat(open(of, form, "A forum names the product").status()).isEqualTo(303);
        assertThat(open(of, form, "A forum names the product").status()).isEqualTo(303);
        assertThat(open(of, UUID.randomUUID().toString(), "Another").refusal()).isEqualTo("leak-open");
        assertThat(leak(of).attr("data-next")).isEqualTo("FREEZE");
        assertThat(take(of, "ASSESS", "CONFIRMED", "Too early").refusal()).isEqualTo("leak-step");
        Browser.Page wrong = take(of, "FREEZE", "", "Because the forum is read by many");
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.html().select("#words").text()).isEqualTo("Because the forum is read by many");
        assertThat(take(of, "FREEZE", "FROZEN", "Because the forum is read by many")
                        .status())
                .isEqualTo(303);
        assertThat(desk.vendors
                        .asStaff(() -> desk.application.bean(Waves.class).get(ahead.id()))
                        .cancelledAt())
                .as("freezing cancels what lies ahead")
                .isNotNull();
        assertThat(leak(of).select("[data-frozen]")).hasSize(1);
        assertThat(people.coordinator()
                        .get("/cases/" + of.id() + "/elsewhere/marks")
                        .html()
                        .select("[data-frozen]"))
                .as("where vendors are chosen")
                .hasSize(1);
        take(of, "ASSESS", "CONFIRMED", "The text is ours");
        take(of, "NOTIFY", "TOLD", "By the thread of all vendors");
        take(of, "ACCELERATE", "KEPT", "The post was deleted within minutes");
        for (String language : List.of("ja", "en")) {
            people.coordinator().post("/language", "language", language, "back", "/");
            Element done = leak(of);
            assertThat(done.attr("data-next")).isEqualTo("none");
            assertThat(done.select("[data-frozen]")).isEmpty();
            assertThat(done.select("[data-taken]").eachAttr("data-outcome"))
                    .containsExactly("FROZEN", "CONFIRMED", "TOLD", "KEPT");
            assertThat(done.text()).contains("The post was deleted within minutes", "Cora");
        }
        assertThat(desk.vendors.entries(of, "leak.step-taken")).isEqualTo(4);
        assertThat(desk.application
                        .everything(
                                "select to_jsonb(l)::text from leak_step l union all select to_jsonb(l)::text from leak l")
                        .toString())
                .doesNotContain("forum", "deleted");
        assertThat(people.curve().get(path(of)).status()).isEqualTo(404);
    }

    @Test
    void nobodyIsRemindedWhileACaseIsFrozenAndAFalseAlarmEndsThat() {
        CoordinatedCase of = desk.openCase();
        desk.at(desk.plan(of, desk.curve));
        open(of, Uuid7.at(desk.now()).toString(), "A rumour");
        take(of, "FREEZE", "FROZEN", "To be safe");
        var coming = Objects.requireNonNull(desk.vendors
                .asStaff(() -> desk.application.bean(Asks.class).of(of.id()))
                .getFirst()
                .next());
        desk.application.stopAt(morningAfter(Objects.requireNonNull(coming.at())));
        remind();
        assertThat(rungs(of)).isEmpty();
        people.back();
        take(of, "ASSESS", "FALSE_ALARM", "An old advisory");
        assertThat(leak(of).attr("data-next")).isEqualTo("none");
        remind();
        assertThat(rungs(of)).hasSize(1);
    }

    private java.time.Instant morningAfter(java.time.Instant from) {
        java.time.ZonedDateTime at =
                from.atZone(TOKYO).toLocalDate().plusDays(1).atTime(10, 0).atZone(TOKYO);
        while (at.getDayOfWeek().getValue() > 5) {
            at = at.plusDays(1);
        }
        return at.toInstant();
    }

    private void remind() {
        Reminders reminders = desk.application.bean(Reminders.class);
        Scopes.as(new Scope.System(Purpose.MAIL_OUT), reminders::run);
    }

    private List<String> rungs(CoordinatedCase of) {
        return desk.application.everything("select rung from ask_rung where case_id = '" + of.id() + "'");
    }

    private Browser.Page elsewhere(Browser by, String page, String form, String... more) {
        List<String> fields = new ArrayList<>(List.of("form", form, "number", "VU#123456", "since", "2026-11-02"));
        fields.addAll(List.of(more));
        return by.post(page + "/elsewhere", fields.toArray(String[]::new));
    }

    @Test
    void contactElsewhereIsShownWhereVendorsAreChosenAndChangesNothingAboutTheChoice() {
        CoordinatedCase of = desk.openCase();
        String page = "/cases/" + of.id();
        Browser.Page wrong = elsewhere(
                people.coordinator(),
                page,
                form(),
                "vendor",
                desk.rsa.id().toString(),
                "with",
                "",
                "note",
                "Kept words");
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.refusal()).isEqualTo("elsewhere-with");
        assertThat(wrong.html().select("#note").text()).isEqualTo("Kept words");
        String form = form();
        for (int twice = 0; twice < 2; twice++) {
            assertThat(elsewhere(
                                    people.coordinator(),
                                    page,
                                    form,
                                    "vendor",
                                    desk.rsa.id().toString(),
                                    "with",
                                    "CERT/CC Pittsburgh")
                            .status())
                    .isEqualTo(303);
        }
        Browser.Page marks = people.coordinator().get(page + "/elsewhere/marks");
        assertThat(marks.html().select("[data-vendor=" + desk.rsa.id() + "]")).hasSize(1);
        assertThat(marks.html().text()).contains("CERT/CC Pittsburgh", "VU#123456");
        assertThat(people.coordinator().get(page + "/waves/new").html().select("[hx-get$=/elsewhere/marks]"))
                .hasSize(1);
        assertThat(people.rsa().get("/our-cases/" + of.id() + "/elsewhere").status())
                .as("what it may not see yet does not exist")
                .isEqualTo(404);
        desk.at(desk.plan(of, desk.rsa, desk.curve));
        assertThat(desk.sees(people.rsa(), of)).as("never a penalty").isTrue();
        assertThat(people.rsa().get("/our-cases/" + of.id() + "/elsewhere").text())
                .contains("CERT/CC Pittsburgh");
        assertThat(people.curve().get("/our-cases/" + of.id() + "/elsewhere").text())
                .doesNotContain("CERT/CC Pittsburgh");
        assertThat(elsewhere(people.curve(), "/our-cases/" + of.id(), form(), "with", "NCSC-FI")
                        .status())
                .isEqualTo(303);
        assertThat(people.coordinator().get(page + "/elsewhere").html().select("[data-contact]"))
                .hasSize(2);
        String entry = people.coordinator()
                .get(page + "/elsewhere")
                .html()
                .select("[data-vendor=" + desk.rsa.id() + "]")
                .attr("data-contact");
        people.curve().post("/our-cases/" + of.id() + "/elsewhere/end", "entry", entry);
        assertThat(people.coordinator().get(page + "/elsewhere").html().select("[data-ended]"))
                .as("another's cannot be ended")
                .isEmpty();
        people.rsa().post("/our-cases/" + of.id() + "/elsewhere/end", "entry", entry);
        assertThat(people.coordinator().get(page + "/elsewhere").html().select("[data-ended]"))
                .hasSize(1);
        assertThat(desk.vendors.entries(of, "elsewhere.recorded")).isEqualTo(2);
        assertThat(desk.application
                        .everything("select to_jsonb(c)::text from contact_elsewhere c")
                        .toString())
                .doesNotContain("Pittsburgh", "VU#");
    }

    private String form() {
        return Uuid7.at(desk.now().plus(Duration.ofMillis(1))).toString();
    }
}
