package org.chosei.command;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.chosei.installation.AttachedDatabase;
import org.chosei.installation.Settings;

/**
 * What a benched server keeps of arrived mails, read from its database.
 *
 * @param hashes of the raw bytes, once for each row
 * @param waiting how many no rule has been asked about yet
 */
record KeptMails(List<String> hashes, int waiting) {
    /** As soon as none waits, at the latest after the limit. */
    static KeptMails whenRouted(BenchGround ground, Duration limit)
            throws IOException, SQLException, InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        KeptMails kept = now(ground);
        while (kept.waiting() > 0 && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(100);
            kept = now(ground);
        }
        return kept;
    }

    static KeptMails now(BenchGround ground) throws IOException, SQLException {
        try (AttachedDatabase attached = AttachedDatabase.of(Settings.read(ground.settings(), Map.of()));
                Connection owner = attached.asOwner();
                Statement statement = owner.createStatement()) {
            statement.execute("select set_config('chosei.purpose', 'backup', false)");
            List<String> hashes = new ArrayList<>();
            int waiting = 0;
            try (ResultSet rows = statement.executeQuery("select sha256, state = 'ARRIVED' from incoming_mail")) {
                while (rows.next()) {
                    hashes.add(rows.getString(1));
                    waiting += rows.getBoolean(2) ? 1 : 0;
                }
            }
            return new KeptMails(hashes, waiting);
        }
    }
}
