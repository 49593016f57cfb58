package org.chosei.mail;

import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.chosei.kernel.CaseId;
import org.chosei.ledger.Entry;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Finds our mail of either kind by its Message-ID. */
@Repository
class BounceStore {
    private final JdbcClient jdbc;

    BounceStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Those that are Message-IDs of ours. */
    List<String> known(List<String> messageIds) {
        return jdbc.sql("""
                        select message_id from mail_delivery where message_id = any(:ids::text[])
                        union all
                        select message_id from clear_letter where message_id = any(:ids::text[])
                        """)
                .param("ids", messageIds.toArray(String[]::new))
                .query(String.class)
                .list();
    }

    /** A mail that bounced: to whom it went, and the entry for the ledger. */
    record Bounced(String address, Entry entry) {}

    /** Marks them as bounced unless they were before. */
    List<Bounced> bounce(List<String> messageIds, String why) {
        List<Bounced> deliveries = jdbc.sql("""
                        update mail_delivery set state = 'BOUNCED', last_reply = :why
                         where message_id = any(:ids::text[]) and state = 'HANDED_OVER'
                        returning id, case_id, organisation_id, address
                        """)
                .param("ids", messageIds.toArray(String[]::new))
                .param("why", why)
                .query((row, _) -> new Bounced(
                        row.getString(4),
                        Entry.of(new CaseId(row.getObject(2, UUID.class)), "mail.bounced")
                                .about("organisation", row.getObject(3, UUID.class))
                                .about("delivery", row.getObject(1, UUID.class))))
                .list();
        List<Bounced> letters = jdbc.sql("""
                        update clear_letter set state = 'BOUNCED', last_reply = :why
                         where message_id = any(:ids::text[]) and state = 'HANDED_OVER' returning id, address
                        """)
                .param("ids", messageIds.toArray(String[]::new))
                .param("why", why)
                .query((row, _) -> new Bounced(
                        row.getString(2),
                        Entry.ofInstallation("mail.bounced").about("letter", row.getObject(1, UUID.class))))
                .list();
        return Stream.concat(deliveries.stream(), letters.stream()).toList();
    }
}
