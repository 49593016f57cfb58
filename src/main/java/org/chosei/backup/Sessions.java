package org.chosei.backup;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** One transaction of the owner, in which values look the same on every server and all rows are seen. */
final class Sessions {
    private Sessions() {}

    /** The snapshot of a transaction that repeats its reads is taken here. */
    static void begin(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("""
                    set local datestyle to iso, ymd;
                    set local timezone to 'UTC';
                    set local intervalstyle to postgres;
                    set local bytea_output to hex;
                    set local extra_float_digits to 1;
                    set local search_path to public;
                    set local statement_timeout to 0;
                    set local transaction_timeout to 0;
                    set local idle_in_transaction_session_timeout to 0;
                    select set_config('chosei.kind', 'system', true), set_config('chosei.purpose', 'backup', true)
                    """);
        }
    }
}
