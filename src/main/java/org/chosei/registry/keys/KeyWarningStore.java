package org.chosei.registry.keys;

import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.chosei.crypto.Certificate;
import org.chosei.kernel.OrganisationId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The proved keys to be watched, and what was warned of. */
@Repository
class KeyWarningStore {
    private final JdbcClient jdbc;

    KeyWarningStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A proved key in use. */
    record Watched(UUID id, OrganisationId organisation, Certificate certificate) {}

    /** A key with what there is to warn of. */
    record Due(Watched key, KeyWarning warning) {}

    /** Those of organisations that have not left for good, in the order of their ids. */
    List<Watched> page(@Nullable UUID after, int size) {
        return jdbc.sql("""
                        select k.id, k.organisation_id, k.format, k.certificate
                          from contact_key k join key_proof p on p.key_id = k.id
                          left join lateral (select s.state from organisation_state s
                                              where s.organisation_id = k.organisation_id order by s.id desc limit 1) s on true
                         where k.retired_at is null and s.state is distinct from 'WITHDRAWN'
                           and k.id > coalesce(cast(:after as uuid), '00000000-0000-0000-0000-000000000000')
                         order by k.id limit :size
                        """)
                .param("after", after == null ? null : after.toString(), Types.VARCHAR)
                .param("size", size)
                .query((row, _) -> new Watched(
                        row.getObject(1, UUID.class),
                        new OrganisationId(row.getObject(2, UUID.class)),
                        Certificate.fromBytes(Certificate.Format.valueOf(row.getString(3)), row.getBytes(4))))
                .list();
    }

    /** Those that nobody was warned of before. One statement. */
    List<Due> add(Collection<Due> due) {
        if (due.isEmpty()) {
            return List.of();
        }
        Set<UUID> added = new HashSet<>(jdbc.sql("""
                        insert into key_warning (key_id, organisation_id, stage, ends_at, reason)
                        select * from unnest(:keys::uuid[], :organisations::uuid[], :stages::text[], :ends::timestamptz[],
                                             :reasons::text[])
                        on conflict do nothing returning key_id
                        """)
                .param("keys", column(due, each -> each.key().id().toString()))
                .param(
                        "organisations",
                        column(due, each -> each.key().organisation().toString()))
                .param("stages", column(due, each -> each.warning().stage().name()))
                .param("ends", column(due, each -> text(each.warning().endsAt())))
                .param("reasons", column(due, each -> name(each.warning().reason())))
                .query(UUID.class)
                .list());
        return due.stream().filter(each -> added.contains(each.key().id())).toList();
    }

    private static @Nullable String[] column(Collection<Due> due, Function<Due, @Nullable String> value) {
        return due.stream().map(value).toArray(String[]::new);
    }

    private static @Nullable String text(@Nullable Instant at) {
        return at == null ? null : at.atOffset(ZoneOffset.UTC).toString();
    }

    private static @Nullable String name(@Nullable Enum<?> value) {
        return value == null ? null : value.name();
    }

    /** A key in use of which was warned, and when last. */
    record Warned(OrganisationId organisation, Certificate certificate, Instant at) {}

    List<Warned> warned(int limit) {
        return jdbc.sql("""
                        select k.organisation_id, k.format, k.certificate, w.at
                          from (select key_id, max(warned_at) as at from key_warning group by key_id) w
                          join contact_key k on k.id = w.key_id
                         where k.retired_at is null order by w.at desc limit :limit
                        """)
                .param("limit", limit)
                .query((row, _) -> new Warned(
                        new OrganisationId(row.getObject(1, UUID.class)),
                        Certificate.fromBytes(Certificate.Format.valueOf(row.getString(2)), row.getBytes(3)),
                        row.getObject(4, OffsetDateTime.class).toInstant()))
                .list();
    }
}
