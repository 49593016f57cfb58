package org.chosei.registry.vetting;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.chosei.access.Role;
import org.chosei.access.Scopes;
import org.chosei.agreements.Fact;
import org.chosei.agreements.Facts;
import org.chosei.identity.TestPerson;
import org.chosei.kernel.OrganisationId;
import org.chosei.registry.Vetting.State;
import org.chosei.registry.Vettings;
import org.chosei.testing.Application;
import org.chosei.testing.Browser;
import org.chosei.testing.TestOrganisations;
import org.chosei.testing.TestVetting;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.transaction.support.TransactionOperations;

/** An organisation is vetted by two people on what is on record, over the pages. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VettingTest {
    private static final String FORM_NUMBER = "03-1234-5678";

    private final Application application = Application.start();
    private final TestPerson cora = TestPerson.joined(
            application, "Cora", "cora@csirt.example", TestOrganisations.COORDINATOR, Role.COORDINATOR);
    private final TestPerson akira = TestPerson.joined(
            application, "Akira", "akira@csirt.example", TestOrganisations.COORDINATOR, Role.APPROVER);
    private final Browser caller = cora.browser();
    private final Browser second = akira.browser();
    private OrganisationId vendor = TestOrganisations.VENDOR_A;
    private String path = "";
    private int vendors;

    @AfterAll
    void stop() {
        application.close();
    }

    @BeforeEach
    void registered() {
        vendor = register("maker" + ++vendors);
        path = "/organisations/" + vendor + "/vetting";
    }

    @Test
    void oneCallsAndAnotherConfirmsAndTheVendorSeesThatAndWhenButNothingElse() {
        assertThat(state(caller)).isEqualTo("OPEN");
        recordAll();
        assertThat(caller.get(path).html().select("[data-another]")).hasSize(1);
        assertThat(caller.get(path).html().select("form[action$='/confirmation']"))
                .isEmpty();

        assertThat(confirm(second).status()).isEqualTo(303);
        assertThat(state(caller)).isEqualTo("DONE");
        Browser.Page checklist = caller.get(path);
        assertThat(checklist.text()).contains("Called by Cora, confirmed by Akira");
        assertThat(checklist.html().select("ol.checklist > li").eachAttr("data-done"))
                .containsExactly("true", "true", "true", "true");

        TestPerson member =
                TestPerson.joined(application, "Mem", "mem@" + vendor + ".example", vendor, Role.RESPONSIBLE);
        Browser.Page own = member.browser().get("/organisation");
        assertThat(own.html().select("[data-vetting]").attr("data-vetting")).isEqualTo("DONE");
        assertThat(own.text()).contains("Done since").doesNotContain("Voice", "0120", "Akira");
        assertThat(member.browser().get(path).status()).isEqualTo(404);
    }

    @Test
    void whoeverCalledDoesNotConfirmHoweverOftenAndHoweverFast() throws Exception {
        recordAll();
        String seen = seen();
        Browser.Page refused = caller.post(path + "/confirmation", "seen", seen, "agree", "yes");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.refusal()).isEqualTo("vetting-own-call-back");
        assertThat(refused.text()).contains("Another member of staff has to");

        assertThat(statuses(() -> caller.post(path + "/confirmation", "seen", seen, "agree", "yes"), 4))
                .containsOnly(403);
        assertThat(state(caller)).isEqualTo("OPEN");
        assertThat(statuses(() -> second.post(path + "/confirmation", "seen", seen, "agree", "yes"), 4))
                .containsOnlyOnce(303)
                .contains(409);
        assertThat(count("select count(*)::text from vetting_sign_off where organisation_id = '" + vendor + "'"))
                .isEqualTo("1");
    }

    @Test
    void databaseItselfLetsNobodyConfirmOnTheirOwnCall() {
        recordAll();
        UUID call = UUID.fromString(count("select id::text from vetting_record where kind = 'CALL_BACK' and"
                + " organisation_id = '" + vendor + "'"));
        TestVetting two = TestVetting.of(application);
        UUID own = two.call(vendor, now());
        assertThat(signOff(two, own)).isEqualTo("42501");
        assertThat(signOff(two, call)).isEqualTo("1");
    }

    private String signOff(TestVetting two, UUID call) {
        try {
            return Scopes.as(two.caller(), () -> {
                return Objects.requireNonNull(application
                        .bean(TransactionOperations.class)
                        .execute(_ -> String.valueOf(application
                                .bean(org.springframework.jdbc.core.simple.JdbcClient.class)
                                .sql("insert into vetting_sign_off (organisation_id, call_back_id, with_meeting)"
                                        + " values (:organisation, :call, true)")
                                .param("organisation", vendor.value())
                                .param("call", call)
                                .update())));
            });
        } catch (org.springframework.dao.DataAccessException refused) {
            return ((java.sql.SQLException) Objects.requireNonNull(refused.getRootCause())).getSQLState();
        }
    }

    @Test
    void generalRegistrationNeedsMeetingAndDocumentsAndAnUnconfirmedCallIsNone() {
        record("call-backs", "result", "NO_ANSWER", "number", "0120-444-444");
        assertThat(confirm(second).refusal()).isEqualTo("vetting-no-call-back");
        record("call-backs", "result", "CONFIRMED", "number", "0120-444-444", "talkedTo", "Voice");
        assertThat(confirm(second).refusal()).isEqualTo("vetting-incomplete");
        record("meetings", "result", "NOT_HELD", "note", "They did not come");
        record("documents", "result", "TERMS", "note", "In the binder");
        assertThat(confirm(second).refusal()).isEqualTo("vetting-incomplete");
        record("meetings", "result", "HELD", "place", "Our office", "theirs", "Guests");
        assertThat(second.post(path + "/confirmation", "seen", seen(), "agree", "")
                        .refusal())
                .isEqualTo("vetting-agree");
        assertThat(confirm(second).status()).isEqualTo(303);
        assertThat(confirm(second).refusal()).isEqualTo("vetting-confirmed");
    }

    @Test
    void individualRegistrationNeedsTheCallAndBecomingGeneralAsksForTheRest() {
        reclass("INDIVIDUAL");
        record("call-backs", "result", "CONFIRMED", "number", "0120-444-444", "talkedTo", "Voice");
        assertThat(confirm(second).status()).isEqualTo(303);
        assertThat(state(caller)).isEqualTo("DONE");
        reclass("GENERAL");
        assertThat(state(caller)).isEqualTo("OPEN");
    }

    @Test
    void numberOfTheFormIsRefusedOrStatedToBeFoundElsewhereWithAWarningThatStays() {
        String[] call = {"result", "CONFIRMED", "number", "＋８１ ３ １２３４ ５６７８", "talkedTo", "Voice of them"};
        Browser.Page other = post("call-backs", "EARLIER_CONTACT", call);
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.refusal()).isEqualTo("vetting-number-of-form");
        assertThat(other.html().select("#talkedTo").val()).isEqualTo("Voice of them");
        Browser.Page warned = post("call-backs", "PUBLIC_REGISTER", call);
        assertThat(warned.refusal()).isEqualTo("vetting-number-same");
        assertThat(warned.html().select("#same")).hasSize(1);
        assertThat(caller.get(path).html().select("[data-record]")).isEmpty();

        List<String> ticked = new ArrayList<>(List.of(call));
        ticked.addAll(List.of("same", "yes"));
        assertThat(post("call-backs", "PUBLIC_REGISTER", ticked.toArray(String[]::new))
                        .status())
                .isEqualTo(303);
        assertThat(second.get(path).html().select("[data-record=CONFIRMED] [data-number-of-form]"))
                .hasSize(1);
        record("call-backs", "result", "NO_ANSWER", "number", "0120-444-444");
        assertThat(second.get(path).html().select("[data-record=NO_ANSWER] [data-number-of-form]"))
                .isEmpty();
    }

    @Test
    void whatIsMissingIsNamedAndWhatWasTypedStays() {
        assertThat(refusal("call-backs", "result", "CONFIRMED", "number", "0120-444-444"))
                .isEqualTo("vetting-missing talkedTo");
        assertThat(refusal("call-backs", "result", "CONFIRMED", "number", "a number", "talkedTo", "V"))
                .isEqualTo("vetting-number-form number");
        assertThat(refusal("call-backs", "number", "0120-444-444", "talkedTo", "V"))
                .isEqualTo("vetting-result result");
        assertThat(refusal("meetings", "result", "HELD", "place", "Here")).isEqualTo("vetting-missing theirs");
        assertThat(refusal("documents", "result", "OTHER")).isEqualTo("vetting-missing note");
        assertThat(refusal("documents", "result", "NOT_RECEIVED", "note", "n"))
                .isEqualTo("vetting-nothing-received result");
        assertThat(refusal("documents", "result", "TERMS", "note", "n", "when", "2999-01-01T00:00"))
                .isEqualTo("vetting-future when");
        assertThat(refusal("documents", "result", "TERMS", "note", "n", "when", "yesterday"))
                .isEqualTo("instant-malformed when");
        assertThat(caller.get(path).html().select("[data-record]")).isEmpty();
    }

    @Test
    void recordIsCorrectedByAnotherWhichVoidsTheConfirmationAndBothStayReadable() {
        recordAll();
        confirm(second);
        Instant confirmed = now();
        application.advance(Duration.ofHours(1));
        String wrong = caller.get(path)
                .html()
                .select("[data-record=CONFIRMED]")
                .attr("id")
                .substring("record-".length());
        Browser.Page form = caller.get(path + "?corrects=" + wrong);
        assertThat(form.html()
                        .select("form[action$='/call-backs'] [name=corrects]")
                        .val())
                .isEqualTo(wrong);
        record(
                "call-backs",
                "result",
                "NOT_CONFIRMED",
                "number",
                "0120-444-444",
                "talkedTo",
                "Voice",
                "corrects",
                wrong);

        assertThat(state(caller)).isEqualTo("OPEN");
        assertThat(caller.get(path).html().select("[data-record]").eachAttr("data-corrected"))
                .containsExactly("true", "false", "false", "false");
        assertThat(post(
                                "call-backs",
                                "PUBLIC_REGISTER",
                                "result",
                                "CONFIRMED",
                                "number",
                                "0120-444-444",
                                "talkedTo",
                                "V",
                                "corrects",
                                wrong)
                        .refusal())
                .isEqualTo("vetting-corrected");
        assertThat(post("meetings", "PUBLIC_REGISTER", "result", "NOT_HELD", "note", "n", "corrects", wrong)
                        .status())
                .as("a meeting takes no call's place")
                .isEqualTo(404);
        assertThat(stateAt(confirmed)).isEqualTo(State.DONE);
        assertThat(stateAt(now())).isEqualTo(State.OPEN);
        assertThat(stateAt(confirmed.minus(Duration.ofDays(1)))).isEqualTo(State.NONE);
    }

    @Test
    void laterCallThatIsNotConfirmedVoidsTheConfirmation() {
        recordAll();
        confirm(second);
        record("call-backs", "result", "NO_ANSWER", "number", "0120-444-444");
        assertThat(state(caller)).isEqualTo("DONE");
        record("call-backs", "result", "NOT_CONFIRMED", "number", "0120-444-444", "talkedTo", "A stranger");
        assertThat(state(caller)).isEqualTo("OPEN");
    }

    @Test
    void correctingACallThatWasNotConfirmedBringsNoConfirmationBackButLetsTwoPeopleGiveANewOne() {
        recordAll();
        confirm(second);
        Instant confirmed = now();
        application.advance(Duration.ofHours(1));
        record("call-backs", "result", "NOT_CONFIRMED", "number", "0120-444-444", "talkedTo", "A stranger");
        assertThat(state(caller)).isEqualTo("OPEN");
        String denial =
                count("select id::text from vetting_record where result = 'NOT_CONFIRMED' and organisation_id = '"
                        + vendor + "'");
        record("call-backs", "result", "NO_ANSWER", "number", "0120-444-444", "corrects", denial);
        assertThat(state(caller)).isEqualTo("OPEN");
        assertThat(stateAt(confirmed)).isEqualTo(State.DONE);
        assertThat(confirm(second).status()).isEqualTo(303);
        assertThat(state(caller)).isEqualTo("DONE");
    }

    @Test
    void nobodyConfirmsOnACallThatALaterOneContradicts() {
        recordAll();
        UUID call = UUID.fromString(
                count("select id::text from vetting_record where result = 'CONFIRMED' and organisation_id = '" + vendor
                        + "'"));
        record("call-backs", "result", "NOT_CONFIRMED", "number", "0120-444-444", "talkedTo", "A stranger");
        assertThat(confirm(second).refusal()).isEqualTo("vetting-denied");
        assertThat(second.get(path).html().select("[data-item=CALL_BACK]").attr("data-done"))
                .isEqualTo("false");
        assertThat(second.get(path).html().select("form[action$='/confirmation']"))
                .isEmpty();
        TestVetting two = TestVetting.of(application);
        assertThat(signOff(two, call)).as("the database says so too").isEqualTo("42501");
        assertThat(state(caller)).isEqualTo("OPEN");
        record("call-backs", "result", "CONFIRMED", "number", "0120-444-444", "talkedTo", "Voice");
        assertThat(confirm(second).status()).isEqualTo(303);
        assertThat(state(caller)).isEqualTo("DONE");
    }

    @Test
    void nobodyStatesAVettingElsewhereWhileACallContradictsIt() {
        vendor = new OrganisationId(UUID.randomUUID());
        application.addVendor(vendor, "Known " + vendor);
        path = "/organisations/" + vendor + "/vetting";
        record("call-backs", "result", "NOT_CONFIRMED", "number", "0120-444-444", "talkedTo", "A stranger");
        assertThat(caller.post(path + "/elsewhere", "reason", "We know them").refusal())
                .isEqualTo("vetting-denied");
        assertThat(state(caller)).isEqualTo("OPEN");
        record("call-backs", "result", "NO_ANSWER", "number", "0120-444-444", "corrects", seen());
        assertThat(caller.post(path + "/elsewhere", "reason", "We know them").status())
                .isEqualTo(303);
        assertThat(state(caller)).isEqualTo("ELSEWHERE");
    }

    @Test
    void nobodyConfirmsWhatWasWrittenAfterLooking() {
        recordAll();
        String seen = seen();
        record("documents", "result", "OTHER", "note", "A letter of somebody else");
        Browser.Page stale = second.post(path + "/confirmation", "seen", seen, "agree", "yes");
        assertThat(stale.status()).isEqualTo(409);
        assertThat(stale.refusal()).isEqualTo("vetting-changed");
    }

    @Test
    void evidenceIsSealedAndDownloadedInertByStaffAloneAndOpeningIsRecorded() {
        byte[] extract = "<script>alert(1)</script> extract of the register".getBytes(UTF_8);
        List<String> fields = fields("documents", "PUBLIC_REGISTER", "result", "REGISTER_EXTRACT");
        Browser.File file = new Browser.File("files", "登記.html", extract);
        assertThat(caller.upload(path + "/documents", List.of(file), fields.toArray(String[]::new))
                        .status())
                .isEqualTo(303);
        assertThat(caller.upload(path + "/documents", List.of(file), fields.toArray(String[]::new))
                        .status())
                .as("a second click")
                .isEqualTo(303);
        Browser.Page page = second.get(path);
        String link = page.html().select("[data-file]").attr("href");
        assertThat(page.html().select("[data-file]")).hasSize(1);
        assertThat(page.text()).contains("登記.html", sha256(extract));

        long opened = opened();
        Browser.Download got = second.download(link);
        assertThat(got.bytes()).isEqualTo(extract);
        assertThat(got.headers().firstValue("Content-Security-Policy").orElse(""))
                .startsWith("sandbox");
        assertThat(got.headers().firstValue("Content-Disposition").orElse("")).startsWith("attachment");
        assertThat(opened()).isEqualTo(opened + 1);

        for (OrganisationId id : List.of(vendor, TestOrganisations.VENDOR_B)) {
            TestPerson member =
                    TestPerson.joined(application, "Mem", UUID.randomUUID() + "@member.example", id, Role.RESPONSIBLE);
            assertThat(member.browser().download(link).status()).isEqualTo(404);
            assertThat(member.browser().get(path).status()).isEqualTo(404);
        }
        assertThat(second.download(link.replace(vendor.toString(), TestOrganisations.VENDOR_B.toString()))
                        .status())
                .as("under another organisation's address")
                .isEqualTo(404);
        assertThat(application.everything("select encode(bytes, 'escape') from sealed_item"))
                .noneMatch(bytes -> bytes.contains("extract of the register"));
    }

    @Test
    void vettingElsewhereIsStatedWithAReasonButNotOfWhoRegisteredHere() {
        Browser.Page refused = caller.post(path + "/elsewhere", "reason", "We know them");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.refusal()).isEqualTo("vetting-here");

        OrganisationId known = new OrganisationId(UUID.randomUUID());
        application.addVendor(known, "Known " + known);
        String page = "/organisations/" + known + "/vetting";
        assertThat(caller.get(page).html().select("h1 [data-vetting]").attr("data-vetting"))
                .isEqualTo("NONE");
        assertThat(caller.post(page + "/elsewhere", "reason", " ").refusal()).isEqualTo("registry-reason-missing");
        assertThat(caller.post(page + "/elsewhere", "reason", "Registry of 2019, met and called")
                        .status())
                .isEqualTo(303);
        Browser.Page stated = second.get(page);
        assertThat(stated.html().select("h1 [data-vetting]").attr("data-vetting"))
                .isEqualTo("ELSEWHERE");
        assertThat(stated.text()).contains("Vetted elsewhere, as Cora stated", "Registry of 2019, met and called");
        assertThat(caller.post(page + "/elsewhere", "reason", "Again").refusal())
                .isEqualTo("vetting-confirmed");
    }

    @Test
    void standingAsFactsInSentencesAtAnyInstant() {
        Instant before = now().minusSeconds(3600);
        recordAll();
        Instant open = now();
        application.advance(Duration.ofHours(1));
        confirm(second);
        Map<Instant, Fact.Code> expected =
                Map.of(before, Fact.Code.VETTING_NONE, open, Fact.Code.VETTING_OPEN, now(), Fact.Code.VETTING_DONE);
        expected.forEach((at, code) -> assertThat(facts(at)).as(at.toString()).contains(code));
        assertThat(caller.get("/organisations/" + vendor + "/agreements").text())
                .contains("It is vetted by two people, confirmed on");
        Browser japanese = akira.browser();
        japanese.post("/language", "language", "ja", "back", "/");
        String words = japanese.get("/organisations/" + vendor + "/agreements").text();
        japanese.post("/language", "language", "en", "back", "/");
        assertThat(words).contains("二名による身元確認が済んでいます");
    }

    private State stateAt(Instant at) {
        return inTransaction(() -> Objects.requireNonNull(
                        application.bean(Vettings.class).at(Set.of(vendor), at).get(vendor)))
                .state();
    }

    private List<Fact.Code> facts(Instant at) {
        return inTransaction(() -> application.bean(Facts.class).of(vendor, at)).stream()
                .map(Fact::code)
                .toList();
    }

    private <T> T inTransaction(java.util.function.Supplier<T> work) {
        return Scopes.as(
                TestVetting.of(application).caller(),
                () -> Objects.requireNonNull(
                        application.bean(TransactionOperations.class).execute(_ -> work.get())));
    }

    private OrganisationId register(String word) {
        Browser visitor = application.browser();
        String form = visitor.get("/register").html().select("[name=form]").val();
        String number = visitor.post(
                        "/register",
                        "form",
                        form,
                        "agree",
                        "yes",
                        "team.organizationName",
                        word,
                        "team.email",
                        "psirt@" + word + ".example",
                        "team.phone",
                        FORM_NUMBER,
                        "primaryContact.name",
                        "Contact",
                        "primaryContact.email",
                        "contact@" + word + ".example")
                .location()
                .replaceFirst("/register/([^?]*).*", "$1");
        String page = caller.get("/registrations")
                .html()
                .select("[data-registration=" + number + "] a")
                .attr("href");
        String seen = caller.get(page).html().select("[name=seen]").val();
        caller.post(page + "/acceptance", "seen", seen, "class", "GENERAL", "nameEn", word);
        return OrganisationId.of(
                caller.get(page).html().select("a#organisation").attr("href").substring("/organisations/".length()));
    }

    private void reclass(String to) {
        String page = "/organisations/" + vendor + "/class";
        String seen = caller.get(page).html().select("[name=seen]").val();
        assertThat(caller.post(page, "seen", seen, "class", to, "reason", "Asked for")
                        .status())
                .isEqualTo(303);
    }

    private void recordAll() {
        record("call-backs", "result", "CONFIRMED", "number", "0120-444-444", "talkedTo", "Voice");
        record("meetings", "result", "HELD", "place", "Our office", "theirs", "Guests");
        record("documents", "result", "REGISTER_EXTRACT", "note", "In the binder");
    }

    private void record(String kind, String... typed) {
        Browser.Page page = post(kind, "PUBLIC_REGISTER", typed);
        assertThat(page.status()).as(page.text()).isEqualTo(303);
    }

    private String refusal(String kind, String... typed) {
        Browser.Page page = post(kind, "PUBLIC_REGISTER", typed);
        assertThat(page.status()).isEqualTo(422);
        String field = page.html().select("[data-refusal] a").attr("href").substring(1);
        assertThat(page.html().getElementById(field)).as(field).isNotNull();
        return page.refusal() + " " + field;
    }

    private Browser.Page post(String kind, String found, String... typed) {
        List<String> fields = fields(kind, found, typed);
        return caller.post(path + "/" + kind, fields.toArray(String[]::new));
    }

    private List<String> fields(String kind, String found, String... typed) {
        org.jsoup.nodes.Element form = caller.get(path).html().expectFirst("form[action$='/" + kind + "']");
        List<String> fields = new ArrayList<>(List.of(typed));
        for (String name : List.of("form", "when")) {
            if (!List.of(typed).contains(name)) {
                fields.addAll(List.of(name, form.select("[name=" + name + "]").val()));
            }
        }
        fields.addAll(List.of("zone", "Asia/Tokyo", "found", found, "source", "A register", "ours", "Cora"));
        return fields;
    }

    private Browser.Page confirm(Browser who) {
        who.get(path);
        return who.post(path + "/confirmation", "seen", seen(), "agree", "yes");
    }

    private String seen() {
        return count("select id::text from vetting_record where organisation_id = '" + vendor
                + "' order by recorded_at desc limit 1");
    }

    private String state(Browser who) {
        return who.get(path).html().select("h1 [data-vetting]").attr("data-vetting");
    }

    private List<Integer> statuses(Callable<Browser.Page> post, int times)
            throws InterruptedException, ExecutionException {
        List<Integer> statuses = new ArrayList<>();
        try (ExecutorService clicks = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Browser.Page>> all = new ArrayList<>();
            for (int i = 0; i < times; i++) {
                all.add(clicks.submit(post));
            }
            for (Future<Browser.Page> each : all) {
                statuses.add(each.get().status());
            }
        }
        return statuses;
    }

    private long opened() {
        return Long.parseLong(count("select count(*)::text from ledger_entry where kind = 'content.read'"));
    }

    private String count(String sql) {
        return application.everything(sql).getFirst();
    }

    private Instant now() {
        return application.clock().instant();
    }

    private static String sha256(byte[] bytes) {
        try {
            return java.util.HexFormat.of()
                    .formatHex(
                            java.security.MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
