package org.chosei.installation;

import java.util.List;

/** The SQL that makes the roles and a database between them; docs/operations.md shows the same for a server. */
final class DatabaseRoles {
    static final String SUPERUSER = "postgres";
    static final String OWNER = "chosei_owner";
    static final String APP = "chosei_app";

    private static final String NO_POWERS = "login nosuperuser nocreatedb nocreaterole noreplication nobypassrls";

    private DatabaseRoles() {}

    static List<String> makeRoles(DatabasePasswords passwords) {
        return List.of(
                "create role %s %s password '%s'".formatted(OWNER, NO_POWERS, passwords.owner()),
                "create role %s %s password '%s'".formatted(APP, NO_POWERS, passwords.app()));
    }

    static List<String> makeDatabase(String name) {
        return List.of(
                "create database %s owner %s".formatted(name, OWNER),
                // PUBLIC may connect and make temporary tables unless told otherwise
                "revoke all on database %s from public".formatted(name),
                "grant connect on database %s to %s".formatted(name, APP));
    }
}
