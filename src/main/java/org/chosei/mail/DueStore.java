package org.chosei.mail;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.OrganisationId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Deliveries whose turn has come: taken under a lock, and what came of them. */
@Repository
class DueStore {
    private final JdbcClient jdbc;

    DueStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Where a delivery stands among those that wait: since when, and by its lot among those that wait as long. */
    record Turn(Instant since, double lot) {
        static final Turn FIRST = new Turn(Instant.EPOCH, -1);
    }

    /**
     * A delivery that is due, locked until the transaction ends.
     *
     * @param settled further addresses that took it or refused it for good at an earlier try
     */
    record Due(
            UUID id,
            UUID body,
            CaseId caseId,
            @Nullable UUID wave,
            OrganisationId organisation,
            String address,
            String replyTo,
            String messageId,
            String fingerprint,
            byte[] sessionKey,
            Instant notBefore,
            int tries,
            @Nullable Instant firstTryAt,
            boolean late,
            Set<String> settled,
            Turn turn) {}

    /**
     * What is due by both clocks, the database's and {@code now}, and whose turn comes after this one. By lot, so that no vendor
     * is first by its name or the day it registered.
     */
    List<Due> lockDue(int limit, Instant now, Turn after) {
        return jdbc.sql("""
                        select id, body_id, case_id, wave_id, organisation_id, address, reply_to, message_id, fingerprint,
                               session_key, not_before, tries, first_try_at, late,
                               case when tries > 0 then array(select f.address from mail_delivery_further f
                                                               where f.delivery_id = mail_delivery.id
                                                                 and f.state in ('HANDED_OVER', 'BOUNCED'))
                                    else '{}' end as settled, next_try_at, lot
                          from mail_delivery where state in ('STAGED', 'DEFERRED') and next_try_at <= least(chosei_now(), :now::timestamptz)
                           and (next_try_at, lot) > (:since, :lot)
                         order by next_try_at, lot limit :limit for update skip locked
                        """)
                .param("limit", limit)
                .param("now", now.toString())
                .param("since", after.since().atOffset(ZoneOffset.UTC))
                .param("lot", after.lot())
                .query((row, _) -> new Due(
                        row.getObject(1, UUID.class),
                        row.getObject(2, UUID.class),
                        new CaseId(row.getObject(3, UUID.class)),
                        row.getObject(4, UUID.class),
                        new OrganisationId(row.getObject(5, UUID.class)),
                        row.getString(6),
                        row.getString(7),
                        row.getString(8),
                        row.getString(9),
                        row.getBytes(10),
                        row.getObject(11, OffsetDateTime.class).toInstant(),
                        row.getInt(12),
                        instant(row, 13),
                        row.getBoolean(14),
                        Set.of((String[]) row.getArray(15).getArray()),
                        new Turn(row.getObject(16, OffsetDateTime.class).toInstant(), row.getDouble(17))))
                .list();
    }

    void holdBack(Collection<UUID> ids) {
        jdbc.sql("update mail_delivery set state = 'HELD_BACK' where id = any(:ids::uuid[])")
                .param("ids", ids.toArray(UUID[]::new))
                .update();
    }

    /** One statement for a batch. */
    void record(List<Outcome> outcomes) {
        Outcome.parameters(jdbc.sql("""
                        update mail_delivery d
                           set state = r.state, next_try_at = r.next_try_at, tries = d.tries + 1, first_try_at = r.first_try_at,
                               handed_over_at = r.handed_over_at, last_reply = r.reply, late = d.late or r.late
                          from unnest(:ids::uuid[], :states::text[], :nexts::timestamptz[], :firsts::timestamptz[],
                                      :handed::timestamptz[], :lates::boolean[], :replies::text[])
                            as r (id, state, next_try_at, first_try_at, handed_over_at, late, reply)
                         where d.id = r.id
                        """), outcomes).update();
    }

    private static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
