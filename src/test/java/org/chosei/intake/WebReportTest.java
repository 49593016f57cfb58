package org.chosei.intake;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.chosei.testing.TestOrganisations.COORDINATOR;
import static org.chosei.testing.TestOrganisations.VENDOR_A;
import static org.chosei.testing.TestOrganisations.VENDOR_B;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.chosei.access.Role;
import org.chosei.access.Scope;
import org.chosei.access.Scopes;
import org.chosei.identity.TestPerson;
import org.chosei.mail.reading.IncomingMail;
import org.chosei.testing.Application;
import org.chosei.testing.Browser;
import org.chosei.testing.Post;
import org.chosei.testing.ReportForm;
import org.chosei.testing.TestPartner;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Reports without an account, from a vendor and from a receiving body, and the talk about them, over the pages. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WebReportTest {
    private final Application application = Application.start();
    private final Browser staff = TestPerson.joined(
                    application, "Cora", "cora@csirt.example", COORDINATOR, Role.COORDINATOR)
            .browser();

    @AfterAll
    void stop() {
        application.close();
    }

    /** So that no test meets the limit of the network that all of them share. */
    @AfterEach
    void letAnHourPass() {
        application.advance(Duration.ofMinutes(61));
    }

    /** A report that was sent: what the finder keeps, and where staff find it. */
    private record Sent(Browser finder, String reference, String code, String page) {
        Browser.Page open() {
            return finder.post("/receipt", "reference", reference, "code", code);
        }

        Browser.Page look() {
            return finder.get("/receipt");
        }
    }

    private Browser reader(String language) {
        Browser browser = application.browser();
        browser.get("/report");
        browser.post("/language", "language", language);
        return browser;
    }

    private ReportForm form(String language, String word) {
        return ReportForm.open(reader(language), "/report", word);
    }

    private Sent send(ReportForm form) {
        Browser.Page sent = form.send();
        assertThat(sent.status()).as(sent.text()).isEqualTo(200);
        assertThat(sent.html().select("form[action=/language]"))
                .as("nothing on the page that shows the code once leads away from it by mistake")
                .isEmpty();
        String reference = sent.html().select("#reference").text();
        return new Sent(
                form.browser(), reference, sent.html().select("#code").text(), "/reports/received/" + id(reference));
    }

    private Sent sent(String word) {
        return send(form("en", word));
    }

    private UUID id(String reference) {
        return asStaff(() -> sql().sql("select id from received_report where reference = :reference")
                .param("reference", reference)
                .query(UUID.class)
                .single());
    }

    private JdbcClient sql() {
        return application.bean(JdbcClient.class);
    }

    private <T> T asStaff(Supplier<T> work) {
        return as(
                new Scope.Person(new org.chosei.kernel.PersonId(new UUID(0, 9)), COORDINATOR, Set.of(Role.COORDINATOR)),
                work);
    }

    private <T> T as(Scope scope, Supplier<T> work) {
        return Scopes.as(
                scope,
                () -> Objects.requireNonNull(
                        application.bean(TransactionOperations.class).execute(_ -> work.get())));
    }

    private Browser.Page act(Sent report, String step, String... fields) {
        return staff.post(report.page() + "/" + step, fields);
    }

    private void done(Sent report, String step, String... fields) {
        Browser.Page page = act(report, step, fields);
        assertThat(page.status()).as(page.text()).isEqualTo(303);
    }

    private static String[] message(String text) {
        return new String[] {"form", UUID.randomUUID().toString(), "text", text};
    }

    private static String state(Browser.Page page) {
        return page.html().select("main [data-state]").attr("data-state");
    }

    private long count(String query) {
        return asStaff(() -> sql().sql(query).query(Long.class).single());
    }

    @Test
    void finderAndCsirtTalkFromReportToPublicationInEnglish() {
        talk("en", "unknown", "version-unknown");
    }

    @Test
    void finderAndCsirtTalkFromReportToPublicationInJapanese() {
        talk("ja", "不明", "堅牢ポンプ制御装置");
    }

    private void talk(String language, String version, String word) {
        String address = word.length() + language + "@finder.example";
        ReportForm form = form(language, word)
                .with("version", version)
                .with("channel", "email")
                .with("email", address)
                .with("exploited", "yes")
                .with("credit", "Somebody\n誰か");
        Browser.Page check = form.check();
        assertThat(check.html().select("html").attr("lang")).isEqualTo(language);
        assertThat(check.text()).contains("Gadget of " + word, version, address, "誰か");

        Sent report = send(form);
        assertThat(report.reference()).matches("REP-2026-[0-9]{5}");
        Browser.Page listed = staff.get("/reports");
        Element row = listed.html().expectFirst("[data-report=" + report.page().substring(18) + "]");
        assertThat(row.select("[data-flag=exploited]")).hasSize(1);
        assertThat(row.text()).contains(report.reference());
        Browser.Page seen = staff.get(report.page());
        assertThat(seen.text()).contains("Weakness found by " + word, "誰か").doesNotContain(address);

        assertThat(report.look().html().select("[name=code]")).hasSize(1);
        assertThat(report.open().status()).isEqualTo(303);
        assertThat(state(report.look())).isEqualTo("received");
        done(report, "checking");
        assertThat(state(report.look())).isEqualTo("checking");
        done(report, "messages", message("Which firmware? " + word));
        done(report, "hints", message("Hint among us"));
        Browser.Page asked = report.look();
        assertThat(asked.text()).contains("Which firmware? " + word).doesNotContain("Hint among us", "Cora");
        assertThat(report.finder()
                        .post("/receipt/messages", message("Firmware 2.0 <b>" + word))
                        .location())
                .isEqualTo("/receipt#talk");
        assertThat(staff.get(report.page()).text()).contains("Firmware 2.0 <b>" + word, "Hint among us", "Cora");
        done(report, "acceptance");
        assertThat(state(report.look())).isEqualTo("accepted");
        String number = open(report);
        Browser.Page handled = report.look();
        assertThat(state(handled)).isEqualTo("in-case");
        assertThat(handled.body()).doesNotContain(number, "Title of the case");
        done(report, "publication");
        assertThat(state(report.look())).isEqualTo("published");
        assertThat(report.look().html().select("html").attr("lang")).isEqualTo(language);

        String mail = Post.await(
                "no mail to " + address,
                () -> application.outside().messagesTo(address).stream()
                        .map(Post::text)
                        .findFirst());
        IncomingMail news = (IncomingMail) IncomingMail.read(mail.getBytes(US_ASCII));
        assertThat(news.subject()).startsWith("[" + report.reference() + "]");
        assertThat(news.text().text())
                .contains(report.reference(), "/receipt")
                .doesNotContain("Gadget", "firmware", word, number);
        Browser.Page overview = staff.get("/cases/" + caseId(number));
        assertThat(overview.text()).contains("Title of the case");
        assertThat(overview.html().select(".reports a").attr("href")).isEqualTo(report.page());
        assertThat(overview.html().select(".reports [data-flag]").eachAttr("data-flag"))
                .containsExactly("exploited");
        assertThat(overview.html().select("article.message.internal").text())
                .contains(
                        language.equals("ja") ? "はい" : "Yes",
                        application
                                .bean(org.chosei.web.Messages.class)
                                .text(java.util.Locale.of(language), "reporting.exploited"));
        assertThat(staff.get("/cases?jump=" + report.reference().toLowerCase(java.util.Locale.ROOT))
                        .location())
                .isEqualTo(report.page());
    }

    private String open(Sent report) {
        Browser.Page opened = act(
                report,
                "case",
                "title",
                "Title of the case",
                "summary",
                "Summary",
                "product",
                "Gadget",
                "tlp",
                "AMBER",
                "embargo",
                "none");
        assertThat(opened.status()).as(opened.text()).isEqualTo(303);
        return staff.get(report.page()).html().select(".done a.number").text();
    }

    private UUID caseId(String number) {
        return asStaff(() -> sql().sql("select id from coordination_case where number = :number")
                .param("number", number)
                .query(UUID.class)
                .single());
    }

    @Test
    void whatIsMissingIsSaidAtItsFieldAndNothingThatWasTypedIsLost() {
        ReportForm form = form("en", "careful")
                .with("weakness", "")
                .with("channel", "email")
                .with("email", "not an address")
                .with("plans", "In spring, <b>Tokyo</b>")
                .with("published", "yes");
        Browser.Page page = form.check();
        assertThat(page.status()).isEqualTo(422);
        assertThat(page.html().select("[data-problem]").eachAttr("data-problem"))
                .containsExactly("weakness", "email");
        assertThat(page.html().select("#weakness").attr("aria-describedby")).contains("weakness-problem");
        assertThat(page.html().select("#weakness-problem, #email-problem")).hasSize(2);
        assertThat(page.html().select("#product").val()).isEqualTo("Gadget of careful");
        assertThat(page.html().select("#plans").val()).isEqualTo("In spring, <b>Tokyo</b>");
        assertThat(page.html().select("#email").val()).isEqualTo("not an address");
        assertThat(page.html().select("[name=published][checked]").val()).isEqualTo("yes");
        assertThat(page.html().select("details#more").hasAttr("open")).isTrue();
        Browser.Page long_ = form.with("weakness", "w".repeat(20_001))
                .with("channel", "receipt")
                .check();
        assertThat(long_.status()).isEqualTo(422);
        assertThat(long_.text()).contains("20,001", "20,000");
        assertThat(long_.html().select("#weakness").val()).hasSize(20_001);
        assertThat(form("ja", "x")
                        .with("channel", "")
                        .check()
                        .html()
                        .select("[data-problem]")
                        .attr("data-problem"))
                .isEqualTo("channel");
    }

    @Test
    void answersCanBeChangedFromThePageThatShowsThemAndNothingIsLost() {
        ReportForm form = form("en", "second thought")
                .with("weakness", "\n  first line\n\nthird line")
                .with("exploited", "no");
        Browser.Page check = form.check();
        assertThat(check.html().select("button[formaction^=/report#]")).hasSizeGreaterThan(10);
        Browser.Page again = form.browser().post("/report", ReportForm.carried(check));
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.html().select("#weakness").val()).isEqualTo("first line\n\nthird line");
        assertThat(again.html().select("[name=form]").val())
                .isEqualTo(form.fields().get("form"));
        assertThat(again.html().select("[name=exploited][checked]").val()).isEqualTo("no");
        assertThat(count("select count(*) from received_report where form = '"
                        + form.fields().get("form") + "'"))
                .isZero();
        assertThat(form.browser().get("/report/check").location()).isEqualTo("/report");
    }

    @Test
    void secondClickIsTheSameReportWithTheSameReceipt() {
        ReportForm form = form("en", "double");
        Browser.Page check = form.check();
        Browser.Page first = form.again(check);
        Browser.Page second = form.again(check);
        assertThat(second.status()).isEqualTo(200);
        assertThat(second.html().select("#reference, #code").eachText())
                .isEqualTo(first.html().select("#reference, #code").eachText());
        assertThat(count("select count(*) from received_report where form = '"
                        + form.fields().get("form") + "'"))
                .isOne();
        // the same form with another code is somebody else's page
        Browser.Page other = form.again(form.check());
        assertThat(other.status()).isEqualTo(409);
        assertThat(other.refusal()).isEqualTo("report-sent-before");
    }

    @Test
    void receiptOpensWithCarelessTypingAndNotWithAnythingElse() {
        Sent report = sent("typist");
        Sent another = sent("neighbour");
        Browser browser = application.browser();
        assertThat(browser.post("/receipt", "reference", report.reference(), "code", another.code())
                        .refusal())
                .isEqualTo("receipt-unknown");
        Browser.Page unknown = browser.post("/receipt", "reference", "REP-2026-99999", "code", another.code());
        assertThat(unknown.status()).isEqualTo(422);
        assertThat(unknown.refusal()).isEqualTo("receipt-unknown");
        Browser.Page slip = browser.post(
                "/receipt",
                "reference",
                report.reference(),
                "code",
                report.code().substring(1));
        assertThat(slip.refusal()).isEqualTo("receipt-mistyped");
        assertThat(slip.html().select("#reference").val()).isEqualTo(report.reference());
        assertThat(slip.html().select("#code").val()).isEmpty();
        assertThat(browser.get("/receipt").text()).doesNotContain("typist");
        String careless = report.code().toLowerCase(java.util.Locale.ROOT).replace("-", " ");
        assertThat(browser.post(
                                "/receipt",
                                "reference",
                                " " + report.reference().toLowerCase(java.util.Locale.ROOT),
                                "code",
                                careless)
                        .status())
                .isEqualTo(303);
        assertThat(browser.get("/receipt").text()).contains("typist").doesNotContain("neighbour");
    }

    @Test
    void codeIsKeptNowhere() {
        Sent report = sent("secretive");
        report.open();
        String plain = report.code().replace("-", "");
        for (String table : List.of(
                "report_receipt", "report_receipt_session", "received_report", "ledger_entry", "clear_letter")) {
            assertThat(application.everything("select to_jsonb(t)::text from " + table + " t"))
                    .as(table)
                    .noneMatch(row -> row.contains(plain) || row.contains(report.code()));
        }
        assertThat(application.everything("select hash from report_receipt"))
                .allMatch(hash -> hash.startsWith("$argon2id$"));
        assertThat(report.look().body()).doesNotContain(plain, report.code());
    }

    @Test
    void guessingIsSlowedDownAndARightReceiptStillOpensAfterThePause() {
        Sent report = sent("guessed");
        String wrong = sent("wrong").code();
        Browser guesser = application.browser();
        int tries = 0;
        Browser.Page page = guesser.post("/receipt", "reference", report.reference(), "code", wrong);
        while (page.status() == 422 && tries++ < 30) {
            page = guesser.post("/receipt", "reference", report.reference(), "code", wrong);
        }
        assertThat(page.status()).isEqualTo(429);
        assertThat(page.refusal()).isEqualTo("too-many");
        application.advance(Duration.ofMinutes(16));
        assertThat(report.open().status()).isEqualTo(303);
    }

    @Test
    void floodFromOneNetworkIsToldToWaitAndLosesNothing() {
        ReportForm form = form("en", "flooder");
        Browser.Page check = form.check();
        Browser.Page page = form.again(check);
        for (int i = 0; i < 30 && page.status() == 200; i++) {
            page = form.again(check);
        }
        assertThat(page.status()).isEqualTo(429);
        assertThat(page.refusal()).isEqualTo("report-flood");
        assertThat(ReportForm.carried(page)).contains("Weakness found by flooder");
        application.advance(Duration.ofMinutes(61));
        assertThat(form.again(page).status()).isEqualTo(200);
    }

    @Test
    void sessionEndsWhenItIsClosedOrOldAndWhatWasWrittenMeanwhileIsKept() {
        Sent report = sent("leaver");
        report.open();
        assertThat(report.finder().post("/receipt/sign-out").location()).isEqualTo("/receipt");
        assertThat(report.look().text()).doesNotContain("leaver");
        report.open();
        assertThat(report.look().text()).contains("leaver");
        application.advance(Duration.ofHours(9));
        Browser.Page over = report.finder().post("/receipt/messages", message("A long answer"));
        assertThat(over.status()).isEqualTo(409);
        assertThat(over.refusal()).isEqualTo("receipt-over");
        assertThat(over.html().select("[name=text]").val()).isEqualTo("A long answer");
        Browser.Page back = report.finder()
                .post("/receipt", "reference", report.reference(), "code", report.code(), "text", "A long answer");
        assertThat(back.html().select("#text").val()).isEqualTo("A long answer");
        assertThat(report.finder().post("/receipt/messages", message(" ")).refusal())
                .isEqualTo("report-text-missing");
    }

    @Test
    void messageSentTwiceStandsOnce() {
        Sent report = sent("stutterer");
        report.open();
        String[] once = message("Only once, please");
        assertThat(report.finder().post("/receipt/messages", once).status()).isEqualTo(303);
        assertThat(report.finder().post("/receipt/messages", once).status()).isEqualTo(303);
        assertThat(report.look().html().select("article.message")).hasSize(1);
        String[] reply = message("Thank you");
        done(report, "messages", reply);
        done(report, "messages", reply);
        assertThat(report.look().html().select("[data-side=csirt]")).hasSize(1);
    }

    @Test
    void aReporterWhoWritesWithoutEndIsToldToWait() {
        Sent report = sent("chatterbox");
        report.open();
        for (int i = 0; i < 30; i++) {
            assertThat(report.finder()
                            .post("/receipt/messages", message("Word " + i))
                            .status())
                    .isEqualTo(303);
        }
        assertThat(report.finder()
                        .post("/receipt/messages", message("One more"))
                        .status())
                .isEqualTo(429);
        assertThat(report.look().status()).as("it can still be read").isEqualTo(200);
    }

    @Test
    void everyExitTellsItsReasonAndTheReportersAnswerReopensIt() {
        Sent original = sent("first finder");
        for (String exit : List.of(
                "duplicate",
                "known",
                "not-a-vulnerability",
                "obsolete",
                "other-vendor",
                "web-site",
                "out-of-scope",
                "incomplete")) {
            Sent report = sent("finder " + exit);
            assertThat(act(report, "refusal", "exit", exit, "reason", " ", "duplicate", original.reference())
                            .refusal())
                    .isEqualTo("report-text-missing");
            done(report, "refusal", "exit", exit, "reason", "Because: " + exit, "duplicate", original.reference());
            assertThat(staff.get(report.page()).text()).contains("Because: " + exit);
            assertThat(staff.get(report.page()).text().contains(original.reference()))
                    .isEqualTo(exit.equals("duplicate"));
            assertThat(report.open().status()).isEqualTo(303);
            Browser.Page told = report.look();
            assertThat(state(told)).isEqualTo("not-accepted");
            assertThat(told.html().select("#reason").text()).contains("Because: " + exit);
            assertThat(told.body())
                    .doesNotContain(original.reference(), original.page().substring(18));
            report.finder().post("/receipt/messages", message("But look again"));
            assertThat(state(report.look())).isEqualTo("checking");
            assertThat(state(staff.get(report.page()))).isEqualTo("checking");
            application.advance(Duration.ofMinutes(16));
        }
        application.advance(Duration.ofMinutes(61));
        Sent last = sent("last");
        assertThat(act(last, "refusal", "exit", "duplicate", "reason", "R", "duplicate", last.reference())
                        .refusal())
                .isEqualTo("report-original-unknown");
        Browser.Page kept = act(last, "refusal", "exit", "", "reason", "My long reason");
        assertThat(kept.status()).isEqualTo(422);
        assertThat(kept.refusal()).isEqualTo("report-exit-missing");
        assertThat(kept.html().select("#reason").val()).isEqualTo("My long reason");
    }

    @Test
    void stepsThatAStateDoesNotKnowAreRefused() {
        Sent report = sent("stepper");
        assertThat(act(report, "publication").refusal()).isEqualTo("report-step");
        assertThat(act(report, "reopening").refusal()).isEqualTo("report-step");
        done(report, "checking");
        assertThat(act(report, "checking").refusal()).isEqualTo("report-step");
        done(report, "acceptance");
        assertThat(act(report, "acceptance").refusal()).isEqualTo("report-step");
        done(report, "refusal", "exit", "known", "reason", "Public since May");
        for (String step : List.of("checking", "acceptance", "publication")) {
            assertThat(act(report, step).refusal()).as(step).isEqualTo("report-step");
        }
        done(report, "reopening");
        open(report);
        for (String step : List.of("checking", "acceptance", "reopening")) {
            assertThat(act(report, step).refusal()).as(step).isEqualTo("report-step");
        }
        assertThat(act(report, "refusal", "exit", "known", "reason", "Too late").refusal())
                .isEqualTo("report-step");
        assertThat(act(report, "link", "case", "CHS-2026-00001").refusal()).isEqualTo("report-step");
        done(report, "publication");
        assertThat(act(report, "publication").refusal()).isEqualTo("report-step");
        assertThat(count("select count(*) from ledger_entry where kind like 'report.%' and subjects::text like '%"
                        + report.page().substring(18) + "%'"))
                .isGreaterThanOrEqualTo(7);
    }

    @Test
    void secondReportIsLinkedToTheCaseThatIsThere() {
        Sent first = sent("one");
        String number = open(first);
        Sent second = sent("two");
        assertThat(act(second, "link", "case", "CHS-1999-00001").refusal()).isEqualTo("report-case-unknown");
        done(second, "link", "case", number.toLowerCase(java.util.Locale.ROOT));
        assertThat(staff.get(second.page()).html().select(".done a.number").text())
                .isEqualTo(number);
        assertThat(staff.get("/cases/" + caseId(number)).text()).contains("Weakness found by two");
        assertThat(staff.get("/cases/" + caseId(number) + "/timeline").status()).isEqualTo(200);
        second.open();
        assertThat(state(second.look())).isEqualTo("in-case");
        assertThat(second.look().body()).doesNotContain(number);
    }

    @Test
    void mostDangerousComesFirstAndWhatIsDecidedIsGone() {
        Sent plain = sent("plain");
        Sent open = send(form("en", "public").with("published", "yes"));
        Sent attacked = send(form("en", "attacked").with("exploited", "yes"));
        Sent decided = send(form("en", "decided").with("exploited", "yes"));
        done(decided, "refusal", "exit", "known", "reason", "Known");
        List<String> order = staff.get("/reports?order=impact")
                .html()
                .select("[data-report]")
                .eachAttr("data-report");
        assertThat(order)
                .containsSubsequence(
                        attacked.page().substring(18),
                        open.page().substring(18),
                        plain.page().substring(18))
                .doesNotContain(decided.page().substring(18));
        List<String> newest =
                staff.get("/reports").html().select("[data-report]").eachAttr("data-report");
        assertThat(newest)
                .startsWith(
                        decided.page().substring(18),
                        attacked.page().substring(18),
                        open.page().substring(18),
                        plain.page().substring(18));
    }

    @Test
    void whoeverHoldsAReceiptSeesThatReportAloneEvenPastTheApplication() {
        Sent report = sent("alone");
        Sent other = sent("other");
        done(report, "hints", message("Hint"));
        done(report, "messages", message("Hello"));
        done(report, "refusal", "exit", "duplicate", "reason", "Same", "duplicate", other.reference());
        Scope scope = new Scope.Reporter(id(report.reference()));
        assertThat(seen(scope, "select reference from received_report")).containsExactly(report.reference());
        assertThat(seen(scope, "select side from report_message")).containsExactly("csirt");
        assertThat(seen(scope, "select step from report_step")).containsExactly("turned-down");
        // answers, the message and the reason; not the hint
        assertThat(seen(scope, "select id::text from sealed_item")).hasSize(3);
        for (String table : application.everything("""
                select relname from pg_class where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace
                   and has_table_privilege('chosei_app', oid, 'select')
                   and relname not in ('received_report', 'report_message', 'report_step', 'sealed_item',
                                       'agreement_text', 'publication', 'scheduled_tasks')
                """)) {
            assertThat(seen(scope, "select 'row' from " + table + " limit 1"))
                    .as(table)
                    .isEmpty();
        }
    }

    private List<String> seen(Scope scope, String query) {
        return as(scope, () -> sql().sql(query).query(String.class).list());
    }

    @Test
    void vendorReportsItsOwnProductAndNoOtherVendorSeesIt() {
        Browser vendor = TestPerson.joined(application, "Asa", "asa@asahi.example", VENDOR_A, Role.MEMBER)
                .browser();
        Browser other = TestPerson.joined(application, "Hid", "hid@himitsu.example", VENDOR_B, Role.RESPONSIBLE)
                .browser();
        ReportForm form = ReportForm.open(vendor, "/our-reports/new", "asahi");
        assertThat(vendor.get("/our-reports/new").html().select("[name=channel]"))
                .isEmpty();
        Browser.Page check = form.check();
        Browser.Page sent = form.again(check);
        assertThat(sent.status()).as(sent.text()).isEqualTo(303);
        assertThat(form.again(check).location()).isEqualTo(sent.location());
        String own = sent.location();
        String page = own.replace("/our-reports/", "/reports/received/");
        assertThat(vendor.get("/our-reports").html().select("[data-report]")).hasSize(1);
        assertThat(vendor.get(own).text()).contains("Weakness found by asahi");
        assertThat(other.get("/our-reports").html().select("[data-report]")).isEmpty();
        assertThat(other.get(own).status()).isEqualTo(404);
        assertThat(other.post(own + "/messages", message("Let me in")).status()).isEqualTo(404);
        assertThat(staff.get(own).status()).isEqualTo(404);

        assertThat(staff.get(page).html().select("[data-source=vendor]").text()).contains("Asahi Electric");
        assertThat(staff.post(page + "/messages", message("Which models?")).status())
                .isEqualTo(303);
        assertThat(staff.post(page + "/hints", message("Hint about asahi")).status())
                .isEqualTo(303);
        assertThat(vendor.get(own).text()).contains("Which models?").doesNotContain("Hint about asahi", "Cora");
        staff.post(page + "/refusal", "exit", "incomplete", "reason", "Name the models");
        assertThat(vendor.get(own).text()).contains("Name the models");
        assertThat(vendor.post(own + "/messages", message("AX-1 and AX-2")).status())
                .isEqualTo(303);
        assertThat(state(staff.get(page))).isEqualTo("checking");
        assertThat(vendor.post(own + "/messages", message("")).refusal()).isEqualTo("report-text-missing");
    }

    @Test
    void handedOverReportKeepsTheBodysNumberAndGivesItToTheCase() {
        TestPartner body = TestPartner.added(staff, "Receiving Body", "intake@body.example");
        String id = body.page().substring("/organisations/".length());
        Browser.Page blank = staff.get("/reports/hand-over");
        assertThat(blank.text()).contains("Receiving Body");
        String[] fields = {
            "form",
            blank.html().select("#hand-over [name=form]").val(),
            "body",
            id,
            "number",
            "ＩＰＡ#1234 5678",
            "received",
            "2026-10-01",
            "accepted",
            "2026-10-03",
            "wish",
            "No name, please",
            "product",
            "Pump",
            "version",
            "unknown",
            "weakness",
            "Opens by itself",
            "impact",
            "Water"
        };
        Browser.Page entered = staff.post("/reports/hand-over", fields);
        assertThat(entered.status()).as(entered.text()).isEqualTo(303);
        assertThat(staff.post("/reports/hand-over", fields).location()).isEqualTo(entered.location());
        Browser.Page page = staff.get(entered.location());
        assertThat(page.html().select("h1").text()).contains("IPA#1234 5678");
        assertThat(page.text()).contains("2026-10-01", "2026-10-03", "No name, please", "Receiving Body");
        assertThat(page.html().select("form[action$=/messages]")).isEmpty();
        assertThat(staff.get("/reports").text()).contains("IPA#1234 5678");
        assertThat(staff.post(entered.location() + "/messages", message("Hello"))
                        .refusal())
                .isEqualTo("report-no-talk");

        String number = open(new Sent(staff, "", "", entered.location()));
        assertThat(staff.get("/cases/" + caseId(number)).text()).contains("IPA#1234 5678");
        assertThat(count("select count(*) from case_alias where value = 'IPA#1234 5678' and given_by = '" + id + "'"))
                .isOne();

        fields[1] = UUID.randomUUID().toString();
        Browser.Page twice = staff.post("/reports/hand-over", fields);
        assertThat(twice.refusal()).isEqualTo("report-number-known");
        fields[5] = "IPA#2";
        fields[9] = "2026-09-30";
        Browser.Page reversed = staff.post("/reports/hand-over", fields);
        assertThat(reversed.refusal()).isEqualTo("report-days-reversed");
        assertThat(reversed.html().select("#wish").val()).isEqualTo("No name, please");
        assertThat(reversed.html().select("#body option[selected]").text()).isEqualTo("Receiving Body");
        fields[9] = "";
        Browser.Page second = staff.post("/reports/hand-over", fields);
        assertThat(second.status()).isEqualTo(303);
        Sent linked = new Sent(staff, "", "", second.location());
        done(linked, "link", "case", number);
        assertThat(staff.get("/cases/" + caseId(number)).text()).contains("IPA#2");
        Browser.Page third = staff.get("/reports/hand-over");
        fields[1] = third.html().select("#hand-over [name=form]").val();
        fields[5] = "IPA#3";
        Sent refused =
                new Sent(staff, "", "", staff.post("/reports/hand-over", fields).location());
        done(refused, "refusal", "exit", "web-site", "reason", "One site only");
        assertThat(staff.get(refused.page()).text()).contains("One site only");
    }

    @Test
    void pagesNeedNoScriptAndSayHowToComeByEncryptedMail() {
        for (String language : List.of("ja", "en")) {
            Browser.Page page = reader(language).get("/report");
            assertThat(page.html().select("main script, main [onclick], main [style]"))
                    .isEmpty();
            assertThat(page.html().select("#report [required]:not([type=radio])"))
                    .hasSize(4);
            assertThat(page.html().select("#encrypted code").text()).matches("([0-9A-F]{4} ?){10,16}");
            assertThat(page.text()).contains("csirt@csirt.example");
            page.html()
                    .select("#report input:not([type=hidden], [type=radio]), #report textarea")
                    .forEach(field -> {
                        assertThat(page.html().select("label[for=" + field.id() + "]"))
                                .hasSize(1);
                        assertThat(page.html().select("#" + field.attr("aria-describedby")))
                                .hasSize(1);
                    });
        }
        assertThat(application.browser().get("/").html().select("a[href=/report], a[href=/receipt]"))
                .hasSize(2);
    }
}
