package org.chosei.cases.clocks;

import java.time.InstantSource;
import java.util.Objects;
import javax.sql.DataSource;
import org.chosei.access.Purpose;
import org.chosei.access.Scope;
import org.chosei.access.ScopedTransactionManager;
import org.chosei.access.Scopes;
import org.chosei.ledger.Ledger;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The import of holidays for a command beside the server, over a connection of the application's role, without keys. */
public final class HolidaysByCommand {
    private final TransactionTemplate transaction;
    private final Holidays holidays;

    private HolidaysByCommand(DataSource application, InstantSource clock) {
        JdbcClient jdbc = JdbcClient.create(application);
        this.transaction = new TransactionTemplate(new ScopedTransactionManager(application));
        this.holidays = new Holidays(jdbc, Ledger.withoutKeys(jdbc), clock);
    }

    /** Over that connection; the caller closes it. */
    public static HolidaysByCommand over(DataSource application, InstantSource clock) {
        return new HolidaysByCommand(application, clock);
    }

    /** Keeps a file without problems; false when it was the one kept last. */
    public boolean bring(HolidayFile file) {
        return Scopes.as(
                new Scope.System(Purpose.OPERATOR),
                () -> Objects.requireNonNull(transaction.execute(_ -> holidays.bring(file))));
    }
}
