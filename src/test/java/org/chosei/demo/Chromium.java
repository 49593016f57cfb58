package org.chosei.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.logging.Level;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.bidi.browsingcontext.BrowsingContext;
import org.openqa.selenium.bidi.browsingcontext.CreateContextParameters;
import org.openqa.selenium.bidi.module.Browser;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;

/**
 * One headless Chromium, at a desk or as wide as a phone; it keeps what its console complained about. Each person has a
 * user context of their own in it, so that cookies are never mixed up.
 */
final class Chromium implements AutoCloseable {
    private static final Path PICTURES = Path.of("target", "screens");
    /** A picture takes about as long as all that is found out about its page, so they are made for whoever will look at them. */
    private static final boolean WANTED = "yes".equals(System.getenv("CHOSEI_PICTURES"));

    private static final Dimension DESK = new Dimension(1280, 900);
    private static final int PHONE = 390;

    private final ChromeDriver driver;
    private final Axe axe = new Axe();
    private final List<String> complaints = new ArrayList<>();
    private String front = "";

    Chromium() {
        ChromeOptions options = new ChromeOptions();
        options.setBinary("/usr/bin/chromium");
        options.addArguments(
                "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--lang=en");
        options.addArguments("--disable-background-networking", "--disable-component-update", "--disable-sync");
        options.addArguments("--disable-dev-shm-usage", "--hide-scrollbars");
        options.addArguments("--disable-renderer-backgrounding", "--disable-backgrounding-occluded-windows");
        options.enableBiDi();
        LoggingPreferences console = new LoggingPreferences();
        console.enable(LogType.BROWSER, Level.ALL);
        options.setCapability("goog:loggingPrefs", console);
        driver = new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(Path.of("/usr/bin/chromedriver").toFile())
                        .build(),
                options);
        driver.manage().timeouts().pageLoadTimeout(Duration.ofSeconds(60));
    }

    ChromeDriver driver() {
        return driver;
    }

    /** A window in which nobody has been yet. */
    String newcomer() {
        String context = new Browser(driver).createUserContext();
        String window = new BrowsingContext(driver, new CreateContextParameters(WindowType.WINDOW).userContext(context))
                .getId();
        show(window);
        driver.manage().window().setSize(DESK);
        return window;
    }

    /** Brings somebody's window to the front. */
    void show(String window) {
        if (!front.equals(window)) {
            driver.switchTo().window(window);
            front = window;
        }
    }

    /** Clicks, and returns when another document is there: a click itself may return earlier. */
    void clickAndLeave(WebElement button) {
        driver.executeScript("window.left = true");
        click(button);
        new WebDriverWait(driver, Duration.ofSeconds(30))
                .ignoring(WebDriverException.class)
                .withMessage(this::whyItStays)
                .until(each -> Boolean.TRUE.equals(((JavascriptExecutor) each).executeScript("return !window.left")));
    }

    private String whyItStays() {
        return "another page after " + driver.getCurrentUrl() + "; fields that the browser refuses: "
                + driver.executeScript(
                        "return [...document.querySelectorAll(':invalid')].map(e => e.name + '=' + e.value).join()");
    }

    /** Clicks what may lie outside the window. */
    void click(WebElement element) {
        driver.executeScript("arguments[0].scrollIntoView({block: 'center'})", element);
        element.click();
    }

    /** Dates are typed differently in every locale; the value is the same everywhere. */
    void set(WebElement field, String value) {
        driver.executeScript("arguments[0].value = arguments[1]", field, value);
    }

    /** Called on each new page. */
    void arrived() {
        new WebDriverWait(driver, Duration.ofSeconds(30))
                .until(each ->
                        "complete".equals(((JavascriptExecutor) each).executeScript("return document.readyState")));
        for (LogEntry entry : driver.manage().logs().get(LogType.BROWSER)) {
            // a refused form answers 4xx, which the console notes; the driver notes its own start
            if (!entry.getMessage().contains("Failed to load resource: the server responded with a status of 4")
                    && !entry.getMessage().contains("Launching Mapper instance")) {
                complaints.add(driver.getCurrentUrl() + ": " + entry.getMessage());
            }
        }
    }

    /** Notes what is wrong with a page and goes on, so that one run shows all. */
    void complain(String about) {
        complaints.add(about);
    }

    /** What scripts, styles and the content security policy complained about so far. */
    List<String> complaints() {
        return complaints;
    }

    int status() {
        return ((Number) Objects.requireNonNull(
                        driver.executeScript("return performance.getEntriesByType('navigation')[0].responseStatus")))
                .intValue();
    }

    /** Notes what hinders people who cannot see, hear or use a mouse. */
    void checkAccess(String name) {
        axe.serious(driver).forEach(finding -> complain(name + ": " + finding));
    }

    byte[] source() {
        return Objects.requireNonNull(driver.getPageSource()).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Takes pictures of the open page and notes when a phone would have to scroll sideways. Of a page in two languages the English
     * one is taken at a desk, light, and the Japanese one on a phone, dark: each language, width and scheme is there to be looked at.
     */
    void picture(String name) {
        if (!name.endsWith(".ja")) {
            window(DESK.width);
            shoot(name + ".desk");
        }
        scheme(name.endsWith(".ja") ? "dark" : "light");
        window(PHONE);
        long wider = number("return document.documentElement.scrollWidth - document.documentElement.clientWidth");
        if (wider > 0) {
            complain(name + " is wider than a phone by " + wider + " pixels");
        }
        if (!name.endsWith(".en")) {
            shoot(name + ".phone");
        }
        if (name.endsWith(".ja")) {
            // what a narrow window and a dark scheme change does not depend on the language, and Japanese is the harder
            // one
            checkAccess(name + " on a phone, dark");
            scheme("light");
        }
        driver.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
    }

    /** As high as the page is. */
    private void window(int width) {
        window(width, 900);
        window(width, Math.min(number("return document.documentElement.scrollHeight"), 6000));
    }

    private void window(int width, long height) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width == PHONE));
    }

    /** What the reader's system prefers, {@code light} or {@code dark}. */
    private void scheme(String preferred) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", preferred))));
    }

    private void shoot(String name) {
        if (!WANTED) {
            return;
        }
        try {
            Files.createDirectories(PICTURES);
            Files.move(
                    driver.getScreenshotAs(OutputType.FILE).toPath(),
                    PICTURES.resolve(name + ".png"),
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long number(String script) {
        return ((Number) Objects.requireNonNull(driver.executeScript(script))).longValue();
    }

    @Override
    public void close() {
        driver.quit();
    }
}
