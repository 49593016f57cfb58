package org.chosei.conversation;

import java.util.Optional;
import java.util.UUID;
import org.chosei.kernel.AudienceId;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Refusal;
import org.chosei.ledger.Entry;
import org.chosei.ledger.Ledger;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Where a mail was filed, and the way back for one that lies in the wrong thread. Staff only. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class FiledMails {
    private final JdbcClient jdbc;
    private final Ledger ledger;

    FiledMails(JdbcClient jdbc, Ledger ledger) {
        this.jdbc = jdbc;
        this.ledger = ledger;
    }

    /**
     * Where a mail was filed.
     *
     * @param read somebody of the vendor has opened it, as the ledger says, so it cannot be taken back
     */
    public record Filed(
            UUID message, CaseId caseId, AudienceId audience, String number, OrganisationId vendor, boolean read) {}

    /** The message that a mail became; empty for one that is in no thread. One query. */
    public Optional<Filed> find(UUID mail) {
        return jdbc.sql("""
                        select m.id, m.case_id, m.audience_id, c.number, m.organisation_id, filed_mail_read(m.mail_id)
                          from message m join coordination_case c on c.id = m.case_id
                         where m.mail_id = :mail and m.organisation_id is not null
                        """)
                .param("mail", mail)
                .query((row, _) -> new Filed(
                        row.getObject(1, UUID.class),
                        new CaseId(row.getObject(2, UUID.class)),
                        new AudienceId(row.getObject(3, UUID.class)),
                        row.getString(4),
                        new OrganisationId(row.getObject(5, UUID.class)),
                        row.getBoolean(6)))
                .optional();
    }

    /** Takes the message of a mail back wholly; refused once the ledger says that its vendor has opened any of it. */
    public void putBack(UUID mail) {
        Filed filed = find(mail).orElseThrow(() -> new Refusal.WrongState("mail-not-filed"));
        boolean done = jdbc.sql("select filed_mail_put_back(:mail)")
                .param("mail", mail)
                .query(Boolean.class)
                .single();
        if (!done) {
            throw new Refusal.WrongState("mail-read");
        }
        // its vendor may have been told that it was posted
        ledger.append(Entry.of(filed.caseId(), "message.undone")
                .about("message", filed.message())
                .about("mail", mail)
                .seenBy(filed.audience()));
    }
}
