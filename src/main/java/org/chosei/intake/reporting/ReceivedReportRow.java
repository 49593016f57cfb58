package org.chosei.intake.reporting;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.OrganisationId;
import org.chosei.vault.SealedId;
import org.jspecify.annotations.Nullable;

/** Reads a report and its state from a row. */
final class ReceivedReportRow {
    private ReceivedReportRow() {}

    static ReceivedReport read(ResultSet row, int number) throws SQLException {
        UUID organisation = row.getObject("organisation_id", UUID.class);
        String body = row.getString("body_number");
        return new ReceivedReport(
                row.getObject("id", UUID.class),
                row.getString("reference"),
                Source.valueOf(row.getString("source").toUpperCase(Locale.ROOT)),
                organisation == null ? null : new OrganisationId(organisation),
                Locale.of(row.getString("language")),
                Known.read(row.getString("exploited")),
                Known.read(row.getString("published")),
                new SealedId(row.getObject("answers", UUID.class)),
                sealed(row, "address"),
                row.getBoolean("held"),
                body == null
                        ? null
                        : new HandOver(
                                body,
                                row.getObject("body_received", LocalDate.class),
                                row.getObject("body_accepted", LocalDate.class)),
                row.getObject("received_at", OffsetDateTime.class).toInstant(),
                state(row),
                row.getInt("ordinal"));
    }

    private static ReportState state(ResultSet row) throws SQLException {
        String last = row.getString("step");
        if (last == null) {
            return new ReportState.Received();
        }
        return switch (Step.of(last)) {
            case CHECKING, REOPENED -> new ReportState.Checking();
            case ACCEPTED -> new ReportState.Accepted();
            case LINKED -> new ReportState.InCase(linked(row));
            case PUBLISHED -> new ReportState.Published(linked(row));
            case TURNED_DOWN ->
                new ReportState.NotAccepted(
                        Exit.read(row.getString("exit")), Objects.requireNonNull(sealed(row, "reason")), original(row));
        };
    }

    private static ReportState.@Nullable Linked linked(ResultSet row) throws SQLException {
        UUID of = row.getObject("case_id", UUID.class);
        String number = row.getString("case_number");
        return of == null || number == null ? null : new ReportState.Linked(new CaseId(of), number);
    }

    private static ReportState.@Nullable Original original(ResultSet row) throws SQLException {
        UUID of = row.getObject("duplicate_of", UUID.class);
        return of == null ? null : new ReportState.Original(of, row.getString("duplicate_reference"));
    }

    private static @Nullable SealedId sealed(ResultSet row, String column) throws SQLException {
        UUID id = row.getObject(column, UUID.class);
        return id == null ? null : new SealedId(id);
    }
}
