package org.chosei.demo;

import java.net.URI;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

/** Somebody at a real browser: one Chromium for all, a window with cookies of its own for each. */
final class ChromiumVisitor implements Visitor {
    private final Chromium chromium;
    private final URI base;
    private @Nullable String window;
    private @Nullable HttpVisitor http;

    ChromiumVisitor(Chromium chromium, URI base) {
        this.chromium = chromium;
        this.base = base;
    }

    @Override
    public Page open(String path) {
        synchronized (chromium) {
            show();
            chromium.driver().get(base.resolve(path).toString());
            return page();
        }
    }

    /** Types and clicks as a person does; the page must be the one that is open in this person's window. */
    @Override
    public Page submit(Page page, String selector, String... fields) {
        synchronized (chromium) {
            show();
            if (!page.path().equals(path())
                    || chromium.driver().findElements(By.cssSelector(selector)).isEmpty()) {
                chromium.driver().get(base.resolve(page.path()).toString());
            }
            page().form(selector);
            WebElement form = chromium.driver().findElement(By.cssSelector(selector));
            for (int i = 0; i < fields.length; i += 2) {
                fill(form, fields[i], fields[i + 1]);
            }
            // where a form has several buttons, the one that carries it out
            List<WebElement> plan = form.findElements(By.cssSelector("button[name=step][value=plan]"));
            WebElement button =
                    plan.isEmpty() ? form.findElement(By.cssSelector("button:not([type=button])")) : plan.getFirst();
            chromium.clickAndLeave(button);
            return page();
        }
    }

    private void fill(WebElement form, String name, String value) {
        List<WebElement> found = form.findElements(By.cssSelector("[name=" + '"' + name + "\"]"));
        StepFailed.unless(!found.isEmpty(), "the form has no field %s", name);
        WebElement field = found.getFirst();
        String type = Objects.toString(field.getDomAttribute("type"), "");
        if (type.equals("checkbox") || type.equals("radio")) {
            WebElement choice = found.stream()
                    .filter(each -> value.equals(each.getDomAttribute("value")))
                    .findFirst()
                    .orElseThrow();
            if (!choice.isSelected()) {
                chromium.click(choice);
            }
        } else if (field.getTagName().equals("select")) {
            chromium.click(field.findElement(By.cssSelector("option[value=" + '"' + value + "\"]")));
        } else if (type.equals("datetime-local") || type.equals("date")) {
            chromium.set(field, value);
        } else {
            field.clear();
            field.sendKeys(value);
        }
    }

    @Override
    public Page post(String path, String... fields) {
        HttpVisitor plain = plain();
        plain.open("/account");
        return plain.post(path, fields);
    }

    @Override
    public Page fetch(String path) {
        return plain().open(path);
    }

    /** Without a window, but with this person's cookies. */
    private HttpVisitor plain() {
        HttpVisitor plain = http == null ? new HttpVisitor(base) : http;
        http = plain;
        synchronized (chromium) {
            show();
            chromium.driver().manage().getCookies().forEach(cookie -> plain.keep(cookie.getName(), cookie.getValue()));
        }
        return plain;
    }

    private void show() {
        if (window == null) {
            window = chromium.newcomer();
        }
        chromium.show(window);
    }

    private Page page() {
        chromium.arrived();
        return Page.of(chromium.status(), path(), chromium.source());
    }

    private String path() {
        return URI.create(chromium.driver().getCurrentUrl()).getRawPath();
    }

    @Override
    public void close() {
        if (http != null) {
            http.close();
        }
    }
}
