package org.chosei.mail;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.chosei.crypto.BodyFormat;
import org.chosei.crypto.MessageArmor;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.OrganisationId;
import org.chosei.mail.Deliveries.Delivery;
import org.chosei.mail.Deliveries.State;
import org.chosei.mail.EncryptedLetters.Wrapped;
import org.chosei.mail.PreparedLetter.Bucket;
import org.chosei.mail.wire.AddressText;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The tables of encrypted mail: a body once, and for each recipient a wrapped session key that points at it. */
@Repository
class DeliveryStore {
    private final JdbcClient jdbc;
    private final MailSettings settings;

    DeliveryStore(JdbcClient jdbc, MailSettings settings) {
        this.jdbc = jdbc;
        this.settings = settings;
    }

    /** What all deliveries of a letter share. */
    record Body(String outerSubject, BodyFormat format, byte[] ciphertext, MessageArmor armor) {
        Body(String outerSubject, BodyFormat format, byte[] ciphertext) {
            this(outerSubject, format, ciphertext, new MessageArmor(ciphertext));
        }
    }

    /** One statement, however many ways of writing there are. */
    void addBodies(CaseId caseId, PreparedLetter letter, Map<Bucket, UUID> bodies) {
        List<Bucket> buckets = List.copyOf(bodies.keySet());
        jdbc.sql("""
                        insert into mail_body (id, case_id, outer_subject, format, ciphertext)
                        select id, :case, :subject, format, packet
                          from unnest(:ids::uuid[], :formats::text[], :packets::bytea[]) as t (id, format, packet)
                        """)
                .param("case", caseId.value())
                .param("subject", letter.outerSubject())
                .param("ids", buckets.stream().map(bodies::get).toArray(UUID[]::new))
                .param(
                        "formats",
                        buckets.stream().map(each -> each.format().name()).toArray(String[]::new))
                .param(
                        "packets",
                        buckets.stream().map(each -> letter.made(each).packet()).toArray(byte[][]::new))
                .update();
    }

    void addDeliveries(
            UUID letter,
            Map<Bucket, UUID> bodies,
            CaseId caseId,
            @Nullable UUID wave,
            List<UUID> ids,
            List<Wrapped> recipients,
            Instant notBefore) {
        jdbc.sql("""
                        insert into mail_delivery (id, letter_id, body_id, case_id, wave_id, organisation_id, address, reply_to,
                                                   message_id, fingerprint, session_key, not_before, next_try_at)
                        select id, :letter, body, :case, :wave::uuid, organisation, address, reply_to,
                               '<' || id || '@' || :domain || '>', fingerprint, session_key, :at, :at
                          from unnest(:ids::uuid[], :bodies::uuid[], :organisations::uuid[], :addresses::text[], :replies::text[],
                                      :fingerprints::text[], :keys::bytea[])
                            as t (id, body, organisation, address, reply_to, fingerprint, session_key)
                         order by organisation
                        """)
                .param("letter", letter)
                .param(
                        "bodies",
                        recipients.stream()
                                .map(each -> bodies.get(each.bucket()))
                                .toArray(UUID[]::new))
                .param("case", caseId.value())
                .param("wave", wave, Types.OTHER)
                .param("domain", settings.domain())
                .param("at", notBefore.atOffset(ZoneOffset.UTC))
                .param("ids", ids.toArray(UUID[]::new))
                .param(
                        "organisations",
                        recipients.stream()
                                .map(each -> each.recipient().organisation().value())
                                .toArray(UUID[]::new))
                .param(
                        "addresses",
                        recipients.stream()
                                .map(each -> AddressText.requireAddress(
                                        each.recipient().address()))
                                .toArray(String[]::new))
                .param(
                        "replies",
                        recipients.stream()
                                .map(each -> each.recipient().replyTo())
                                .toArray(String[]::new))
                .param(
                        "fingerprints",
                        recipients.stream().map(Wrapped::fingerprint).toArray(String[]::new))
                .param(
                        "keys",
                        recipients.stream().map(Wrapped::sessionKeyPacket).toArray(byte[][]::new))
                .update();
    }

