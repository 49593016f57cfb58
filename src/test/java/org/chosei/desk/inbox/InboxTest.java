package org.chosei.desk.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.chosei.access.Role;
import org.chosei.access.Scope;
import org.chosei.access.Scopes;
import org.chosei.cases.Cases;
import org.chosei.cases.CoordinatedCase;
import org.chosei.cases.NewCase;
import org.chosei.cases.clocks.BusinessCalendar;
import org.chosei.conversation.Messages;
import org.chosei.conversation.NamedThreads;
import org.chosei.conversation.Replies;
import org.chosei.conversation.ThreadId;
import org.chosei.conversation.ThreadKind;
import org.chosei.conversation.Undo;
import org.chosei.distribution.Vendors.Vendor;
import org.chosei.distribution.Wave;
import org.chosei.distribution.WaveDesk;
import org.chosei.identity.TestPerson;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Tlp;
import org.chosei.kernel.Uuid7;
import org.chosei.registry.closures.Closure;
import org.chosei.testing.Browser;
import org.chosei.testing.ReportForm;
import org.chosei.testing.TestOrganisations;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What stands in an inbox, why it goes and when it comes back; on real cases, vendors and pages. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InboxTest {
    private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");

    private final WaveDesk desk = new WaveDesk();
    private final TestPerson colleague = TestPerson.joined(
            desk.application, "Kolja", "kolja@csirt.example", TestOrganisations.COORDINATOR, Role.COORDINATOR);
    private final Browser cora = desk.coordinator;
    private final Browser kolja = colleague.browser();
    private final Browser curve = desk.curvePerson;
    private final Browser rivest = desk.rsaPerson;

    @AfterEach
    void whatTriggersKeptIsWhatTheFactsSay() {
        String kept =
                "select kind, subject, case_id, turn, due_at, since, number, organisation_id, author, seen_from from inbox_item"
                        + " where case_id is not null";
        String said = "select kind, subject, case_id, turn, due_at, since, number, organisation_id, author, seen_from"
                + " from inbox_of(array(select id from coordination_case))";
        assertThat(desk.application.everything("select x::text from ((" + kept + ") except (" + said + ")) x"))
                .isEmpty();
        assertThat(desk.application.everything("select x::text from ((" + said + ") except (" + kept + ")) x"))
                .isEmpty();
        assertThat(desk.application.everything("select 'row' from inbox_item")).isNotEmpty();
    }

    @AfterAll
    void stop() {
        desk.close();
    }

    private CoordinatedCase distributed(Vendor... to) {
        CoordinatedCase of = desk.openCase();
        desk.plan(of, to);
        desk.application.advance(WaveDesk.SOON.plusSeconds(1));
        return of;
    }

    private static List<String> kinds(Browser browser, String address, CoordinatedCase of) {
        return items(browser, address).stream()
                .filter(item -> item.text().contains(of.number()))
                .map(item -> item.attr("data-kind"))
                .toList();
    }

    /** On all of its pages. */
    private static List<Element> items(Browser browser, String address) {
        List<Element> items = new ArrayList<>();
        for (String path = address; !path.isEmpty(); ) {
            org.jsoup.nodes.Document page = browser.get(path).html();
            items.addAll(page.select("li[data-item]"));
            path = page.select("a[rel=next]").attr("href");
        }
        return items;
    }

    private static String item(Browser browser, String address, CoordinatedCase of, String kind) {
        return items(browser, address).stream()
                .filter(item ->
                        item.attr("data-kind").equals(kind) && item.text().contains(of.number()))
                .map(item -> item.attr("data-item"))
                .findFirst()
                .orElseThrow();
    }

    private String until(Duration ahead) {
        return LocalDateTime.ofInstant(desk.now().plus(ahead), TOKYO)
                .truncatedTo(ChronoUnit.MINUTES)
                .toString();
    }

    private Browser.Page snooze(Browser browser, String item, Duration ahead) {
        String form = Uuid7.at(desk.now()).toString();
        Browser.Page sent = browser.post(
                "/inbox/bulk",
                "form",
                form,
                "act",
                "SNOOZE",
                "item",
                item,
                "until",
                until(ahead),
                "zone",
                "Asia/Tokyo",
                "reason",
                "待ち");
        assertThat(sent.status()).as(sent.text()).isEqualTo(303);
        return browser.get(sent.location());
    }

    private void write(CoordinatedCase of, Vendor by, Scope scope) {
        desk.vendors.as(scope, () -> {
            desk.application.bean(Messages.class).post(desk.thread(of, by), "Words", List.of());
            return true;
        });
    }

    @Test
    void aCaseIsOursToDistributeThenWaitsForAnswersAndIsOursAgainWhenAllAnswered() {
        CoordinatedCase of = desk.openCase();
        assertThat(kinds(cora, "/inbox", of)).containsExactly("distribute");
        desk.plan(of, desk.curve);
        desk.application.advance(WaveDesk.SOON.plusSeconds(1));
        assertThat(kinds(cora, "/inbox", of)).isEmpty();
        assertThat(kinds(cora, "/inbox?tab=waiting", of)).containsExactly("status");
        curve.post("/our-cases/" + of.id() + "/status", "status", "NOT_AFFECTED");
        assertThat(kinds(cora, "/inbox", of)).containsExactly("publish");
        assertThat(kinds(cora, "/inbox?tab=waiting", of)).isEmpty();
    }

    @Test
    void aVendorSeesWhatIsAskedOfItFromTheInstantOnAndNothingOfOthers() {
        CoordinatedCase of = desk.openCase();
        Wave wave = desk.plan(of, desk.curve);
        desk.oneSecondBefore(wave);
        assertThat(kinds(curve, "/inbox", of)).isEmpty();
        desk.at(wave);
        assertThat(kinds(curve, "/inbox", of)).containsExactlyInAnyOrder("our-receipt", "our-status");
        Element receipt = items(curve, "/inbox").stream()
                .filter(item -> item.attr("data-kind").equals("our-receipt")
                        && item.text().contains(of.number()))
                .findFirst()
                .orElseThrow();
        Element asked = curve.get("/our-cases/" + of.id()).html();
        assertThat(receipt.select("time").attr("datetime"))
                .as("the day that the page of the case names")
                .isEqualTo(asked.select("[data-next=RECEIPT] time").attr("datetime"));
        assertThat(receipt.select(".what").text()).endsWith("Broken login");
        desk.application.go();
        assertThat(rivest.get("/inbox").body())
                .doesNotContain(of.number(), of.id().toString());
        String notice = curve.get("/our-cases/" + of.id())
                .html()
                .select("[name=notice]")
                .val();
        curve.post("/our-cases/" + of.id() + "/acknowledgement", "notice", notice);
        curve.post("/our-cases/" + of.id() + "/status", "status", "NOT_AFFECTED");
        assertThat(kinds(curve, "/inbox", of)).isEmpty();
        assertThat(kinds(curve, "/inbox?tab=waiting", of)).containsExactly("our-wait");
        desk.vendors.withdraw(of, desk.curve);
        for (String tab : List.of("mine", "waiting", "overdue", "snoozed")) {
            assertThat(curve.get("/inbox?tab=" + tab).body()).doesNotContain(of.number());
        }
    }

    @Test
    void whatIsLateStandsUnderOverdueOfBothSides() {
        CoordinatedCase of = desk.vendors.asStaff(() -> desk.application
                .bean(Cases.class)
                .open(new NewCase(
                        "Late",
                        "Summary",
                        "Router",
                        Tlp.AMBER,
                        TestOrganisations.COORDINATOR,
                        "",
                        desk.now()
                                .plus(Duration.ofHours(2))
                                .truncatedTo(ChronoUnit.SECONDS)
                                .atZone(TOKYO),
                        desk.now().minus(Duration.ofDays(60)))));
        assertThat(kinds(cora, "/inbox?tab=overdue", of)).containsExactly("distribute");
        desk.plan(of, desk.rsa);
        desk.application.advance(WaveDesk.SOON.plusSeconds(1));
        assertThat(kinds(cora, "/inbox?tab=overdue", of)).containsExactly("status");
        assertThat(kinds(rivest, "/inbox?tab=overdue", of)).isEmpty();
        desk.application.advance(Duration.ofHours(2));
        assertThat(kinds(rivest, "/inbox?tab=overdue", of)).containsExactly("our-status");
        assertThat(rivest.get("/inbox?tab=overdue").html().select("li[data-item] .state.bad"))
                .isNotEmpty();
    }

    @Test
    void whatIsSnoozedGoesFromOnePersonAloneAndComesBackByItself() {
        CoordinatedCase of = desk.openCase();
        Browser.Page report = snooze(cora, item(cora, "/inbox", of, "distribute"), Duration.ofHours(3));
        assertThat(report.html().select("[data-done]").attr("data-done")).isEqualTo("1");
        assertThat(kinds(cora, "/inbox", of)).isEmpty();
        assertThat(kinds(kolja, "/inbox", of)).containsExactly("distribute");
        Element hidden = cora.get("/inbox?tab=snoozed").html().expectFirst("li[data-item*=" + of.id() + "]");
        assertThat(hidden.text()).contains("Asia/Tokyo", "待ち");
        desk.application.advance(Duration.ofHours(3).plusMinutes(1));
        assertThat(kinds(cora, "/inbox", of)).containsExactly("distribute");
        assertThat(kinds(cora, "/inbox?tab=snoozed", of)).isEmpty();
    }

    @Test
    void aSnoozedThingComesBackEarlierWhenSomethingNewHappensOrByHand() {
        CoordinatedCase of = distributed(desk.curve);
        write(of, desk.curve, desk.vendors.memberOf(desk.curve));
        String message = item(cora, "/inbox", of, "message");
        snooze(cora, message, Duration.ofDays(3));
        assertThat(kinds(cora, "/inbox", of)).doesNotContain("message");
        write(of, desk.curve, desk.vendors.memberOf(desk.curve));
        assertThat(kinds(cora, "/inbox", of)).contains("message");
        snooze(cora, message, Duration.ofDays(3));
        Browser.Page snoozed = cora.get("/inbox?tab=snoozed");
        String back = snoozed.html().select("form[action^=/inbox/snoozes/]").attr("action");
        assertThat(kolja.post(back).status()).as("somebody else's").isEqualTo(404);
        assertThat(cora.post(back).status()).isEqualTo(303);
        assertThat(kinds(cora, "/inbox", of)).contains("message");
    }

    @Test
    void aMessageStaysUntilItIsAnsweredOrNeedsNoAnswer() {
        CoordinatedCase of = distributed(desk.curve);
        write(of, desk.curve, desk.vendors.memberOf(desk.curve));
        assertThat(kinds(cora, "/inbox", of)).contains("message");
        write(of, desk.curve, desk.vendors.staff());
        assertThat(kinds(cora, "/inbox", of)).doesNotContain("message");
        assertThat(kinds(curve, "/inbox", of)).contains("our-message");
        String item = item(curve, "/inbox", of, "our-message");
        String form = Uuid7.at(desk.now()).toString();
        curve.post("/inbox/bulk", "form", form, "act", "SETTLE", "item", item);
        assertThat(kinds(curve, "/inbox", of)).doesNotContain("our-message");
        write(of, desk.curve, desk.vendors.staff());
        assertThat(kinds(curve, "/inbox", of)).contains("our-message");
    }

    private void reply(CoordinatedCase of, Scope scope, String words) {
        var thread = desk.thread(of, desk.curve);
        Scopes.as(
                scope, () -> desk.application.bean(Replies.class).post(Uuid7.at(desk.now()), thread, words, List.of()));
    }

    private void afterThePause() {
        desk.application.advance(Undo.PAUSE.plusSeconds(1));
    }

    @Test
    void aMessageIsWorkFromWhenItIsSeenAndNoMoreWhenItIsTakenBackOrItsThreadIsResolved() {
        CoordinatedCase of = distributed(desk.curve);
        Scope.Person member = desk.vendors.memberOf(desk.curve);
        reply(of, member, "First");
        assertThat(kinds(cora, "/inbox", of)).doesNotContain("message");
        undo(of, member);
        afterThePause();
        assertThat(kinds(cora, "/inbox", of)).as("taken back").doesNotContain("message");
        reply(of, member, "Second");
        afterThePause();
        assertThat(kinds(cora, "/inbox", of)).contains("message");
        resolve(of, true);
        assertThat(kinds(cora, "/inbox", of)).as("resolved").doesNotContain("message");
        resolve(of, false);
        assertThat(kinds(cora, "/inbox", of)).as("reopened").contains("message");
        reply(of, desk.vendors.staff(), "Answer");
        assertThat(kinds(curve, "/inbox", of)).as("not seen yet").doesNotContain("our-message");
        afterThePause();
        assertThat(kinds(cora, "/inbox", of)).doesNotContain("message");
        assertThat(kinds(curve, "/inbox", of)).contains("our-message");
    }

    private void undo(CoordinatedCase of, Scope scope) {
        String message = desk.application
                .everything("select id::text from message where case_id = '" + of.id() + "' order by id desc limit 1")
                .getFirst();
        assertThat(desk.vendors.as(
                        scope,
                        () -> desk.vendors
                                .sql()
                                .sql("select message_undo(:id::uuid)")
                                .param("id", message)
                                .query(Boolean.class)
                                .single()))
                .isTrue();
    }

    private void resolve(CoordinatedCase of, boolean resolved) {
        desk.vendors.asStaff(() -> {
            desk.application.bean(NamedThreads.class).resolve(desk.thread(of, desk.curve), resolved);
            return true;
        });
    }

    @Test
    void aVendorLearnsThatItsCaseEndedAndHasNothingToDoInIt() {
        CoordinatedCase of = distributed(desk.curve);
        assertThat(kinds(curve, "/inbox", of)).contains("our-status");
        Browser.Page closed = cora.post(
                "/cases/" + of.id() + "/closing",
                "reason",
                "OBSOLETE",
                "words",
                "Done.",
                "number",
                of.number(),
                "secrecy",
                "ENDS");
        assertThat(closed.status()).as(closed.text()).isEqualTo(303);
        for (String tab : List.of("mine", "waiting")) {
            assertThat(kinds(curve, "/inbox?tab=" + tab, of)).isEmpty();
        }
        assertThat(curve.get("/our-cases/" + of.id())
                        .html()
                        .select("[data-ended]")
                        .text())
                .contains("closed")
                .doesNotContain("obsolete");
    }

    @Test
    void aVendorNeitherSnoozesNorAssignsNorSeesTheRosterOfWhatItMayNotKnow() {
        CoordinatedCase of = distributed(desk.curve);
        String theirs = item(curve, "/inbox", of, "our-status");
        Browser.Page report = snooze(rivest, theirs, Duration.ofHours(1));
        assertThat(report.html().select("[data-not]").attr("data-not")).isEqualTo("1");
        assertThat(report.refusal()).isEqualTo("not-found");
        assertThat(report.body()).doesNotContain(of.number());
        assertThat(kinds(curve, "/inbox", of)).contains("our-status");
        String staffs = item(cora, "/inbox?tab=waiting", of, "status");
        assertThat(snooze(curve, staffs, Duration.ofHours(1)).refusal()).isEqualTo("not-found");
        String form = Uuid7.at(desk.now()).toString();
        assertThat(curve.post("/inbox/bulk", "form", form, "act", "ASSIGN", "item", "CASE:" + of.id(), "person", "me")
                        .status())
                .isEqualTo(404);
        assertThat(curve.get("/inbox/bulk?act=ASSIGN&item=CASE:" + of.id()).status())
                .isEqualTo(404);
        assertThat(curve.post("/cases/" + of.id() + "/assignment", "form", form, "person", "me")
                        .status())
                .isEqualTo(404);
        assertThat(curve.get("/duty").status()).isEqualTo(404);
        Scope member = desk.vendors.memberOf(desk.rsa);
        for (String table : List.of("inbox_item", "case_assignment", "duty_period", "inbox_snooze", "bulk_run")) {
            assertThat(desk.vendors.as(
                            member,
                            () -> desk.vendors
                                    .sql()
                                    .sql("select count(*) from " + table)
                                    .query(Integer.class)
                                    .single()))
                    .as(table)
                    .isZero();
        }
        String path = report.html().select("form[action$=/undo]").attr("action");
        assertThat(path).as("nothing was done").isEmpty();
    }

    @Test
    void aCaseIsTakenHandedOverWithANoteAndFoundByWhoHasIt() {
        CoordinatedCase of = desk.openCase();
        String path = "/cases/" + of.id() + "/assignment";
        String form = Uuid7.at(desk.now()).toString();
        assertThat(cora.post(path, "form", form, "person", "me").status()).isEqualTo(303);
        cora.post(path, "form", form, "person", "me");
        assertThat(cora.get(path).html().select("[data-step]")).as("sent twice").hasSize(1);
        assertThat(kinds(cora, "/inbox?whose=own", of)).containsExactly("distribute");
        assertThat(kinds(kolja, "/inbox?whose=own", of)).isEmpty();
        assertThat(kinds(cora, "/inbox?whose=nobody", of)).isEmpty();
        assertThat(cora.get("/cases?whose=own").body()).contains(of.number());
        assertThat(kolja.get("/cases?whose=own").body()).doesNotContain(of.number());
        String to = cora.get(path).html().select("#person option").stream()
                .filter(option -> option.text().equals("Kolja"))
                .map(Element::val)
                .findFirst()
                .orElseThrow();
        cora.post(path, "form", Uuid7.at(desk.now()).toString(), "person", to, "note", "Call them <b>first</b>");
        assertThat(kinds(kolja, "/inbox?whose=own", of)).containsExactly("distribute");
        assertThat(kolja.get(path).text()).contains("Call them <b>first</b>");
        assertThat(desk.vendors.entries(of, "case.assigned")).isEqualTo(2);
        assertThat(cora.post(
                                path,
                                "form",
                                Uuid7.at(desk.now()).toString(),
                                "person",
                                UUID.randomUUID().toString())
                        .refusal())
                .isEqualTo("assign-person");
        Browser.Page tooLong =
                cora.post(path, "form", Uuid7.at(desk.now()).toString(), "person", "me", "note", "x".repeat(2001));
        assertThat(tooLong.refusal()).isEqualTo("assign-note");
        assertThat(tooLong.html().select("#note").val())
                .as("nothing typed is lost")
                .hasSize(2001);
    }

    @Test
    void severalAreAssignedAtOnceWithAReportOfWhatWasNotAndUndone() {
        CoordinatedCase one = desk.openCase();
        CoordinatedCase two = desk.openCase();
        String gone = "CASE:" + Uuid7.at(desk.now());
        String look = "/inbox/bulk?act=ASSIGN&item=CASE:" + one.id() + "&item=CASE:" + two.id() + "&item=" + gone;
        Browser.Page preview = cora.get(look);
        assertThat(preview.html().select("[data-can]").attr("data-can")).isEqualTo("2");
        assertThat(preview.html().select("[data-hindrance]").attr("data-hindrance"))
                .isEqualTo("bulk-gone");
        assertThat(preview.html().select("form [name=item]")).hasSize(2);
        String form = preview.html().select("[name=form]").val();
        String[] order = {
            "form",
            form,
            "act",
            "ASSIGN",
            "person",
            "me",
            "item",
            "CASE:" + one.id(),
            "item",
            gone,
            "item",
            "CASE:" + two.id()
        };
        String report = cora.post("/inbox/bulk", order).location();
        assertThat(cora.post("/inbox/bulk", order).location()).isEqualTo(report);
        Browser.Page shown = cora.get(report);
        assertThat(shown.html().select("[data-done]").attr("data-done")).isEqualTo("2");
        assertThat(shown.html().select("[data-not]").attr("data-not")).isEqualTo("1");
        assertThat(desk.vendors.entries(one, "case.assigned")).as("sent twice").isEqualTo(1);
        assertThat(kolja.get(report).status()).as("somebody else's").isEqualTo(404);
        kolja.post(
                "/cases/" + two.id() + "/assignment",
                "form",
                Uuid7.at(desk.now()).toString(),
                "person",
                "me");
        cora.post(report + "/undo");
        cora.post(report + "/undo");
        assertThat(cora.get(report).html().select("[data-undone]")).isNotEmpty();
        assertThat(kinds(cora, "/inbox?whose=nobody", one)).containsExactly("distribute");
        assertThat(kinds(kolja, "/inbox?whose=own", two)).as("taken meanwhile").containsExactly("distribute");
    }

    @Test
    void vendorsThatAreSilentAreAskedAgainOnceEachAndThoseThatAnsweredAreNot() {
        CoordinatedCase of = distributed(desk.curve, desk.rsa);
        rivest.post("/our-cases/" + of.id() + "/status", "status", "INVESTIGATING");
        String path = "/cases/" + of.id() + "/reminders";
        String[] both = {
            "vendor", desk.curve.id().toString(), "vendor", desk.rsa.id().toString()
        };
        Browser.Page preview = cora.post(path + "/preview", both);
        assertThat(preview.html().select("[data-can]").attr("data-can")).isEqualTo("1");
        assertThat(preview.html().select("[data-hindrance]").attr("data-hindrance"))
                .isEqualTo("remind-answered");
        String form = preview.html().select("[name=form]").val();
        String[] order = {"form", form, "text", "Please answer", "vendor", both[1], "vendor", both[3]};
        Browser.Page report = cora.get(cora.post(path, order).location());
        cora.post(path, order);
        assertThat(report.html().select("[data-done]").attr("data-done")).isEqualTo("1");
        assertThat(report.refusal()).isEqualTo("remind-answered");
        int mails = desk.mails(of, desk.curve).size();
        desk.application.advance(Undo.PAUSE.plusSeconds(1));
        org.chosei.testing.Post.await(
                "the reminder by mail",
                () -> desk.mails(of, desk.curve).stream().skip(mails).findFirst());
        assertThat(desk.vendors.asStaff(
                        () -> desk.application.bean(Messages.class).read(desk.thread(of, desk.curve))))
                .hasSize(1);
        assertThat(cora.post(path, "form", form, "text", "", "vendor", both[1]).refusal())
                .isEqualTo("remind-text");
    }

    @Test
    void whatNobodyHasFallsToWhoeverIsOnDuty() {
        CoordinatedCase of = desk.openCase();
        assertThat(kinds(kolja, "/inbox?whose=own", of)).isEmpty();
        String today = LocalDate.ofInstant(desk.now(), TOKYO).toString();
        String koljaId = cora.get("/duty").html().select("#person option").stream()
                .filter(option -> option.text().equals("Kolja"))
                .map(Element::val)
                .findFirst()
                .orElseThrow();
        String[] days = {"form", Uuid7.at(desk.now()).toString(), "person", koljaId, "first", today, "last", ""};
        assertThat(cora.post("/duty", days).status()).isEqualTo(303);
        assertThat(kinds(kolja, "/inbox?whose=own", of)).containsExactly("distribute");
        assertThat(kinds(cora, "/inbox?whose=own", of)).isEmpty();
        Browser.Page wrong = cora.post(
                "/duty",
                "form",
                Uuid7.at(desk.now()).toString(),
                "person",
                koljaId,
                "first",
                today,
                "last",
                "2020-01-01");
        assertThat(wrong.refusal()).isEqualTo("duty-days");
        assertThat(wrong.html().select("#last").val()).isEqualTo("2020-01-01");
        String end = cora.get("/duty").html().select("form[action$=/end]").attr("action");
        cora.post(end);
        assertThat(kinds(kolja, "/inbox?whose=own", of)).isEmpty();
    }

    @Test
    void whatArrivesOutsideCasesStandsThereUntilItIsDecided() {
        Browser visitor = desk.application.browser();
        String form = visitor.get("/register").html().select("[name=form]").val();
        visitor.post(
                "/register",
                "form",
                form,
                "agree",
                "yes",
                "team.organizationName",
                "New Maker",
                "team.email",
                "psirt@new.example",
                "primaryContact.name",
                "Ann",
                "primaryContact.email",
                "ann@new.example");
        Element item = cora.get("/inbox").html().expectFirst("li[data-kind=registration]");
        String page = item.select("a[data-open]").attr("href");
        assertThat(cora.get(page).status()).isEqualTo(200);
        String seen = cora.get(page).html().select("input[name=seen]").val();
        cora.post(page + "/refusal", "seen", seen, "reason", "Not a vendor");
        assertThat(cora.get("/inbox").html().select("li[data-kind=registration]"))
                .isEmpty();
    }

    @Test
    void theDatabaseCountsBusinessDaysAsTheProgramDoes() {
        Scope member = desk.vendors.memberOf(desk.curve);
        List<Closure> none = List.of();
        BusinessCalendar calendar = new BusinessCalendar(TOKYO, java.util.Set.of(), none);
        Instant from = Instant.parse("2026-11-01T00:00:00Z");
        List<Instant> starts = IntStream.range(0, 68)
                .mapToObj(i -> from.plus(Duration.ofHours(5L * i)))
                .toList();
        Map<Instant, Instant> counted = new LinkedHashMap<>();
        desk.vendors.as(member, () -> {
            desk.vendors
                    .sql()
                    .sql(
                            "select * from business_days_after_each(:from::timestamptz[], 5, 'Asia/Tokyo', :own) order by from_at")
                    .param("from", starts.stream().map(Instant::toString).toArray(String[]::new))
                    .param("own", desk.curve.id().value())
                    .query(row -> {
                        counted.put(
                                row.getObject(1, OffsetDateTime.class).toInstant(),
                                row.getObject(2, OffsetDateTime.class).toInstant());
                    });
            return true;
        });
        assertThat(counted.keySet()).containsExactlyElementsOf(starts);
        counted.forEach(
                (start, due) -> assertThat(due).as(start.toString()).isEqualTo(calendar.plusBusinessDays(start, 5)));
    }

    @Test
    void aMessageThatMayBeTakenBackHidesNoOlderOneAndIsNoNewsYet() {
        CoordinatedCase of = distributed(desk.curve);
        Scope.Person member = desk.vendors.memberOf(desk.curve);
        reply(of, member, "First");
        afterThePause();
        reply(of, member, "Second");
        Element item = beside(cora, "mine", "message", of.number()).orElseThrow();
        assertThat(item.text()).contains("One message is newer");
        snooze(cora, item.attr("data-item"), Duration.ofDays(3));
        assertThat(kinds(cora, "/inbox", of)).doesNotContain("message");
        reply(of, member, "Third");
        assertThat(kinds(cora, "/inbox", of)).as("nobody sees anything new").doesNotContain("message");
        afterThePause();
        Element back = beside(cora, "mine", "message", of.number()).orElseThrow();
        assertThat(back.text()).contains("3 messages are newer");
    }

    @Test
    void whatIsSaidInGroupsAndToAllVendorsStandsWithThoseWhoReadItAlone() {
        CoordinatedCase of = distributed(desk.curve, desk.rsa);
        ThreadId group = opened(of, ThreadKind.GROUP, Set.of(desk.curve.id(), desk.rsa.id()));
        CoordinatedCase other = distributed(desk.rsa);
        ThreadId all = opened(other, ThreadKind.ALL, Set.of());
        say(group, desk.vendors.staff());
        say(all, desk.vendors.staff());
        assertThat(kinds(curve, "/inbox", of)).contains("our-message");
        assertThat(kinds(rivest, "/inbox", of)).contains("our-message");
        assertThat(kinds(rivest, "/inbox", other)).contains("our-message");
        assertThat(curve.get("/inbox").body()).doesNotContain(other.number(), all.toString());

        say(group, desk.vendors.memberOf(desk.curve));
        assertThat(kinds(curve, "/inbox", of)).as("it answered").doesNotContain("our-message");
        assertThat(kinds(rivest, "/inbox", of)).contains("our-message");
        assertThat(item(cora, "/inbox", of, "message")).isEqualTo("MESSAGE:" + group);
        String settled = item(rivest, "/inbox", of, "our-message");
        rivest.post("/inbox/bulk", "form", Uuid7.at(desk.now()).toString(), "act", "SETTLE", "item", settled);
        assertThat(kinds(rivest, "/inbox", of)).doesNotContain("our-message");
        say(all, desk.vendors.memberOf(desk.rsa));
        assertThat(item(cora, "/inbox", other, "message")).isEqualTo("MESSAGE:" + all);
        say(all, desk.vendors.staff());
        assertThat(kinds(cora, "/inbox", other)).doesNotContain("message");
    }

    private ThreadId opened(CoordinatedCase of, ThreadKind kind, Set<OrganisationId> vendors) {
        return desk.vendors.asStaff(() -> desk.application
                .bean(NamedThreads.class)
                .open(Uuid7.at(desk.now()), of.id(), kind, "Title", vendors, false));
    }

    /** On a page, and the ten seconds pass. */
    private void say(ThreadId thread, Scope by) {
        Scopes.as(
                by, () -> desk.application.bean(Replies.class).post(Uuid7.at(desk.now()), thread, "Words", List.of()));
        afterThePause();
    }

    private static Optional<Element> beside(Browser browser, String tab, String kind, String about) {
        return items(browser, "/inbox?tab=" + tab).stream()
                .filter(item ->
                        item.attr("data-kind").equals(kind) && item.text().contains(about))
                .findFirst();
    }

    @Test
    void anOrganisationStandsThereUntilOnePersonCalledAndAnotherConfirmed() {
        Vendor vendor =
                desk.vendors.unvetted("Unvetted", org.chosei.registry.Organisation.RegistrationClass.INDIVIDUAL);
        Element item = beside(cora, "mine", "vetting", "Unvetted").orElseThrow();
        String page = item.select("a[data-open]").attr("href");
        assertThat(cora.get(page).status()).isEqualTo(200);
        Browser.Page called = cora.post(
                page + "/call-backs",
                "form",
                UUID.randomUUID().toString(),
                "number",
                "0120-444-444",
                "found",
                "PUBLIC_REGISTER",
                "source",
                "A register",
                "talkedTo",
                "Somebody",
                "result",
                "CONFIRMED",
                "when",
                until(Duration.ofMinutes(-1)),
                "zone",
                "Asia/Tokyo");
        assertThat(called.status()).as(called.text()).isEqualTo(303);
        desk.vendors.vetting().meet(vendor.id(), desk.now());
        UUID last = desk.vendors.vetting().document(vendor.id(), desk.now());
        assertThat(beside(cora, "mine", "vetting", "Unvetted"))
                .as("whoever called waits for another")
                .isEmpty();
        assertThat(beside(cora, "waiting", "vetting", "Unvetted")).isPresent();
        assertThat(beside(kolja, "mine", "vetting", "Unvetted")).isPresent();
        Scopes.as(
                desk.vendors.vetting().confirmer(),
                () -> desk.application
                        .bean(org.chosei.registry.vetting.Confirmations.class)
                        .confirm(vendor.id(), last, ""));
        assertThat(beside(kolja, "mine", "vetting", "Unvetted")).isEmpty();
    }

    @Test
    void aPaperWaitsForItsSecondReaderAndSignaturesForTheCsirtsOwn() {
        String before =
                beside(cora, "mine", "countersign", "").map(Element::text).orElse("");
        Vendor vendor =
                desk.vendors.registered("Papermaker", org.chosei.registry.Organisation.RegistrationClass.GENERAL);
        desk.vendors.sign(vendor, org.chosei.agreements.AgreementKind.NOTE);
        Element signatures = beside(cora, "mine", "countersign", "").orElseThrow();
        assertThat(signatures.text()).isNotEqualTo(before).contains("signatures wait for the CSIRT’s own");
        assertThat(cora.get(signatures.select("a[data-open]").attr("href")).text())
                .contains("Signer of Papermaker");
        Browser.Page brought = cora.upload(
                "/organisations/" + vendor.id() + "/papers",
                List.of(new Browser.File(
                        "scan", "nda.pdf", "%PDF-1.7 scan".getBytes(java.nio.charset.StandardCharsets.US_ASCII))),
                "kind",
                "nda",
                "language",
                "en",
                "signer",
                "Ann",
                "capacity",
                "Head",
                "signedOn",
                LocalDate.ofInstant(desk.now(), TOKYO).toString(),
                "version",
                "1");
        assertThat(brought.status()).as(brought.text()).isEqualTo(303);
        assertThat(beside(cora, "mine", "paper", "Papermaker"))
                .as("who read it")
                .isEmpty();
        assertThat(beside(cora, "waiting", "paper", "Papermaker")).isPresent();
        Element paper = beside(kolja, "mine", "paper", "Papermaker").orElseThrow();
        String page = paper.select("a[data-open]").attr("href");
        kolja.get(page);
        assertThat(kolja.post(page + "/discard", "reason", "The wrong one").status())
                .isEqualTo(303);
        assertThat(beside(kolja, "mine", "paper", "Papermaker")).isEmpty();
    }

    @Test
    void whatAReporterWroteWaitsUntilSomebodyAnswersOrLeavesAHint() {
        String own = ReportForm.open(curve, "/our-reports/new", "inbox").send().location();
        String page = own.replace("/our-reports/", "/reports/received/");
        String reference = curve.get(own).html().select("h1 .number").text();
        for (String answered : List.of("/messages", "/hints")) {
            assertThat(beside(cora, "mine", "reporter-message", reference)).isEmpty();
            assertThat(curve.post(own + "/messages", written("And more")).status())
                    .isEqualTo(303);
            Element item = beside(cora, "mine", "reporter-message", reference).orElseThrow();
            assertThat(item.select("a[data-open]").attr("href")).isEqualTo(page);
            assertThat(cora.post(page + answered, written("Thank you")).status())
                    .isEqualTo(303);
        }
        assertThat(beside(cora, "mine", "reporter-message", reference)).isEmpty();
    }

    private static String[] written(String text) {
        return new String[] {"form", UUID.randomUUID().toString(), "text", text};
    }

    @Test
    void anAnswerToARegistrationWaitsUntilItIsTakenOrLeft() {
        Browser visitor = desk.application.browser();
        String form = visitor.get("/register").html().select("[name=form]").val();
        visitor.post(
                "/register",
                "form",
                form,
                "agree",
                "yes",
                "team.organizationName",
                "Answering Maker",
                "team.email",
                "psirt@answering.example",
                "primaryContact.name",
                "Ann",
                "primaryContact.email",
                "ann@answering.example");
        Element review = beside(cora, "mine", "registration", "REG-").orElseThrow();
        String page = review.select("a[data-open]").attr("href");
        String number = review.select("a[data-open] .number").text().strip();
        new org.chosei.testing.Post(desk.application)
                .deliver(org.chosei.testing.Mails.plain(
                        "psirt@answering.example", "Re: " + number, "utf-8", "1-3: 03-1234-5678"));
        Element item = beside(cora, "mine", "registration-reply", number).orElseThrow();
        assertThat(item.text()).contains("One answer by mail");
        assertThat(item.select("a[data-open]").attr("href")).isEqualTo(page);
        String decision =
                cora.get(page).html().select("form[action$=/decision]").attr("action");
        String seen =
                cora.get(page).html().select("input[name=seen]").getFirst().val();
        assertThat(cora.post(decision, "take", "no", "seen", seen).status()).isEqualTo(303);
        assertThat(beside(cora, "mine", "registration-reply", number)).isEmpty();
        cora.post(page + "/refusal", "seen", seen, "reason", "Not a vendor");
    }

    @Test
    void ownDaysOnDutyStandInOnesCalendar() {
        Browser own = TestPerson.joined(
                        desk.application, "Dora", "dora@csirt.example", TestOrganisations.COORDINATOR, Role.COORDINATOR)
                .browser();
        String dora = own.get("/duty").html().select("#person option").stream()
                .filter(option -> option.text().equals("Dora"))
                .map(Element::val)
                .findFirst()
                .orElseThrow();
        LocalDate first = LocalDate.ofInstant(desk.now(), TOKYO).plusDays(1);
        cora.post(
                "/duty",
                "form",
                Uuid7.at(desk.now()).toString(),
                "person",
                dora,
                "first",
                first.toString(),
                "last",
                first.plusDays(2).toString());
        Map<String, String> days = duty(own);
        assertThat(days)
                .containsEntry("DTSTART;VALUE=DATE", first.toString().replace("-", ""))
                .containsEntry("DTEND;VALUE=DATE", first.plusDays(3).toString().replace("-", ""));
        assertThat(days.get("SUMMARY")).startsWith("On duty: ");
        assertThat(duty(cora)).as("another's").isEmpty();
        String taken = cora.get("/duty").html().select("tr:contains(Dora) form").attr("action");
        cora.post(taken);
        assertThat(duty(own)).isEmpty();
    }

    /** The days on duty that a calendar program reads at the person's address. */
    private Map<String, String> duty(Browser person) {
        String address =
                person.post("/account/calendar").html().select("#address").val();
        byte[] file = desk.application
                .browser()
                .download(address.substring(address.indexOf("/calendar/")))
                .bytes();
        return org.chosei.cases.clocks.ICalendar.events(file).stream()
                .filter(event -> event.getOrDefault("UID", "").startsWith("duty-"))
                .findFirst()
                .orElse(Map.of());
    }

    @Test
    void thePartThatIsOpenIsKeptUnderANameAndSharedLater() {
        Element keep = cora.get("/inbox?tab=overdue&whose=own").html().expectFirst("details.keep form");
        assertThat(cora.post(
                                "/searches",
                                "form",
                                keep.select("[name=form]").val(),
                                "page",
                                "inbox",
                                "q",
                                keep.select("[name=q]").val(),
                                "name",
                                "Mine and late")
                        .status())
                .isEqualTo(303);
        assertThat(saved(cora)).containsExactly("/inbox?tab=overdue&whose=own");
        assertThat(above(cora, "/inbox?tab=overdue&whose=own")).containsExactly("Mine and late, open");
        assertThat(above(cora, "/inbox")).containsExactly("Mine and late");
        assertThat(saved(kolja)).isEmpty();
        assertThat(above(kolja, "/inbox")).isEmpty();
        String sharing = cora.get("/search")
                .html()
                .select(".saved form[action$=/sharing]")
                .attr("action");
        assertThat(kolja.post(sharing, "shared", "yes").status())
                .as("another's")
                .isEqualTo(404);
        cora.post(sharing, "shared", "yes");
        assertThat(saved(kolja)).containsExactly("/inbox?tab=overdue&whose=own");
        assertThat(above(kolja, "/inbox")).containsExactly("Mine and late");
        assertThat(kolja.get("/inbox?tab=overdue&whose=own").status()).isEqualTo(200);
        cora.post(sharing, "shared", "no");
        assertThat(saved(kolja)).isEmpty();
        Browser.Page unnamed = cora.post(
                "/searches", "form", UUID.randomUUID().toString(), "page", "inbox", "q", "tab=waiting&whose=own");
        assertThat(unnamed.refusal()).isEqualTo("search-name-missing");
        assertThat(unnamed.html().select(".save-search [name=q]").val()).isEqualTo("tab=waiting&whose=own");
    }

    /** The saved filters that stand above the inbox, and which of them is open. */
    private static List<String> above(Browser browser, String inbox) {
        return browser.get(inbox).html().select("a[data-saved]").stream()
                .map(each -> each.text() + (each.attr("aria-current").equals("true") ? ", open" : ""))
                .toList();
    }

    private static List<String> saved(Browser browser) {
        return browser.get("/search")
                .html()
                .select(".saved a:contains(Mine and late)")
                .eachAttr("href");
    }

    @Test
    void anEmptyPartSaysWhatComesNextAndEveryRefusalHasANumber() {
        Browser newcomer = desk.member(
                desk.vendors.registered("Newcomer", org.chosei.registry.Organisation.RegistrationClass.GENERAL));
        for (String tab : List.of("mine", "waiting", "overdue", "snoozed")) {
            Element empty = newcomer.get("/inbox?tab=" + tab).html().expectFirst("[data-empty=" + tab + "]");
            assertThat(empty.select("a")).as(tab).isNotEmpty();
        }
        Browser.Page refused = newcomer.get("/cases");
        assertThat(refused.status()).isEqualTo(404);
        assertThat(refused.html().select("[data-request]").text()).matches("[0-9A-F]{8}");
        assertThat(cora.get("/inbox/bulk?act=SNOOZE").refusal()).isEqualTo("bulk-none");
        assertThat(cora.get("/inbox/bulk?act=NOTHING&item=MAIL:" + UUID.randomUUID())
                        .refusal())
                .isEqualTo("bulk-act");
    }

    @Test
    void singleKeysAreSwitchedOffForOnePersonAndCommandsArePagesToo() {
        Browser.Page keys = cora.get("/keys");
        assertThat(keys.html().body().attr("data-single-keys")).isEqualTo("on");
        assertThat(keys.html().select("[data-key-row=f]").text()).contains("file the opened mail");
        cora.post("/keys", "on", "no");
        assertThat(cora.get("/inbox").html().body().attr("data-single-keys")).isEqualTo("off");
        assertThat(kolja.get("/inbox").html().body().attr("data-single-keys")).isEqualTo("on");
        cora.post("/keys", "on", "yes");
        assertThat(cora.get("/keys").html().body().attr("data-single-keys")).isEqualTo("on");
        CoordinatedCase of = distributed(desk.curve);
        assertThat(cora.get("/palette?q=" + of.number().toLowerCase(java.util.Locale.ROOT))
                        .location())
                .isEqualTo("/cases/" + of.id());
        assertThat(curve.get("/palette?q=" + of.number()).location()).isEqualTo("/our-cases/" + of.id());
        assertThat(rivest.get("/palette?q=" + of.number()).html().select("[data-found=0]"))
                .hasSize(1);
        for (String path : cora.get("/palette").html().select(".commands a").eachAttr("href")) {
            assertThat(cora.get(path).status()).as(path).isEqualTo(200);
        }
    }

    @Test
    void everyPageIsThereInBothLanguages() {
        CoordinatedCase of = desk.openCase();
        String item = item(cora, "/inbox", of, "distribute");
        Map<String, String> titles = Map.of("en", "Inbox", "ja", "受信箱");
        titles.forEach((language, title) -> {
            cora.get("/inbox");
            cora.post("/language", "language", language, "back", "/inbox");
            assertThat(cora.get("/inbox").html().select("h1").text()).isEqualTo(title);
            for (String path : List.of(
                    "/inbox?tab=snoozed",
                    "/duty",
                    "/keys",
                    "/palette",
                    "/cases/" + of.id() + "/assignment",
                    "/inbox/bulk?act=SNOOZE&item=" + item,
                    "/inbox/bulk?act=ASSIGN&item=" + item,
                    "/inbox/bulk?act=SETTLE&item=" + item)) {
                Browser.Page page = cora.get(path);
                assertThat(page.status()).as(path).isEqualTo(200);
                assertThat(page.html().select("h1")).as(path).hasSize(1);
            }
        });
        cora.post("/language", "language", "en", "back", "/inbox");
    }

    @Test
    void theNumberOfStatementsDoesNotGrowWithTheItems() {
        desk.openCase();
        int few = statements();
        for (int i = 0; i < 5; i++) {
            desk.openCase();
        }
        assertThat(statements()).isEqualTo(few);
    }

    private int statements() {
        Scope staff = desk.vendors.staff();
        return desk.vendors.as(staff, () -> {
            Inbox inbox = desk.application.bean(Inbox.class);
            desk.application.statements().takenHere();
            InboxView.Page page = inbox.page(InboxView.read("", ""), null);
            inbox.words(page.items(), List.of());
            return desk.application.statements().takenHere();
        });
    }
}
