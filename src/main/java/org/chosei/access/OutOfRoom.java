package org.chosei.access;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The database has no room left: disk, memory or connections (SQLSTATE class 53). It passes when somebody makes room. */
public final class OutOfRoom {
    private static final String SQLSTATE_CLASS = "53";

    private OutOfRoom() {}

    /** Whether that is why something failed, however deep in its causes. */
    public static boolean caused(@Nullable Throwable failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof SQLException sql
                    && String.valueOf(sql.getSQLState()).startsWith(SQLSTATE_CLASS)) {
                return true;
            }
        }
        return false;
    }
}
