package org.chosei.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.chosei.access.Role;
import org.chosei.cases.Cases;
import org.chosei.cases.NewCase;
import org.chosei.identity.TestPerson;
import org.chosei.kernel.Tlp;
import org.chosei.testing.Application;
import org.chosei.testing.Post;
import org.chosei.testing.TestOrganisations;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Cookie;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.support.ui.WebDriverWait;

/** Typing, waiting, leaving and coming back in a real browser; files brought by its script. */
@Tag("slow")
class WordsInChromiumTest {
    private static final By TEXT = By.cssSelector("form.composer textarea[name=text]");
    private static final By NOTE = By.cssSelector("form.composer .draft-note");

    @TempDir
    Path files;

    @Test
    void typedWordsComeBackAfterAReloadAndFilesGoWithThem() throws Exception {
        try (Application application = Application.start();
                Chromium chromium = new Chromium()) {
            TestPerson cora = TestPerson.joined(
                    application, "Cora", "cora@csirt.example", TestOrganisations.COORDINATOR, Role.COORDINATOR);
            String page = application.base() + "/cases/" + newCase(application);
            var driver = chromium.driver();
            driver.get(application.base() + "/sign-in");
            driver.manage()
                    .addCookie(new Cookie(
                            "session", cora.browser().cookie("session").orElseThrow()));
            driver.get(page);
            driver.findElement(TEXT).sendKeys("Half a thought");
            await(chromium, "the draft is saved", "Draft saved", NOTE);

            driver.navigate().refresh();
            await(chromium, "the draft is back", "was put back", NOTE);
            assertThat(driver.findElement(TEXT).getDomProperty("value")).isEqualTo("Half a thought");
            chromium.checkAccess("composer with a draft");
            chromium.picture("composer-draft");

            Path sample = Files.writeString(files.resolve("sample one.txt"), "a sample");
            Path second = Files.writeString(files.resolve("second.txt"), "another");
            driver.findElement(By.cssSelector("form.composer input[type=file]")).sendKeys(sample + "\n" + second);
            new WebDriverWait(driver, Duration.ofSeconds(20))
                    .until(each -> each.findElements(By.cssSelector(".uploads li[data-upload] input:checked"))
                                    .size()
                            == 2);
            driver.navigate().refresh();
            new WebDriverWait(driver, Duration.ofSeconds(20))
                    .until(each -> each.findElements(By.cssSelector(".uploads li[data-upload]"))
                                    .size()
                            == 2);
            await(chromium, "the draft is back", "was put back", NOTE);
            chromium.checkAccess("composer with files");
            chromium.picture("composer-files");
            WebElement send = driver.findElement(By.cssSelector("form.composer .actions button"));
            chromium.clickAndLeave(send);
            assertThat(driver.getPageSource()).contains("Half a thought", "sample one.txt", "second.txt");
            driver.findElement(By.cssSelector(".files details summary")).click();
            chromium.checkAccess("message with files");
            chromium.picture("message-files");
            // that nothing is put back has no event to wait for: a draft that was left would be back within this time
            Thread.sleep(1500);
            assertThat(driver.findElement(TEXT).getDomProperty("value")).isEmpty();
            driver.get(application.base() + "/drafts");
            assertThat(driver.findElements(By.cssSelector("li[data-draft]"))).isEmpty();

            signedOut(application, chromium, cora, page);
            chromium.arrived();
            assertThat(chromium.complaints()).isEmpty();
        }
    }

    /** The session runs out under the page; what is typed stays, and is saved once the person is back. */
    private static void signedOut(Application application, Chromium chromium, TestPerson cora, String page) {
        var driver = chromium.driver();
        driver.get(page);
        application.advance(Duration.ofHours(13));
        driver.findElement(TEXT).sendKeys("Typed while signed out");
        await(chromium, "it says so", "You were signed out", NOTE);
        driver.findElement(By.cssSelector("form.composer .actions button")).click();
        assertThat(cora.signIn(cora.browser()).status()).isEqualTo(303);
        driver.manage()
                .addCookie(
                        new Cookie("session", cora.browser().cookie("session").orElseThrow()));
        await(chromium, "it is saved", "Draft saved", NOTE);
        assertThat(driver.getCurrentUrl()).as("it was not sent").isEqualTo(page);
        assertThat(driver.findElement(TEXT).getDomProperty("value")).isEqualTo("Typed while signed out");
        assertThat(cora.browser().get("/drafts").html().select("li[data-draft]").attr("data-words"))
                .contains("Typed+while+signed+out");
        driver.get(page + "/assignment");
        By words = By.cssSelector("form[method=post] textarea");
        driver.findElement(words).sendKeys("A call from a newspaper");
        await(chromium, "any form keeps a draft", "Draft saved", By.cssSelector("form:has(textarea) .draft-note"));
        driver.navigate().refresh();
        await(chromium, "it is back", "was put back", By.cssSelector("form:has(textarea) .draft-note"));
        assertThat(driver.findElement(words).getDomProperty("value")).isEqualTo("A call from a newspaper");
        driver.get(page.replaceFirst("/cases/.*", "/drafts"));
        assertThat(driver.findElement(By.tagName("main")).getText()).contains("A call from a newspaper");
    }

    private static Object newCase(Application application) {
        return new Post(application)
                .asStaff(() -> application
                        .bean(Cases.class)
                        .open(new NewCase(
                                "Matter",
                                "Summary",
                                "Pump",
                                Tlp.AMBER,
                                TestOrganisations.COORDINATOR,
                                "",
                                null,
                                application.clock().instant())))
                .id();
    }

    private static void await(Chromium chromium, String what, String words, By where) {
        new WebDriverWait(chromium.driver(), Duration.ofSeconds(20))
                .withMessage(what)
                .until(each -> each.findElement(where).getText().contains(words));
    }
}
