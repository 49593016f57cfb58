package org.chosei.backup;

import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.chosei.installation.AttachedDatabase;
import org.postgresql.PGConnection;

/** The database at one instant, while others go on writing: one read-only transaction that repeats its reads. */
final class Snapshot implements AutoCloseable {
    private final Connection connection;
    private final List<TableShape> tables;
    private final String takenAt;
    private final int postgres;

    private Snapshot(Connection connection) throws SQLException {
        this.connection = connection;
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        connection.setReadOnly(true);
        Sessions.begin(connection);
        List<String> hidden = TableShape.hidden(connection);
        if (!hidden.isEmpty()) {
            throw new IllegalStateException("no policy lets a backup see the whole of " + hidden);
        }
        this.tables = TableShape.all(connection);
        this.takenAt = text("select to_char(now(), 'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"')");
        this.postgres = Integer.parseInt(text("show server_version_num")) / 10_000;
    }

    static Snapshot of(AttachedDatabase installation) throws SQLException {
        Connection connection = installation.asOwner();
        try {
            return new Snapshot(connection);
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    List<TableShape> tables() {
        return tables;
    }

    /** In UTC, as the database's clock has it. */
    String takenAt() {
        return takenAt;
    }

    int postgres() {
        return postgres;
    }

    /** Writes all rows and returns their number. */
    long copy(TableShape table, OutputStream out) throws SQLException, IOException {
        return connection.unwrap(PGConnection.class).getCopyAPI().copyOut(table.copyOut(), out);
    }

    List<Manifest.Migration> migrations() throws SQLException {
        return Schema.applied(connection);
    }

    /** Sequences know no snapshots; a value that is too high only leaves a gap. */
    List<Manifest.Sequence> sequences() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        select sequencename, last_value from pg_sequences
                         where schemaname = 'public' and last_value is not null order by sequencename
                        """)) {
            List<Manifest.Sequence> sequences = new ArrayList<>();
            while (row.next()) {
                sequences.add(new Manifest.Sequence(row.getString(1), row.getLong(2)));
            }
            return sequences;
        }
    }

    private String text(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
