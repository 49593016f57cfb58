package org.chosei.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chosei.testing.TestOrganisations.VENDOR_A;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.chosei.access.Role;
import org.chosei.identity.TestPerson;
import org.chosei.testing.Application;
import org.chosei.testing.Browser;
import org.chosei.testing.ReportForm;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Fault 8 at a form: PostgreSQL says that its disk is full, when nothing that was typed can be stored. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FullDiskPageTest {
    private final Application application = Application.start();

    @AfterAll
    void stop() {
        application.close();
    }

    @BeforeEach
    void learn() {
        application.asOwner("""
                create or replace function full_disk() returns trigger language plpgsql as $$
                begin raise exception 'could not extend file: No space left on device' using errcode = '53100'; end $$
                """);
    }

    private void fill() {
        application.asOwner(
                "create trigger full_disk before insert on ledger_entry for each row execute function full_disk()");
    }

    @AfterEach
    void makeRoom() {
        application.asOwner("drop trigger if exists full_disk on ledger_entry");
    }

    @Test
    void aReportForWhichThereIsNoRoomIsGivenBackAndIsSentAgainFromThere() {
        for (Map.Entry<String, String> language :
                Map.of("en", "no room left", "ja", "空き容量が不足").entrySet()) {
            Browser browser = application.browser();
            browser.get("/report");
            browser.post("/language", "language", language.getKey(), "back", "/report");
            ReportForm form = ReportForm.open(browser, "/report", "finder")
                    .with("weakness", "First line\nsecond \"line\" <b>, 日本語");
            Browser.Page checked = form.check();
            fill();

            Browser.Page refused = form.again(checked);
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.refusal()).isEqualTo("no-room");
            assertThat(refused.headers().firstValue("Retry-After")).contains("120");
            assertThat(refused.text()).contains(language.getValue());
            assertThat(refused.html().select("#sent-words textarea").eachText())
                    .anySatisfy(words -> assertThat(words).contains("<b>, 日本語"));

            assertThat(sendAgain(browser, refused).status()).isEqualTo(503);
            makeRoom();
            Browser.Page taken = sendAgain(browser, refused);
            assertThat(taken.status()).as(taken.text()).isEqualTo(200);
            assertThat(taken.html().select("#reference").text()).isNotBlank();
        }
        assertThat(application.everything("select count(*)::text from report_receipt"))
                .containsExactly("2");
    }

    private static Browser.Page sendAgain(Browser browser, Browser.Page refused) {
        Element form = Objects.requireNonNull(refused.html().selectFirst("#sent-words"), refused.text());
        List<String> fields = new ArrayList<>();
        form.select("input[type=hidden]:not([name=_csrf]), textarea")
                .forEach(field -> fields.addAll(List.of(field.attr("name"), field.val())));
        return browser.post(form.attr("action"), fields.toArray(String[]::new));
    }

    @Test
    void aFormWithAPasswordIsNotWrittenIntoThePage() {
        TestPerson anna = TestPerson.joined(application, "Anna", "anna@vendor-a.example", VENDOR_A, Role.RESPONSIBLE);
        Browser browser = anna.browser();
        browser.get("/account");
        String typed = "a new and long enough password";
        fill();
        Browser.Page refused = browser.post(
                "/account/password",
                "old",
                TestPerson.PASSWORD,
                "password",
                typed,
                "again",
                typed,
                "code",
                anna.nextCode());
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.body()).doesNotContain(typed, "sent-words");
    }
}
