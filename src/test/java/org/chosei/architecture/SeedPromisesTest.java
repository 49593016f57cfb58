package org.chosei.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every promise of the note names tests, and each of them is there. */
class SeedPromisesTest {
    private static final Pattern ROW = Pattern.compile("^\\| (P\\d+) \\|[^|]+\\|([^|]+)\\|$", Pattern.MULTILINE);
    private static final Pattern NAMED = Pattern.compile("`(\\w+)\\.(\\w+)`");

    @Test
    void everyPromiseHasTestsThatExist() throws IOException {
        Map<String, String> sources;
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            sources = files.filter(file -> file.toString().endsWith("Test.java"))
                    .collect(Collectors.toMap(
                            file -> file.getFileName().toString().replace(".java", ""), SeedPromisesTest::read));
        }
        Map<String, Integer> named = new TreeMap<>();
        List<String> missing = new ArrayList<>();
        for (MatchResult row :
                ROW.matcher(read(Path.of("docs/seed-promises.md"))).results().toList()) {
            for (MatchResult test : NAMED.matcher(row.group(2)).results().toList()) {
                named.merge(row.group(1), 1, Integer::sum);
                Pattern method = Pattern.compile("@Test\\s+void " + test.group(2) + "\\(");
                if (!method.matcher(sources.getOrDefault(test.group(1), "")).find()) {
                    missing.add(row.group(1) + " " + test.group());
                }
            }
        }
        assertThat(missing).isEmpty();
        assertThat(named.keySet())
                .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, 10)
                        .mapToObj(number -> "P" + number)
                        .toList());
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
