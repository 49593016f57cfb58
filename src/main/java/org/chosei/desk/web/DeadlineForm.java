package org.chosei.desk.web;

import java.util.Map;

/** What was typed into the forms of a case's deadlines; one of the forms at a time. */
public record DeadlineForm(String which, Map<String, String> values) {
    static DeadlineForm blank() {
        return new DeadlineForm("", Map.of());
    }

    /** What a field held when this form was refused, or {@code otherwise}. */
    public String value(String form, String field, String otherwise) {
        return which.equals(form) ? values.getOrDefault(field, otherwise) : otherwise;
    }
}
