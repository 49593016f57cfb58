package org.chosei.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.chosei.testing.TestOrganisations.VENDOR_A;
import static org.chosei.testing.TestOrganisations.VENDOR_B;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.chosei.access.Role;
import org.chosei.kernel.Refusal;
import org.chosei.testing.Application;
import org.chosei.testing.Browser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InvitationTest {
    private static final String PASSWORD = TestPerson.PASSWORD;

    private final Application application = Application.start();

    @AfterAll
    void stop() {
        application.close();
    }

    @Test
    void guestWhoAcceptsIsSignedInForTheInvitingOrganisation() {
        TestPerson person = TestPerson.joined(
                application, "岸田 花子", "hanako@vendor-b.example", VENDOR_B, Role.RESPONSIBLE, Role.MEMBER);
        assertThat(person.browser().get("/account").html().select("header").text())
                .contains("岸田 花子", "Hidden Industries");
    }

    @Test
    void linkWorksOnce() {
        String link = link("once@vendor-a.example");
        assertThat(accept(application.browser(), link).status()).isEqualTo(303);
        Browser.Page again = application.browser().get(link, "Accept-Language", "en");
        assertThat(again.status()).isEqualTo(410);
        assertThat(again.refusal()).isEqualTo("invitation-gone");
        assertThat(again.text()).contains("ask whoever invited you");
    }

    @Test
    void linkOpenedInManyBrowsersMakesOneAccount() throws Exception {
        String link = link("race@vendor-a.example");
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Integer> accepting =
                    () -> accept(application.browser(), link).status();
            List<Integer> answers = threads.invokeAll(List.of(accepting, accepting, accepting, accepting)).stream()
                    .map(Future::resultNow)
                    .toList();
            assertThat(answers).containsOnlyOnce(303);
            assertThat(answers).filteredOn(status -> status != 303).containsOnly(410);
        }
    }

    @Test
    void expiredReplacedAndInventedLinksAreGone() {
        String expired = link("expired@vendor-a.example");
        String replaced = link("replaced@vendor-a.example");
        String newer = link("REPLACED@vendor-a.example");
        assertThat(application.browser().get(replaced).status()).isEqualTo(410);
        assertThat(accept(application.browser(), replaced).status()).isEqualTo(410);
        assertThat(application.browser().get(newer).status()).isEqualTo(200);
        application.advance(Duration.ofDays(7).plusSeconds(1));
        assertThat(application.browser().get(expired).status()).isEqualTo(410);
        assertThat(application
                        .browser()
                        .get("/invitation/" + Token.random().value())
                        .status())
                .isEqualTo(410);
        assertThat(application.browser().get("/invitation/short").status()).isEqualTo(410);
    }

    @Test
    void weakPasswordAndWrongCodeAreRefusedAndTheLinkStaysOpen() {
        String link = link("suzuki@vendor-a.example");
        assertThat(refusal(link, "elevenchars", "elevenchars", true)).isEqualTo("password-short");
        assertThat(refusal(link, "abababababababab", "abababababababab", true)).isEqualTo("password-guessable");
        assertThat(refusal(link, "123456789012345", "123456789012345", true)).isEqualTo("password-guessable");
        assertThat(refusal(link, "I am suzuki today", "I am suzuki today", true))
                .isEqualTo("password-guessable");
        assertThat(refusal(link, "a".repeat(201), "a".repeat(201), true)).isEqualTo("password-long");
        assertThat(refusal(link, PASSWORD, "another one entirely", true)).isEqualTo("password-again");
        assertThat(refusal(link, PASSWORD, PASSWORD, false)).isEqualTo("code-wrong");
        assertThat(accept(application.browser(), link).status()).isEqualTo(303);
    }

    @Test
    void knownPersonJoinsAnotherOrganisationOnlyWithItsOwnPasswordAndCode() {
        TestPerson person = TestPerson.joined(application, "Both", "both@vendor-a.example", VENDOR_A, Role.MEMBER);
        String link = TestPerson.link(application, "Both", "Both@vendor-a.example", VENDOR_B, Role.MEMBER);
        Browser browser = application.browser();
        Browser.Page page = browser.get(link);
        assertThat(page.html().select("#secret")).isEmpty();
        assertThat(accept(browser, link, "000000").status()).isEqualTo(410);
        Browser.Page wrong = browser.post(link + "/membership", "password", PASSWORD, "code", "000000");
        assertThat(wrong.refusal()).isEqualTo("proof-wrong");
        Browser.Page joined = browser.post(link + "/membership", "password", PASSWORD, "code", person.nextCode());
        assertThat(joined.status()).isEqualTo(303);
        assertThat(browser.get("/account").html().select("header").text()).contains("Hidden Industries");
    }

    @Test
    void firstRunOffersOneLinkUntilThereIsAPerson() {
        try (Application empty = Application.start()) {
            FirstRun firstRun = empty.bean(FirstRun.class);
            String first = firstRun.administratorLink().orElseThrow();
            String second = firstRun.administratorLink().orElseThrow();
            Browser browser = empty.browser();
            assertThat(browser.get(first).status())
                    .as("the newer link replaces it")
                    .isEqualTo(410);
            Browser.Page page = browser.get(second);
            String secret = page.html().select("#secret").text().replace(" ", "");
            String code = TestPerson.code(secret, empty);
            assertThat(browser.post(
                                    second,
                                    "name",
                                    "Root",
                                    "email",
                                    "no address",
                                    "password",
                                    PASSWORD,
                                    "again",
                                    PASSWORD,
                                    "code",
                                    code)
                            .refusal())
                    .isEqualTo("email-form");
            assertThat(browser.post(
                                    second,
                                    "name",
                                    "Root",
                                    "email",
                                    "root@csirt.example",
                                    "password",
                                    PASSWORD,
                                    "again",
                                    PASSWORD,
                                    "code",
                                    code)
                            .status())
                    .isEqualTo(303);
            assertThat(browser.get("/people").text()).contains("Root", "root@csirt.example");
            assertThat(firstRun.administratorLink()).isEqualTo(Optional.empty());
        }
    }

    @Test
    void staffRolesStayAtTheCoordinatorAndVendorRolesOutside() {
        assertThatExceptionOfType(Refusal.Invalid.class)
                .isThrownBy(() -> TestPerson.link(application, "X", "x@vendor-a.example", VENDOR_A, Role.COORDINATOR))
                .satisfies(refusal -> assertThat(refusal.slug()).isEqualTo("roles-foreign"));
        assertThatExceptionOfType(Refusal.Invalid.class)
                .isThrownBy(() -> TestPerson.link(
                        application,
                        "X",
                        "x@csirt.example",
                        application.bean(CoordinatorOrganisation.class).id(),
                        Role.MEMBER))
                .satisfies(refusal -> assertThat(refusal.slug()).isEqualTo("roles-foreign"));
        assertThatExceptionOfType(Refusal.Invalid.class)
                .isThrownBy(() -> TestPerson.link(application, "X", "x@vendor-a.example", VENDOR_A))
                .satisfies(refusal -> assertThat(refusal.slug()).isEqualTo("roles-none"));
    }

    @Test
    void authenticatorLinkCarriesTheSecretShown() {
        Browser.Page page = application.browser().get(link("app@vendor-a.example"));
        String secret = page.html().select("#secret").text().replace(" ", "");
        assertThat(secret).matches("[A-Z2-7]{32}");
        assertThat(page.html().select("#authenticator").attr("href"))
                .startsWith("otpauth://totp/")
                .contains("app%40vendor-a.example", "secret=" + secret, "digits=6", "period=30");
    }

    @Test
    void namesThatWouldRewriteTheirLineAreRefused() {
        for (String name : List.of("", "　 ", "two\nlines", "bidi\u202Eedoc", "see https://evil.example", "nul\0")) {
            assertThatExceptionOfType(Refusal.Invalid.class)
                    .as(name)
                    .isThrownBy(() -> PersonName.require(name))
                    .satisfies(refusal -> assertThat(refusal.field()).isEqualTo("name"));
        }
        assertThat(PersonName.require("𠮷田 🙂 O’Brien ")).isEqualTo("𠮷田 🙂 O’Brien");
    }

    private String link(String email) {
        return TestPerson.link(application, "Guest", email, VENDOR_A, Role.MEMBER);
    }

    private Browser.Page accept(Browser browser, String link) {
        return accept(browser, link, code(browser, link));
    }

    private static Browser.Page accept(Browser browser, String link, String code) {
        return browser.post(link, "password", PASSWORD, "again", PASSWORD, "code", code);
    }

    private String refusal(String link, String password, String again, boolean rightCode) {
        Browser browser = application.browser();
        String code = code(browser, link);
        Browser.Page page =
                browser.post(link, "password", password, "again", again, "code", rightCode ? code : "000000");
        assertThat(page.status()).isEqualTo(422);
        return page.refusal();
    }

    private String code(Browser browser, String link) {
        String secret = browser.get(link).html().select("#secret").text().replace(" ", "");
        return secret.isEmpty() ? "" : TestPerson.code(secret, application);
    }
}
