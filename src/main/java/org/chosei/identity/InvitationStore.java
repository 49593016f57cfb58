package org.chosei.identity;

import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.chosei.access.Role;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Refusal;
import org.chosei.kernel.Uuid7;
import org.chosei.vault.SealedId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Invitations, found by the hash of their link's token. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class InvitationStore {
    static final Duration VALID = Duration.ofDays(7);

    private final JdbcClient jdbc;
    private final InstantSource clock;

    InvitationStore(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Whom the first administrator's link invites is not known: name and address are null. */
    record Guest(@Nullable String name, @Nullable String email) {}

    record Invitation(
            UUID id,
            Guest guest,
            OrganisationId organisation,
            Set<Role> roles,
            Locale locale,
            SealedId totpSecret,
            Instant expires) {}

    /** Ends open invitations of the same guest to the same organisation. */
    void replace(Guest guest, OrganisationId organisation) {
        jdbc.sql("""
                        update invitation set replaced_at = :now
                         where organisation_id = :organisation and lower(email) is not distinct from lower(:email)
                           and accepted_at is null and replaced_at is null
                        """)
                .param("now", now())
                .param("organisation", organisation.value())
                .param("email", guest.email(), Types.VARCHAR)
                .update();
    }

    UUID newId() {
        return Uuid7.at(clock.instant());
    }

    /** Whether there is an invitation of this id; two that ask at once wait for each other. */
    boolean isKnown(UUID id) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:id, 0))")
                .param("id", "invitation:" + id)
                .query((_, _) -> true)
                .single();
        return jdbc.sql("select exists (select from invitation where id = :id)")
                .param("id", id)
                .query(Boolean.class)
                .single();
    }

    Invitation add(
            UUID id,
            Token token,
            Guest guest,
            OrganisationId organisation,
            Set<Role> roles,
            Locale locale,
            SealedId secret) {
        Invitation invitation = new Invitation(
                id, guest, organisation, roles, locale, secret, clock.instant().plus(VALID));
        int added = jdbc.sql("""
                        insert into invitation (id, token_hash, name, email, organisation_id, roles, locale,
                                                totp_secret, invited_at, expires_at)
                        values (:id, :hash, :name, :email, :organisation, :roles, :locale, :secret, :now, :expires)
                        on conflict (id) do nothing
                        """)
                .param("id", invitation.id())
                .param("hash", token.hash())
                .param("name", guest.name())
                .param("email", guest.email())
                .param("organisation", organisation.value())
                .param("roles", PersonStore.labels(roles))
                .param("locale", locale.getLanguage())
                .param("secret", secret.value())
                .param("now", now())
                .param("expires", invitation.expires().atOffset(ZoneOffset.UTC))
                .update();
        if (added == 0) {
            throw new Refusal.NotFound();
        }
        return invitation;
    }

    /** The invitation of this link while it is open: not accepted, not replaced, not expired. */
    Optional<Invitation> find(Token token) {
        return jdbc.sql("""
                        select id, name, email, organisation_id, roles, locale, totp_secret, expires_at from invitation
                         where token_hash = :hash and accepted_at is null and replaced_at is null and expires_at > :now
                        """)
                .param("hash", token.hash())
                .param("now", now())
                .query((row, _) -> new Invitation(
                        row.getObject(1, UUID.class),
                        new Guest(row.getString(2), row.getString(3)),
                        new OrganisationId(row.getObject(4, UUID.class)),
                        SessionStore.roles((String[]) row.getArray(5).getArray()),
                        Locale.of(row.getString(6)),
                        new SealedId(row.getObject(7, UUID.class)),
                        row.getObject(8, OffsetDateTime.class).toInstant()))
                .optional();
    }

    /** Uses the invitation up; false when that had happened already. */
    boolean accept(Invitation invitation) {
        return jdbc.sql("""
                                update invitation set accepted_at = :now
                                 where id = :id and accepted_at is null and replaced_at is null and expires_at > :now
                                """).param("now", now()).param("id", invitation.id()).update() == 1;
    }

    /** Who was invited to this organisation and has not come yet. */
    List<Invited> open(OrganisationId organisation) {
        return jdbc.sql("""
                        select name, email, roles, expires_at from invitation
                         where organisation_id = :organisation and email is not null
                           and accepted_at is null and replaced_at is null and expires_at > :now
                         order by invited_at
                        """)
                .param("organisation", organisation.value())
                .param("now", now())
                .query((row, _) -> new Invited(
                        row.getString(1),
                        row.getString(2),
                        SessionStore.roles((String[]) row.getArray(3).getArray()),
                        row.getObject(4, OffsetDateTime.class).toInstant()))
                .list();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
