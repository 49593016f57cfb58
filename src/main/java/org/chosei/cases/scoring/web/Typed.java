package org.chosei.cases.scoring.web;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chosei.cases.scoring.Assessment;
import org.chosei.cases.scoring.Assessments;
import org.chosei.kernel.JapaneseText;
import org.chosei.kernel.Refusal;
import org.chosei.scoring.CvssVector;
import org.chosei.scoring.CvssVersion;
import org.chosei.scoring.DecisionTree;
import org.chosei.scoring.DecisionTree.Decision;
import org.chosei.scoring.Metric;
import org.chosei.scoring.Weakness;
import org.chosei.scoring.Weaknesses;
import org.jspecify.annotations.Nullable;

/**
 * What stands in one of the forms: as it was sent, or as it was last recorded.
 *
 * @param refusal what is wrong with it
 * @param computed the vector that was understood, to show its score before it is recorded
 * @param decided the same of a decision
 */
public record Typed(
        Map<String, String> values,
        Refusal.@Nullable Invalid refusal,
        @Nullable CvssVector computed,
        @Nullable Decision decided) {

    static final Typed BLANK = new Typed(Map.of(), null, null, null);

    static Typed of(Map<String, String> form) {
        Map<String, String> clean = new HashMap<>();
        form.forEach((field, value) -> clean.put(field, JapaneseText.withoutControls(value)));
        return new Typed(clean, null, null, null);
    }

    /** The metrics of the vector that was recorded last. */
    static Typed vector(@Nullable Assessment last) {
        return last == null ? BLANK : of(CvssVector.parse(last.said()).values());
    }

    /** The answers of the decision that was recorded last. */
    static Typed answers(@Nullable Assessment last) {
        return last == null ? BLANK : of(DecisionTree.answers(last.said()));
    }

    /** The weaknesses that were recorded last. */
    static Typed weaknesses(@Nullable Assessment last) {
        Map<String, String> values = new HashMap<>();
        List<String> ids = last == null ? List.of() : last.parts();
        for (int i = 0; i < ids.size(); i++) {
            values.put("cwe" + (i + 1), ids.get(i));
        }
        return of(values);
    }

    Typed wrong(Refusal.Invalid what) {
        return new Typed(values, what, null, null);
    }

    /** With the choices of the vector in place of what was pasted: they can be changed and sent again. */
    Typed computed(CvssVector vector) {
        Map<String, String> shown = new HashMap<>(vector.values());
        shown.put("reason", value("reason"));
        return new Typed(shown, null, vector, null);
    }

    Typed decided(Decision decision) {
        return new Typed(values, null, null, decision);
    }

    public String value(String field) {
        return values.getOrDefault(field, "");
    }

    /** Whether it is to be seen at once, without being opened. */
    public boolean open() {
        return refusal != null || computed != null || decided != null;
    }

    /** Whether the refusal is about this field, for marking it; what was pasted is one field. */
    public boolean wrong(String field) {
        if (refusal == null) {
            return false;
        }
        boolean within = !pasted().isEmpty() && !refusal.field().equals("reason");
        return field.equals(within ? CvssVector.FIELD : refusal.field());
    }

    private String pasted() {
        return value(CvssVector.FIELD).strip();
    }

    /** The vector that was pasted, or else the one that was chosen metric by metric. */
    CvssVector vector(CvssVersion version) {
        if (!pasted().isEmpty()) {
            CvssVector vector = CvssVector.parse(JapaneseText.plain(pasted()));
            if (vector.version() != version) {
                throw new Refusal.Invalid(CvssVector.FIELD, "cvss-other-version", version.number());
            }
            return vector;
        }
        Map<String, String> chosen = new LinkedHashMap<>();
        for (Metric metric : version.metrics()) {
            if (!value(metric.name()).isEmpty()) {
                chosen.put(metric.name(), value(metric.name()));
            }
        }
        return new CvssVector(version, chosen);
    }

    /** The weaknesses in the order of the fields. */
    List<Weakness> weaknesses(Weaknesses list) {
        return java.util.stream.IntStream.rangeClosed(1, Assessments.MOST_WEAKNESSES)
                .mapToObj(i -> "cwe" + i)
                .filter(field -> !value(field).isBlank())
                .map(field -> list.choose(field, value(field)))
                .distinct()
                .toList();
    }
}
