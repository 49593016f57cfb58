package org.chosei.identity;

import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.chosei.kernel.PersonId;
import org.chosei.vault.SealedId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Confirmed recoveries, found by the hash of their link's token and used up once. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class RestorationStore {
    /** Neither used nor expired nor overtaken: by a newer link, a changed password, or a shut-out. */
    private static final String OPEN = """
            d.confirmed and d.used_at is null and d.expires_at > :now
            and exists (select from person p join credential c on c.person_id = p.id
                         where p.id = r.person_id and p.disabled_at is null and c.changed_at <= d.decided_at)
            and not exists (select from account_recovery_decision l join account_recovery o on o.id = l.recovery_id
                             where o.person_id = r.person_id and l.confirmed and l.decided_at > d.decided_at)
            """;

    private final JdbcClient jdbc;
    private final InstantSource clock;

    RestorationStore(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    record Restoration(UUID recovery, PersonId person, String name, String email, SealedId totpSecret) {}

    Optional<Restoration> find(Token token) {
        return jdbc.sql("""
                        select r.id, r.person_id, p.name, p.email, d.totp_secret
                          from account_recovery_decision d join account_recovery r on r.id = d.recovery_id
                          join person p on p.id = r.person_id
                         where d.token_hash = :hash and
                        """ + OPEN)
                .param("hash", token.hash())
                .param("now", now())
                .query((row, _) -> new Restoration(
                        row.getObject(1, UUID.class),
                        new PersonId(row.getObject(2, UUID.class)),
                        row.getString(3),
                        row.getString(4),
                        new SealedId(row.getObject(5, UUID.class))))
                .optional();
    }

    /** Uses the link up; false when that had happened already. */
    boolean use(Restoration restoration) {
        return jdbc.sql("update account_recovery_decision d set used_at = :now from account_recovery r"
                                + " where r.id = d.recovery_id and d.recovery_id = :id and " + OPEN)
                        .param("now", now())
                        .param("id", restoration.recovery())
                        .update()
                == 1;
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
