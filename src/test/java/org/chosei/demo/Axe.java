package org.chosei.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.openqa.selenium.JavascriptExecutor;

/** Deque's axe, run in the open page. */
final class Axe {
    /** WCAG 2.2 A and AA, and what axe counts as good practice; only findings that shut somebody out. */
    private static final String RUN = """
            const done = arguments[arguments.length - 1];
            axe.run(document, {resultTypes: ['violations']}).then(found => done(found.violations
                .filter(each => each.impact === 'serious' || each.impact === 'critical')
                .map(each => each.id + ' (' + each.help + '): '
                    + each.nodes.map(node => node.html.slice(0, 160)).slice(0, 3).join(' | '))),
                problem => done(['axe failed: ' + problem]));
            """;

    private final String script;

    Axe() {
        try (InputStream resource = Objects.requireNonNull(getClass().getResourceAsStream("/axe.min.js"))) {
            script = new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is serious or critical, in words. */
    List<String> serious(JavascriptExecutor page) {
        page.executeScript(script);
        return ((List<?>) Objects.requireNonNull(page.executeAsyncScript(RUN)))
                .stream().map(Object::toString).toList();
    }
}
