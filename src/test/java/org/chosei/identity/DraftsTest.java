package org.chosei.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chosei.testing.TestOrganisations.COORDINATOR;

import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.chosei.access.Purpose;
import org.chosei.access.Role;
import org.chosei.access.Scope;
import org.chosei.access.Scopes;
import org.chosei.jobs.Recurring;
import org.chosei.kernel.PersonId;
import org.chosei.testing.Application;
import org.chosei.testing.Browser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** What is typed is kept for whoever typed it, through errors, other tabs and the end of the session, and for nobody else. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DraftsTest {
    private final Application application = Application.start();
    private int people;

    @AfterAll
    void stop() {
        application.close();
    }

    @Test
    void draftIsShownToItsPersonSealedInTheDatabaseAndHiddenFromEverybodyElse() {
        TestPerson person = person();
        TestPerson other = person();
        String id = saved(save(person, "thread:1", "", 0, "text=%E6%9C%AA%E5%85%AC%E9%96%8B+unsaid"));

        Browser.Page list = person.browser().get("/drafts?form=thread:1");
        assertThat(list.html().select("li[data-draft=" + id + "]").attr("data-words"))
                .isEqualTo("text=%E6%9C%AA%E5%85%AC%E9%96%8B+unsaid");
        assertThat(person.browser()
                        .get("/drafts/" + id)
                        .html()
                        .select("textarea[name=text]")
                        .text())
                .isEqualTo("未公開 unsaid");
        person.browser().post("/language", "language", "ja");
        assertThat(person.browser().get("/drafts").text()).contains("下書き");

        assertThat(other.browser().get("/drafts").html().select("li[data-draft]"))
                .isEmpty();
        assertThat(other.browser().get("/drafts/" + id).status()).isEqualTo(404);
        assertThat(other.browser().post("/drafts/" + id + "/removal").status()).isEqualTo(404);
        assertThat(rows(scope(person), id)).isOne();
        assertThat(rows(scope(other), id)).isZero();
        assertThat(rows(new Scope.System(Purpose.SIGN_IN), id)).isZero();
        assertThat(rows(new Scope.System(Purpose.TIDY), id)).isZero();
        assertThat(application.everything("select id::text from draft where position('unsaid'::bytea in words) > 0"))
                .isEmpty();
    }

    @Test
    void secondTabNeverWritesOverTheFirst() {
        TestPerson person = person();
        Browser.Page first = save(person, "wave:1", "", 0, "text=begun");
        String id = saved(first);
        assertThat(header(first, "Draft-Conflict")).isEqualTo("false");

        Browser.Page one = save(person, "wave:1", id, 1, "text=one");
        assertThat(saved(one)).isEqualTo(id);
        assertThat(header(one, "Draft-Revision")).isEqualTo("2");
        Browser.Page two = save(person, "wave:1", id, 1, "text=two");
        assertThat(saved(two)).isNotEqualTo(id);
        assertThat(header(two, "Draft-Conflict")).isEqualTo("true");
        assertThat(saved(save(person, "wave:1", saved(two), 1, "text=two+more")))
                .isEqualTo(saved(two));
        Browser.Page third = save(person, "wave:1", "", 0, "text=three");
        assertThat(header(third, "Draft-Conflict")).isEqualTo("true");

        assertThat(person.browser()
                        .get("/drafts?form=wave:1")
                        .html()
                        .select("li[data-draft]")
                        .eachAttr("data-words"))
                .containsExactlyInAnyOrder("text=one", "text=two+more", "text=three");
        assertThat(person.browser().post("/drafts/" + id + "/removal").status()).isEqualTo(303);
        Browser.Page late = save(person, "wave:1", id, 2, "text=late");
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.refusal()).isEqualTo("draft-gone");
    }

    @Test
    void draftGoesWithTheFormThatWasTakenAndStaysWithTheOneThatWasNot() {
        TestPerson person = person();
        String id = saved(save(person, "account", "", 0, "name=Nobody"));
        String[] refused = {"name", "", "language", "en", "_draft", "account", "_draft-id", id};
        Browser.Page mended = person.browser().post("/account", refused);
        assertThat(mended.status()).isEqualTo(422);
        assertThat(person.browser().get("/drafts/" + id).status()).isEqualTo(200);
        String[] taken = {"name", "Nobody", "language", "en", "_draft", "account", "_draft-id", id};
        assertThat(person.browser().post("/account", taken).status()).isEqualTo(303);
        assertThat(person.browser().get("/drafts/" + id).status()).isEqualTo(404);
        String[] strange = {"name", "Nobody", "language", "en", "_draft-id", "no id"};
        assertThat(person.browser().post("/account", strange).status()).isEqualTo(303);
    }

    @Test
    void formSentAfterTheSessionRanOutWaitsForItsSenderWithoutAScript() {
        TestPerson person = person();
        TestPerson other = person();
        Browser browser = person.browser();
        browser.get("/account");
        application.advance(SessionStore.IDLE.plusHours(1));
        String[] form = {
            "name",
            "New name",
            "language",
            "en",
            "code",
            "123456",
            "password",
            "secret",
            "_draft",
            "account",
            "_draft-page",
            "/account"
        };
        Browser.Page sent = browser.post("/account", form);
        assertThat(sent.status()).isEqualTo(303);
        assertThat(sent.location()).startsWith("/sign-in?next=%2Fdrafts%2F");
        String page = sent.location().substring("/sign-in?next=".length()).replace("%2F", "/");
        assertThat(browser.get(page).status())
                .as("the old cookie opens nothing")
                .isEqualTo(302);

        Browser theirs = application.browser();
        other.signIn(theirs);
        assertThat(theirs.get(page).status()).isEqualTo(404);

        person.signIn(browser);
        Browser.Page again = browser.get(page);
        assertThat(again.html().select("[name=name]").text()).isEqualTo("New name");
        assertThat(again.html().select("[name=password], [name=code]")).isEmpty();
        assertThat(again.text()).contains("you were signed out");
        String id = again.html().select("[name=_draft-id]").val();
        String action = again.html().select("form.draft-again").attr("action");
        assertThat(browser.post(action, "name", "New name", "language", "en", "_draft-id", id)
                        .status())
                .isEqualTo(303);
        assertThat(browser.get("/account").html().select("[name=name]").val()).isEqualTo("New name");
        assertThat(browser.get(page).status()).isEqualTo(404);
    }

    @Test
    void pageWithAScriptIsLedBackToItsFormWithTheDraftAndASaveSaysThatOneIsSignedOut() {
        TestPerson person = person();
        Browser browser = person.browser();
        String id = saved(save(person, "account", "", 0, "name=Begun"));
        application.advance(SessionStore.IDLE.plusHours(1));
        Browser.Page save = save(person, "account", id, 1, "name=Begun+and+more");
        assertThat(save.status()).isEqualTo(403);
        assertThat(save.refusal()).isEqualTo("signed-out");

        String[] form = {
            "name", "Finished", "language", "en", "_draft", "account", "_draft-id", id, "_draft-page", "/account"
        };
        assertThat(browser.post("/account", form).location()).isEqualTo("/sign-in?next=%2Faccount");
        assertThat(browser.post("/account", "name", "Finished", "language", "en")
                        .refusal())
                .as("a form without a draft")
                .isEqualTo("signed-out");
        person.signIn(browser);
        assertThat(browser.get("/drafts?form=account")
                        .html()
                        .expectFirst("li[data-draft]")
                        .attr("data-words"))
                .contains("name=Finished");
        assertThat(saved(save(person, "account", id, 1, "name=Begun+and+more"))).isEqualTo(id);
    }

    @Test
    void sessionThatSomebodyEndedAndOneThatNeverWasKeepNothing() {
        TestPerson person = person();
        PersonId id = scope(person).id();
        String[] form = {"name", "x", "language", "en", "_draft", "account"};
        long before = drafts();
        Scopes.as(
                new Scope.System(Purpose.SIGN_IN),
                () -> application
                        .bean(TransactionOperations.class)
                        .executeWithoutResult(
                                _ -> application.bean(SessionStore.class).endAll(id)));
        assertThat(person.browser().post("/account", form).refusal()).isEqualTo("signed-out");
        application.advance(SessionStore.IDLE.plusHours(1));
        assertThat(person.browser().post("/account", form).refusal()).isEqualTo("signed-out");
        assertThat(application.browser().post("/account", form).refusal()).isEqualTo("signed-out");
        assertThat(drafts()).isEqualTo(before);
    }

    @Test
    void whoeverSignedInMeanwhileIsNotGivenAnothersWords() {
        TestPerson person = person();
        TestPerson other = person();
        String[] headers = {
            "Draft-Form", "thread:9", "Draft-Person", scope(person).id().toString()
        };
        Browser.Page save = other.browser().script("/drafts", BodyPublishers.ofString("text=mine"), headers);
        assertThat(save.refusal()).isEqualTo("draft-other-person");
        assertThat(other.browser().get("/drafts?form=thread:9").html().select("li[data-draft]"))
                .isEmpty();
        assertThat(save(person, "not a form", "", 0, "x").refusal()).isEqualTo("draft-form");
        assertThat(save(person, "long", "", 0, "x".repeat(2_000_001)).refusal()).isEqualTo("draft-long");
    }

    @Test
    void draftIsKeptForThirtyDaysAndNotForEver() {
        TestPerson person = person();
        String id = saved(save(person, "thread:7", "", 0, "text=long+ago"));
        application.advance(Duration.ofDays(30));
        tidy();
        assertThat(rows(scope(person), id)).isOne();
        application.advance(Duration.ofDays(6));
        tidy();
        assertThat(rows(scope(person), id)).isZero();
    }

    private void tidy() {
        Recurring job = application.parts("org.chosei.identity.drafts").stream()
                .filter(Recurring.class::isInstance)
                .map(Recurring.class::cast)
                .findFirst()
                .orElseThrow();
        Scopes.as(new Scope.System(job.purpose()), job::run);
    }

    private TestPerson person() {
        people++;
        return TestPerson.joined(
                application, "Person " + people, "p" + people + "@csirt.example", COORDINATOR, Role.COORDINATOR);
    }

    private Scope.Person scope(TestPerson person) {
        UUID id = UUID.fromString(application
                .everything("select id::text from person where email = '" + person.email() + "'")
                .getFirst());
        return new Scope.Person(new PersonId(id), COORDINATOR, Set.of(Role.COORDINATOR));
    }

    private Browser.Page save(TestPerson by, String form, String id, int revision, String words) {
        return by.browser()
                .script(
                        "/drafts",
                        BodyPublishers.ofString(words),
                        "Draft-Form",
                        form,
                        "Draft-Id",
                        id,
                        "Draft-Revision",
                        String.valueOf(revision),
                        "Draft-Person",
                        scope(by).id().toString());
    }

    private static String saved(Browser.Page save) {
        assertThat(save.status()).as(save.text()).isEqualTo(204);
        return header(save, "Draft-Id");
    }

    private static String header(Browser.Page page, String name) {
        return page.headers().firstValue(name).orElse("");
    }

    private long rows(Scope scope, String id) {
        return Scopes.as(
                scope,
                () -> Objects.requireNonNull(application
                        .bean(TransactionOperations.class)
                        .execute(_ -> application
                                .bean(JdbcClient.class)
                                .sql("select count(*) from draft where id = '" + id + "'")
                                .query(Long.class)
                                .single())));
    }

    private long drafts() {
        return Long.parseLong(
                application.everything("select count(*) from draft").getFirst());
    }
}
