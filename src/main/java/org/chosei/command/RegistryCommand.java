package org.chosei.command;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import org.chosei.installation.AttachedDatabase;
import org.chosei.installation.Settings;
import org.chosei.registry.RegistryByCommand;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import picocli.CommandLine.Command;

/** The commands about the organisations as a whole. */
@Command(
        name = "registry",
        subcommands = {RegistryImport.class, RegistryExport.class})
final class RegistryCommand {

    /** What is done with the registry. */
    interface Work<T> {
        T with(RegistryByCommand registry);
    }

    /** Attaches to the installation, its server running or not. */
    static <T> T attached(Settings settings, Work<T> work) throws SQLException {
        try (AttachedDatabase attached = AttachedDatabase.of(settings);
                Connection connection = attached.asApp()) {
            return work.with(
                    RegistryByCommand.over(new SingleConnectionDataSource(connection, true), InstantSource.system()));
        }
    }
}
