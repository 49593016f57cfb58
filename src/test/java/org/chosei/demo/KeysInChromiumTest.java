package org.chosei.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Objects;
import org.chosei.access.Role;
import org.chosei.cases.CoordinatedCase;
import org.chosei.distribution.Vendors;
import org.chosei.identity.TestPerson;
import org.chosei.testing.Application;
import org.chosei.testing.TestOrganisations;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.openqa.selenium.By;
import org.openqa.selenium.Cookie;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.support.ui.WebDriverWait;

/** The keys in a real browser: what they do, and when they must do nothing. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KeysInChromiumTest {
    private final Application application = Application.start();
    private final Vendors vendors = new Vendors(application::bean);
    private final TestPerson cora = TestPerson.joined(
            application, "Cora", "cora@csirt.example", TestOrganisations.COORDINATOR, Role.COORDINATOR);
    private final Chromium chromium = new Chromium();
    private final ChromeDriver driver = chromium.driver();
    private final CoordinatedCase first = vendors.openCase(20);
    private final CoordinatedCase second = vendors.openCase(30);

    KeysInChromiumTest() {
        String session = cora.browser()
                .cookie("session")
                .or(() -> cora.browser().cookie("__Host-session"))
                .orElseThrow();
        String name = cora.browser().cookie("session").isPresent() ? "session" : "__Host-session";
        driver.get(application.base() + "/sign-in");
        driver.manage().addCookie(new Cookie.Builder(name, session).path("/").build());
        driver.manage().addCookie(new Cookie.Builder("language", "en").path("/").build());
    }

    @AfterAll
    void stop() {
        assertThat(chromium.complaints()).isEmpty();
        chromium.close();
        application.close();
    }

    @BeforeEach
    void beginAtTheInbox() {
        open("/inbox");
    }

    private void open(String path) {
        driver.get(application.base() + path);
        chromium.arrived();
    }

    private void press(CharSequence... keys) {
        driver.switchTo().activeElement().sendKeys(keys);
    }

    private void arriveAt(String path) {
        new WebDriverWait(driver, Duration.ofSeconds(20))
                .until(each -> Objects.requireNonNull(each.getCurrentUrl()).contains(path));
        chromium.arrived();
    }

    private String current() {
        return Objects.requireNonNullElse(
                driver.findElement(By.cssSelector("[data-row].current")).getDomAttribute("data-item"), "");
    }

    @Test
    void linesAreWalkedSelectedOpenedAndSnoozedByKeys() {
        press("j");
        assertThat(current()).contains(first.id().toString());
        press("j");
        assertThat(current()).contains(second.id().toString());
        press("x");
        assertThat(driver.findElements(By.cssSelector(".current input:checked")))
                .hasSize(1);
        press("k");
        assertThat(current()).contains(first.id().toString());
        press("X");
        assertThat(driver.findElements(By.cssSelector("[data-row] input:checked")))
                .hasSize(2);
        press("e");
        arriveAt("/inbox/bulk?act=SNOOZE");
        open("/inbox");
        press("j");
        press("o");
        arriveAt("/cases/" + first.id());
    }

    @Test
    void gLeadsToPlacesAndTheQuestionMarkToTheListOfKeys() {
        press("g");
        press("c");
        arriveAt("/cases");
        press("g");
        press("i");
        arriveAt("/inbox");
        press("?");
        arriveAt("/keys");
        assertThat(driver.findElements(By.cssSelector("[data-key-row]"))).hasSizeGreaterThan(10);
    }

    @Test
    void noKeyActsWhileSomebodyWritesOrComposes() {
        open("/cases/" + first.id());
        WebElement note = driver.findElement(By.cssSelector("main form textarea"));
        note.sendKeys("j k o x e r c / ? g i n");
        assertThat(note.getDomProperty("value")).isEqualTo("j k o x e r c / ? g i n");
        assertThat(driver.getCurrentUrl()).endsWith("/cases/" + first.id());
        driver.executeScript(
                "document.activeElement.blur();"
                        + "document.body.dispatchEvent(new KeyboardEvent('keydown', {key: '?', isComposing: true, bubbles: true}))");
        driver.executeScript(
                "document.body.dispatchEvent(new KeyboardEvent('keydown', {key: '?', keyCode: 229, bubbles: true}))");
        assertThat(driver.getCurrentUrl()).endsWith("/cases/" + first.id());
    }

    @Test
    void thePaletteNarrowsItsCommandsAndLooksNumbersUp() {
        press(Keys.chord(Keys.CONTROL, "k"));
        WebElement dialog = driver.findElement(By.id("palette"));
        assertThat(dialog.isDisplayed()).isTrue();
        chromium.checkAccess("palette");
        press("ＤＵＴＹ");
        assertThat(driver.findElements(By.cssSelector("#palette .commands li:not([hidden])")))
                .hasSize(1);
        press(Keys.ENTER);
        arriveAt("/duty");
        press(Keys.chord(Keys.CONTROL, "k"));
        press(second.number());
        press(Keys.ENTER);
        arriveAt("/cases/" + second.id());
        press(Keys.chord(Keys.CONTROL, "k"));
        press(Keys.ESCAPE);
        assertThat(driver.findElement(By.id("palette")).isDisplayed()).isFalse();
    }

    @Test
    void singleKeysThatAreSwitchedOffDoNothingAndThePaletteStays() {
        open("/keys");
        chromium.checkAccess("keys");
        chromium.clickAndLeave(driver.findElement(By.cssSelector("#single-keys button")));
        open("/inbox");
        chromium.checkAccess("inbox");
        press("j");
        press("?");
        assertThat(driver.findElements(By.cssSelector("[data-row].current"))).isEmpty();
        assertThat(driver.getCurrentUrl()).endsWith("/inbox");
        press(Keys.chord(Keys.CONTROL, "k"));
        assertThat(driver.findElement(By.id("palette")).isDisplayed()).isTrue();
        press(Keys.ESCAPE);
        open("/keys");
        chromium.clickAndLeave(driver.findElement(By.cssSelector("#single-keys button")));
        open("/inbox");
        press("j");
        assertThat(driver.findElements(By.cssSelector("[data-row].current"))).hasSize(1);
    }

    @Test
    void fPressesTheFirstSuggestionOfTheMailDeskOnceUnlessSingleKeysAreOff() {
        assertThat(pressesOfF()).isEqualTo(1L);
        open("/keys");
        chromium.clickAndLeave(driver.findElement(By.cssSelector("#single-keys button")));
        assertThat(pressesOfF()).isZero();
        open("/keys");
        chromium.clickAndLeave(driver.findElement(By.cssSelector("#single-keys button")));
    }

    /** On a page with the desk's button: pressed once, held down, and with a modifier. */
    private long pressesOfF() {
        open("/mails");
        driver.executeScript("window.pressed = 0; const button = document.createElement('button');"
                + "button.dataset.shortcut = 'f'; button.onclick = () => window.pressed++;"
                + "document.querySelector('main').append(button);"
                + "for (const more of [{}, {repeat: true}, {ctrlKey: true}])"
                + " document.body.dispatchEvent(new KeyboardEvent('keydown', {key: 'f', bubbles: true, ...more}))");
        return (Long) Objects.requireNonNull(driver.executeScript("return window.pressed"));
    }

    @Test
    void theInboxFitsAPhoneAndADesk() {
        for (String page :
                new String[] {"/inbox", "/duty", "/keys", "/palette", "/cases", "/cases/" + first.id() + "/assignment"
                }) {
            open(page);
            chromium.picture("inbox" + page.replace('/', '-').replace(first.id().toString(), "case"));
        }
    }
}
