package org.chosei.distribution.leak;

import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.chosei.access.Audience;
import org.chosei.access.Audiences;
import org.chosei.distribution.Wave;
import org.chosei.distribution.Waves;
import org.chosei.distribution.Withdrawals;
import org.chosei.kernel.AudienceId;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.JapaneseText;
import org.chosei.kernel.Refusal;
import org.chosei.kernel.Uuid7;
import org.chosei.ledger.Entry;
import org.chosei.ledger.Ledger;
import org.chosei.vault.SealedId;
import org.chosei.vault.Vault;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The playbook of leaks. It records what was decided and why; the acts themselves are those that there are anyway: waves are
 * cancelled, vendors withdrawn, the embargo ended. Freezing alone does it by itself, because nobody may forget a wave. Staff only.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class Leaks {
    /** Longest words, in characters as people count them. */
    public static final int LONGEST = 4_000;

    private final JdbcClient jdbc;
    private final Audiences audiences;
    private final Waves waves;
    private final Withdrawals withdrawals;
    private final Vault vault;
    private final Ledger ledger;
    private final InstantSource clock;

    Leaks(
            JdbcClient jdbc,
            Audiences audiences,
            Waves waves,
            Withdrawals withdrawals,
            Vault vault,
            Ledger ledger,
            InstantSource clock) {
        this.jdbc = jdbc;
        this.audiences = audiences;
        this.waves = waves;
        this.withdrawals = withdrawals;
        this.vault = vault;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** Those of a case, the newest first; words are sealed. */
    public List<Leak> of(CaseId caseId) {
        Map<UUID, List<Leak.Taken>> taken = jdbc
                .sql(
                        "select leak_id, step, outcome, words, taken_at, taken_by from leak_step where case_id = :case order by taken_at, id")
                .param("case", caseId.value())
                .query((row, _) -> Map.entry(
                        row.getObject(1, UUID.class),
                        new Leak.Taken(
                                LeakStep.valueOf(row.getString(2)),
                                LeakStep.Outcome.valueOf(row.getString(3)),
                                new SealedId(row.getObject(4, UUID.class)),
                                row.getObject(5, OffsetDateTime.class).toInstant(),
                                row.getString(6))))
                .list()
                .stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
        return jdbc.sql(
                        "select id, kind, noticed_at, words, opened_at, opened_by from leak where case_id = :case order by id desc")
                .param("case", caseId.value())
                .query((row, _) -> new Leak(
                        row.getObject(1, UUID.class),
                        Leak.Kind.valueOf(row.getString(2)),
                        row.getObject(3, OffsetDateTime.class).toInstant(),
                        new SealedId(row.getObject(4, UUID.class)),
                        row.getObject(5, OffsetDateTime.class).toInstant(),
                        row.getString(6),
                        taken.getOrDefault(row.getObject(1, UUID.class), List.of())))
                .list();
    }

    /** The waves that have not come yet. */
    public List<Wave> ahead(CaseId caseId) {
        return waves.of(caseId).stream()
                .filter(wave -> wave.cancelledAt() == null && clock.instant().isBefore(wave.visibleFrom()))
                .toList();
    }

    /**
     * Opens the playbook; one at a time for a case, and the same form sent twice opens it once.
     *
     * @throws Refusal.Invalid naming the field: noticed, words
     * @throws Refusal.WrongState while another one is open
     */
    public void open(CaseId caseId, UUID form, Leak.Kind kind, Instant noticedAt, String words) {
        if (noticedAt.isAfter(clock.instant())) {
            throw new Refusal.Invalid("noticed", "clock-ahead");
        }
        String kept = text(words);
        lock(caseId);
        List<Leak> known = of(caseId);
        if (known.stream().anyMatch(each -> each.id().equals(form))) {
            return;
        }
        if (known.stream().anyMatch(each -> each.next() != null)) {
            throw new Refusal.WrongState("leak-open");
        }
        jdbc.sql("insert into leak (id, case_id, kind, noticed_at, words) values (:id, :case, :kind, :at, :words)")
                .param("id", form)
                .param("case", caseId.value())
                .param("kind", kind.name())
                .param("at", noticedAt.atOffset(ZoneOffset.UTC))
                .param("words", vault.seal(caseId, staff(caseId), kept).value())
                .update();
        ledger.append(Entry.of(caseId, "leak.opened").about("leak", form).about("kind", kind));
    }

    /**
     * Takes the next step. Freezing cancels every wave that has not come yet, for the same reason.
     *
     * @throws Refusal.Invalid naming the field: outcome, words
     * @throws Refusal.Stale when that step was taken meanwhile or is not the next
     */
    public void take(CaseId caseId, UUID leak, LeakStep step, LeakStep.Outcome outcome, String words) {
        if (!step.outcomes().contains(outcome)) {
            throw new Refusal.Invalid("outcome", "leak-outcome");
        }
        String kept = text(words);
        lock(caseId);
        boolean next = of(caseId).stream().anyMatch(each -> each.id().equals(leak) && each.next() == step);
        if (!next) {
            throw new Refusal.Stale("leak-step");
        }
        jdbc.sql("""
                        insert into leak_step (id, leak_id, case_id, step, outcome, words)
                        values (:id, :leak, :case, :step, :outcome, :words)
                        """)
                .param("id", Uuid7.at(clock.instant()))
                .param("leak", leak)
                .param("case", caseId.value())
                .param("step", step.name())
                .param("outcome", outcome.name())
                .param("words", vault.seal(caseId, staff(caseId), kept).value())
                .update();
        ledger.append(Entry.of(caseId, "leak.step-taken")
                .about("leak", leak)
                .about("step", step)
                .about("outcome", outcome));
        if (outcome == LeakStep.Outcome.FROZEN) {
            ahead(caseId).forEach(wave -> withdrawals.cancel(wave.id(), "leak"));
        }
    }

    private void lock(CaseId caseId) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended('leak ' || :case::text, 0))")
                .param("case", caseId.value())
                .query((_, _) -> true)
                .single();
    }

    private AudienceId staff(CaseId caseId) {
        return audiences
                .find(caseId, Audience.Kind.STAFF, null)
                .map(Audience::id)
                .orElseThrow(Refusal.NotFound::new);
    }

    private static String text(String words) {
        String clean = JapaneseText.withoutControls(words).strip();
        if (clean.isEmpty()) {
            throw new Refusal.Invalid("words", "leak-words");
        }
        if (JapaneseText.codePoints(clean) > LONGEST) {
            throw new Refusal.Invalid("words", "leak-long", LONGEST);
        }
        return clean;
    }
}
