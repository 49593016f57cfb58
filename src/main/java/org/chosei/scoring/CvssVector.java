package org.chosei.scoring;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.chosei.kernel.Refusal;
import org.chosei.scoring.Metric.Group;

/**
 * A vector of CVSS 3.1 or 4.0: complete, every metric known and said once. Scores are computed from it and never typed
 * in.
 *
 * @param values what each metric is, in the order of the specification; what is not defined is absent
 */
public record CvssVector(CvssVersion version, Map<String, String> values) {
    /** The form field under which a vector is typed as text; a single metric's field is its name. */
    public static final String FIELD = "vector";

    private static final int SHOWN = 40;

    /**
     * @throws Refusal.Invalid naming the first metric that is missing, or is none, or cannot have its value
     */
    public CvssVector {
        Map<String, String> defined = new LinkedHashMap<>();
        for (String name : values.keySet()) {
            if (version.metric(name).isEmpty()) {
                throw new Refusal.Invalid(FIELD, "cvss-metric-unknown", shown(name), version.number());
            }
        }
        for (Metric metric : version.metrics()) {
            String value = values.getOrDefault(metric.name(), Metric.NOT_DEFINED);
            if (metric.mandatory() && !values.containsKey(metric.name())) {
                throw new Refusal.Invalid(metric.name(), "cvss-metric-missing", metric.name());
            }
            if (!metric.values().contains(value)) {
                String permitted = String.join(", ", metric.values());
                throw new Refusal.Invalid(metric.name(), "cvss-value-unknown", metric.name(), shown(value), permitted);
            }
            if (!value.equals(Metric.NOT_DEFINED)) {
                defined.put(metric.name(), value);
            }
        }
        values = java.util.Collections.unmodifiableMap(defined);
    }

    /**
     * Reads a vector as the specification of its version writes it: 3.1 in any order, 4.0 in the fixed one.
     *
     * @throws Refusal.Invalid naming the metric that is wrong, of the field {@link #FIELD} or of the metric
     */
    public static CvssVector parse(String text) {
        CvssVersion version =
                CvssVersion.of(text).orElseThrow(() -> new Refusal.Invalid(FIELD, "cvss-prefix", shown(text)));
        Map<String, String> values = new LinkedHashMap<>();
        int last = -1;
        for (String part : text.substring(version.prefix().length()).split("/", -1)) {
            int colon = part.indexOf(':');
            Metric metric = version.metric(colon < 0 ? part : part.substring(0, colon))
                    .orElseThrow(
                            () -> new Refusal.Invalid(FIELD, "cvss-metric-unknown", shown(part), version.number()));
            if (values.put(metric.name(), colon < 0 ? "" : part.substring(colon + 1)) != null) {
                throw new Refusal.Invalid(FIELD, "cvss-metric-twice", metric.name());
            }
            int place = version.metrics().indexOf(metric);
            if (version.ordered() && place < last) {
                throw new Refusal.Invalid(FIELD, "cvss-metric-order", metric.name());
            }
            last = place;
        }
        return new CvssVector(version, values);
    }

    private static String shown(String text) {
        return text.codePointCount(0, text.length()) <= SHOWN
                ? text
                : text.substring(0, text.offsetByCodePoints(0, SHOWN)) + "…";
    }

    /** The vector in the order of the specification, without what is not defined. */
    public String text() {
        return values.entrySet().stream()
                .map(each -> each.getKey() + ":" + each.getValue())
                .collect(Collectors.joining("/", version.prefix(), ""));
    }

    /** What the metric is, {@link Metric#NOT_DEFINED} when that is not said. */
    public String value(String metric) {
        return values.getOrDefault(metric, Metric.NOT_DEFINED);
    }

    /** The vector with its base metrics alone. */
    public CvssVector base() {
        Map<String, String> base = new LinkedHashMap<>(values);
        base.keySet()
                .removeIf(name -> version.metric(name).filter(Metric::mandatory).isEmpty());
        return new CvssVector(version, base);
    }

    boolean says(Group group) {
        return version.metrics(group).stream().anyMatch(each -> values.containsKey(each.name()));
    }

    /** The scores for which it has metrics, at least one; the last takes all of its metrics into account. */
    public List<CvssScore> scores() {
        return switch (version) {
            case V31 -> Cvss31.scores(this);
            case V40 -> List.of(Cvss40.score(this));
        };
    }

    /** The score that takes all of its metrics into account. */
    public CvssScore score() {
        return scores().getLast();
    }

    @Override
    public String toString() {
        return text();
    }
}
