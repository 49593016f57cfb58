package org.chosei.installation;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Looks at a PostgreSQL server that the operator runs, before anything is migrated on it. */
public final class DatabaseServer {
    private static final String ROLE = """
            select rolsuper or rolbypassrls as unbound,
                   pg_catalog.pg_has_role(current_user, datdba, 'member') as owner,
                   pg_catalog.pg_encoding_to_char(encoding) as encoding,
                   current_setting('server_version_num')::int / 10000 as major
            from pg_catalog.pg_roles, pg_catalog.pg_database
            where rolname = current_user and datname = current_database()
            """;

    private record Seen(boolean unbound, boolean owner, String encoding, int major) {}

    private DatabaseServer() {}

    /**
     * Connects as both roles.
     *
     * @throws InstallationRefused when a connection fails, the server is too old, or a role may do more than it must
     */
    public static void check(Database database) {
        List<String> problems = new ArrayList<>();
        Seen owner = look(database.ownerUrl(), database.ownerUser(), database.ownerPassword(), "owner");
        Seen app = look(database.appUrl(), database.appUser(), database.appPassword(), "app");
        if (owner.major() < PostgresBinaries.MAJOR) {
            problems.add("The server at database.url is PostgreSQL %d; Chosei needs %d or newer. Upgrade the server."
                    .formatted(owner.major(), PostgresBinaries.MAJOR));
        }
        if (!owner.encoding().equals("UTF8")) {
            problems.add("The database at database.url has the encoding %s. Make it with encoding 'UTF8'."
                    .formatted(owner.encoding()));
        }
        if (owner.unbound()) {
            problems.add(unbound("database.owner-user", database.ownerUser()));
        }
        if (!owner.owner()) {
            problems.add(
                    "The role %s (database.owner-user) does not own the database. Run: alter database … owner to %s"
                            .formatted(database.ownerUser(), database.ownerUser()));
        }
        if (app.unbound()) {
            problems.add(unbound("database.app-user", database.appUser()));
        }
        if (app.owner()) {
            problems.add(
                    "The role %s (database.app-user) owns the database or is a member of its owner. Use a role of its own that owns nothing (docs/operations.md shows the SQL)."
                            .formatted(database.appUser()));
        }
        if (!problems.isEmpty()) {
            throw new InstallationRefused(problems);
        }
    }

    /** Whether a Chosei has used this database before, so that there is content under a key. */
    public static boolean isInUse(Database database) {
        try (Connection connection = DriverManager.getConnection(
                        database.ownerUrl(), database.ownerUser(), database.ownerPassword());
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("select to_regclass('public.flyway_schema_history') is not null")) {
            row.next();
            return row.getBoolean(1);
        } catch (SQLException e) {
            throw new InstallationRefused(
                    "The database at database.url cannot be looked at (%s).".formatted(e.getMessage()), e);
        }
    }

    private static String unbound(String setting, String role) {
        return "The role %s (%s) is a superuser or has bypassrls, so row-level security would not hold it. Run: alter role %s nosuperuser nobypassrls"
                .formatted(role, setting, role);
    }

    private static Seen look(String url, String user, String password, String which) {
        try (Connection connection = DriverManager.getConnection(url, user, password);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(ROLE)) {
            row.next();
            return new Seen(
                    row.getBoolean("unbound"), row.getBoolean("owner"), row.getString("encoding"), row.getInt("major"));
        } catch (SQLException e) {
            throw new InstallationRefused(
                    "The PostgreSQL server at database.url cannot be used as %s (%s). Check database.url, database.%s-user and database.%s-password-file, and that the server lets this host in (pg_hba.conf)."
                            .formatted(user, e.getMessage(), which, which),
                    e);
        }
    }
}
