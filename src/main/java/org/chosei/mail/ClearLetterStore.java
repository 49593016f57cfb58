package org.chosei.mail;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.chosei.vault.SealedId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table of clear mail; whoever may add to it need not be able to read it. */
@Repository
class ClearLetterStore {
    private final JdbcClient jdbc;

    ClearLetterStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A letter that is due, locked until the transaction ends. */
    record Due(
            UUID id,
            ClearTemplate template,
            SealedId message,
            String address,
            int tries,
            @Nullable Instant firstTryAt) {}

    void add(UUID id, ClearTemplate template, SealedId message, String address, String messageId) {
        jdbc.sql("""
                        insert into clear_letter (id, template, message, address, message_id)
                        values (:id, :template, :message, :address, :messageId)
                        """)
                .param("id", id)
                .param("template", template.name())
                .param("message", message.value())
                .param("address", address)
                .param("messageId", messageId)
                .update();
    }

    List<Due> lockDue(int limit) {
        return jdbc.sql("""
                        select id, template, message, address, tries, first_try_at
                          from clear_letter where state in ('STAGED', 'DEFERRED') and next_try_at <= chosei_now()
                         order by next_try_at limit :limit for update skip locked
                        """)
                .param("limit", limit)
                .query((row, _) -> {
                    OffsetDateTime first = row.getObject(6, OffsetDateTime.class);
                    return new Due(
                            row.getObject(1, UUID.class),
                            ClearTemplate.valueOf(row.getString(2)),
                            new SealedId(row.getObject(3, UUID.class)),
                            row.getString(4),
                            row.getInt(5),
                            first == null ? null : first.toInstant());
                })
                .list();
    }

    /** One statement for a batch. */
    void record(List<Outcome> outcomes) {
        Outcome.parameters(jdbc.sql("""
                        update clear_letter c
                           set state = r.state, next_try_at = r.next_try_at, tries = c.tries + 1, first_try_at = r.first_try_at,
                               handed_over_at = r.handed_over_at, last_reply = r.reply
                          from unnest(:ids::uuid[], :states::text[], :nexts::timestamptz[], :firsts::timestamptz[],
                                      :handed::timestamptz[], :replies::text[])
                            as r (id, state, next_try_at, first_try_at, handed_over_at, reply)
                         where c.id = r.id
                        """), outcomes).update();
    }
}
