package org.chosei.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.chosei.access.Purpose;
import org.chosei.access.Scope;
import org.chosei.access.Scopes;
import org.chosei.cases.CoordinatedCase;
import org.chosei.cases.clocks.BusinessCalendars;
import org.chosei.cases.clocks.ClockState;
import org.chosei.distribution.Vendors.Vendor;
import org.chosei.distribution.asks.Ask;
import org.chosei.distribution.asks.AskRuleBook;
import org.chosei.distribution.asks.Asks;
import org.chosei.distribution.asks.Reminders;
import org.chosei.distribution.asks.Step;
import org.chosei.testing.Browser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What a wave asks of vendors in three steps, and how a silent one is reached. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AsksTest {
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

    private final List<Part> parts = new ArrayList<>();

    private record Part(CoordinatedCase of, Vendor vendor) {}

    private CoordinatedCase distributed(Vendor... to) {
        CoordinatedCase of = desk.openCase();
        Wave wave = desk.plan(of, to);
        desk.at(wave);
        for (Vendor vendor : to) {
            parts.add(new Part(of, vendor));
        }
        return of;
    }

    private void withdraw(Part part) {
        desk.vendors.withdraw(part.of(), part.vendor());
        parts.remove(part);
    }

    /** What one test left open would be reminded of in the next. */
    @AfterEach
    void withdrawAll() {
        List.copyOf(parts).forEach(this::withdraw);
    }

    private List<Ask> steps(CoordinatedCase of, Vendor vendor) {
        return counted(of, vendor).asks().steps();
    }

    private Asks.Counted counted(CoordinatedCase of, Vendor vendor) {
        return desk.vendors.asStaff(() -> desk.application.bean(Asks.class).of(of.id())).stream()
                .filter(each -> each.asks().vendor().equals(vendor.id()))
                .findFirst()
                .orElseThrow();
    }

    /** The first business hour from then on. */
    private Instant open(Instant from) {
        return desk.vendors.asStaff(() -> {
            var rules = desk.application.bean(AskRuleBook.class).inForce();
            var calendar = desk.application.bean(BusinessCalendars.class).own();
            Instant at = from;
            while (!rules.open(at, calendar)) {
                at = at.plus(Duration.ofMinutes(30));
            }
            return at;
        });
    }

    private void remind() {
        Reminders reminders = desk.application.bean(Reminders.class);
        Scopes.as(new Scope.System(Purpose.MAIL_OUT), reminders::run);
    }

    private List<String> rungs(CoordinatedCase of, Vendor vendor) {
        return desk.vendors.asStaff(() -> desk.vendors
                .sql()
                .sql(
                        "select step || ' ' || rung || ' ' || mails from ask_rung where case_id = :case and organisation_id = :vendor"
                                + " order by taken_at, id")
                .param("case", of.id().value())
                .param("vendor", vendor.id().value())
                .query(String.class)
                .list());
    }

    /** Subjects of the clear mails that were staged about this case, by address. */
    private List<String> letters(String template) {
        return desk.application.everything(
                "select address from clear_letter where template = '" + template + "' order by staged_at, id");
    }

    /** When the next rung is climbed by itself, in a business hour. */
    private Instant due(CoordinatedCase of, Vendor vendor) {
        return open(Objects.requireNonNull(
                Objects.requireNonNull(counted(of, vendor).next()).at()));
    }

    private void acknowledge(CoordinatedCase of, Browser browser) {
        Browser.Page page = browser.get(WaveDesk.page(of));
        assertThat(browser.post(
                                WaveDesk.page(of) + "/acknowledgement",
                                "notice",
                                page.html()
                                        .select("form.acknowledge [name=notice]")
                                        .val())
                        .status())
                .isEqualTo(303);
    }

    @Test
    void thePageSaysHowManyAreAskedForSomethingAfterTheEmbargoHasEnded() {
        CoordinatedCase soon = desk.vendors.openCase(3);
        CoordinatedCase late = desk.vendors.openCase(90);
        Wave wave = desk.plan(soon, desk.curve, desk.rsa);
        desk.plan(late, desk.curve);
        desk.at(wave);
        parts.addAll(List.of(new Part(soon, desk.curve), new Part(soon, desk.rsa), new Part(late, desk.curve)));
        String notice = "[data-notice=asks-after-embargo]";

        Browser.Page page = people.coordinator().get("/cases/" + soon.id() + "/asks");
        assertThat(page.html().select(notice).text()).startsWith("2 vendors are asked");
        assertThat(people.coordinator()
                        .get("/cases/" + late.id() + "/asks")
                        .html()
                        .select(notice))
                .isEmpty();
    }

    @Test
    void eachStepIsMetByTheActThatItAsksForAndHasItsOwnDeadlineInBusinessDays() {
        CoordinatedCase of = distributed(desk.curve);
        var counted = counted(of, desk.curve);
        List<Ask> asked = counted.asks().steps();
        assertThat(asked).extracting(Ask::step).containsExactly(Step.RECEIPT, Step.AFFECTED, Step.FIX);
        for (Ask ask : asked) {
            int days = counted.asks().rules().days(ask.step());
            assertThat(ask.due())
                    .isEqualTo(
                            counted.calendar().plusBusinessDays(counted.asks().askedAt(), days));
            assertThat(ask.state(desk.now())).isIn(ClockState.RUNNING, ClockState.SOON);
        }
        Browser.Page ours = people.curve().get(WaveDesk.page(of));
        assertThat(ours.html().select("[data-asks] [data-next]").attr("data-next"))
                .isEqualTo("RECEIPT");
        assertThat(ours.html().select("[data-asks] [data-next] time").attr("datetime"))
                .isEqualTo(asked.getFirst().due().toString());
        acknowledge(of, people.curve());
        assertThat(steps(of, desk.curve).getFirst().how()).isEqualTo("said");
        assertThat(next(of)).isEqualTo("AFFECTED");
        state(of, "INVESTIGATING", "");
        assertThat(next(of))
                .as("investigating does not say whether it is affected")
                .isEqualTo("AFFECTED");
        state(of, "AFFECTED", "");
        assertThat(next(of)).isEqualTo("FIX");
        state(
                of,
                "AFFECTED",
                LocalDate.ofInstant(desk.now(), TOKYO).plusDays(30).toString());
        Browser.Page done = people.curve().get(WaveDesk.page(of));
        assertThat(done.html().select("[data-asks] [data-next]")).isEmpty();
        assertThat(done.html().select("[data-asks] [data-step][data-state=MET]"))
                .hasSize(3);
        Browser.Page staff = people.coordinator().get("/cases/" + of.id() + "/asks");
        assertThat(staff.html().select("tr[data-vendor]")).isEmpty();
        assertThat(staff.html().select("[data-tally=FIX] [data-what=met]").text())
                .isEqualTo("1");
    }

    private String next(CoordinatedCase of) {
        return people.curve()
                .get(WaveDesk.page(of))
                .html()
                .select("[data-asks] [data-next]")
                .attr("data-next");
    }

    private void state(CoordinatedCase of, String status, String fixDate) {
        desk.application.stopAt(desk.now().plusSeconds(1));
        assertThat(people.curve()
                        .post(WaveDesk.page(of) + "/status", "status", status, "fixDate", fixDate)
                        .status())
                .isEqualTo(303);
    }

    @Test
    void vendorThatIsNotAffectedIsAskedForNoFixAndItsAnswerIsAReceipt() {
        CoordinatedCase of = distributed(desk.curve);
        state(of, "NOT_AFFECTED", "");
        List<Ask> steps = steps(of, desk.curve);
        assertThat(steps.get(0).how()).isEqualTo("answer");
        assertThat(steps.get(1).metAt()).isNotNull();
        assertThat(steps.get(2).needed()).isFalse();
        assertThat(counted(of, desk.curve).next()).isNull();
    }

    @Test
    void silentVendorIsRemindedOnceThenItsOtherContactsThenPeopleAreAsked() {
        CoordinatedCase of = distributed(desk.curve, desk.rsa);
        acknowledge(of, people.rsa());
        remind();
        assertThat(rungs(of, desk.curve)).as("before the deadline").isEmpty();
        int before = letters("ASK_RECEIPT").size();
        desk.application.stopAt(due(of, desk.curve));
        remind();
        remind();
        assertThat(rungs(of, desk.curve)).containsExactly("RECEIPT REMINDER 1");
        assertThat(rungs(of, desk.rsa)).as("it acknowledged").isEmpty();
        assertThat(letters("ASK_RECEIPT").subList(before, before + 1)).containsExactly(desk.curve.email());
        assertThat(letters("ASK_RECEIPT")).hasSize(before + 1);
        people.back();
        assertThat(people.curve().get(WaveDesk.page(of)).html().select("[data-reminded=REMINDER]"))
                .as("the note on the portal")
                .hasSize(1);
        desk.application.stopAt(due(of, desk.curve));
        remind();
        assertThat(rungs(of, desk.curve)).containsExactly("RECEIPT REMINDER 1", "RECEIPT OTHERS 1");
        assertThat(letters("ASK_RECEIPT").getLast()).isEqualTo("person@curve.example.jp");
        desk.application.stopAt(due(of, desk.curve));
        remind();
        assertThat(rungs(of, desk.curve)).endsWith("RECEIPT TELEPHONE 0");
        assertThat(Objects.requireNonNull(counted(of, desk.curve).next()).at())
                .as("a person has to act")
                .isNull();
        assertThat(inbox(of)).isEqualTo(1);
        people.back();
        Browser.Page asks = people.coordinator().get("/cases/" + of.id() + "/asks");
        assertThat(asks.html().select("tr[data-vendor=" + desk.curve.id() + "] [data-task=TELEPHONE]"))
                .hasSize(1);
        desk.application.stopAt(open(desk.now().plus(Duration.ofDays(30))));
        remind();
        assertThat(rungs(of, desk.curve)).as("nothing goes on without the call").hasSize(3);
        assertThat(desk.vendors.entries(of, "ask.reminded")).isEqualTo(2);
        assertThat(desk.vendors.entries(of, "ask.task-opened")).isEqualTo(1);
        desk.sink.messagesTo(desk.curve.email()).stream()
                .filter(mail -> WaveDesk.header(mail, "Subject").contains("receipt"))
                .forEach(mail -> assertThat(WaveDesk.text(mail)).doesNotContain("Undisclosed", "Broken login"));
    }

    private long inbox(CoordinatedCase of) {
        return desk.vendors.asStaff(() -> desk.vendors
                .sql()
                .sql("select count(*) from inbox_item where kind = 'REACH' and case_id = :case")
                .param("case", of.id().value())
                .query(Long.class)
                .single());
    }

    private Browser.Page call(CoordinatedCase of, String form, String result, String next, String again) {
        String path = "/cases/" + of.id() + "/vendors/" + desk.curve.id() + "/reach";
        String wave = counted(of, desk.curve).asks().wave().toString();
        return people.coordinator()
                .post(
                        path + "/calls",
                        "form",
                        form,
                        "wave",
                        wave,
                        "when",
                        java.time.LocalDateTime.ofInstant(desk.now().minusSeconds(60), TOKYO)
                                .truncatedTo(java.time.temporal.ChronoUnit.MINUTES)
                                .toString(),
                        "zone",
                        "Asia/Tokyo",
                        "whom",
                        "03-5555-0199 Reception",
                        "result",
                        result,
                        "next",
                        next,
                        "again",
                        again,
                        "note",
                        "Nobody there before Monday");
    }

    /** A case whose vendor is to be telephoned. */
    private CoordinatedCase toBeCalled() {
        CoordinatedCase of = distributed(desk.curve);
        for (int rung = 0; rung < 3; rung++) {
            desk.application.stopAt(due(of, desk.curve));
            remind();
        }
        people.back();
        assertThat(rungs(of, desk.curve)).hasSize(3);
        return of;
    }

    @Test
    void callsAreLoggedWithWhomAndResultAndLeadToALetterOrStopTheLadder() throws IOException, InterruptedException {
        CoordinatedCase of = toBeCalled();
        String path = "/cases/" + of.id() + "/vendors/" + desk.curve.id() + "/reach";
        Browser.Page wrong = call(of, UUID.randomUUID().toString(), "NO_ANSWER", "AGAIN", "");
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.refusal()).isEqualTo("ask-again");
        assertThat(wrong.html().select("#whom").val()).isEqualTo("03-5555-0199 Reception");
        assertThat(wrong.html().select("#note").text()).isEqualTo("Nobody there before Monday");
        String form = org.chosei.kernel.Uuid7.at(desk.now()).toString();
        assertThat(call(of, form, "NO_ANSWER", "CLIMB", "").status()).isEqualTo(303);
        assertThat(call(of, form, "NO_ANSWER", "CLIMB", "").status()).isEqualTo(303);
        assertThat(rungs(of, desk.curve)).endsWith("RECEIPT LETTER 0").hasSize(4);
        Browser.Page page = people.coordinator().get(path);
        assertThat(page.html().select("[data-acted=TELEPHONE]")).hasSize(1);
        assertThat(page.text()).contains("03-5555-0199 Reception", "Nobody there before Monday");
        assertThat(desk.application
                        .everything("select to_jsonb(a)::text from ask_act a")
                        .toString())
                .doesNotContain("5555");
        for (String language : List.of("ja", "en")) {
            for (String kind : List.of("letter", "fax")) {
                Browser.Download paper = people.coordinator().download(path + "/" + kind + "?language=" + language);
                assertThat(paper.status()).isEqualTo(200);
                String text = text(paper.bytes());
                assertThat(text).contains(of.number()).doesNotContain("Undisclosed", "Broken", "認証");
                assertThat(text).contains(language.equals("ja") ? "御中" : "Product Security Team");
                assertThat(text).doesNotContain("様");
            }
            assertThat(text(people.coordinator()
                            .download(path + "/letter?contact=PRIMARY&language=" + language)
                            .bytes()))
                    .contains("Person of Curve")
                    .doesNotContain("御中");
        }
        call(of, org.chosei.kernel.Uuid7.at(desk.now()).toString(), "RECEIVED", "WAIT", "");
        assertThat(steps(of, desk.curve).getFirst().how()).isEqualTo("telephone");
        assertThat(inbox(of)).as("what was asked is answered").isZero();
        assertThat(desk.vendors.entries(of, "ask.called")).isEqualTo(2);
        assertThat(people.coordinator()
                        .get("/cases/" + of.id() + "/deadlines")
                        .html()
                        .select("[data-attempt]"))
                .as("each call is a try to reach the vendor")
                .hasSize(2);
    }

    private static String text(byte[] pdf) throws IOException, InterruptedException {
        Path file = Files.createTempFile("paper", ".pdf");
        Files.write(file, pdf);
        Process process = new ProcessBuilder("pdftotext", "-raw", "-enc", "UTF-8", file.toString(), "-").start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        Files.delete(file);
        return text.replaceAll("\\s+", " ");
    }

    @Test
    void answerStopsTheLadderAndSoDoesThePublicationOrTheEndOfAccess() {
        CoordinatedCase of = toBeCalled();
        acknowledge(of, people.curve());
        assertThat(inbox(of)).isZero();
        assertThat(Objects.requireNonNull(counted(of, desk.curve).next()).step())
                .isEqualTo(Step.AFFECTED);
        desk.application.stopAt(due(of, desk.curve));
        remind();
        assertThat(rungs(of, desk.curve)).endsWith("AFFECTED REMINDER 1").hasSize(4);
        people.back();
        state(of, "INVESTIGATING", "");
        assertThat(counted(of, desk.curve).next())
                .as("it speaks: nobody telephones, and the step stays open")
                .isNull();
        assertThat(steps(of, desk.curve).get(1).state(desk.now())).isEqualTo(ClockState.OVERDUE);
        CoordinatedCase left = distributed(desk.curve);
        withdraw(new Part(left, desk.curve));
        desk.application.stopAt(open(desk.now().plus(Duration.ofDays(20))));
        remind();
        assertThat(rungs(left, desk.curve)).isEmpty();
    }

    @Test
    void atMostOneReminderEachWhenTheClockJumpsThreeDaysAheadOrTwoHoursBack() {
        CoordinatedCase of = distributed(desk.curve);
        Instant due = due(of, desk.curve);
        desk.application.stopAt(due);
        remind();
        List<String> seen = new ArrayList<>(rungs(of, desk.curve));
        assertThat(seen).hasSize(1);
        for (Duration jump : List.of(
                Duration.ofHours(-2), Duration.ofDays(3), Duration.ofDays(3).minusHours(2), Duration.ZERO)) {
            desk.application.stopAt(due.plus(jump));
            remind();
            remind();
            List<String> now = rungs(of, desk.curve);
            assertThat(now).as("after " + jump).doesNotHaveDuplicates().startsWith(seen.toArray(String[]::new));
            assertThat(now.size() - seen.size())
                    .as("one rung at most after " + jump)
                    .isLessThanOrEqualTo(1);
            seen = new ArrayList<>(now);
        }
        assertThat(seen).containsAnyOf("RECEIPT REMINDER 1").hasSizeLessThanOrEqualTo(2);
        assertThat(letters("ASK_RECEIPT").stream()
                        .filter(desk.curve.email()::equals)
                        .count())
                .isEqualTo(desk.application
                        .everything(
                                "select id::text from ask_rung where rung = 'REMINDER' and step = 'RECEIPT' and organisation_id = '"
                                        + desk.curve.id() + "'")
                        .size());
    }

    @Test
    void nobodyIsRemindedOutsideOfBusinessHours() {
        CoordinatedCase of = distributed(desk.curve);
        Instant due = due(of, desk.curve);
        Instant night =
                due.atZone(TOKYO).toLocalDate().atTime(20, 0).atZone(TOKYO).toInstant();
        desk.application.stopAt(night);
        remind();
        assertThat(rungs(of, desk.curve)).isEmpty();
        LocalDate saturday = due.atZone(TOKYO).toLocalDate();
        while (saturday.getDayOfWeek() != java.time.DayOfWeek.SATURDAY) {
            saturday = saturday.plusDays(1);
        }
        desk.application.stopAt(saturday.atTime(11, 0).atZone(TOKYO).toInstant());
        remind();
        assertThat(rungs(of, desk.curve)).isEmpty();
        desk.application.stopAt(open(desk.now()));
        remind();
        assertThat(rungs(of, desk.curve)).hasSize(1);
    }

    @Test
    void theAdministratorChangesTheRulesAndWavesThatWerePlannedBeforeKeepTheirs() {
        CoordinatedCase of = distributed(desk.curve);
        int version = counted(of, desk.curve).asks().rules().version();
        String[] fields = {
            "receipt",
            "7",
            "affected",
            "12",
            "fix",
            "3",
            "others",
            "1",
            "telephone",
            "1",
            "letter",
            "2",
            "faxAfter",
            "2",
            "opens",
            "08:30",
            "closes",
            "18:00"
        };
        Browser.Page wrong = people.administrator().post("/ask-rules", fields);
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.refusal()).isEqualTo("ask-rules-order");
        assertThat(wrong.html().select("#receipt").val()).isEqualTo("7");
        fields[5] = "25";
        assertThat(people.administrator().post("/ask-rules", fields).status()).isEqualTo(303);
        assertThat(people.administrator().post("/ask-rules", fields).status()).isEqualTo(303);
        assertThat(counted(of, desk.curve).asks().rules().version()).isEqualTo(version);
        desk.application.stopAt(desk.now().plusSeconds(1));
        CoordinatedCase later = distributed(desk.curve);
        assertThat(counted(later, desk.curve).asks().rules().receiptDays()).isEqualTo(7);
        assertThat(people.coordinator().post("/ask-rules", fields).status())
                .as("not a coordinator's")
                .isEqualTo(404);
        for (String language : List.of("ja", "en")) {
            for (Browser browser : List.of(people.coordinator(), people.administrator())) {
                browser.post("/language", "language", language, "back", "/");
                assertThat(browser.get("/ask-rules").html().select("tr[data-version]"))
                        .hasSize(version + 1);
            }
            assertThat(people.coordinator()
                            .get("/cases/" + of.id() + "/asks?show=all")
                            .status())
                    .isEqualTo(200);
            assertThat(people.coordinator()
                            .get("/cases/" + of.id() + "/vendors/" + desk.curve.id() + "/reach")
                            .status())
                    .isEqualTo(200);
        }
    }
}
