package org.chosei.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The document of scenarios names tests that are there. */
class ScenariosDocumentTest {
    private static final Pattern NAMED = Pattern.compile("`(?:([A-Z]\\w+Test)(?:\\.(\\w+))?|…(\\w+))`");

    @Test
    void everyScenarioNamesATestThatPlaysIt() throws IOException {
        Map<String, String> tests = new LinkedHashMap<>();
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            for (Path file :
                    files.filter(it -> it.toString().endsWith("Test.java")).toList()) {
                tests.put(file.getFileName().toString().replace(".java", ""), Files.readString(file));
            }
        }
        List<String> missing = new ArrayList<>();
        int rows = 0;
        for (String line : Files.readAllLines(Path.of("docs/scenarios.md"))) {
            if (!line.startsWith("| ") || line.startsWith("| scenario")) {
                continue;
            }
            rows++;
            Matcher named = NAMED.matcher(line);
            String test = "";
            boolean any = false;
            while (named.find()) {
                any = true;
                test = named.group(1) == null ? test : named.group(1);
                String method = named.group(2) == null ? named.group(3) : named.group(2);
                String text = tests.getOrDefault(test, "");
                if (text.isEmpty() || (method != null && !text.contains(" " + method + "("))) {
                    missing.add(named.group());
                }
            }
            assertThat(any).as("a test in: %s", line).isTrue();
        }
        assertThat(missing).isEmpty();
        assertThat(rows).as("scenarios").isGreaterThan(25);
    }
}
