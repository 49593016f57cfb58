package org.chosei.mail;

import org.chosei.mail.wire.ImapMailbox.Position;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** How far each mailbox was read. */
@Repository
class ImapPositions {
    private final JdbcClient jdbc;

    ImapPositions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Position of(String mailbox) {
        return jdbc.sql("select validity, uid from imap_position where mailbox = :mailbox")
                .param("mailbox", mailbox)
                .query((row, _) -> new Position(row.getLong(1), row.getLong(2)))
                .optional()
                .orElse(new Position(0, 0));
    }

    void moveTo(String mailbox, Position position) {
        jdbc.sql("""
                        insert into imap_position (mailbox, validity, uid) values (:mailbox, :validity, :uid)
                        on conflict (mailbox) do update set validity = excluded.validity, uid = excluded.uid,
                               read_at = chosei_now()
                        """)
                .param("mailbox", mailbox)
                .param("validity", position.validity())
                .param("uid", position.uid())
                .update();
    }
}
