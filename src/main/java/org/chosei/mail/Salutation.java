package org.chosei.mail;

import java.util.Map;
import java.util.ResourceBundle;

/** The first line of a clear mail, with exactly one honorific (御中 for a team, 様 for a person, 各位 for whoever reads). */
final class Salutation {
    private Salutation() {}

    static String of(ResourceBundle texts, Map<String, String> variables) {
        boolean organisation = variables.containsKey(ClearVariable.ORGANISATION.key());
        boolean person = variables.containsKey(ClearVariable.PERSON.key());
        String kind = organisation && person ? "both" : person ? "person" : organisation ? "organisation" : "nobody";
        String line = ClearTemplate.fill(texts.getString("mail.salutation." + kind), variables);
        // People write the honorific into the form's name field themselves.
        return line.replaceAll("(様|さま|殿|御中)[ 　]+(様|御中)(?=\\R|$)", "$1");
    }
}
