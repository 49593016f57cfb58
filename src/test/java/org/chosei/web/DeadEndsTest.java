package org.chosei.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chosei.testing.TestOrganisations.VENDOR_A;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.chosei.access.Role;
import org.chosei.identity.TestPerson;
import org.chosei.testing.Application;
import org.chosei.testing.Browser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Wherever a reader gets by a click or a mistyped address, there is a page of ours and a way on. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeadEndsTest {
    private final Application application = Application.start();
    private final TestPerson anna =
            TestPerson.joined(application, "Anna", "anna@vendor-a.example", VENDOR_A, Role.RESPONSIBLE);

    @AfterAll
    void stop() {
        application.close();
    }

    @Test
    void languageSwitchOnTheAnswerToAFormLeadsToAPageThatExists() {
        Browser browser = anna.browser();
        browser.get("/account");
        String[] wrong = {"old", "x", "password", "a long enough password", "again", "another one", "code", "000000"};
        Browser.Page answer = browser.post("/account/password", wrong);
        assertThat(answer.status()).isEqualTo(422);
        String back = answer.html().select("form[action=/language] [name=back]").val();
        assertThat(back).isEqualTo("/account/password");
        Browser.Page switched = browser.post("/language", "language", "en", "back", back);
        assertThat(switched.location()).isEqualTo("/account");
        assertThat(browser.get(switched.location()).status()).isEqualTo(200);
    }

    @Test
    void languageSwitchOnTheAnswerToAFormSaysThatWhatWasTypedIsLost() {
        Browser browser = anna.browser();
        browser.post("/language", "language", "en");
        assertThat(browser.get("/members").html().select("header .hint")).isEmpty();
        Browser.Page answer =
                browser.post("/members", "form", java.util.UUID.randomUUID().toString(), "name", "Typed", "role", "");
        assertThat(answer.html().select("header .hint").text()).contains("not kept");
    }

    @Test
    void languageSwitchKeepsAPageThatCanBeOpenedAndNeverLeadsElsewhere() {
        assertThat(back("/account?done=settings")).isEqualTo("/account?done=settings");
        assertThat(back("/members/01990000-0000-7000-8000-00000000dead/shutting-out"))
                .isEqualTo("/members");
        assertThat(back("/error")).isEqualTo("/");
        assertThat(back("/sign-out")).isEqualTo("/");
        assertThat(back("//evil.example/account")).isEqualTo("/");
    }

    private String back(String path) {
        anna.browser().get("/account");
        return anna.browser().post("/language", "language", "en", "back", path).location();
    }

    @Test
    void addressThatTomcatCannotReadGetsOurOwnPageWithTheStrictHeaders() throws IOException {
        for (String path : new String[] {"/cases/%00", "/cases/..%2fetc", "/<script>", "/cases/\\x", "/cases/%zz"}) {
            String answer = raw("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
            assertThat(answer).as(path).startsWith("HTTP/1.1 40");
            assertThat(answer)
                    .as(path)
                    .contains(
                            "X-Content-Type-Options: nosniff",
                            "Referrer-Policy: no-referrer",
                            "Cache-Control: no-store")
                    .contains("Content-Security-Policy: default-src 'none';")
                    .contains("/assets/chosei.css")
                    .doesNotContain("HTTP Status", "Apache", "<h1></h1>", "<script>");
        }
    }

    @Test
    void requestThatIsNoHttpGetsThePageInBothLanguages() throws IOException {
        String answer = raw("GET /<b> HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        assertThat(answer).contains("アドレスを読み取れません", "This address cannot be read", "text/html;charset=UTF-8");
    }

    private String raw(String request) throws IOException {
        try (Socket socket =
                new Socket(application.base().getHost(), application.base().getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
