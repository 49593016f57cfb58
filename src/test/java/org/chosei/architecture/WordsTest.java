package org.chosei.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.chosei.crypto.KeyReading;
import org.chosei.crypto.KeyWeakness;
import org.junit.jupiter.api.Test;

/** Japanese and English are equals: whatever one bundle says the other says too, and pages ask only for what there is. */
class WordsTest {
    private static final Path MESSAGES = Path.of("src/main/resources/messages");
    private static final Pattern ASKED = Pattern.compile("frame\\.t\\(\"([a-z][A-Za-z0-9.-]*[A-Za-z0-9])\"[,)]");
    private static final Pattern REFUSED = Pattern.compile(
            "new Refusal\\.(?:NotPermitted|Stale|WrongState)\\(\\s*\"([a-z0-9-]+)\"|new Refusal\\.Invalid\\(\\s*[^,]+,\\s*\"([a-z0-9-]+)\"");
    private static final Pattern JAPANESE = Pattern.compile("[\\u3040-\\u30ff\\u4e00-\\u9fff]");

    /** Of two, the first would be dead words. */
    @Test
    void everyKeyStandsOnceInItsBundle() throws IOException {
        for (Path bundle : files(MESSAGES, ".properties")) {
            List<String> keys = Files.readAllLines(bundle, StandardCharsets.UTF_8).stream()
                    .filter(line -> line.matches("[a-zA-Z][^= ]* *=.*"))
                    .map(line -> line.substring(0, line.indexOf('=')).strip())
                    .toList();
            assertThat(keys).as(bundle.toString()).isNotEmpty().doesNotHaveDuplicates();
        }
    }

    @Test
    void everyBundleHasTheSameKeysInBothLanguages() throws IOException {
        for (Path ja : files(MESSAGES, "_ja.properties")) {
            Path en = ja.resolveSibling(ja.getFileName().toString().replace("_ja", "_en"));
            assertThat(keys(ja)).as(ja.toString()).isEqualTo(keys(en));
        }
    }

    @Test
    void everyWordOnAPageComesFromABundle() throws IOException {
        Set<String> known = allKeys();
        List<String> missing = new ArrayList<>();
        for (Path template : files(Path.of("src/main/jte"), ".jte")) {
            String text = Files.readString(template);
            ASKED.matcher(text)
                    .results()
                    .map(m -> m.group(1))
                    .filter(key -> !known.contains(key))
                    .forEach(key -> missing.add(template + ": " + key));
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void everyRefusalHasItsSentence() throws IOException {
        Set<String> known = allKeys();
        List<String> missing = new ArrayList<>();
        for (Path source : files(Path.of("src/main/java"), ".java")) {
            REFUSED.matcher(Files.readString(source))
                    .results()
                    .map(m -> "refusal." + (m.group(1) == null ? m.group(2) : m.group(1)))
                    // a slug that ends so is completed by a code; the next test has those
                    .filter(key -> !key.endsWith("-") && !known.contains(key))
                    .forEach(key -> missing.add(source + ": " + key));
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void everyReasonToRefuseAKeyHasItsSentence() throws IOException {
        List<String> codes = new ArrayList<>();
        for (KeyReading.Reason reason : KeyReading.Reason.values()) {
            codes.add("refusal.key-" + reason.code());
        }
        for (KeyWeakness weakness : KeyWeakness.values()) {
            codes.add("refusal.key-" + weakness.code());
        }
        assertThat(allKeys()).containsAll(codes);
    }

    @Test
    void templatesContainNoJapaneseOfTheirOwn() throws IOException {
        List<String> found = new ArrayList<>();
        for (Path template : files(Path.of("src/main/jte"), ".jte")) {
            String text = Files.readString(template).replace("日本語", "");
            if (JAPANESE.matcher(text).find()) {
                found.add(template.toString());
            }
        }
        assertThat(found).as("templates with words outside the bundles").isEmpty();
    }

    @Test
    void noTemplateWritesUnescaped() throws IOException {
        for (Path template : files(Path.of("src/main/jte"), ".jte")) {
            assertThat(Files.readString(template)).as(template.toString()).doesNotContain("$unsafe");
        }
    }

    private static Set<String> allKeys() throws IOException {
        Set<String> keys = new TreeSet<>();
        for (Path bundle : files(MESSAGES, "_en.properties")) {
            keys.addAll(keys(bundle));
        }
        return keys;
    }

    private static Set<String> keys(Path bundle) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(bundle, StandardCharsets.UTF_8)) {
            properties.load(reader);
        }
        return new TreeSet<>(properties.stringPropertyNames());
    }

    private static List<Path> files(Path root, String suffix) throws IOException {
        try (Stream<Path> walk = Files.walk(root)) {
            return walk.filter(file -> file.toString().endsWith(suffix))
                    .sorted()
                    .toList();
        }
    }
}
