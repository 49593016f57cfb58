package org.chosei.mail;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.chosei.mail.ClearLetters.Letter;
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
            @Nullable Instant firstTryAt,
            boolean late) {}

    /** One statement, whatever their number; the three lists go together. */
    void add(List<Letter> letters, List<SealedId> messages, List<String> messageIds, Instant notBefore) {
        jdbc.sql("""
                        insert into clear_letter (id, template, message, address, message_id, next_try_at)
                        select *, :at::timestamptz from unnest(:ids::uuid[], :templates::text[], :messages::uuid[], :addresses::text[],
                                             :messageIds::text[])
                        """)
                .param("ids", letters.stream().map(Letter::id).toArray(UUID[]::new))
                .param(
                        "templates",
                        letters.stream().map(each -> each.template().name()).toArray(String[]::new))
                .param("messages", messages.stream().map(SealedId::value).toArray(UUID[]::new))
                .param("addresses", letters.stream().map(Letter::to).toArray(String[]::new))
                .param("messageIds", messageIds.toArray(String[]::new))
                .param("at", notBefore.atOffset(ZoneOffset.UTC))
                .update();
    }

    int cancel(Collection<UUID> ids) {
        return jdbc.sql("""
                        update clear_letter set state = 'CANCELLED'
                         where id = any(:ids::uuid[]) and state in ('STAGED', 'DEFERRED')
                        """).param("ids", ids.toArray(UUID[]::new)).update();
    }

    Set<UUID> handedOver(Collection<UUID> ids) {
        return new HashSet<>(
                jdbc.sql("select id from clear_letter where id = any(:ids::uuid[]) and handed_over_at is not null")
                        .param("ids", ids.toArray(UUID[]::new))
                        .query(UUID.class)
                        .list());
    }

    /** What is due by both clocks, the database's and {@code now}. */
    List<Due> lockDue(int limit, Instant now) {
        return jdbc.sql("""
                        select id, template, message, address, tries, first_try_at, late
                          from clear_letter where state in ('STAGED', 'DEFERRED') and next_try_at <= least(chosei_now(), :now::timestamptz)
                         order by next_try_at limit :limit for update skip locked
                        """)
                .param("limit", limit)
                .param("now", now.toString())
                .query((row, _) -> {
                    OffsetDateTime first = row.getObject(6, OffsetDateTime.class);
                    return new Due(
                            row.getObject(1, UUID.class),
                            ClearTemplate.valueOf(row.getString(2)),
                            new SealedId(row.getObject(3, UUID.class)),
                            row.getString(4),
                            row.getInt(5),
                            first == null ? null : first.toInstant(),
                            row.getBoolean(7));
                })
                .list();
    }

    /** One statement for a batch. */
    void record(List<Outcome> outcomes) {
        Outcome.parameters(jdbc.sql("""
                        update clear_letter c
                           set state = r.state, next_try_at = r.next_try_at, tries = c.tries + 1, first_try_at = r.first_try_at,
                               handed_over_at = r.handed_over_at, last_reply = r.reply, late = c.late or r.late
                          from unnest(:ids::uuid[], :states::text[], :nexts::timestamptz[], :firsts::timestamptz[],
                                      :handed::timestamptz[], :lates::boolean[], :replies::text[])
                            as r (id, state, next_try_at, first_try_at, handed_over_at, late, reply)
                         where c.id = r.id
                        """), outcomes).update();
    }
}
