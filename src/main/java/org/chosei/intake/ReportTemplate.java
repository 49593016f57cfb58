package org.chosei.intake;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.chosei.kernel.JapaneseText;
import org.chosei.registry.form.LabelledText;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The labelled report form as data with a version, and the reading of what partners send back. */
public final class ReportTemplate {
    /** A text without the form's banner is a report when at least this many of its labels were answered. */
    private static final int ENOUGH = 4;

    private final String blank;
    private final List<String> banner;
    private final LabelledText labels;

    private ReportTemplate(String blank, List<String> banner, LabelledText labels) {
        this.blank = blank;
        this.banner = banner.stream().map(JapaneseText::folded).toList();
        this.labels = labels;
    }

    /** The shipped form in its newest version. */
    public static ReportTemplate partnerReport() {
        return Shipped.NEWEST;
    }

    /** The form to be filled in. */
    public String blank() {
        return blank;
    }

    /** What a filled form says; empty when the text is not this form. */
    Optional<LabelledText.Reading> read(String text) {
        LabelledText.Reading reading = labels.read(text);
        boolean named = text.lines().map(JapaneseText::folded).anyMatch(this::isBanner);
        boolean isReport =
                !reading.answers().isEmpty() && (named || reading.answers().size() >= ENOUGH);
        return isReport ? Optional.of(reading) : Optional.empty();
    }

    private boolean isBanner(String folded) {
        return banner.stream().anyMatch(folded::startsWith);
    }

    static Map<ReportField, String> byField(Map<String, String> answers) {
        Map<ReportField, String> fields = new EnumMap<>(ReportField.class);
        for (ReportField field : ReportField.values()) {
            String answer = answers.get(field.key());
            if (answer != null) {
                fields.put(field, answer);
            }
        }
        return fields;
    }

    private static final class Shipped {
        private static final ReportTemplate NEWEST = load("partner-report-1.json");
    }

    private static ReportTemplate load(String mapping) {
        JsonNode json = JsonMapper.shared().readTree(resource(mapping));
        String blank = resource(json.get("blank").asString());
        List<LabelledText.Label> labels = new ArrayList<>();
        for (JsonNode field : json.get("fields")) {
            labels.add(new LabelledText.Label(
                    field.get("key").asString(),
                    strings(field.get("ja")),
                    strings(field.get("en")),
                    field.path("paragraphs").asBoolean(false)));
        }
        return new ReportTemplate(blank, strings(json.get("banner")), new LabelledText(labels, blank));
    }

    private static List<String> strings(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asString)
                .toList();
    }

    private static String resource(String name) {
        try (InputStream in =
                Objects.requireNonNull(ReportTemplate.class.getResourceAsStream("/forms/" + name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
