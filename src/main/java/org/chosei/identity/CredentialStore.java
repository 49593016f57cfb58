package org.chosei.identity;

import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.chosei.kernel.PersonId;
import org.chosei.vault.SealedId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Password hashes and sealed second factors, each with the last step of the second factor that was used up. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class CredentialStore {
    private final JdbcClient jdbc;
    private final InstantSource clock;

    CredentialStore(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    record Credential(PersonId person, String passwordHash, SealedId totpSecret) {}

    /** What proves the person with this address; a disabled person is unknown. */
    Optional<Credential> find(String email) {
        return EmailAddress.read(email)
                .flatMap(address -> jdbc.sql("""
                        select c.person_id, c.password_hash, c.totp_secret
                          from person p join credential c on c.person_id = p.id
                         where lower(p.email) = lower(:email) and p.disabled_at is null
                        """)
                        .param("email", address)
                        .query((row, _) -> new Credential(
                                new PersonId(row.getObject(1, UUID.class)),
                                row.getString(2),
                                new SealedId(row.getObject(3, UUID.class))))
                        .optional());
    }

    void add(PersonId person, String passwordHash, SealedId totpSecret, long usedStep) {
        jdbc.sql("""
                        insert into credential (person_id, password_hash, totp_secret, totp_last_step, changed_at)
                        values (:person, :hash, :secret, :step, :now)
                        """)
                .param("person", person.value())
                .param("hash", passwordHash)
                .param("secret", totpSecret.value())
                .param("step", usedStep)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }

    /** Uses a step up; false when it, or a later one, was used before. */
    boolean useStep(PersonId person, long step) {
        return jdbc.sql("""
                                update credential set totp_last_step = :step
                                 where person_id = :person and totp_last_step < :step
                                """).param("step", step).param("person", person.value()).update() == 1;
    }

    /** Both proofs anew, for a person who could show neither; the code of this step is used up. */
    void replace(PersonId person, String passwordHash, SealedId totpSecret, long usedStep) {
        jdbc.sql("""
                        update credential set password_hash = :hash, totp_secret = :secret, totp_last_step = :step,
                                              changed_at = :now
                         where person_id = :person
                        """)
                .param("hash", passwordHash)
                .param("secret", totpSecret.value())
                .param("step", usedStep)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .param("person", person.value())
                .update();
    }

    void changePassword(PersonId person, String passwordHash) {
        jdbc.sql("update credential set password_hash = :hash, changed_at = :now where person_id = :person")
                .param("hash", passwordHash)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .param("person", person.value())
                .update();
    }
}
