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
import java.util.Set;
import java.util.logging.Level;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.Cookie;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;

/** One headless Chromium, at a desk or as wide as a phone; it keeps what its console complained about. */
final class Chromium implements AutoCloseable {
    private static final Path PICTURES = Path.of("target", "screens");
    private static final Dimension DESK = new Dimension(1280, 900);
    private static final int PHONE = 390;

    private final ChromeDriver driver;
    private final List<String> complaints = new ArrayList<>();
    private @Nullable ChromiumVisitor seat;

    Chromium() {
        ChromeOptions options = new ChromeOptions();
        options.setBinary("/usr/bin/chromium");
        options.addArguments(
                "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--lang=en");
        options.addArguments("--disable-background-networking", "--disable-component-update", "--disable-sync");
        options.addArguments("--disable-dev-shm-usage", "--hide-scrollbars");
        LoggingPreferences console = new LoggingPreferences();
        console.enable(LogType.BROWSER, Level.ALL);
        options.setCapability("goog:loggingPrefs", console);
        driver = new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(Path.of("/usr/bin/chromedriver").toFile())
                        .build(),
                options);
        driver.manage().window().setSize(DESK);
        driver.manage().timeouts().pageLoadTimeout(Duration.ofSeconds(60));
    }

    ChromeDriver driver() {
        return driver;
    }

    @Nullable
    ChromiumVisitor seat() {
        return seat;
    }

    void take(ChromiumVisitor visitor) {
        seat = visitor;
    }

    /** Puts other cookies in place of all, for this host alone, and returns when the browser holds exactly these. */
    void changeCookies(Set<Cookie> cookies) {
        WebDriver.Options browser = driver.manage();
        browser.deleteAllCookies();
        WebDriverWait patience = new WebDriverWait(driver, Duration.ofSeconds(30));
        patience.until(_ -> browser.getCookies().isEmpty());
        cookies.forEach(cookie -> browser.addCookie(new Cookie.Builder(cookie.getName(), cookie.getValue())
                .path("/")
                .isHttpOnly(true)
                .sameSite("Lax")
                .build()));
        patience.until(_ -> names(browser.getCookies()).equals(names(cookies)));
    }

    private static Set<String> names(Set<Cookie> cookies) {
        return cookies.stream()
                .map(cookie -> cookie.getName() + "=" + cookie.getValue())
                .collect(Collectors.toSet());
    }

    /** Clicks, and returns when another document is there: a click itself may return earlier. */
    void clickAndLeave(WebElement button) {
        driver.executeScript("window.left = true");
        click(button);
        new WebDriverWait(driver, Duration.ofSeconds(30))
                .ignoring(WebDriverException.class)
                .until(each -> Boolean.TRUE.equals(((JavascriptExecutor) each).executeScript("return !window.left")));
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
            // a refused form answers 4xx, which the console notes; that is no fault of the page
            if (!entry.getMessage().contains("Failed to load resource: the server responded with a status of 4")) {
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

    byte[] source() {
        return Objects.requireNonNull(driver.getPageSource()).getBytes(StandardCharsets.UTF_8);
    }

    /** Takes pictures of the open page at a desk and on a phone, and notes when a phone would have to scroll sideways. */
    void picture(String name) {
        shoot(name + ".desk", DESK.width);
        long wider = shoot(name + ".phone", PHONE);
        if (wider > 0) {
            complain(name + " is wider than a phone by " + wider + " pixels");
        }
        driver.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
    }

    private long shoot(String name, int width) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", width == PHONE));
        long height = number("return document.documentElement.scrollHeight");
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of(
                        "width",
                        width,
                        "height",
                        Math.min(height, 6000),
                        "deviceScaleFactor",
                        1,
                        "mobile",
                        width == PHONE));
        try {
            Files.createDirectories(PICTURES);
            Files.move(
                    driver.getScreenshotAs(OutputType.FILE).toPath(),
                    PICTURES.resolve(name + ".png"),
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return number("return document.documentElement.scrollWidth - document.documentElement.clientWidth");
    }

    private long number(String script) {
        return ((Number) Objects.requireNonNull(driver.executeScript(script))).longValue();
    }

    @Override
    public void close() {
        driver.quit();
    }
}
