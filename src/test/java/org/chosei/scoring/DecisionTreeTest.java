package org.chosei.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.chosei.kernel.Refusal;
import org.chosei.scoring.DecisionTree.Decision;
import org.chosei.scoring.DecisionTree.Point;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The coordinator's trees, every set of answers of them. */
class DecisionTreeTest {
    private static final Path TABLES = Path.of("..", "shared", "corpora", "ssvc", "decision_tables", "ssvc");

    private static List<Map<String, String>> everySet(DecisionTree tree) {
        List<Map<String, String>> sets = List.of(Map.of());
        for (Point point : tree.points()) {
            List<Map<String, String>> longer = new ArrayList<>();
            for (Map<String, String> set : sets) {
                for (String value : point.values()) {
                    Map<String, String> more = new LinkedHashMap<>(set);
                    more.put(point.key(), value);
                    longer.add(more);
                }
            }
            sets = longer;
        }
        return sets;
    }

    @ParameterizedTest
    @EnumSource
    void everySetOfAnswersHasExactlyOnePath(CoordinatorTree which) {
        DecisionTree tree = which.tree();
        for (Map<String, String> set : everySet(tree)) {
            assertThat(tree.paths().stream()
                            .filter(path -> Stream.iterate(
                                            0, i -> i < tree.points().size(), i -> i + 1)
                                    .allMatch(i -> path.answers().get(i).isEmpty()
                                            || path.answers()
                                                    .get(i)
                                                    .contains(set.get(
                                                            tree.points().get(i).key()))))
                            .map(DecisionTree.Path::outcome))
                    .as(set.toString())
                    .containsExactly(tree.decide(set).outcome());
        }
    }

    /** Counted in the published tables. */
    @ParameterizedTest
    @CsvSource({"TRIAGE, '{C=27, D=150, T=15}'", "PUBLISH, '{N=13, P=14}'"})
    void outcomesAreAsOftenAsPublished(CoordinatorTree which, String counts) {
        Map<String, Integer> found = new TreeMap<>();
        everySet(which.tree())
                .forEach(set -> found.merge(which.tree().decide(set).outcome(), 1, Integer::sum));
        assertThat(found).hasToString(counts);
    }

    @ParameterizedTest
    @EnumSource
    void answersOfTheWayAloneLeadTheSameWayAgain(CoordinatorTree which) {
        for (Map<String, String> set : everySet(which.tree())) {
            Decision decision = which.tree().decide(set);
            assertThat(which.tree().decide(decision.answers())).isEqualTo(decision);
            assertThat(DecisionTree.answers(decision.text())).isEqualTo(decision.answers());
            for (String asked : decision.answers().keySet()) {
                Map<String, String> fewer = new LinkedHashMap<>(decision.answers());
                fewer.remove(asked);
                assertThatExceptionOfType(Refusal.Invalid.class)
                        .isThrownBy(() -> which.tree().decide(fewer))
                        .matches(refusal -> refusal.slug().equals("ssvc-answer-missing")
                                && refusal.field().equals(asked));
            }
        }
    }

    @Test
    void anAnswerThatIsNoneIsRefusedByItsPoint() {
        assertThatExceptionOfType(Refusal.Invalid.class)
                .isThrownBy(() -> CoordinatorTree.PUBLISH.tree().decide(Map.of("SINV", "FR", "E", "Z")))
                .matches(refusal -> refusal.slug().equals("ssvc-answer-unknown")
                        && refusal.field().equals("E"));
    }

    @Test
    void whatIsNotAskedIsNotLookedAt() {
        assertThat(CoordinatorTree.TRIAGE
                        .tree()
                        .decide(Map.of("RP", "Y", "SC", "O", "U", "nonsense"))
                        .text())
                .isEqualTo("RP:Y/SC:O");
    }

    @TestFactory
    Stream<DynamicTest> everyRowOfThePublishedTablesHasItsOutcome() {
        return Stream.of(
                        Map.entry(CoordinatorTree.TRIAGE, "coordinator_triage_1_0_0.json"),
                        Map.entry(CoordinatorTree.PUBLISH, "coordinator_publish_decision_table_1_0_0.json"))
                .filter(each -> Files.exists(TABLES.resolve(each.getValue())))
                .map(each -> DynamicTest.dynamicTest(
                        each.getValue(), () -> compare(each.getKey().tree(), TABLES.resolve(each.getValue()))));
    }

    private static void compare(DecisionTree tree, Path file) {
        JsonNode table = JsonMapper.shared().readTree(file.toFile());
        assertThat(table.get("key").asString()).isEqualTo(tree.key());
        assertThat(table.get("version").asString()).isEqualTo(tree.version());
        String outcome = name(tree.outcome());
        assertThat(table.get("outcome").asString()).isEqualTo(outcome);
        for (Point point :
                Stream.concat(tree.points().stream(), Stream.of(tree.outcome())).toList()) {
            List<String> values = new ArrayList<>();
            table.get("decision_points")
                    .get(name(point))
                    .get("values")
                    .forEach(value -> values.add(value.get("key").asString()));
            assertThat(values).isEqualTo(point.values());
        }
        int rows = 0;
        for (JsonNode row : table.get("mapping")) {
            Map<String, String> answers = new LinkedHashMap<>();
            tree.points()
                    .forEach(point ->
                            answers.put(point.key(), row.get(name(point)).asString()));
            assertThat(tree.decide(answers).outcome())
                    .as(row.toString())
                    .isEqualTo(row.get(outcome).asString());
            rows++;
        }
        assertThat(rows).isEqualTo(everySet(tree).size());
    }

    private static String name(Point point) {
        return "ssvc:" + point.key() + ":" + point.version();
    }
}
