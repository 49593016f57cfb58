package org.chosei.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chosei.testing.TestOrganisations.COORDINATOR;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.chosei.access.Purpose;
import org.chosei.access.Role;
import org.chosei.access.Scope;
import org.chosei.access.Scopes;
import org.chosei.kernel.PersonId;
import org.chosei.mail.reading.IncomingMail;
import org.chosei.testing.Application;
import org.chosei.testing.Browser;
import org.chosei.testing.Post;
import org.chosei.testing.TestVendor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** The way back for somebody who lost the phone or the password, over the pages and the mail. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RecoveryTest {
    private static final String NEW_PASSWORD = "staple of another horse";
    private static final String SECRET_WORDS = "Words that only staff may read";

    private final Application application = Application.start();
    private final Post post = new Post(application);
    private final TestPerson administrator = staff("administrator", Role.ADMINISTRATOR);
    private final TestPerson coordinator = staff("coordinator", Role.COORDINATOR);
    private final TestPerson approver = staff("approver", Role.APPROVER);
    private final TestVendor maker =
            TestVendor.accepted(application, coordinator.browser(), "Lost Maker", "lost-maker.example");

    @AfterAll
    void stop() {
        application.close();
    }

    private TestPerson staff(String name, Role role) {
        return TestPerson.joined(application, "Staff " + name, name + "@csirt.example", COORDINATOR, role);
    }

    private TestPerson member(String name) {
        return TestPerson.joined(application, name, name + "@lost-maker.example", maker.id(), Role.MEMBER);
    }

    private Browser.Page start(TestPerson by, TestPerson of) {
        by.browser().get("/recoveries");
        String[] words = {"reason", "Phone lost", "recognised", SECRET_WORDS};
        return by.browser().post("/people/" + id(of) + "/recovery", words);
    }

    /** Started by the coordinator; the path of the recovery's page. */
    private String started(TestPerson of) {
        Browser.Page page = start(coordinator, of);
        assertThat(page.status()).as(page.text()).isEqualTo(303);
        return page.location().replaceFirst("\\?.*", "");
    }

    private Browser.Page decide(TestPerson by, String path, String how) {
        by.browser().get(path);
        return by.browser().post(path + "/" + how);
    }

    /** The link in the person's newest mail. */
    private String link(TestPerson person, int mail) {
        String words = ((IncomingMail)
                        IncomingMail.read(post.awaitTo(person.email(), mail).bytes()))
                .text()
                .text();
        assertThat(words).doesNotContain(SECRET_WORDS, "Phone lost");
        return words.replaceFirst("(?s).*(/recovery/[A-Za-z0-9_-]+).*", "$1");
    }

    private String confirmed(TestPerson person) {
        assertThat(decide(approver, started(person), "confirmation").status()).isEqualTo(303);
        return link(person, 1);
    }

    private String secret(Browser browser, String link) {
        return browser.get(link).html().select("#secret").text().replace(" ", "");
    }

    private static Browser.Page restore(Browser browser, String link, String code) {
        return browser.post(link, "password", NEW_PASSWORD, "again", NEW_PASSWORD, "code", code);
    }

    @Test
    void lostPhoneIsReplacedAfterTwoOfTheStaffAgreedAndTheOldProofsEnd() {
        TestPerson anna = member("anna");
        assertThat(coordinator
                        .browser()
                        .get("/organisations/" + maker.id())
                        .html()
                        .select("a[href=/organisations/" + maker.id() + "/people]"))
                .hasSize(1);
        assertThat(coordinator
                        .browser()
                        .get("/organisations/" + maker.id() + "/people")
                        .html()
                        .select("a[href=/people/" + id(anna) + "/recovery]"))
                .hasSize(1);
        String calendar = anna.browser()
                .post("/account/calendar")
                .html()
                .select("#address")
                .val();
        String feed = calendar.substring(calendar.indexOf("/calendar/"));
        assertThat(application.browser().download(feed).status()).isEqualTo(200);
        String path = started(anna);
        assertThat(anna.browser().get("/account").status())
                .as("nothing happens before the second person")
                .isEqualTo(200);
        assertThat(application.outside().messagesTo(anna.email())).isEmpty();
        assertThat(approver.browser().get("/recoveries").text()).contains("anna@lost-maker.example");
        assertThat(approver.browser().get(path).text()).contains(SECRET_WORDS, "Staff coordinator");

        assertThat(decide(approver, path, "confirmation").location()).isEqualTo(path + "?done=confirmed");
        assertThat(anna.browser().get("/account").location()).startsWith("/sign-in");
        String link = link(anna, 1);
        Browser browser = application.browser();
        String secret = secret(browser, link);
        Browser.Page restored = restore(browser, link, TestPerson.code(secret, application));
        assertThat(restored.location()).isEqualTo("/account?done=recovered");
        assertThat(browser.get(restored.location()).html().select("header").text())
                .contains("anna", "Lost Maker");

        assertThat(application.browser().download(feed).status())
                .as("an address that the lost phone may have")
                .isEqualTo(404);
        assertThat(anna.signIn(application.browser()).status())
                .as("the old password and the old phone")
                .isEqualTo(422);
        application.advance(Duration.ofSeconds(30));
        Browser phone = application.browser();
        phone.get("/sign-in");
        String[] proofs = {"email", anna.email(), "password", NEW_PASSWORD, "code", TestPerson.code(secret, application)
        };
        assertThat(phone.post("/sign-in", proofs).status()).isEqualTo(303);
        assertThat(kinds(anna)).contains("person.recovery-started", "person.recovery-confirmed", "person.recovered");
    }

    @Test
    void teamIsToldWithoutContentThatAnAccountIsRecovered() {
        TestPerson tina = member("tina");
        int before = application.outside().messagesTo("vh@lost-maker.example").size();
        confirmed(tina);
        String told = Post.await(
                "the team was not told",
                () -> application.outside().messagesTo("vh@lost-maker.example").stream()
                        .skip(before)
                        .map(mail -> ((IncomingMail) IncomingMail.read(mail.bytes()))
                                .text()
                                .text())
                        .filter(words -> words.contains("/members"))
                        .findFirst());
        assertThat(told).contains("Lost Maker").doesNotContain("tina", SECRET_WORDS, "/recovery/");
    }

    @Test
    void whoStartedItCannotConfirmItAndTheDatabaseHoldsThatToo() {
        TestPerson bert = member("bert");
        String path = started(bert);
        assertThat(coordinator.browser().get(path).html().select("form[action$=confirmation]"))
                .isEmpty();
        assertThat(decide(coordinator, path, "confirmation").refusal()).isEqualTo("recovery-same-person");
        String sql =
                "insert into account_recovery_decision (recovery_id, confirmed, decided_at, token_hash, totp_secret,"
                        + " expires_at) select r.id, true, chosei_now(), '\\x01', r.reason, chosei_now() from account_recovery r"
                        + " where r.person_id = '" + id(bert) + "'";
        assertThat(refused(as(coordinator, Role.COORDINATOR), sql)).isTrue();
        assertThat(refused(as(approver, Role.APPROVER), sql))
                .as("the statement itself is right")
                .isFalse();
        assertThat(application.outside().messagesTo(bert.email())).isEmpty();
    }

    @Test
    void secondStarterFindsTheOneThatWaitsAndMayConfirmIt() {
        TestPerson cleo = member("cleo");
        String path = started(cleo);
        Browser.Page second = start(approver, cleo);
        assertThat(second.status()).isEqualTo(409);
        assertThat(second.refusal()).isEqualTo("recovery-waits");
        assertThat(decide(approver, path, "confirmation").status()).isEqualTo(303);
        assertThat(decide(administrator, path, "confirmation").refusal()).isEqualTo("recovery-decided");
    }

    @Test
    void twoWhoStartAtTheSameTimeStartOne() throws Exception {
        TestPerson dirk = member("dirk");
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Integer> one = () -> start(coordinator, dirk).status();
            Callable<Integer> other = () -> start(approver, dirk).status();
            List<Integer> answers = threads.invokeAll(List.of(one, other)).stream()
                    .map(Future::resultNow)
                    .toList();
            assertThat(answers).containsExactlyInAnyOrder(303, 409);
        }
    }

    @Test
    void linkWorksOnceAndOpeningItUsesNothingUp() {
        TestPerson emil = member("emil");
        String link = confirmed(emil);
        Browser browser = application.browser();
        secret(application.browser(), link);
        String secret = secret(browser, link);
        assertThat(restore(browser, link, "000000").refusal()).isEqualTo("code-wrong");
        assertThat(restore(browser, link, TestPerson.code(secret, application)).status())
                .isEqualTo(303);
        application.advance(Duration.ofSeconds(30));
        Browser thief = application.browser();
        assertThat(thief.get(link).status()).isEqualTo(410);
        Browser.Page again = restore(thief, link, TestPerson.code(secret, application));
        assertThat(again.status()).isEqualTo(410);
        assertThat(again.refusal()).isEqualTo("recovery-gone");
    }

    @Test
    void linkIsGoneAfterADayAndWhenANewerOneWasConfirmed() {
        TestPerson fritz = member("fritz");
        String first = confirmed(fritz);
        application.advance(Duration.ofMinutes(1));
        assertThat(decide(approver, started(fritz), "confirmation").status()).isEqualTo(303);
        String second = link(fritz, 2);
        assertThat(application.browser().get(first).status()).isEqualTo(410);
        assertThat(application.browser().get(second).status()).isEqualTo(200);
        assertThat(application.browser().get(second, "Accept-Language", "ja").text())
                .contains("ご本人であることを確認しました");
        application.advance(Duration.ofHours(24));
        assertThat(application.browser().get(second).status()).isEqualTo(410);
        for (TestPerson each : List.of(administrator, coordinator, approver)) {
            assertThat(each.signIn(each.browser()).status()).isEqualTo(303);
        }
    }

    @Test
    void whatIsCalledOffSendsNoLink() {
        TestPerson gerd = member("gerd");
        String path = started(gerd);
        assertThat(decide(coordinator, path, "calling-off").location()).isEqualTo(path + "?done=called-off");
        assertThat(decide(approver, path, "confirmation").refusal()).isEqualTo("recovery-decided");
        assertThat(gerd.browser().get("/account").status()).isEqualTo(200);
        assertThat(application.outside().messagesTo(gerd.email())).isEmpty();
    }

    @Test
    void accountOfTheStaffIsStartedByAnAdministratorAndNeverByOneself() {
        TestPerson late = staff("late", Role.COORDINATOR);
        assertThat(start(coordinator, late).refusal()).isEqualTo("recovery-staff");
        assertThat(start(administrator, administrator).refusal()).isEqualTo("recovery-self");
        Browser.Page started = start(administrator, late);
        assertThat(started.status()).isEqualTo(303);
        String path = started.location().replaceFirst("\\?.*", "");
        assertThat(decide(late, path, "confirmation").refusal())
                .as("whose browser was left open")
                .isEqualTo("recovery-self");
        assertThat(decide(coordinator, path, "confirmation").status()).isEqualTo(303);
        post.awaitTo(Post.DESK, 1);
    }

    @Test
    void whoeverBecameOneOfTheStaffMeanwhileIsStartedAnewByAnAdministrator() {
        TestPerson otto = member("otto");
        String path = started(otto);
        in(
                new Scope.System(Purpose.SIGN_IN),
                () -> application
                        .bean(JdbcClient.class)
                        .sql(
                                "insert into membership (person_id, organisation_id, role, since) values (:person, :team, 'coordinator', chosei_now())")
                        .param("person", id(otto).value())
                        .param("team", COORDINATOR.value())
                        .update());
        for (TestPerson each : List.of(approver, administrator)) {
            assertThat(decide(each, path, "confirmation").refusal()).isEqualTo("recovery-became-staff");
        }
        assertThat(decide(approver, path, "calling-off").status()).isEqualTo(303);
        assertThat(start(coordinator, otto).refusal()).isEqualTo("recovery-staff");
        assertThat(start(administrator, otto).status()).isEqualTo(303);
    }

    @Test
    void membersOfOrganisationsReachNothingOfThis() {
        TestPerson hugo = member("hugo");
        String path = started(hugo);
        for (String page : List.of("/recoveries", path, "/people/" + id(hugo) + "/recovery")) {
            assertThat(hugo.browser().get(page).status()).as(page).isEqualTo(404);
        }
        assertThat(decide(hugo, path, "confirmation").status()).isEqualTo(404);
        Scope own = new Scope.Person(id(hugo), maker.id(), Set.of(Role.MEMBER));
        for (String table : List.of("account_recovery", "account_recovery_decision")) {
            assertThat(in(
                            own,
                            () -> application
                                    .bean(JdbcClient.class)
                                    .sql("select count(*) from " + table)
                                    .query(Long.class)
                                    .single()))
                    .as(table)
                    .isZero();
        }
    }

    @Test
    void wordsThatAreMissingAreAskedForAndNothingTypedIsLost() {
        TestPerson ida = member("ida");
        coordinator.browser().get("/recoveries");
        Browser.Page refused = coordinator
                .browser()
                .post("/people/" + id(ida) + "/recovery", "reason", " ", "recognised", "Called 03-1234-5678");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.refusal()).isEqualTo("recovery-words");
        assertThat(refused.html().select("#recognised").text()).isEqualTo("Called 03-1234-5678");
        assertThat(coordinator
                        .browser()
                        .get("/recoveries", "Accept-Language", "ja")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void whoWasShutOutIsToldSoByAnInvitationAndLetInAgainByAnAdministrator() {
        TestPerson jan = staff("jan", Role.COORDINATOR);
        administrator.browser().get("/people");
        assertThat(administrator
                        .browser()
                        .post("/people/" + id(jan) + "/disabling")
                        .status())
                .isEqualTo(303);
        assertThat(start(administrator, jan).refusal()).isEqualTo("recovery-shut-out");
        Browser.Page invited = invite("jan@csirt.example", "COORDINATOR");
        assertThat(invited.refusal()).isEqualTo("invite-shut-out");
        assertThat(invited.html().select("#email").val()).isEqualTo("jan@csirt.example");

        String link = TestPerson.link(application, "Jan", "jan@csirt.example", COORDINATOR, Role.COORDINATOR);
        Browser guest = application.browser();
        Browser.Page page = guest.get(link, "Accept-Language", "en");
        assertThat(page.html().select("[data-notice=shut-out]").text()).contains("was shut out", "administrator");
        assertThat(page.html().select("main form")).isEmpty();
        assertThat(guest.post(link + "/membership", "password", TestPerson.PASSWORD, "code", jan.nextCode())
                        .refusal())
                .isEqualTo("account-shut-out");

        administrator.browser().get("/people");
        assertThat(administrator
                        .browser()
                        .post("/people/" + id(jan) + "/enabling")
                        .location())
                .isEqualTo("/people?done=enabled");
        assertThat(administrator
                        .browser()
                        .post("/people/" + id(jan) + "/enabling")
                        .refusal())
                .isEqualTo("not-shut-out");
        assertThat(jan.signIn(application.browser()).status()).isEqualTo(303);
        assertThat(kinds(jan)).contains("person.disabled", "person.enabled");
    }

    @Test
    void whoIsActiveAlreadyIsNotInvitedAgainUnlessTheInvitationAddsARole() {
        Browser.Page refused = invite("COORDINATOR@csirt.example", "COORDINATOR");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.refusal()).isEqualTo("invite-active");
        assertThat(application.outside().messagesTo("coordinator@csirt.example"))
                .isEmpty();
        assertThat(invite("coordinator@csirt.example", "APPROVER").status()).isEqualTo(303);
        TestPerson keeper =
                TestPerson.joined(application, "Keeper", "keeper@lost-maker.example", maker.id(), Role.RESPONSIBLE);
        keeper.browser().get("/members");
        String[] again = {"form", form(), "name", "Ann", "email", "ann@lost-maker.example", "role", "RESPONSIBLE"};
        assertThat(keeper.browser().post("/members", again).refusal()).isEqualTo("invite-active");
    }

    @Test
    void pageOfPeopleWarnsWhereOneAdministratorIsAlone() {
        assertThat(administrator.browser().get("/people").html().select("[data-notice=one-administrator]"))
                .hasSize(1);
        try (Application other = Application.start()) {
            TestPerson one = TestPerson.joined(other, "One", "one@csirt.example", COORDINATOR, Role.ADMINISTRATOR);
            TestPerson.joined(other, "Two", "two@csirt.example", COORDINATOR, Role.ADMINISTRATOR);
            assertThat(one.browser().get("/people").html().select("[data-notice=one-administrator]"))
                    .isEmpty();
        }
    }

    private Browser.Page invite(String email, String role) {
        administrator.browser().get("/people");
        String[] fields = {"form", form(), "name", "Somebody", "email", email, "roles", role, "language", "en"};
        return administrator.browser().post("/people", fields);
    }

    private static String form() {
        return java.util.UUID.randomUUID().toString();
    }

    private List<String> kinds(TestPerson person) {
        return application.everything("select kind from ledger_entry where subjects::text like '%" + id(person) + "%'");
    }

    private PersonId id(TestPerson person) {
        return new PersonId(java.util.UUID.fromString(application
                .everything("select id::text from person where email = '" + person.email() + "'")
                .getFirst()));
    }

    private Scope as(TestPerson person, Role role) {
        return new Scope.Person(id(person), COORDINATOR, Set.of(role));
    }

    private boolean refused(Scope scope, String sql) {
        try {
            return in(scope, () -> application.bean(JdbcClient.class).sql(sql).update()) == 0;
        } catch (DataAccessException policy) {
            return true;
        }
    }

    private <T> T in(Scope scope, Supplier<T> work) {
        return Scopes.as(
                scope, () -> application.bean(TransactionOperations.class).execute(_ -> work.get()));
    }
}
