package org.chosei.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chosei.testing.TestOrganisations.VENDOR_A;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.chosei.access.Role;
import org.chosei.testing.Application;
import org.chosei.testing.Browser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SignInTest {
    private static final String[] ENGLISH = {"Accept-Language", "en"};

    private final Application application = Application.start();

    @AfterAll
    void stop() {
        application.close();
    }

    @Test
    void personWhoJoinedSignsInWithPasswordAndCode() {
        TestPerson person = person("joined");
        Browser browser = application.browser();
        Browser.Page answer = person.signIn(browser);
        assertThat(answer.status()).isEqualTo(303);
        assertThat(answer.location()).isEqualTo("/");
        assertThat(browser.get("/account").html().select("header").text()).contains("Person joined", "Asahi Electric");
    }

    @Test
    void wrongPasswordWrongCodeAndUnknownAccountGetTheSameAnswer() {
        TestPerson person = person("uniform");
        List<String> answers = new ArrayList<>();
        for (String[] attempt : List.of(
                new String[] {person.email(), "wrong horse battery", person.nextCode()},
                new String[] {person.email(), TestPerson.PASSWORD, "000000"},
                new String[] {"stranger@example.org", TestPerson.PASSWORD, person.nextCode()},
                new String[] {"not an address", TestPerson.PASSWORD, "123456"})) {
            Browser browser = application.browser();
            browser.get("/sign-in", ENGLISH);
            Browser.Page page =
                    browser.post("/sign-in", "email", attempt[0], "password", attempt[1], "code", attempt[2]);
            assertThat(page.status()).isEqualTo(422);
            assertThat(page.refusal()).isEqualTo("sign-in-wrong");
            assertThat(browser.cookie("session")).isEmpty();
            answers.add(page.text());
        }
        assertThat(answers).allMatch(answers.getFirst()::equals);
    }

    @Test
    void codeCannotBeUsedTwice() {
        TestPerson person = person("once");
        String code = person.nextCode();
        assertThat(signIn(person, code).status()).isEqualTo(303);
        assertThat(signIn(person, code).refusal()).isEqualTo("sign-in-wrong");
        assertThat(signIn(person, person.nextCode()).status()).isEqualTo(303);
    }

    @Test
    void codeOfTheInvitationCannotBeUsedForSignIn() {
        TestPerson person = person("invited-code");
        assertThat(signIn(person, person.code()).refusal()).isEqualTo("sign-in-wrong");
    }

    @Test
    void oldCodeIsWrong() {
        TestPerson person = person("late");
        String code = person.nextCode();
        application.advance(Duration.ofSeconds(90));
        assertThat(signIn(person, code).refusal()).isEqualTo("sign-in-wrong");
    }

    @Test
    void codeTypedWideAndSpacedIsTheSameCode() {
        TestPerson person = person("wide");
        StringBuilder wide = new StringBuilder();
        person.nextCode().chars().forEach(digit -> wide.append((char) (digit - '0' + '０')));
        assertThat(signIn(person, wide.insert(3, '　').toString()).status()).isEqualTo(303);
    }

    @Test
    void everySignInGivesANewToken() {
        TestPerson person = person("fixed");
        String first = person.browser().cookie("session").orElseThrow();
        assertThat(person.signIn(person.browser()).status()).isEqualTo(303);
        assertThat(person.browser().cookie("session")).isPresent().isNotEqualTo(Optional.of(first));
        assertThat(application
                        .browser()
                        .get("/account", "Cookie", "session=" + first)
                        .location())
                .startsWith("/sign-in");
    }

    @Test
    void sessionCookieIsOutOfReachOfScriptsAndOtherSites() {
        TestPerson person = person("cookie");
        assertThat(person.signIn(application.browser()).headers().allValues("Set-Cookie"))
                .anySatisfy(cookie ->
                        assertThat(cookie).startsWith("session=").contains("HttpOnly", "SameSite=Lax", "Path=/"));
    }

    @Test
    void readerIsSentBackToTheirPageButNeverToAnotherSite() {
        TestPerson person = person("next");
        assertThat(next(person, "/account?done=settings")).isEqualTo("/account?done=settings");
        assertThat(next(person, "https://evil.example/")).isEqualTo("/");
        assertThat(next(person, "//evil.example/")).isEqualTo("/");
        assertThat(next(person, "/\\evil.example/")).isEqualTo("/");
    }

    @Test
    void signedOutSessionIsOutAtOnceOnEveryCopyOfTheCookie() {
        TestPerson person = person("out");
        String token = person.browser().cookie("session").orElseThrow();
        Browser copy = application.browser();
        assertThat(copy.get("/account", "Cookie", "session=" + token).status()).isEqualTo(200);
        person.browser().get("/account");
        assertThat(person.browser().post("/sign-out").location()).isEqualTo("/sign-in");
        assertThat(person.browser().cookie("session")).isEmpty();
        assertThat(copy.get("/account", "Cookie", "session=" + token).location())
                .isEqualTo("/sign-in?next=%2Faccount");
    }

    @Test
    void idleSessionEndsAfterTwelveHoursAndAUsedOneAfterSevenDays() {
        TestPerson idle = person("idle");
        TestPerson busy = person("busy");
        for (int hours = 0; hours < 7 * 24 - 8; hours += 8) {
            application.advance(Duration.ofHours(8));
            assertThat(busy.browser().get("/account").status())
                    .as("after %s hours", hours)
                    .isEqualTo(200);
        }
        assertThat(idle.browser().get("/account").status()).isEqualTo(302);
        application.advance(Duration.ofHours(8));
        assertThat(busy.browser().get("/account").status()).isEqualTo(302);
    }

    @Test
    void fiveFailuresMakeEvenTheRightCodeWaitAndThePauseEnds() {
        TestPerson person = person("slow");
        for (int i = 0; i < AttemptLimits.ACCOUNT_FAILURES; i++) {
            assertThat(signIn(person, "000000").status()).isEqualTo(422);
        }
        Browser.Page refused = signIn(person, person.code());
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.refusal()).isEqualTo("too-many");
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        assertThat(refused.html().select("#email").val()).isEqualTo(person.email());
        application.advance(Duration.ofSeconds(31));
        assertThat(signIn(person, "000000").status()).isEqualTo(422);
        application.advance(Duration.ofSeconds(31));
        assertThat(signIn(person, person.code()).status())
                .as("the pause doubled")
                .isEqualTo(429);
        application.advance(Duration.ofSeconds(31));
        assertThat(signIn(person, person.nextCode()).status()).isEqualTo(303);
        assertThat(signIn(person, "000000").status()).as("counted anew").isEqualTo(422);
    }

    @Test
    void unknownAccountIsSlowedDownLikeAKnownOne() {
        for (int i = 0; i < AttemptLimits.ACCOUNT_FAILURES; i++) {
            assertThat(tryStranger().status()).isEqualTo(422);
        }
        assertThat(tryStranger().status()).isEqualTo(429);
        application.advance(Duration.ofMinutes(1));
    }

    private Browser.Page tryStranger() {
        return application.browser().post("/sign-in", "email", "Nobody@example.org", "password", "x", "code", "1");
    }

    private Browser.Page signIn(TestPerson person, String code) {
        return application
                .browser()
                .post("/sign-in", "email", person.email(), "password", TestPerson.PASSWORD, "code", code);
    }

    private String next(TestPerson person, String next) {
        return application
                .browser()
                .post(
                        "/sign-in",
                        "email",
                        person.email(),
                        "password",
                        TestPerson.PASSWORD,
                        "code",
                        person.nextCode(),
                        "next",
                        next)
                .location();
    }

    private TestPerson person(String name) {
        return TestPerson.joined(application, "Person " + name, name + "@vendor-a.example", VENDOR_A, Role.MEMBER);
    }
}
