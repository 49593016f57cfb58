package org.chosei.backup;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.chosei.installation.InstallationRefused;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/**
 * Fills a new database in one transaction, which the caller commits.
 *
 * <p>PostgreSQL copies into no table whose row-level security binds the one who copies. So the owner's is lifted for as
 * long as this transaction lasts; nobody else can see the tables meanwhile.
 */
final class Loading {
    private final Connection connection;
    private final CopyManager copies;
    private final BackupFile backup;
    private final Progress progress;

    private Loading(Connection connection, BackupFile backup, Progress progress) throws SQLException {
        this.connection = connection;
        this.copies = connection.unwrap(PGConnection.class).getCopyAPI();
        this.backup = backup;
        this.progress = progress;
    }

    static void into(Connection connection, BackupFile backup, Progress progress) throws SQLException {
        Sessions.begin(connection);
        new Loading(connection, backup, progress).run();
    }

    private void run() throws SQLException {
        List<Table> tables = tables();
        List<TableShape> forced =
                tables.stream().map(Table::shape).filter(TableShape::forced).toList();
        for (TableShape shape : forced) {
            alter(shape, "no force row level security");
        }
        // what migrations wrote is in the backup as well
        execute("truncate "
                + tables.stream()
                        .map(table -> TableShape.quoted(table.shape().name()))
                        .collect(Collectors.joining(", ")));
        for (Table table : tables) {
            load(table.shape(), table.promised());
        }
        for (Table table : tables) {
            verify(table.shape(), table.promised());
        }
        for (Manifest.Sequence sequence : backup.manifest().sequences()) {
            setSequence(sequence);
        }
        for (TableShape shape : forced) {
            alter(shape, "force row level security");
        }
    }

    private record Table(TableShape shape, Manifest.Table promised) {}

    /** What is there beside what is to come, in the order in which foreign keys can be satisfied. */
    private List<Table> tables() throws SQLException {
        List<Table> tables = new ArrayList<>();
        for (TableShape shape : TableShape.inOrderOfDependence(TableShape.all(connection))) {
            backup.manifest().tables().stream()
                    .filter(table ->
                            table.name().equals(shape.name()) && table.columns().equals(shape.columns()))
                    .forEach(table -> tables.add(new Table(shape, table)));
        }
        int shapes = TableShape.all(connection).size();
        if (tables.size() != shapes || backup.manifest().tables().size() != shapes) {
            throw BackupFile.damaged("its tables are not the ones of its schema version");
        }
        return tables;
    }

    private void load(TableShape shape, Manifest.Table promised) throws SQLException {
        Measured measured = new Measured(promised.part().name(), progress);
        try (InputStream in =
                measured.from(backup.table(promised), promised.part().bytes())) {
            try {
                copies.copyIn(shape.copyIn(), in);
            } catch (SQLException e) {
                // a damaged table is the likelier reason; only the rest of it can tell
                in.transferTo(OutputStream.nullOutputStream());
                BackupFile.check(promised.part(), measured);
                throw e;
            }
            in.transferTo(OutputStream.nullOutputStream());
            BackupFile.check(promised.part(), measured);
        } catch (IOException e) {
            throw BackupFile.damaged(
                    "%s cannot be unpacked".formatted(promised.part().name()));
        }
    }

    /** Reads back what the database really holds. */
    private void verify(TableShape shape, Manifest.Table promised) throws SQLException {
        Measured measured = new Measured(promised.part().name(), progress);
        try {
            long rows = copies.copyOut(shape.copyOut(), measured.into(OutputStream.nullOutputStream()));
            if (rows != promised.rows() || !measured.part().equals(promised.part())) {
                throw new InstallationRefused(
                        "The table %s does not read back as it was written (%d rows of %d). Nothing was restored. Whoever looks after this host should check its disks and the database's log."
                                .formatted(shape.name(), rows, promised.rows()));
            }
        } catch (IOException e) {
            throw new IllegalStateException("nothing is written to", e);
        }
    }

    private void setSequence(Manifest.Sequence sequence) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("select setval(?::regclass, ?)")) {
            statement.setString(1, "public." + TableShape.quoted(sequence.name()));
            statement.setLong(2, sequence.last());
            statement.execute();
        }
    }

    private void alter(TableShape shape, String how) throws SQLException {
        execute("alter table %s %s".formatted(TableShape.quoted(shape.name()), how));
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
