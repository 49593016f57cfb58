package org.chosei.installation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How the embedded server runs: durable and private. Given on the command line, where no file in the data directory
 * can override it.
 */
final class PostgresSettings {
    /** Nobody gets in without a password, not even on the socket. */
    static final String HOST_BASED_AUTHENTICATION = """
            # Written by Chosei at every start.
            local all         all       scram-sha-256
            host  all         all       127.0.0.1/32 scram-sha-256
            host  replication postgres  127.0.0.1/32 scram-sha-256
            """;

    private PostgresSettings() {}

    static List<String> commandLine(Path database, Path socketDirectory, int port) {
        List<String> arguments = new ArrayList<>(List.of("-D", database.toString()));
        settings(socketDirectory, port).forEach((name, value) -> arguments.addAll(List.of("-c", name + "=" + value)));
        return arguments;
    }

    private static Map<String, String> settings(Path socketDirectory, int port) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("fsync", "on");
        settings.put("synchronous_commit", "on");
        settings.put("full_page_writes", "on");
        settings.put("listen_addresses", "127.0.0.1");
        settings.put("port", Integer.toString(port));
        settings.put("unix_socket_directories", quoted(socketDirectory));
        settings.put("unix_socket_permissions", "0700");
        settings.put("password_encryption", "scram-sha-256");
        settings.put("allow_alter_system", "off");
        settings.put("timezone", "UTC");
        settings.put("log_timezone", "UTC");
        // details of a violated constraint repeat the row: no content of a case belongs in a log
        settings.put("log_error_verbosity", "terse");
        settings.put("log_min_error_statement", "panic");
        settings.put("max_connections", "60");
        settings.put("shared_buffers", "128MB");
        // planning a wave to ten thousand writes this much at once, and sorts certificates of five megabytes
        settings.put("wal_buffers", "16MB");
        settings.put("work_mem", "8MB");
        // small hosts: no reader processes beside the backends, no compiler
        settings.put("io_method", "sync");
        settings.put("jit", "off");
        settings.put("max_logical_replication_workers", "0");
        return settings;
    }

    private static String quoted(Path directory) {
        return '"' + directory.toString().replace("\"", "\"\"") + '"';
    }
}
