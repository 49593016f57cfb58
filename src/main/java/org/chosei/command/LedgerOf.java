package org.chosei.command;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import org.chosei.installation.AttachedDatabase;
import org.chosei.ledger.Export;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** The ledger of an attached installation, over one connection of the application's role. */
final class LedgerOf {
    private LedgerOf() {}

    /** What is done with it. */
    interface Work {
        void with(Export export) throws IOException;
    }

    static void reading(AttachedDatabase attached, Work work) throws IOException, SQLException {
        try (Connection connection = attached.asApp()) {
            work.with(Export.over(new SingleConnectionDataSource(connection, true)));
        }
    }
}
