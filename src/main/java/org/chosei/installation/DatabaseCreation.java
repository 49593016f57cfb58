package org.chosei.installation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/** Makes the database directory beside its place and renames it there when it is complete, roles included. */
final class DatabaseCreation {
    private static final String UNFINISHED = "database-being-made-";

    private DatabaseCreation() {}

    static DatabasePasswords in(DataDirectory directory, PostgresPrograms programs) {
        try {
            removeUnfinished(directory.root());
            DatabasePasswords passwords = DatabasePasswords.make(directory.keys());
            Path unfinished = Files.createTempDirectory(directory.root(), UNFINISHED);
            initialise(programs, unfinished, DatabasePasswords.superuserFile(directory.keys()));
            makeRoles(programs, unfinished, passwords);
            Files.move(unfinished, directory.database(), StandardCopyOption.ATOMIC_MOVE);
            PrivateFiles.sync(directory.root());
            return passwords;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make the database in " + directory.root(), e);
        }
    }

    private static void removeUnfinished(Path root) throws IOException {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(root, UNFINISHED + "*")) {
            for (Path one : left) {
                PrivateFiles.deleteTree(one);
            }
        }
    }

    private static void initialise(PostgresPrograms programs, Path target, Path passwordFile) {
        programs.run(
                "Making the database (initdb)",
                "initdb",
                List.of(
                        "--pgdata=" + target,
                        "--username=" + DatabaseRoles.SUPERUSER,
                        "--pwfile=" + passwordFile,
                        "--auth=scram-sha-256",
                        "--data-checksums",
                        "--encoding=UTF8",
                        // built in, so that an upgrade of the host's C library cannot change the order of an index
                        "--locale-provider=builtin",
                        "--builtin-locale=C.UTF-8",
                        "--locale=C",
                        "--no-instructions"),
                Path.of("/dev/null").toFile());
    }

    /** Single-user mode: no port is open before the passwords are set. One statement per line. */
    private static void makeRoles(PostgresPrograms programs, Path target, DatabasePasswords passwords)
            throws IOException {
        List<String> statements = new ArrayList<>(DatabaseRoles.makeRoles(passwords));
        statements.addAll(DatabaseRoles.makeDatabase(EmbeddedPostgres.DATABASE));
        Path script = target.resolve("chosei-roles.sql");
        PrivateFiles.write(script, String.join("\n", statements) + "\n");
        try {
            programs.run(
                    "Making the database's roles",
                    "postgres",
                    List.of(
                            "--single",
                            "-D",
                            target.toString(),
                            "-c",
                            "exit_on_error=on",
                            // a failing statement would otherwise be repeated in the message, with its password
                            "-c",
                            "log_min_error_statement=panic",
                            "postgres"),
                    script.toFile());
        } finally {
            Files.delete(script);
        }
    }
}