    int cancel(CaseId caseId, @Nullable UUID wave, @Nullable OrganisationId organisation) {
        return jdbc.sql("""
                        update mail_delivery set state = 'CANCELLED'
                         where case_id = :case and state in ('STAGED', 'DEFERRED')
                           and (:wave::uuid is null or wave_id = :wave::uuid)
                           and (:organisation::uuid is null or organisation_id = :organisation::uuid)
                        """)
                .param("case", caseId.value())
                .param("wave", wave, Types.OTHER)
                .param("organisation", organisation == null ? null : organisation.value(), Types.OTHER)
                .update();
    }

    int cancel(Collection<UUID> bodies, @Nullable OrganisationId organisation) {
        return jdbc.sql("""
                        update mail_delivery set state = 'CANCELLED'
                         where coalesce(letter_id, body_id) = any(:bodies::uuid[]) and wave_id is null
                           and state in ('STAGED', 'DEFERRED')
                           and (:organisation::uuid is null or organisation_id = :organisation::uuid)
                        """)
                .param("bodies", bodies.toArray(UUID[]::new))
                .param("organisation", organisation == null ? null : organisation.value(), Types.OTHER)
                .update();
    }

    boolean isCancelled(Collection<UUID> bodies) {
        return jdbc.sql("""
                        select not exists (select from mail_delivery
                                            where coalesce(letter_id, body_id) = any(:bodies::uuid[]) and wave_id is null
                                              and state <> 'CANCELLED')
                        """)
                .param("bodies", bodies.toArray(UUID[]::new))
                .query(Boolean.class)
                .single();
    }

    Optional<Deliveries.Answered> answered(List<String> messageIds) {
        return jdbc.sql("""
                        select case_id, organisation_id from mail_delivery
                         where id = any(:deliveries::uuid[]) and message_id = any(:ids::text[])
                         order by array_position(:ids::text[], message_id) desc limit 1
                        """)
                .param("deliveries", DeliveryIds.of(messageIds))
                .param("ids", messageIds.toArray(String[]::new))
                .query((row, _) -> new Deliveries.Answered(
                        new CaseId(row.getObject(1, UUID.class)), new OrganisationId(row.getObject(2, UUID.class))))
                .optional();
    }

    List<Delivery> of(CaseId caseId) {
        return jdbc.sql("""
                        select id, wave_id, organisation_id, address, state, not_before, handed_over_at, message_id, fingerprint
                          from mail_delivery where case_id = :case order by id
                        """)
                .param("case", caseId.value())
                .query((row, _) -> new Delivery(
                        row.getObject(1, UUID.class),
                        row.getObject(2, UUID.class),
                        new OrganisationId(row.getObject(3, UUID.class)),
                        row.getString(4),
                        State.valueOf(row.getString(5)),
                        row.getObject(6, OffsetDateTime.class).toInstant(),
                        instant(row, 7),
                        row.getString(8),
                        row.getString(9)))
                .list();
    }

    Set<OrganisationId> mailed(CaseId caseId, UUID wave) {
        return jdbc.sql("""
                        select organisation_id from mail_delivery
                         where case_id = :case and wave_id = :wave group by organisation_id
                        having bool_or(state <> 'HELD_BACK')
                        """)
                .param("case", caseId.value())
                .param("wave", wave)
                .query((row, _) -> new OrganisationId(row.getObject(1, UUID.class)))
                .set();
    }

    Map<UUID, Body> bodies(Collection<UUID> ids) {
        Map<UUID, Body> found = new LinkedHashMap<>();
        jdbc.sql("select id, outer_subject, format, ciphertext from mail_body where id = any(:ids::uuid[])")
                .param("ids", ids.toArray(UUID[]::new))
                .query((row, _) -> found.put(
                        row.getObject(1, UUID.class),
                        new Body(row.getString(2), BodyFormat.valueOf(row.getString(3)), row.getBytes(4))))
                .list();
        return found;
    }

    private static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
