package org.chosei.registry;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.chosei.kernel.JapaneseText;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Refusal;
import org.chosei.kernel.Uuid7;
import org.chosei.registry.Organisation.Kind;
import org.chosei.registry.Organisation.RegistrationClass;
import org.chosei.registry.facts.CorporateNumber;
import org.chosei.registry.facts.Domains;
import org.chosei.registry.facts.Facts;
import org.chosei.registry.facts.Facts.Seat;
import org.chosei.registry.facts.Kana;
import org.jspecify.annotations.Nullable;

/** Reads rows as organisations and notes every problem that the table has in itself, without the registry. */
final class ImportReading {
    private static final int LONGEST = 1000;

    private final ImportMapping mapping;
    private final ImportWords words;
    private final InstantSource clock;
    private final List<ImportRow> rows = new ArrayList<>();
    private final List<ImportProblem> problems = new ArrayList<>();
    private final Map<String, Integer> names = new HashMap<>();
    private final Map<String, Integer> emails = new HashMap<>();
    private final Map<String, Integer> numbers = new HashMap<>();
    private final Map<String, Integer> domains = new HashMap<>();

    private ImportReading(ImportMapping mapping, ImportWords words, InstantSource clock) {
        this.mapping = mapping;
        this.words = words;
        this.clock = clock;
    }

    /** What could be read, and what could not. */
    record Read(List<ImportRow> rows, List<ImportProblem> problems) {}

    static Read of(ImportSheet sheet, ImportMapping mapping, ImportWords words, InstantSource clock) {
        ImportReading reading = new ImportReading(mapping, words, clock);
        Optional<ImportColumn> twice = mapping.ambiguous();
        if (twice.isPresent()) {
            reading.problems.add(new ImportProblem(1, twice.get(), "column-twice", ""));
        } else {
            sheet.rows().forEach(row -> reading.row(row, sheet.header().size()));
        }
        return new Read(reading.rows, reading.problems);
    }

    private void row(ImportSheet.Row row, int width) {
        int before = problems.size();
        if (row.cells().size() != width) {
            problem(row, null, "cells", String.valueOf(row.cells().size()));
        }
        String nameJa = name(row, ImportColumn.NAME_JA);
        String nameEn = name(row, ImportColumn.NAME_EN);
        if (mapping.cell(row, ImportColumn.NAME_JA).isEmpty()
                && mapping.cell(row, ImportColumn.NAME_EN).isEmpty()) {
            problem(row, ImportColumn.NAME_JA, "name-missing", "");
        }
        Kind kind = kind(row);
        RegistrationClass limit = limit(row, kind);
        String email = JapaneseText.plain(mapping.cell(row, ImportColumn.EMAIL)).strip();
        if (!Words.isAddress(email)) {
            problem(row, ImportColumn.EMAIL, email.isEmpty() ? "missing" : "address", email);
        }
        String typedPhone = JapaneseText.plain(mapping.cell(row, ImportColumn.PHONE));
        String phone = limited(row, ImportColumn.PHONE, typedPhone.replace('\n', ' '));
        String postal = limited(row, ImportColumn.POSTAL_ADDRESS, mapping.cell(row, ImportColumn.POSTAL_ADDRESS));
        Locale language = language(row, nameJa);
        String parent = limited(row, ImportColumn.PARENT, mapping.cell(row, ImportColumn.PARENT));
        Facts facts = new Facts(
                nameJa,
                nameEn,
                fact(row, ImportColumn.KANA, "kana", Kana::read, ""),
                fact(row, ImportColumn.CORPORATE_NUMBER, "corporate-number", CorporateNumber::read, ""),
                fact(row, ImportColumn.DOMAINS, "domains", Domains::read, List.of()),
                null,
                seat(row));
        if (problems.size() == before) {
            OrganisationId id = new OrganisationId(Uuid7.at(clock.instant()));
            Organisation organisation = new Organisation(id, kind, nameJa, nameEn, limit);
            ImportRow read = new ImportRow(row.number(), organisation, facts, email, phone, postal, language, parent);
            twice(read);
            rows.add(read);
        }
    }

