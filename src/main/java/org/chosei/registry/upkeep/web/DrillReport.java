package org.chosei.registry.upkeep.web;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.chosei.registry.CsvCells;
import org.chosei.registry.upkeep.Drill.Asked;
import org.chosei.registry.upkeep.web.UpkeepPages.DrillPage;
import org.chosei.registry.upkeep.web.UpkeepPages.Row;
import org.chosei.web.Messages;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Who answered a drill and when, as a table for a spreadsheet: UTF-8 with its mark, instants as ISO 8601 in UTC. */
@Component
class DrillReport {
    private static final List<String> COLUMNS = List.of(
            "organisation-ja", "organisation-en", "contact", "asked-at", "mails", "answer", "at", "answered-by");

    private final Messages messages;

    DrillReport(Messages messages) {
        this.messages = messages;
    }

    byte[] write(DrillPage page, Locale locale) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(COLUMNS.stream()
                .map(each -> messages.text(locale, "upkeep.column." + each))
                .toList());
        for (Row row : page.rows()) {
            for (Asked contact : row.contacts()) {
                rows.add(List.of(
                        row.organisation().nameJa(),
                        row.organisation().nameEn(),
                        messages.text(
                                locale, "registry.contact." + contact.role().name()),
                        text(contact.askedAt()),
                        String.valueOf(contact.mails()),
                        messages.text(
                                locale, "upkeep.answer." + contact.answer().name()),
                        text(contact.at()),
                        page.actors().getOrDefault(contact.by(), by(contact, locale))));
            }
        }
        return ("\uFEFF" + CsvCells.table(rows)).getBytes(StandardCharsets.UTF_8);
    }

    private String by(Asked contact, Locale locale) {
        return contact.by().isEmpty() ? "" : messages.text(locale, "upkeep.by-link");
    }

    private static String text(@Nullable Instant at) {
        return at == null ? "" : at.toString();
    }
}
