package org.chosei.agreements;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.chosei.agreements.Signature.By;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.PersonId;
import org.jspecify.annotations.Nullable;

/** Reads a signature with what stands behind it from one row of {@link SignatureStore}'s query. */
final class SignatureRow {
    private SignatureRow() {}

    static Signature read(ResultSet row) throws SQLException {
        return new Signature(
                row.getObject("id", UUID.class),
                new OrganisationId(row.getObject("organisation_id", UUID.class)),
                AgreementKind.of(row.getString("kind")),
                row.getInt("version"),
                row.getString("language"),
                row.getString("text_sha256"),
                by(row, ""),
                instant(row, "until"),
                instant(row, "ended_at"),
                row.getString("ended_reason"),
                row.getObject("c_person_id") == null ? null : by(row, "c_"),
                evidence(row));
    }

    private static Evidence evidence(ResultSet row) throws SQLException {
        if (row.getObject("mail_id") != null) {
            return new Evidence.SignedMail(
                    row.getString("reference"),
                    row.getObject("mail_id", UUID.class),
                    row.getString("mail_sha256"),
                    row.getString("key_fingerprint"),
                    row.getString("sender"));
        }
        if (row.getObject("paper_id") != null) {
            return new Evidence.Paper(
                    row.getObject("paper_id", UUID.class),
                    row.getObject("signed_on", LocalDate.class),
                    row.getString("scan_sha256"),
                    new PersonId(row.getObject("first_person", UUID.class)),
                    new PersonId(row.getObject("second_person", UUID.class)));
        }
        return new Evidence.Account();
    }

    private static By by(ResultSet row, String prefix) throws SQLException {
        UUID person = row.getObject(prefix + "person_id", UUID.class);
        return new By(
                person == null ? null : new PersonId(person),
                row.getString(prefix + "account_name"),
                row.getString(prefix + "signer_name"),
                row.getString(prefix + "capacity"),
                row.getString(prefix + "from_address"),
                row.getString(prefix + "proved_by"),
                row.getObject(prefix + "signed_at", OffsetDateTime.class).toInstant());
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
