package org.chosei.mail;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
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
                        select message_id from mail_delivery
                         where id = any(:deliveries::uuid[]) and message_id = any(:ids::text[])
                        union all
                        select message_id from clear_letter where message_id = any(:ids::text[])
                        """)
                .param("deliveries", DeliveryIds.of(messageIds))
                .param("ids", messageIds.toArray(String[]::new))
                .query(String.class)
                .list();
    }

    /** A mail that bounced: to whom it went, and the entry for the ledger. */
    record Bounced(String address, Entry entry) {}

    /**
     * Marks them as bounced unless they were before. What failed at a further address of a team, and not at the one that the mail
     * names, is marked there: the mail itself was handed over.
     */
    List<Bounced> bounce(List<String> messageIds, FailedRecipient failed) {
        List<Bounced> all = new ArrayList<>(further(messageIds, failed));
        all.addAll(deliveries(messageIds, failed));
        all.addAll(letters(messageIds, failed.why()));
        return all;
    }

    private List<Bounced> further(List<String> messageIds, FailedRecipient failed) {
        return jdbc.sql("""
                        update mail_delivery_further f set state = 'BOUNCED', reply = :why, at = chosei_now()
                          from mail_delivery d
                         where d.id = any(:deliveries::uuid[]) and d.message_id = any(:ids::text[])
                           and f.delivery_id = d.id and f.state = 'HANDED_OVER'
                           and lower(f.address) = any(:recipients::text[])
                        returning d.id, d.case_id, d.organisation_id, f.address
                        """)
                .param("deliveries", DeliveryIds.of(messageIds))
                .param("ids", messageIds.toArray(String[]::new))
                .param("recipients", failed.addresses().toArray(String[]::new))
                .param("why", failed.why())
                .query((row, _) -> new Bounced(
                        row.getString(4),
                        about(row, "mail.further-refused").detail("reply", row.getString(4) + ": " + failed.why())))
                .list();
    }

    private List<Bounced> deliveries(List<String> messageIds, FailedRecipient failed) {
        return jdbc.sql("""
                        update mail_delivery d set state = 'BOUNCED', last_reply = :why
                         where id = any(:deliveries::uuid[]) and message_id = any(:ids::text[]) and state = 'HANDED_OVER'
                           and (lower(address) = any(:recipients::text[])
                                or not exists (select from mail_delivery_further f
                                                where f.delivery_id = d.id and lower(f.address) = any(:recipients::text[])))
                        returning id, case_id, organisation_id, address
                        """)
                .param("deliveries", DeliveryIds.of(messageIds))
                .param("ids", messageIds.toArray(String[]::new))
                .param("recipients", failed.addresses().toArray(String[]::new))
                .param("why", failed.why())
                .query((row, _) ->
                        new Bounced(row.getString(4), about(row, "mail.bounced").detail("reply", failed.why())))
                .list();
    }

    private static Entry about(ResultSet row, String kind) throws SQLException {
        return Entry.of(new CaseId(row.getObject("case_id", UUID.class)), kind)
                .about("organisation", row.getObject("organisation_id", UUID.class))
                .about("delivery", row.getObject("id", UUID.class));
    }

    private List<Bounced> letters(List<String> messageIds, String why) {
        return jdbc.sql("""
                        update clear_letter set state = 'BOUNCED', last_reply = :why
                         where message_id = any(:ids::text[]) and state = 'HANDED_OVER' returning id, address
                        """)
                .param("ids", messageIds.toArray(String[]::new))
                .param("why", why)
                .query((row, _) -> new Bounced(
                        row.getString(2),
                        Entry.ofInstallation("mail.bounced")
                                .about("letter", row.getObject(1, UUID.class))
                                .detail("reply", why)))
                .list();
    }
}
