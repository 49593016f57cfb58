package org.chosei.backup;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.chosei.installation.Database;
import org.chosei.installation.InstallationRefused;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;

/** The tables' definitions, which no backup contains: the program makes exactly those that the backup was taken from. */
final class Schema {
    private Schema() {}

    static List<Manifest.Migration> applied(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        select version, checksum from flyway_schema_history
                         where version is not null and success order by installed_rank
                        """)) {
            List<Manifest.Migration> applied = new ArrayList<>();
            while (row.next()) {
                applied.add(new Manifest.Migration(row.getString(1), row.getObject(2, Integer.class)));
            }
            return applied;
        }
    }

    /**
     * Migrates an empty database to where the backup's was.
     *
     * @throws InstallationRefused when this program has other migrations up to there
     */
    static void make(Database database, Manifest manifest) {
        MigrationVersion last = manifest.migrations().stream()
                .map(Schema::version)
                .max(MigrationVersion::compareTo)
                .orElseThrow(() -> BackupFile.damaged("it names no migrations"));
        List<MigrationInfo> ours = Arrays.stream(
                        flyway(database, MigrationVersion.LATEST).info().all())
                .filter(info -> info.getVersion() != null && info.getVersion().compareTo(last) <= 0)
                .toList();
        for (Manifest.Migration theirs : manifest.migrations()) {
            Optional<MigrationInfo> same = ours.stream()
                    .filter(info -> Objects.equals(info.getVersion(), version(theirs)))
                    .findFirst();
            if (same.isEmpty()) {
                throw otherTables(manifest, "it knows nothing of the schema version " + theirs.version());
            }
            if (!Objects.equals(same.get().getChecksum(), theirs.checksum())) {
                throw otherTables(manifest, "its schema version %s is another one".formatted(theirs.version()));
            }
        }
        if (ours.size() != manifest.migrations().size()) {
            throw otherTables(manifest, "it would add tables that the backup does not know");
        }
        flyway(database, last).migrate();
    }

    /** Takes everything away again; only for a database that was empty before {@link #make}. */
    static void drop(Database database) {
        flyway(database, MigrationVersion.LATEST).clean();
    }

    /** Whether there is anything that a restore could overwrite or mix with. */
    static boolean isEmpty(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        select not exists (select from pg_class c where c.relnamespace = 'public'::regnamespace
                           and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e'))
                        """)) {
            row.next();
            return row.getBoolean(1);
        }
    }

    private static MigrationVersion version(Manifest.Migration migration) {
        return MigrationVersion.fromVersion(migration.version());
    }

    private static Flyway flyway(Database database, MigrationVersion target) {
        return Flyway.configure()
                .dataSource(database.ownerUrl(), database.ownerUser(), database.ownerPassword())
                .locations("classpath:db/migration")
                .validateMigrationNaming(true)
                .placeholders(Map.of("app", database.appUser()))
                .target(target)
                .cleanDisabled(false)
                .load();
    }

    private static InstallationRefused otherTables(Manifest manifest, String why) {
        return new InstallationRefused(
                "This Chosei cannot make the tables of this backup: %s. Restore it with the Chosei that wrote it (%s); whoever installs Chosei on this host can put that one here, and upgrade afterwards."
                        .formatted(why, manifest.chosei()));
    }
}
