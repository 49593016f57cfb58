package org.chosei.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Published lists of vectors with their scores, compared where they lie beside the project. */
class CvssCorpusTest {
    private static final Path FOLDER = Path.of("..", "shared", "corpora", "cvss");
    private static final Pattern NUMBER = Pattern.compile("[0-9]+\\.[0-9]");

    /** How many vectors each list has. None differs; lists of versions 2 and 3.0 are of other equations. */
    private static final Map<String, Integer> LISTS = Map.of(
            "vectors_simple31", 2592,
            "vectors_simple4", 1058,
            "vectors_security4", 54,
            "vectors_supplemental4", 576,
            "vectors_threat4", 6);

    @TestFactory
    Stream<DynamicTest> everyVectorOfThePublishedListsHasItsScore() {
        return LISTS.entrySet().stream()
                .filter(list -> Files.exists(FOLDER.resolve(list.getKey())))
                .map(list -> DynamicTest.dynamicTest(
                        list.getKey(), () -> compare(lines(list.getKey()), list.getValue(), "")));
    }

    /**
     * Version 3.0 differs from 3.1 only in the environmental score under a changed scope and in what binary fractions
     * rounded up too far; base and temporal scores of these lists are the same.
     */
    @TestFactory
    Stream<DynamicTest> baseAndTemporalScoresOfVersion30AreThoseOfItsSuccessor() {
        return Stream.of("vectors_simple3", "vectors_cvsslib3", "vectors_calculator3")
                .filter(name -> Files.exists(FOLDER.resolve(name)))
                .map(name -> DynamicTest.dynamicTest(name, () -> {
                    List<String> lines = lines(name);
                    compare(lines, lines.size(), "CVSS:3.0/");
                }));
    }

    private static List<String> lines(String name) {
        try {
            return Files.readAllLines(FOLDER.resolve(name), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void compare(List<String> lines, int size, String older) {
        List<String> wrong = new ArrayList<>();
        for (String line : lines) {
            int dash = line.indexOf(" - ");
            String vector = line.substring(0, dash);
            List<String> expected = NUMBER.matcher(line.substring(dash))
                    .results()
                    .map(MatchResult::group)
                    .toList();
            List<CvssScore> scores = CvssVector.parse(older.isEmpty() ? vector : vector.replace(older, "CVSS:3.1/"))
                    .scores();
            for (int i = 0; i < Math.min(scores.size(), older.isEmpty() ? 3 : 2); i++) {
                boolean compared = switch (scores.get(i).kind()) {
                    case BASE, TEMPORAL, CVSS_B, CVSS_BT, CVSS_BE, CVSS_BTE -> true;
                    case ENVIRONMENTAL -> older.isEmpty();
                };
                String found = scores.get(i).value().toPlainString();
                if (compared && !found.equals(expected.get(i))) {
                    wrong.add(line + " but " + found);
                }
            }
        }
        assertThat(lines).hasSize(size);
        assertThat(wrong).isEmpty();
    }
}
