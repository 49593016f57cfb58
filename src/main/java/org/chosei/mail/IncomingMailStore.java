package org.chosei.mail;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.chosei.mail.IncomingMails.Facts;
import org.chosei.mail.IncomingMails.State;
import org.chosei.mail.wire.Envelope;
import org.chosei.vault.SealedId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table of arrived mail. */
@Repository
class IncomingMailStore {
    private static final String COLUMNS = """
            select id, raw, sha256, size, envelope_from, envelope_to, host(peer_address), peer_port, arrived_at, state,
                   claimed_by, note, detail, remark, settled_at, settled_by
              from incoming_mail
            """;

    private final JdbcClient jdbc;

    IncomingMailStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** How many of them were not there before; {@code sealed} are their bytes in the same order. */
    int add(List<Arrival> arrivals, List<SealedId> sealed) {
        return jdbc.sql("""
                        insert into incoming_mail (id, arrival, raw, sha256, size, envelope_from, envelope_to,
                                                   peer_address, peer_port, arrived_at)
                        select id, arrival, raw, sha256, size, sender, string_to_array(recipients, e'\\n'), peer::inet, port,
                               at::timestamptz
                          from unnest(:ids::uuid[], :keys::text[], :raws::uuid[], :hashes::text[], :sizes::bigint[],
                                      :senders::text[], :recipients::text[], :peers::text[], :ports::int[], :ats::text[])
                               as t (id, arrival, raw, sha256, size, sender, recipients, peer, port, at)
                        on conflict (arrival) do nothing
                        """)
                .param("ids", array(arrivals, UUID[]::new, Arrival::id))
                .param("keys", array(arrivals, String[]::new, Arrival::key))
                .param("raws", array(sealed, UUID[]::new, SealedId::value))
                .param("hashes", array(arrivals, String[]::new, Arrival::sha256))
                .param("sizes", array(arrivals, Long[]::new, each -> (long) each.raw().length))
                .param(
                        "senders",
                        array(arrivals, String[]::new, each -> each.envelope().from()))
                .param(
                        "recipients",
                        array(
                                arrivals,
                                String[]::new,
                                each -> String.join("\n", each.envelope().recipients())))
                .param(
                        "peers",
                        array(
                                arrivals,
                                String[]::new,
                                each -> each.envelope()
                                        .remoteAddress()
                                        .getAddress()
                                        .getHostAddress()))
                .param(
                        "ports",
                        array(
                                arrivals,
                                Integer[]::new,
                                each -> each.envelope().remoteAddress().getPort()))
                .param(
                        "ats",
                        array(
                                arrivals,
                                String[]::new,
                                each -> each.envelope().at().toString()))
                .update();
    }

    private static <T, R> R[] array(List<T> all, IntFunction<R[]> empty, Function<T, R> part) {
        return all.stream().map(part).toArray(empty);
    }

    Optional<Facts> find(UUID id) {
        return jdbc.sql(COLUMNS + "where id = :id")
                .param("id", id)
                .query(IncomingMailStore::read)
                .optional();
    }

    /** As it is now, and nobody else changes it before this transaction ends. */
    Optional<Facts> lock(UUID id) {
        return jdbc.sql(COLUMNS + "where id = :id for update")
                .param("id", id)
                .query(IncomingMailStore::read)
                .optional();
    }

    /** Newest first; {@code before} is the last of the page before. */
    List<Facts> notTaken(@Nullable UUID before, int limit) {
        return jdbc.sql(COLUMNS + """
                        where state <> 'TAKEN' and (:before::uuid is null or id < :before::uuid) order by id desc limit :limit
                        """)
                .param("before", before, Types.OTHER)
                .param("limit", limit)
                .query(IncomingMailStore::read)
                .list();
    }

    void settle(
            UUID id,
            State state,
            Claim.@Nullable Order claimedBy,
            String note,
            @Nullable SealedId detail,
            @Nullable SealedId remark) {
        jdbc.sql("""
                        update incoming_mail
                           set state = :state, claimed_by = :claimed, note = :note, detail = coalesce(:detail::uuid, detail),
                               remark = coalesce(:remark::uuid, remark), settled_at = chosei_now(), settled_by = scope_actor()
                         where id = :id
                        """)
                .param("id", id)
                .param("state", state.name())
                .param("claimed", claimedBy == null ? null : claimedBy.name())
                .param("note", note)
                .param("detail", detail == null ? null : detail.value(), Types.OTHER)
                .param("remark", remark == null ? null : remark.value(), Types.OTHER)
                .update();
    }

    /** Mails on the desk that said they were from an address of this organisation, the newest first; locked. */
    List<UUID> waitingFrom(UUID organisation, int limit) {
        return waiting("p.registered_by = :organisation", limit)
                .param("organisation", organisation)
                .query(UUID.class)
                .list();
    }

    /** The same of any organisation. */
    List<UUID> waitingFromRegistered(int limit) {
        return waiting("p.registered_by is not null", limit).query(UUID.class).list();
    }

    private JdbcClient.StatementSpec waiting(String from, int limit) {
        return jdbc.sql("""
                        select m.id from incoming_mail m join mail_sender_proof p on p.mail_id = m.id
                         where m.state = 'DESK' and %s order by m.id desc limit :limit for update of m
                        """.formatted(from)).param("limit", limit);
    }

    void arriveAgain(UUID id) {
        jdbc.sql("""
                        update incoming_mail set state = 'ARRIVED', claimed_by = null, note = null, detail = null,
                               settled_at = null, settled_by = null
                         where id = :id
                        """).param("id", id).update();
    }

    private static Facts read(ResultSet row, int number) throws SQLException {
        OffsetDateTime settled = row.getObject(15, OffsetDateTime.class);
        String claimed = row.getString(11);
        return new Facts(
                row.getObject(1, UUID.class),
                new SealedId(row.getObject(2, UUID.class)),
                row.getString(3),
                row.getLong(4),
                new Envelope(
                        row.getString(5),
                        Arrays.asList((String[]) row.getArray(6).getArray()),
                        new InetSocketAddress(address(row.getString(7)), row.getInt(8)),
                        row.getObject(9, OffsetDateTime.class).toInstant()),
                State.valueOf(row.getString(10)),
                claimed == null ? null : Claim.Order.valueOf(claimed),
                row.getString(12),
                sealed(row.getObject(13, UUID.class)),
                sealed(row.getObject(14, UUID.class)),
                settled == null ? null : settled.toInstant(),
                row.getString(16));
    }

    private static @Nullable SealedId sealed(@Nullable UUID id) {
        return id == null ? null : new SealedId(id);
    }

    private static InetAddress address(String literal) {
        try {
            return InetAddress.ofLiteral(literal);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException("not an address in the database: " + literal, e);
        }
    }
}
