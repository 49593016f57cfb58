package org.chosei.distribution;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.chosei.access.Role;
import org.chosei.cases.CoordinatedCase;
import org.chosei.cases.clocks.CaseFacts;
import org.chosei.cases.clocks.Clock;
import org.chosei.cases.clocks.ClockKind;
import org.chosei.cases.clocks.ClockState;
import org.chosei.cases.clocks.Clocks;
import org.chosei.cases.clocks.ICalendar;
import org.chosei.cases.embargo.Embargo;
import org.chosei.identity.TestPerson;
import org.chosei.kernel.Uuid7;
import org.chosei.testing.Browser;
import org.chosei.testing.TestOrganisations;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The deadlines of a case on their page and in people's calendars, and the holidays and closures that they pass over. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeadlinesTest {
    private static final String UTC = "UTC";

    private final WaveDesk desk = new WaveDesk();
    private final Browser responsible = TestPerson.joined(
                    desk.application, "Rie", "rie@curve.example", desk.curve.id(), Role.RESPONSIBLE)
            .browser();
    private final Browser administrator = TestPerson.joined(
                    desk.application, "Ada", "ada@csirt.example", TestOrganisations.COORDINATOR, Role.ADMINISTRATOR)
            .browser();

    @AfterAll
    void stop() {
        desk.close();
    }

    private Instant now() {
        return desk.application.clock().instant().truncatedTo(ChronoUnit.MINUTES);
    }

    private static String local(Instant at) {
        return LocalDateTime.ofInstant(at, ZoneOffset.UTC).toString();
    }

    private static String path(CoordinatedCase of) {
        return "/cases/" + of.id() + "/deadlines";
    }

    private Browser.Page attempt(CoordinatedCase of, String form, Instant at, String note) {
        return desk.coordinator.post(
                path(of) + "/attempts",
                "form",
                form,
                "when",
                local(at),
                "zone",
                UTC,
                "channel",
                "PHONE",
                "whom",
                "Curve",
                "note",
                note);
    }

    private String form() {
        return Uuid7.at(now()).toString();
    }

    private Element clock(CoordinatedCase of, ClockKind kind) {
        return desk.coordinator.get(path(of)).html().expectFirst("[data-clock=" + kind + "]");
    }

    private static String what(Element row, String what) {
        return row.select("[data-what=" + what + "] time").attr("datetime");
    }

    private static String state(Element row) {
        return row.select("[data-state]").attr("data-state");
    }

    @Test
    void firstAttemptStartsClockAAndAnEarlierOneThatIsRecordedLaterStartsItAnew() {
        CoordinatedCase of = desk.openCase();
        assertThat(state(clock(of, ClockKind.FIRST_CONTACT))).isEqualTo("WAITING");
        assertThat(state(clock(of, ClockKind.ACCEPTANCE))).isEqualTo("RUNNING");
        Instant called = now().minus(Duration.ofDays(2));
        String form = form();
        assertThat(attempt(of, form, called, "Rang 03-1234-5678, nobody there").status())
                .isEqualTo(303);
        assertThat(attempt(of, form, called, "Rang 03-1234-5678, nobody there").status())
                .isEqualTo(303);
        Element started = clock(of, ClockKind.FIRST_CONTACT);
        assertThat(what(started, "start")).isEqualTo(called.toString());
        assertThat(what(started, "due"))
                .isEqualTo(called.plus(Duration.ofDays(45)).toString());
        Instant mailed = called.minus(Duration.ofDays(3));
        assertThat(attempt(of, form(), mailed, "Message <1@csirt.example>").status())
                .isEqualTo(303);
        assertThat(attempt(of, form(), now().minus(Duration.ofDays(1)), "Rang again")
                        .status())
                .isEqualTo(303);
        assertThat(what(clock(of, ClockKind.FIRST_CONTACT), "start")).isEqualTo(mailed.toString());
        Browser.Page page = desk.coordinator.get(path(of));
        assertThat(page.html().select("[data-attempt]")).hasSize(3);
        assertThat(page.text()).contains("Rang 03-1234-5678, nobody there");
        assertThat(desk.application
                        .everything("select channel || tried_at from contact_attempt")
                        .toString())
                .doesNotContain("03-1234");
    }

    @Test
    void whatIsWrongWithAnAttemptIsSaidAndNothingTypedIsLost() {
        CoordinatedCase of = desk.openCase();
        Browser.Page page = attempt(of, form(), now().plus(Duration.ofDays(1)), "To be sent");
        assertThat(page.status()).isEqualTo(422);
        assertThat(page.refusal()).isEqualTo("clock-ahead");
        assertThat(page.html().select("#note").text()).isEqualTo("To be sent");
        assertThat(page.html().select("#when").val()).isEqualTo(local(now().plus(Duration.ofDays(1))));
    }

    @Test
    void movedDeadlineSaysSoWithItsReasonAndWhatFollowsFromOthersCannotBeMoved() {
        CoordinatedCase of = desk.openCase();
        Instant due = now().plus(Duration.ofDays(60));
        String[] fields = {"clock", "ACCEPTANCE", "due", local(due), "zone", UTC, "reason", "Fix needs a new chip"};
        assertThat(desk.coordinator.post(path(of) + "/moves", fields).status()).isEqualTo(303);
        assertThat(desk.coordinator.post(path(of) + "/moves", fields).status()).isEqualTo(303);
        Element row = clock(of, ClockKind.ACCEPTANCE);
        assertThat(what(row, "due")).isEqualTo(due.toString());
        assertThat(row.select("[data-moved]").text()).contains("Fix needs a new chip");
        assertThat(desk.application.everything(
                        "select id::text from case_clock where kind = 'ACCEPTANCE' and case_id = '" + of.id() + "'"))
                .hasSize(2);
        assertThat(desk.coordinator
                        .get("/cases/" + of.id())
                        .html()
                        .select("dl.facts time")
                        .eachAttr("datetime"))
                .contains(due.toString());
        fields[1] = "EMBARGO";
        assertThat(desk.coordinator.post(path(of) + "/moves", fields).refusal()).isEqualTo("clock-not-movable");
        fields[1] = "FIRST_CONTACT";
        assertThat(desk.coordinator.post(path(of) + "/moves", fields).refusal()).isEqualTo("clock-not-started");
        fields[1] = "ACCEPTANCE";
        fields[3] = local(now().minus(Duration.ofDays(1)));
        assertThat(desk.coordinator.post(path(of) + "/moves", fields).refusal()).isEqualTo("clock-end");
    }

    @Test
    void publicationMeetsTheTargetsAndStartsTheClocksOfTheCveRecordWhichIgnoreWeekends() {
        CoordinatedCase of = desk.openCase();
        Instant published = now().minus(Duration.ofHours(30));
        CaseFacts facts = new CaseFacts(new Embargo.None(), null, published, true);
        assertThat(standing(of, facts))
                .containsEntry(ClockKind.ACCEPTANCE, ClockState.MET)
                .containsEntry(ClockKind.FIRST_CONTACT, ClockState.WAITING)
                .containsEntry(ClockKind.DETAILS, ClockState.WAITING)
                .containsEntry(ClockKind.EMBARGO, ClockState.WAITING)
                .containsEntry(ClockKind.CVE_SHOULD, ClockState.OVERDUE)
                .containsEntry(ClockKind.CVE_MUST, ClockState.RUNNING);
        String[] fields = {"published", local(now().minus(Duration.ofHours(1))), "zone", UTC};
        assertThat(desk.coordinator.post(path(of) + "/cve-record", fields).status())
                .isEqualTo(303);
        assertThat(standing(of, facts))
                .containsEntry(ClockKind.CVE_SHOULD, ClockState.LATE)
                .containsEntry(ClockKind.CVE_MUST, ClockState.MET);
        assertThat(standing(of, new CaseFacts(new Embargo.None(), null, published, false)))
                .as("without a CVE id there is no record to publish")
                .containsEntry(ClockKind.CVE_MUST, ClockState.WAITING);
        Instant late = now().plus(Duration.ofDays(50));
        assertThat(standing(of, new CaseFacts(new Embargo.None(), null, late, true)))
                .as("a publication that lies ahead meets nothing yet")
                .containsEntry(ClockKind.ACCEPTANCE, ClockState.RUNNING);
    }

    private Map<ClockKind, ClockState> standing(CoordinatedCase of, CaseFacts facts) {
        List<Clock> clocks =
                desk.vendors.asStaff(() -> desk.application.bean(Clocks.class).of(of.id(), facts));
        return clocks.stream().collect(Collectors.toMap(Clock::kind, Clock::state));
    }

    @Test
    void receiptOfAVendorPassesOverItsOwnClosureAndNotOverThatOfAnother() {
        CoordinatedCase of = desk.openCase();
        Wave wave = desk.plan(of, desk.curve, desk.rsa);
        LocalDate first = LocalDate.ofInstant(wave.visibleFrom(), ZoneOffset.UTC);
        LocalDate last = first.plusDays(40);
        String closures = "/organisation/closures";
        List<String> fields = new ArrayList<>(responsible.get(closures).hidden(closures));
        fields.addAll(List.of("first", first.toString(), "last", last.toString(), "reason", "SUMMER"));
        assertThat(responsible.post(closures, fields.toArray(String[]::new)).status())
                .isEqualTo(303);
        assertThat(desk.curvePerson.get(closures).html().select("[data-closure]"))
                .hasSize(1);
        assertThat(desk.curvePerson
                        .post(closures, fields.toArray(String[]::new))
                        .status())
                .as("a member only reads")
                .isEqualTo(404);
        assertThat(desk.rsaPerson.get(closures).html().select("[data-closure]")).isEmpty();
        desk.application.stopAt(wave.visibleFrom());
        try {
            Browser.Page page = desk.coordinator.get(path(of));
            Instant curve = receipt(page, desk.curve);
            Instant rsa = receipt(page, desk.rsa);
            assertThat(curve).isAfter(wave.visibleFrom().plus(Duration.ofDays(40)));
            assertThat(rsa)
                    .isBetween(
                            wave.visibleFrom().plus(Duration.ofDays(7)),
                            wave.visibleFrom().plus(Duration.ofDays(20)));
            assertThat(state(page.html().expectFirst("[data-clock=DETAILS]"))).isEqualTo("MET");
            String staffs = "/organisations/" + desk.curve.id() + "/closures";
            String end = desk.coordinator
                    .get(staffs)
                    .html()
                    .select("[data-closure] form")
                    .attr("action");
            assertThat(desk.coordinator.post(end).status()).isEqualTo(303);
            assertThat(receipt(desk.coordinator.get(path(of)), desk.curve)).isEqualTo(rsa);
        } finally {
            desk.application.go();
        }
    }

    private static Instant receipt(Browser.Page page, Vendors.Vendor vendor) {
        return Instant.parse(page.html()
                .select("[data-vendor=" + vendor.id() + "] [data-what=due] time")
                .attr("datetime"));
    }

    @Test
    void holidaysAreLookedAtAndThenKeptAsAWholeOrNotAtAll() {
        Charset shiftJis = Charset.forName("windows-31j");
        String table = "国民の祝日・休日月日,国民の祝日・休日名称\n2031/1/1,元日\n2031/1/13,成人の日\n";
        byte[] good = table.getBytes(shiftJis);
        assertThat(bring(good, "look").html().select("[data-clean]").attr("data-clean"))
                .isEqualTo("2");
        assertThat(kept()).isZero();
        Browser.Page bad = bring((table + "2031/2/30,ない日\n").getBytes(shiftJis), "keep");
        assertThat(bad.status()).isEqualTo(422);
        assertThat(bad.html().select("[data-row=4]").attr("data-problem")).isEqualTo("DATE");
        assertThat(kept()).isZero();
        assertThat(bring(good, "keep").location()).isEqualTo("/holidays?done=kept");
        assertThat(bring(good, "keep").location()).isEqualTo("/holidays?done=same");
        assertThat(kept()).isEqualTo(2);
        byte[] corrected = "\uFEFF日付,名称\n2031/1/1,元日\n".getBytes(UTF_8);
        assertThat(bring(corrected, "keep").location()).isEqualTo("/holidays?done=kept");
        Browser.Page page = desk.coordinator.get("/holidays");
        assertThat(page.html().select("[data-year=2031] li")).hasSize(1);
        assertThat(page.html().select("[data-import]")).hasSize(2);
        assertThat(page.html().select("[data-missing]"))
                .as("this year is not known")
                .hasSize(1);
        assertThat(page.html().select("input[type=file]")).isEmpty();
        assertThat(desk.coordinator.post("/holidays", "step", "keep").status()).isEqualTo(404);
        for (String language : List.of("ja", "en")) {
            administrator.post("/language", "language", language);
            assertThat(administrator.get("/holidays").status()).isEqualTo(200);
        }
    }

    private Browser.Page bring(byte[] table, String step) {
        return administrator.upload(
                "/holidays", List.of(new Browser.File("file", "syukujitsu.csv", table)), "step", step);
    }

    private int kept() {
        return desk.application.everything("select name from holiday").size();
    }

    @Test
    void pageIsDrawnInBothLanguagesAndForStaffAlone() {
        CoordinatedCase of = desk.openCase();
        for (String language : List.of("ja", "en")) {
            desk.coordinator.post("/language", "language", language);
            Browser.Page page = desk.coordinator.get(path(of));
            assertThat(page.status()).isEqualTo(200);
            assertThat(page.html().select("svg path.clock")).hasSize(2);
            assertThat(page.html().select("[data-clock]")).hasSize(6);
        }
        assertThat(desk.curvePerson.get(path(of)).status()).isEqualTo(404);
    }

    private static String made(Browser browser) {
        String address =
                browser.post("/account/calendar").html().select("#address").val();
        return address.substring(address.indexOf("/calendar/"));
    }

    private List<Map<String, String>> read(String feed) {
        Browser.Download download = desk.application.browser().download(feed);
        assertThat(download.status()).isEqualTo(200);
        assertThat(download.headers().firstValue("Content-Type").orElse("")).startsWith("text/calendar");
        return ICalendar.events(download.bytes());
    }

    private List<Map<String, String>> events(String feed, CoordinatedCase of) {
        return read(feed).stream()
                .filter(event -> event.getOrDefault("SUMMARY", "").startsWith(of.number() + ": "))
                .toList();
    }

    @Test
    void vendorsCalendarHasOnlyWhatItMaySeeNowAndNoWordOfTheCase() {
        CoordinatedCase of = desk.openCase();
        desk.curvePerson.post("/language", "language", "en");
        String feed = made(desk.curvePerson);
        Wave wave = desk.plan(of, desk.curve);
        desk.oneSecondBefore(wave);
        assertThat(events(feed, of)).isEmpty();
        desk.at(wave);
        assertThat(events(feed, of))
                .extracting(event -> event.get("UID"))
                .containsExactlyInAnyOrder("embargo-" + of.id() + "@127.0.0.1", "receipt-" + of.id() + "@127.0.0.1");
        assertThat(new String(desk.application.browser().download(feed).bytes(), UTF_8))
                .doesNotContain("Undisclosed", "Broken login", "認証の不備");
        desk.curvePerson.post(
                WaveDesk.page(of) + "/acknowledgement", "notice", wave.notice().toString());
        assertThat(events(feed, of)).hasSize(1);
        desk.coordinator.post(
                "/cases/" + of.id() + "/vendors/" + desk.curve.id() + "/withdrawal", "reason", "Not theirs");
        assertThat(events(feed, of)).isEmpty();
        desk.application.go();
    }

    @Test
    void whoDoesNotWorkOnCasesHasAnEmptyCalendar() {
        CoordinatedCase of = desk.openCase();
        Browser administrator = TestPerson.joined(
                        desk.application,
                        "Ada",
                        "ada-calendar@csirt.example",
                        TestOrganisations.COORDINATOR,
                        Role.ADMINISTRATOR)
                .browser();
        assertThat(events(made(administrator), of)).isEmpty();
        assertThat(events(made(desk.coordinator), of)).isNotEmpty();
    }

    @Test
    void deadlineThatMovesIsTheSameEventWithAHigherSequence() {
        CoordinatedCase of = desk.openCase();
        String feed = made(desk.coordinator);
        Map<String, String> before = event(feed, of, "acceptance");
        assertThat(event(feed, of, "acceptance")).isEqualTo(before);
        Instant due = now().plus(Duration.ofDays(70));
        desk.coordinator.post(
                path(of) + "/moves", "clock", "ACCEPTANCE", "due", local(due), "zone", UTC, "reason", "Agreed");
        Map<String, String> after = event(feed, of, "acceptance");
        assertThat(after.get("SEQUENCE")).isEqualTo("1");
        assertThat(before.get("SEQUENCE")).isEqualTo("0");
        assertThat(after.get("DTSTART")).isNotEqualTo(before.get("DTSTART"));
        assertThat(event(feed, of, "embargo").get("SEQUENCE")).isEqualTo("0");
    }

    private Map<String, String> event(String feed, CoordinatedCase of, String kind) {
        return events(feed, of).stream()
                .filter(event -> event.getOrDefault("UID", "").startsWith(kind + "-" + of.id()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void addressIsShownOnceReplacedAndEndedAndNobodyElsesOpensAnything() {
        Browser browser = desk.rsaPerson;
        String first = made(browser);
        assertThat(browser.get("/account/calendar").body()).doesNotContain(first);
        assertThat(desk.application.everything("select encode(token_hash, 'escape') from calendar_feed"))
                .noneMatch(kept -> kept.contains(first.substring(10, 40)));
        String second = made(browser);
        assertThat(second).isNotEqualTo(first);
        Browser anybody = desk.application.browser();
        assertThat(anybody.get(first).status()).isEqualTo(404);
        assertThat(anybody.get(second).status()).isEqualTo(200);
        assertThat(browser.post("/account/calendar/end").status()).isEqualTo(303);
        assertThat(anybody.get(second).status()).isEqualTo(404);
        assertThat(anybody.get("/calendar/" + "A".repeat(43) + ".ics").status()).isEqualTo(404);
        assertThat(Arrays.asList("made", "ended"))
                .allSatisfy(kind -> assertThat(desk.application.everything(
                                "select kind from ledger_entry where kind = 'calendar." + kind + "'"))
                        .isNotEmpty());
    }

    @Test
    void addressOfWhomWasShutOutOpensNothing() {
        TestPerson leaver =
                TestPerson.joined(desk.application, "Leaver", "leaver@curve.example", desk.curve.id(), Role.MEMBER);
        String feed = made(leaver.browser());
        assertThat(desk.application.browser().get(feed).status()).isEqualTo(200);
        String id = desk.application
                .everything("select id::text from person where email = 'leaver@curve.example'")
                .getFirst();
        assertThat(responsible.post("/members/" + id + "/shutting-out").status())
                .isEqualTo(303);
        assertThat(desk.application.browser().get(feed).status()).isEqualTo(404);
    }
}