    private void twice(ImportRow row) {
        Integer other = emails.putIfAbsent(row.emailKey(), row.number());
        if (other != null) {
            problems.add(new ImportProblem(row.number(), ImportColumn.EMAIL, "same-as-row", other.toString()));
        }
        String number = row.facts().corporateNumber();
        Integer sameNumber = number.isEmpty() ? null : numbers.putIfAbsent(number, row.number());
        if (sameNumber != null) {
            problems.add(new ImportProblem(
                    row.number(), ImportColumn.CORPORATE_NUMBER, "same-as-row", sameNumber.toString()));
        }
        for (String domain : row.facts().domains()) {
            Integer first = domains.putIfAbsent(domain, row.number());
            if (first != null) {
                problems.add(new ImportProblem(row.number(), ImportColumn.DOMAINS, "same-as-row", first.toString()));
            }
        }
        for (String name : row.nameKeys()) {
            Integer first = names.putIfAbsent(name, row.number());
            if (first != null && first != row.number()) {
                problems.add(new ImportProblem(row.number(), column(row, name), "same-as-row", first.toString()));
            }
        }
    }

    /** Which of the two names this key is of. */
    static ImportColumn column(ImportRow row, String nameKey) {
        return ImportRow.nameKeys(row.organisation().nameJa()).contains(nameKey)
                ? ImportColumn.NAME_JA
                : ImportColumn.NAME_EN;
    }

    private String name(ImportSheet.Row row, ImportColumn column) {
        try {
            return Words.name("", mapping.cell(row, column));
        } catch (Refusal.Invalid refused) {
            problem(row, column, "name", "");
            return "";
        }
    }

    private Kind kind(ImportSheet.Row row) {
        String cell = mapping.cell(row, ImportColumn.KIND);
        Optional<Kind> kind = cell.isEmpty() ? Optional.of(Kind.VENDOR) : words.kind(cell);
        if (kind.isEmpty()) {
            problem(row, ImportColumn.KIND, "unknown-word", cell);
        }
        return kind.orElse(Kind.VENDOR);
    }

    /** What a vendor may receive is never guessed. */
    private @Nullable RegistrationClass limit(ImportSheet.Row row, Kind kind) {
        String cell = mapping.cell(row, ImportColumn.CLASS);
        Optional<RegistrationClass> limit = words.registrationClass(cell);
        if (cell.isEmpty() ? kind == Kind.VENDOR : limit.isEmpty()) {
            problem(row, ImportColumn.CLASS, cell.isEmpty() ? "missing" : "unknown-word", cell);
        } else if (limit.isPresent() && kind != Kind.VENDOR) {
            problem(row, ImportColumn.CLASS, "class-of-vendors", "");
        }
        return limit.orElse(null);
    }

    private <T> T fact(ImportSheet.Row row, ImportColumn column, String code, Function<String, T> reading, T none) {
        try {
            return reading.apply(mapping.cell(row, column));
        } catch (Refusal.Invalid refused) {
            problem(row, column, code, "");
            return none;
        }
    }

    private @Nullable Seat seat(ImportSheet.Row row) {
        String cell = mapping.cell(row, ImportColumn.SEAT);
        Optional<Seat> seat = words.seat(cell);
        if (seat.isEmpty() && !cell.isEmpty()) {
            problem(row, ImportColumn.SEAT, "unknown-word", cell);
        }
        return seat.orElse(null);
    }

    private Locale language(ImportSheet.Row row, String nameJa) {
        String cell = mapping.cell(row, ImportColumn.LANGUAGE);
        if (cell.isEmpty()) {
            return nameJa.isEmpty() ? Locale.ENGLISH : Locale.JAPANESE;
        }
        Optional<Locale> language = words.language(cell);
        if (language.isEmpty()) {
            problem(row, ImportColumn.LANGUAGE, "unknown-word", cell);
        }
        return language.orElse(Locale.ENGLISH);
    }

    private String limited(ImportSheet.Row row, ImportColumn column, String text) {
        if (JapaneseText.codePoints(text) > LONGEST) {
            problem(row, column, "too-long", String.valueOf(LONGEST));
        } else if (!JapaneseText.withVisibleBidi(text).equals(text)) {
            problem(row, column, "invisible", "");
        }
        return text;
    }

    private void problem(ImportSheet.Row row, @Nullable ImportColumn column, String code, String argument) {
        String shown = JapaneseText.codePoints(argument) > 60
                ? argument.substring(0, argument.offsetByCodePoints(0, 60)) + "…"
                : argument;
        problems.add(new ImportProblem(row.number(), column, code, JapaneseText.withVisibleBidi(shown)));
    }
}
