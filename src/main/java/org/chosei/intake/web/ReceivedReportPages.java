package org.chosei.intake.web;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.chosei.identity.People;
import org.chosei.intake.Partners;
import org.chosei.intake.reporting.Line;
import org.chosei.intake.reporting.OpenedReport;
import org.chosei.intake.reporting.ReceivedReports;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.PersonId;
import org.chosei.kernel.Refusal;
import org.chosei.kernel.Uuid7;
import org.chosei.kernel.ZonedTime;
import org.chosei.web.Site;
import org.chosei.web.View;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Makes the staff's page of a report beside mail, also when a form on it is to be mended. */
@Component
public class ReceivedReportPages {
    private static final String PERSON = "person:";

    private final ReceivedReports reports;
    private final Partners partners;
    private final People people;
    private final Site site;
    private final TransactionOperations transaction;
    private final InstantSource clock;

    ReceivedReportPages(
            ReceivedReports reports,
            Partners partners,
            People people,
            Site site,
            TransactionOperations transaction,
            InstantSource clock) {
        this.reports = reports;
        this.partners = partners;
        this.people = people;
        this.site = site;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * What the page shows.
     *
     * @param from the vendor or body; empty for the public form
     * @param names of the actors in history and talk
     * @param typed what a form sent that was refused
     * @param refused why
     */
    public record Page(
            OpenedReport view,
            String from,
            Map<String, String> names,
            List<String> zones,
            String form,
            Map<String, String> typed,
            List<Refusal> refused) {

        /** What was typed into a field, or what the page proposes. */
        public String typed(String field, String proposed) {
            return typed.getOrDefault(field, proposed);
        }
    }

    static String path(UUID id) {
        return "/reports/received/" + id;
    }

    /** Does the work in one transaction. */
    <T> T within(Supplier<T> work) {
        return Objects.requireNonNull(transaction.execute(_ -> work.get()));
    }

    View page(UUID id, Locale locale) {
        return page(id, locale, Map.of(), List.of());
    }

    /** The page again with what was typed and why it was refused. */
    View mend(UUID id, Locale locale, Map<String, String> typed, Refusal.Invalid refused) {
        return page(id, locale, typed, List.of(refused)).status(HttpStatus.UNPROCESSABLE_CONTENT);
    }

    private View page(UUID id, Locale locale, Map<String, String> typed, List<Refusal> refused) {
        Page page = within(() -> {
            OpenedReport opened = reports.open(id);
            OrganisationId organisation = opened.of().organisation();
            String from = organisation == null
                    ? ""
                    : partners.names(List.of(organisation), locale).getOrDefault(organisation, "");
            List<String> zones = ZonedTime.offered("", site.zone());
            String form = Uuid7.at(clock.instant()).toString();
            return new Page(opened, from, names(opened), zones, form, typed, refused);
        });
        return View.of("reporting/report", "page", page);
    }

    private Map<String, String> names(OpenedReport opened) {
        List<PersonId> persons = Stream.concat(
                        opened.history().stream().map(OpenedReport.Taken::by),
                        opened.talk().stream().map(Line::by))
                .filter(actor -> actor.startsWith(PERSON))
                .map(actor -> PersonId.of(actor.substring(PERSON.length())))
                .distinct()
                .toList();
        Map<String, String> names = new LinkedHashMap<>();
        people.names(persons).forEach((person, name) -> names.put(PERSON + person, name));
        return names;
    }
}
