package org.chosei.registry;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.chosei.registry.RegistrationReply.Decision;
import org.chosei.registry.form.Consent;
import org.chosei.registry.form.FormField;
import org.chosei.registry.form.FormProblem;
import org.chosei.vault.SealedId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Replies to registrations and what was made of them. */
@Repository
class ReplyStore {
    private static final String COLUMNS = """
            select r.id, r.registration_id, r.sender, r.original, r.sha256, r.fields, r.consent, r.passage, r.received_at,
                   d.taken, d.at, d.by
              from registration_reply r left join registration_reply_decision d on d.reply_id = r.id
            """;

    private final JdbcClient jdbc;

    ReplyStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    boolean isKept(String arrival) {
        return jdbc.sql("select exists (select from registration_reply where arrival = :arrival)")
                .param("arrival", arrival)
                .query(Boolean.class)
                .single();
    }

    /** How many wait for a person. */
    int waiting(UUID registration) {
        return jdbc.sql("""
                        select count(*) from registration_reply r where r.registration_id = :registration
                           and not exists (select from registration_reply_decision d where d.reply_id = r.id)
                        """)
                .param("registration", registration)
                .query(Integer.class)
                .single();
    }

    /** Those of the registrations for which a reply waits, in one query. */
    Set<UUID> waiting(Collection<UUID> registrations) {
        return new HashSet<>(jdbc.sql("""
                        select distinct r.registration_id from registration_reply r
                         where r.registration_id = any(:ids::uuid[])
                           and not exists (select from registration_reply_decision d where d.reply_id = r.id)
                        """)
                .param("ids", registrations.toArray(UUID[]::new))
                .query(UUID.class)
                .list());
    }

    void add(RegistrationReply reply, String arrival) {
        jdbc.sql("""
                        insert into registration_reply (id, registration_id, arrival, sender, original, sha256, fields,
                                                        consent, passage, received_at)
                        values (:id, :registration, :arrival, :sender, :original, :sha256, :fields::jsonb, :consent,
                                :passage, :at)
                        """)
                .param("id", reply.id())
                .param("registration", reply.registration())
                .param("arrival", arrival)
                .param("sender", reply.sender())
                .param("original", reply.original().value())
                .param("sha256", reply.sha256())
                .param("fields", FormJson.answers(reply.answers()))
                .param("consent", reply.consent().state().name())
                .param("passage", reply.consent().found().orElse(null), Types.VARCHAR)
                .param("at", reply.receivedAt().atOffset(ZoneOffset.UTC))
                .update();
    }

    /** The newest first. */
    List<RegistrationReply> of(UUID registration, int limit) {
        return jdbc.sql(COLUMNS + " where r.registration_id = :registration order by r.id desc limit :limit")
                .param("registration", registration)
                .param("limit", limit)
                .query((row, _) -> read(row))
                .list();
    }

    Optional<RegistrationReply> find(UUID registration, UUID reply) {
        return jdbc.sql(COLUMNS + " where r.registration_id = :registration and r.id = :reply")
                .param("registration", registration)
                .param("reply", reply)
                .query((row, _) -> read(row))
                .optional();
    }

    void leave(RegistrationReply reply) {
        decide(reply, false, null, null, null, null);
    }

    /** What the registration says from now on. */
    void take(RegistrationReply reply, Map<FormField, String> answers, Consent consent, List<FormProblem> problems) {
        decide(
                reply,
                true,
                FormJson.answers(answers),
                consent.state().name(),
                consent.found().orElse(null),
                FormJson.problems(problems));
    }

    private void decide(
            RegistrationReply reply,
            boolean taken,
            @Nullable String fields,
            @Nullable String consent,
            @Nullable String passage,
            @Nullable String problems) {
        jdbc.sql("""
                        insert into registration_reply_decision (reply_id, registration_id, taken, fields, consent, passage,
                                                                 problems)
                        values (:reply, :registration, :taken, :fields::jsonb, :consent, :passage, :problems::jsonb)
                        """)
                .param("reply", reply.id())
                .param("registration", reply.registration())
                .param("taken", taken)
                .param("fields", fields, Types.VARCHAR)
                .param("consent", consent, Types.VARCHAR)
                .param("passage", passage, Types.VARCHAR)
                .param("problems", problems, Types.VARCHAR)
                .update();
    }

    private static RegistrationReply read(ResultSet row) throws SQLException {
        Boolean taken = row.getObject("taken", Boolean.class);
        return new RegistrationReply(
                row.getObject("id", UUID.class),
                row.getObject("registration_id", UUID.class),
                row.getString("sender"),
                new SealedId(row.getObject("original", UUID.class)),
                row.getString("sha256"),
                FormJson.answers(row.getString("fields")),
                new Consent(
                        Consent.State.valueOf(row.getString("consent")), Optional.ofNullable(row.getString("passage"))),
                row.getObject("received_at", OffsetDateTime.class).toInstant(),
                taken == null
                        ? null
                        : new Decision(
                                taken, row.getObject("at", OffsetDateTime.class).toInstant(), row.getString("by")));
    }
}
