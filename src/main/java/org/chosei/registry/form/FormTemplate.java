package org.chosei.registry.form;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A blank form and how its labels map to fields. Templates are data with a version: a filled form is read against the
 * version that its sender was given.
 *
 * @param blank the text that people fill in
 * @param consent the sentences whose intact return is the consent, one per language
 * @param sections in the order of the form
 */
public record FormTemplate(String id, int version, String blank, List<String> consent, List<Section> sections) {
    private static final String FOLDER = "/forms/";

    /** A headed part of the form; the first heading of a language is the one shown. */
    public record Section(FormSection key, List<String> ja, List<String> en, List<Entry> entries) {}

    /**
     * A numbered item; the first label of a language is the one shown, the others are also understood.
     *
     * @param byWords whether its label says what it asks for; else only its place in the form does
     */
    public record Entry(
            FormField field,
            int number,
            String headingJa,
            String headingEn,
            List<String> ja,
            List<String> en,
            boolean byWords) {}

    /** The form that is shipped: the contact point in Chosei's own words, in its newest version. */
    public static FormTemplate contactPoint() {
        return Shipped.NEWEST;
    }

    /** A template for any blank form with numbered lines, such as one that another CSIRT hands out. */
    public static FormTemplate ofBlank(String blank) {
        return BlankForm.read(blank, contactPoint());
    }

    /** The same, as the version of it that the operator put in place. */
    public static FormTemplate installed(String blank, int version) {
        FormTemplate read = ofBlank(blank);
        return new FormTemplate("installed", version, blank, read.consent(), read.sections());
    }

    /** What a registration keeps of the form that it was read by. */
    public String key() {
        return id + "-" + version;
    }

    /** Whether the form has an item for it. */
    public boolean asks(FormField field) {
        return entries().stream().anyMatch(entry -> entry.field() == field);
    }

    /** The item's section and label in both languages. */
    public String label(FormField field) {
        return entries().stream()
                .filter(entry -> entry.field() == field)
                .map(entry -> entry.headingJa() + " / " + entry.ja().getFirst() + " (" + entry.headingEn() + " / "
                        + entry.en().getFirst() + ")")
                .findFirst()
                .orElse(field.path());
    }

    /** Whether there is anything to read by: a text that is no form has no items. */
    public boolean asksAnything() {
        return !entries().isEmpty();
    }

    /** The item's number in mails, {@code SECTION-ITEM}: {@code 2-4} is the fourth item of the second section. */
    public String item(FormField field) {
        for (int i = 0; i < sections.size(); i++) {
            for (Entry entry : sections.get(i).entries()) {
                if (entry.field() == field) {
                    return (i + 1) + "-" + entry.number();
                }
            }
        }
        throw new IllegalArgumentException("The form has no item for " + field);
    }

    /** The language of one of its sentences, as HTML names it. */
    public static String languageOf(String sentence) {
        return sentence.codePoints().anyMatch(it -> Character.UnicodeScript.of(it) == Character.UnicodeScript.HIRAGANA)
                ? "ja"
                : "en";
    }

    /** Every item of all sections. */
    List<Entry> entries() {
        return sections.stream().flatMap(section -> section.entries().stream()).toList();
    }

    private static final class Shipped {
        private static final FormTemplate NEWEST = load("contact-point-1.json");
    }

    private static FormTemplate load(String mapping) {
        JsonNode json = JsonMapper.shared().readTree(resource(mapping));
        List<Section> sections = new ArrayList<>();
        for (JsonNode section : json.get("sections")) {
            sections.add(section(section));
        }
        return new FormTemplate(
                json.get("id").asString(),
                json.get("version").asInt(),
                resource(json.get("blank").asString()),
                strings(json.get("consent")),
                List.copyOf(sections));
    }

    private static Section section(JsonNode json) {
        FormSection key = FormSection.ofKey(json.get("key").asString());
        List<String> ja = strings(json.get("ja"));
        List<String> en = strings(json.get("en"));
        List<Entry> entries = new ArrayList<>();
        for (JsonNode field : json.get("fields")) {
            entries.add(new Entry(
                    FormField.of(key, field.get("key").asString()),
                    field.get("number").asInt(),
                    ja.getFirst(),
                    en.getFirst(),
                    strings(field.get("ja")),
                    strings(field.get("en")),
                    true));
        }
        return new Section(key, ja, en, List.copyOf(entries));
    }

    private static List<String> strings(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asString)
                .toList();
    }

    static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(FormTemplate.class.getResourceAsStream(FOLDER + name), name)) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
