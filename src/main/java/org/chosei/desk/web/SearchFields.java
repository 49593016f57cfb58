package org.chosei.desk.web;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.chosei.access.Permission;
import org.chosei.access.Scope;
import org.chosei.cases.Cases;
import org.chosei.cases.CoordinatedCase;
import org.chosei.cases.numbers.Aliases;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.JapaneseText;
import org.chosei.kernel.OrganisationId;
import org.chosei.registry.Organisation;
import org.chosei.registry.OrganisationSearch;
import org.chosei.registry.Organisations;
import org.chosei.vault.search.Search;
import org.chosei.vault.search.SearchKind;
import org.chosei.vault.search.SearchQuery;
import org.chosei.vault.search.SearchQuery.Field;
import org.chosei.web.Messages;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What {@code case:}, {@code from:}, {@code kind:}, {@code before:} and {@code after:} mean, as far as the reader may know. */
@Component
class SearchFields {
    /** Newest numbers that a vendor's typed one is compared with. */
    static final int NUMBERS = 2000;

    private static final int MOST = 50;
    private static final Set<SearchKind> OF_INTAKE =
            Set.of(SearchKind.REPORT, SearchKind.RECEIVED_REPORT, SearchKind.REPORT_MESSAGE, SearchKind.MAIL);

    private final Cases cases;
    private final Aliases aliases;
    private final Organisations organisations;
    private final OrganisationSearch registry;
    private final Messages messages;

    SearchFields(
            Cases cases, Aliases aliases, Organisations organisations, OrganisationSearch registry, Messages messages) {
        this.cases = cases;
        this.aliases = aliases;
        this.organisations = organisations;
        this.registry = registry;
        this.messages = messages;
    }

    /** A request, and the fields in it that could not be read. */
    record Asked(Search.Request request, List<Field> wrong) {}

    Asked read(SearchQuery query, Scope.Person reader, ZoneId zone, @Nullable UUID older, int limit) {
        List<Field> wrong = new ArrayList<>();
        String of = query.fields().get(Field.CASE);
        String from = query.fields().get(Field.FROM);
        boolean intake = !reader.isStaff() || reader.may(Permission.INTAKE);
        return new Asked(
                new Search.Request(
                        query,
                        of == null ? null : numbered(of, reader),
                        from == null ? null : named(from, reader),
                        kind(query, wrong),
                        intake ? Set.of() : OF_INTAKE,
                        day(query, Field.AFTER, zone, wrong),
                        day(query, Field.BEFORE, zone, wrong),
                        older,
                        limit),
                wrong);
    }

    /** The cases of this number that the reader may know. */
    List<CaseId> numbered(String number, Scope.Person reader) {
        if (reader.isStaff()) {
            return aliases.find(number);
        }
        String folded = JapaneseText.folded(number);
        return cases.page(null, NUMBERS).stream()
                .filter(each -> JapaneseText.folded(each.number()).equals(folded))
                .map(CoordinatedCase::id)
                .toList();
    }

    private List<OrganisationId> named(String name, Scope.Person reader) {
        List<OrganisationId> found = new ArrayList<>();
        if (reader.isStaff()) {
            registry.page(name, null, null, MOST).forEach(each -> found.add(each.id()));
        }
        String folded = JapaneseText.folded(name);
        organisations.byId(List.of(reader.organisation(), organisations.coordinator())).values().stream()
                .filter(each -> isCalled(each, folded))
                .forEach(each -> found.add(each.id()));
        return found;
    }

    private static boolean isCalled(Organisation organisation, String folded) {
        return JapaneseText.folded(organisation.nameJa()).contains(folded)
                || JapaneseText.folded(organisation.nameEn()).contains(folded);
    }

    private @Nullable SearchKind kind(SearchQuery query, List<Field> wrong) {
        String typed = query.fields().get(Field.KIND);
        if (typed == null) {
            return null;
        }
        String folded = JapaneseText.folded(typed);
        for (SearchKind kind : SearchKind.values()) {
            String key = "search.kind." + kind.label();
            if (folded.equals(kind.label())
                    || folded.equals(JapaneseText.folded(messages.text(Locale.JAPANESE, key)))
                    || folded.equals(JapaneseText.folded(messages.text(Locale.ENGLISH, key)))) {
                return kind;
            }
        }
        wrong.add(Field.KIND);
        return null;
    }

    private static @Nullable Instant day(SearchQuery query, Field field, ZoneId zone, List<Field> wrong) {
        String typed = query.fields().get(field);
        if (typed == null) {
            return null;
        }
        try {
            return LocalDate.parse(typed.replace('/', '-')).atStartOfDay(zone).toInstant();
        } catch (DateTimeParseException noDay) {
            wrong.add(field);
            return null;
        }
    }
}
