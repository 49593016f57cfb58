package org.chosei.scoring;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chosei.kernel.Refusal;

/**
 * A decision tree of SSVC: what is asked in order, and where each way through the answers ends.
 *
 * @param key its name in the namespace {@code ssvc}, such as {@code DT_COORD_TRIAGE}
 * @param outcome what comes out of it, as a point whose values are the outcomes
 */
public record DecisionTree(String key, String version, List<Point> points, Point outcome, List<Path> paths) {
    private static final String ANY = "*";

    /** Something that is asked, with its name, version and possible answers as SSVC abbreviates them. */
    public record Point(String key, String version, List<String> values) {}

    /** The answers at each point that lead this way, none where it is not asked, and where it ends. */
    public record Path(List<List<String>> answers, String outcome) {}

    /**
     * What was decided, and why.
     *
     * @param answers by point, those alone that were asked on the way; in order
     */
    public record Decision(String outcome, Map<String, String> answers) {

        /** The way as one line, {@code RP:N/SCON:Y}. */
        public String text() {
            return String.join(
                    "/",
                    answers.entrySet().stream()
                            .map(each -> each.getKey() + ":" + each.getValue())
                            .toList());
        }
    }

    /** Answers that were kept as {@link Decision#text}. */
    public static Map<String, String> answers(String text) {
        Map<String, String> answers = new LinkedHashMap<>();
        for (String part : text.split("/")) {
            int colon = part.indexOf(':');
            answers.put(part.substring(0, colon), part.substring(colon + 1));
        }
        return answers;
    }

    /**
     * Goes the way that the answers lead.
     *
     * @param given by point; those that are not asked on the way are not looked at
     * @throws Refusal.Invalid of the field of the point's name, when an answer is missing or is none
     */
    public Decision decide(Map<String, String> given) {
        Map<String, String> asked = new LinkedHashMap<>();
        List<Path> left = paths;
        for (int i = 0; i < points.size(); i++) {
            int at = i;
            if (left.getFirst().answers().get(at).isEmpty()) {
                continue;
            }
            Point point = points.get(at);
            String answer = given.getOrDefault(point.key(), "");
            if (answer.isEmpty()) {
                throw new Refusal.Invalid(point.key(), "ssvc-answer-missing", point.key());
            }
            if (!point.values().contains(answer)) {
                throw new Refusal.Invalid(point.key(), "ssvc-answer-unknown", point.key());
            }
            left = left.stream()
                    .filter(path -> path.answers().get(at).contains(answer))
                    .toList();
            asked.put(point.key(), answer);
        }
        return new Decision(left.getFirst().outcome(), asked);
    }

    /** Reads the format that the shipped trees explain at their head. */
    static DecisionTree read(String text) {
        String key = "";
        String version = "";
        List<Point> points = new ArrayList<>();
        Point outcome = new Point("", "", List.of());
        List<Path> paths = new ArrayList<>();
        for (String line : Resource.telling(text).toList()) {
            List<String> words = List.of(line.split(" +"));
            switch (words.getFirst()) {
                case "tree" -> {
                    key = words.get(2);
                    version = words.get(3);
                }
                case "point" -> points.add(point(words));
                case "outcome" -> outcome = point(words);
                case "path" -> paths.add(path(words));
                default -> throw new IllegalArgumentException("no line of a decision tree: " + line);
            }
        }
        return new DecisionTree(key, version, List.copyOf(points), outcome, List.copyOf(paths));
    }

    private static Point point(List<String> words) {
        return new Point(words.get(1), words.get(2), List.copyOf(words.subList(3, words.size())));
    }

    private static Path path(List<String> words) {
        List<List<String>> answers = words.subList(1, words.size() - 1).stream()
                .map(cell -> cell.equals(ANY) ? List.<String>of() : List.of(cell.split("\\|")))
                .toList();
        return new Path(answers, words.getLast());
    }
}
