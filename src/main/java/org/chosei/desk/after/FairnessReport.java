package org.chosei.desk.after;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.chosei.agreements.pdf.Paper;
import org.chosei.distribution.FairnessRow;
import org.chosei.distribution.WaveSummary;
import org.chosei.registry.CsvCells;
import org.chosei.web.Messages;
import org.jspecify.annotations.Nullable;

/**
 * A fairness report in one language: of a case, or of all waves of a quarter. As a table for spreadsheets it has a line for
 * each vendor, as a paper the numbers of each wave, and of a case the vendors too. Instants are UTC.
 *
 * @param name of the file, without its ending; ASCII
 * @param rows those that were not chosen too, in a report of a case
 */
public record FairnessReport(
        String name, String title, Locale locale, Instant madeAt, List<FairnessRow> rows, Messages messages) {
    private static final String NONE = "–";
    private static final List<String> COLUMNS = List.of(
            "case",
            "notice",
            "instant",
            "name-ja",
            "name-en",
            "gate",
            "reasons",
            "chosen",
            "granted",
            "mail",
            "handed-over",
            "place",
            "after",
            "tries",
            "told",
            "read",
            "after",
            "mail-read",
            "acknowledged",
            "after",
            "answered",
            "after",
            "ended");
    private static final List<String> WAVES = List.of(
            "case",
            "notice",
            "instant",
            "vendors",
            "access-skew",
            "mails",
            "mail-skew",
            "read",
            "acknowledged",
            "answered",
            "silent");
    private static final List<String> VENDORS =
            List.of("notice", "vendor", "granted", "handed-over", "read", "acknowledged", "answered");
    /** So that spreadsheets take it for UTF-8. */
    private static final String MARK = "\uFEFF";

    /** The waves in numbers. */
    public List<WaveSummary> waves() {
        return WaveSummary.of(rows);
    }

    private String t(String key, Object... arguments) {
        return messages.text(locale, "fairness." + key, arguments);
    }

    private List<String> heads(List<String> columns) {
        return columns.stream().map(each -> t("column." + each)).toList();
    }

    /** Each cell is safe against formulas; with a byte order mark. */
    public String csv() {
        List<List<String>> table = new ArrayList<>();
        table.add(heads(COLUMNS));
        rows.forEach(row -> table.add(line(row)));
        return MARK + CsvCells.table(table);
    }

    private List<String> line(FairnessRow row) {
        return List.of(
                row.number(),
                String.valueOf(row.ordinal()),
                row.instant().toString(),
                row.nameJa(),
                row.nameEn(),
                messages.text(
                        locale, "distribution.level." + row.answer().level().name()),
                row.answer().reasons().stream()
                        .map(each -> messages.text(locale, "distribution.reason." + each.name()))
                        .collect(Collectors.joining(" / ")),
                t(row.chosen() ? "yes" : "no"),
                at(row.grantedAt()),
                row.delivery() == null
                        ? ""
                        : messages.text(
                                locale,
                                "distribution.delivery." + row.delivery().name()),
                at(row.handedOverAt()),
                row.place() == 0 ? "" : String.valueOf(row.place()),
                seconds(row.after(row.handedOverAt())),
                row.delivery() == null ? "" : String.valueOf(row.tries()),
                at(row.toldAt()),
                at(row.readAt()),
                seconds(row.after(row.readAt())),
                row.handedOverAt() == null ? "" : t("unknowable"),
                at(row.acknowledgedAt()),
                seconds(row.after(row.acknowledgedAt())),
                at(row.answeredAt()),
                seconds(row.after(row.answeredAt())),
                at(row.endedAt()));
    }

    private static String at(@Nullable Instant at) {
        return at == null ? "" : at.toString();
    }

    private static String seconds(@Nullable Duration span) {
        return span == null ? "" : String.format(Locale.ROOT, "%.3f", span.toMillis() / 1000.0);
    }

    /** To print: the waves as numbers, and {@code withVendors} what each vendor did. */
    public Paper paper(boolean withVendors) {
        List<Paper.Part> parts = new ArrayList<>();
        parts.add(new Paper.Part.Heading(title));
        parts.add(new Paper.Part.Text(t("what") + "\n" + t("mail-unknowable")));
        parts.add(new Paper.Part.Table(
                List.of(13f, 6f, 15f, 7f, 9f, 12f, 9f, 12f, 12f, 12f, 7f),
                heads(WAVES),
                waves().stream().map(this::wave).toList()));
        if (withVendors) {
            parts.add(new Paper.Part.Table(
                    List.of(6f, 24f, 15f, 15f, 15f, 15f, 15f),
                    heads(VENDORS),
                    rows.stream().filter(FairnessRow::chosen).map(this::vendor).toList()));
        }
        return new Paper(name, madeAt, locale, title, parts, messages.text(locale, "asks.paper.missing"));
    }

    private List<String> wave(WaveSummary wave) {
        return List.of(
                wave.number(),
                String.valueOf(wave.ordinal()),
                wave.instant().toString(),
                String.valueOf(wave.vendors()),
                span(wave.accessSkew()),
                t("mails", wave.handedOver(), wave.deferred(), wave.bounced(), wave.portalOnly()),
                span(wave.mailSkew()),
                counted(wave.read(), wave.readAge()),
                counted(wave.acknowledged(), wave.acknowledgedAge()),
                counted(wave.answered(), wave.answeredAge()),
                String.valueOf(wave.silent()));
    }

    private String counted(int number, @Nullable Duration age) {
        return age == null ? String.valueOf(number) : t("counted", number, span(age));
    }

    private List<String> vendor(FairnessRow row) {
        return List.of(
                String.valueOf(row.ordinal()),
                row.name(locale),
                at(row.grantedAt()),
                row.handedOverAt() == null
                        ? row.delivery() == null
                                ? NONE
                                : messages.text(
                                        locale,
                                        "distribution.delivery."
                                                + row.delivery().name())
                        : at(row.handedOverAt()),
                or(row.readAt()),
                or(row.acknowledgedAt()),
                or(row.answeredAt()));
    }

    private static String or(@Nullable Instant at) {
        return at == null ? NONE : at.toString();
    }

    /** A duration as people read it, to the second; a dash for none. */
    public String span(@Nullable Duration span) {
        if (span == null) {
            return NONE;
        }
        String time = String.format(
                Locale.ROOT, "%d:%02d:%02d", span.toHoursPart(), span.toMinutesPart(), span.toSecondsPart());
        return span.toDays() == 0 ? time : t("span", span.toDays(), time);
    }
}
