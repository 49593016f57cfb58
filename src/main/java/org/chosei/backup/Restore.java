package org.chosei.backup;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.chosei.installation.Database;
import org.chosei.installation.InstallationRefused;
import org.chosei.installation.Settings;

/** Makes an installation out of a backup, whole or not at all. */
public final class Restore {
    /** What will go out as soon as the server starts. */
    private static final String WAITING = """
            select (select count(*) from mail_delivery where state in ('STAGED', 'DEFERRED'))
                 + (select count(*) from clear_letter where state in ('STAGED', 'DEFERRED'))
            """;

    private Restore() {}

    /** What is there now. A new checkpoint key must be announced; waiting mails go out when the server starts. */
    public record Restored(
            String dataDirectory, String takenAt, int tables, long rows, long waitingMails, boolean newCheckpointKey) {}

    /**
     * Restores into the data directory, and the database server, that the settings name.
     *
     * @throws InstallationRefused when these are not empty, the keys do not fit, or the backup is damaged or of other
     *     tables; then nothing is left behind
     */
    public static Restored of(BackupFile backup, Settings settings, Keys keys, Progress progress) {
        try (NewInstallation made = NewInstallation.begin(settings)) {
            keys.putMaster(backup, made.directory());
            boolean newCheckpointKey = keys.putCheckpointKey(backup, made.directory());
            Database database = made.database();
            Schema.make(database, backup.manifest());
            try (Connection connection =
                    DriverManager.getConnection(database.ownerUrl(), database.ownerUser(), database.ownerPassword())) {
                Loading.into(connection, backup, progress);
                long waiting = number(connection, WAITING);
                made.finish(connection);
                return new Restored(
                        made.target().toString(),
                        backup.manifest().takenAt(),
                        backup.manifest().tables().size(),
                        backup.manifest().rows(),
                        waiting,
                        newCheckpointKey);
            }
        } catch (SQLException e) {
            throw new InstallationRefused(
                    "The database did not take the backup (%s). Nothing was restored. Its log and the space on its disk may tell more to whoever looks after it."
                            .formatted(e.getMessage()));
        }
    }

    private static long number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
