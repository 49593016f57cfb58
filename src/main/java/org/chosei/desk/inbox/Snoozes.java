package org.chosei.desk.inbox;

import java.nio.charset.StandardCharsets;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.UUID;
import org.chosei.access.Scope;
import org.chosei.access.Scopes;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.JapaneseText;
import org.chosei.kernel.Refusal;
import org.chosei.ledger.Entry;
import org.chosei.ledger.Ledger;
import org.chosei.vault.SealedId;
import org.chosei.vault.Vault;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Puts an item out of one person's sight until an instant. Nothing has to run for it to come back; it comes back before when
 * something new happens to it. Nobody else's inbox changes.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class Snoozes {
    /** What is put off for longer is forgotten. */
    public static final Duration LONGEST = Duration.ofDays(366);

    /** Characters of a reason. */
    public static final int LONGEST_REASON = 500;

    private final JdbcClient jdbc;
    private final Vault vault;
    private final Ledger ledger;
    private final InstantSource clock;

    Snoozes(JdbcClient jdbc, Vault vault, Ledger ledger, InstantSource clock) {
        this.jdbc = jdbc;
        this.vault = vault;
        this.ledger = ledger;
        this.clock = clock;
    }

    /**
     * Until when, as it was typed, and why.
     *
     * @param reason may be empty
     */
    public record Until(Instant at, ZoneId zone, String reason) {

        /** Refuses what cannot be; fields: until, reason. */
        public void check(Instant now) {
            if (!at.isAfter(now) || at.isAfter(now.plus(LONGEST))) {
                throw new Refusal.Invalid("until", "snooze-until", LONGEST.toDays() - 1);
            }
            if (JapaneseText.codePoints(reason) > LONGEST_REASON) {
                throw new Refusal.Invalid("reason", "snooze-reason", LONGEST_REASON);
            }
        }
    }

    /** Snoozes an item that the person has; the same {@code id} twice is once, and the newest takes the place of others. */
    public void snooze(UUID id, InboxItem item, Until until) {
        until.check(clock.instant());
        Scope.Person person = Scopes.person();
        CaseId caseId = item.caseId();
        String reason = JapaneseText.withoutControls(until.reason()).strip();
        SealedId sealed = reason.isEmpty() ? null : seal(person, reason);
        jdbc.sql("""
                        update inbox_snooze set ended_at = chosei_now() where person_id = :person and organisation_id = :own
                           and kind = :kind and subject = :subject and ended_at is null and id <> :id
                        """)
                .param("id", id)
                .param("person", person.id().value())
                .param("own", person.organisation().value())
                .param("kind", item.key().kind().name())
                .param("subject", item.key().subject())
                .update();
        int added = jdbc.sql("""
                        insert into inbox_snooze (id, person_id, organisation_id, kind, subject, case_id, item_since, until, zone, reason)
                        values (:id, :person, :own, :kind, :subject, :case, :since, :until, :zone, :reason) on conflict do nothing
                        """)
                .param("id", id)
                .param("person", person.id().value())
                .param("own", person.organisation().value())
                .param("kind", item.key().kind().name())
                .param("subject", item.key().subject())
                .param("case", caseId == null ? null : caseId.value(), Types.OTHER)
                .param("since", item.since().atOffset(ZoneOffset.UTC))
                .param("until", until.at().atOffset(ZoneOffset.UTC))
                .param("zone", until.zone().getId())
                .param("reason", sealed == null ? null : sealed.value(), Types.OTHER)
                .update();
        if (added == 1) {
            ledger.append(Entry.ofInstallation("inbox.snoozed")
                    .about("person", person.id())
                    .about("snooze", id));
        }
    }

    /** Of one organisation, and for the staff's eyes or its own. */
    private SealedId seal(Scope.Person person, String reason) {
        byte[] bytes = reason.getBytes(StandardCharsets.UTF_8);
        return person.isStaff()
                ? vault.sealForStaff(person.organisation(), bytes)
                : vault.seal(person.organisation(), bytes);
    }

    /** Brings an item back before its time; again changes nothing. "Not found" for everybody else's. */
    public void end(UUID id) {
        if (!jdbc.sql("select exists (select from inbox_snooze where id = :id)")
                .param("id", id)
                .query(Boolean.class)
                .single()) {
            throw new Refusal.NotFound();
        }
        int ended = jdbc.sql("update inbox_snooze set ended_at = chosei_now() where id = :id and ended_at is null")
                .param("id", id)
                .update();
        if (ended == 1) {
            ledger.append(Entry.ofInstallation("inbox.brought-back")
                    .about("person", Scopes.person().id())
                    .about("snooze", id));
        }
    }
}
