package org.chosei.ledger.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.chosei.access.Purpose;
import org.chosei.access.Scope;
import org.chosei.kernel.CaseId;
import org.chosei.ledger.Checkpoints;
import org.chosei.ledger.Entry;
import org.chosei.ledger.LedgerRoom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the database's owner does to a running server's rows, each in a chain of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LiveTamperingTest {
    /** The hash of an entry's columns, written as SQL by whoever forges. */
    private static final String REHASH = """
            do $$ declare e record; p text := repeat('0', 64); h text; begin
              for e in select * from ledger_entry where chain = '%1$s' order by seq loop
                h := encode(sha256(convert_to(format(
                  '{"actor":"%%s","at":"%%s","audience":null,"chain":"%%s","commitment":"%%s","kind":"%%s","previous":"%%s","seq":%%s,"subjects":%%s,"v":1}',
                  e.actor, to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), e.chain, e.commitment, e.kind, p,
                  e.seq, e.subjects), 'UTF8')), 'hex');
                update ledger_entry set previous = p, hash = h where chain = e.chain and seq = e.seq;
                p := h;
              end loop;
              update ledger_chain set head = p, seq = (select max(seq) from ledger_entry where chain = '%1$s') where id = '%1$s';
            end $$""";

    private final LedgerRoom room = new LedgerRoom();

    @AfterAll
    void stop() {
        room.close();
    }

    @Test
    void anUntouchedChainIsClean() {
        Report report = room.live(room.signedChain(6));
        assertThat(report.findings()).isEmpty();
        assertThat(report.entries()).isEqualTo(6);
        assertThat(report.unsigned()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kind = 'test.softened'",
                "actor = 'person:' || gen_random_uuid()",
                "actor = E'x\"\\n{\"end\":{}}'",
                "at = at + interval '1 microsecond'",
                "at = 'infinity'",
                "subjects = '[]'",
                "audience_id = gen_random_uuid()",
                "commitment = repeat('a', 64)",
                "previous = repeat('a', 64)",
                "hash = repeat('a', 64)"
            })
    void anEditedEntryIsNamed(String change) {
        CaseId of = room.signedChain(6);
        tamper(of, "update ledger_entry set " + change + " where chain = '%s' and seq = 3");
        assertThat(names(of)).contains(change.contains("\\n") ? "unreadable 3" : "edited 3");
    }

    @Test
    void aDeletedEntryIsNamed() {
        CaseId of = room.signedChain(6);
        tamper(of, "delete from ledger_entry where chain = '%s' and seq = 3");
        assertThat(names(of)).containsExactly("deleted 3-3");
    }

    @Test
    void aDeletedEntryWhoseSuccessorsWereNumberedAnewIsNamed() {
        CaseId of = room.signedChain(6);
        tamper(
                of,
                "delete from ledger_entry where chain = '%s' and seq = 3",
                "update ledger_entry set seq = seq + 100 where chain = '%s' and seq > 3",
                "update ledger_entry set seq = seq - 101 where chain = '%s' and seq > 100",
                "update ledger_chain set seq = 5 where id = '%s'");
        assertThat(names(of)).containsExactly("deleted 3-3");
    }

    @Test
    void anInsertedEntryIsNamed() {
        CaseId of = room.signedChain(6);
        tamper(
                of,
                "update ledger_entry set seq = seq + 100 where chain = '%s' and seq >= 3",
                "update ledger_entry set seq = seq - 99 where chain = '%s' and seq > 100",
                """
                insert into ledger_entry
                  select chain, 3, at, actor, kind, subjects, audience_id, commitment, details, previous, hash
                    from ledger_entry where chain = '%s' and seq = 2
                """,
                "update ledger_chain set seq = 7 where id = '%s'");
        assertThat(names(of)).containsExactly("inserted 2-2");
    }

    @Test
    void anEntryBeyondTheHeadIsNamed() {
        CaseId of = room.signedChain(6);
        tamper(of, """
                insert into ledger_entry
                  select chain, 7, at, actor, kind, subjects, audience_id, commitment, details, hash, repeat('a', 64)
                    from ledger_entry where chain = '%s' and seq = 6
                """);
        assertThat(names(of)).contains("inserted 7-7");
    }

    @Test
    void reorderedEntriesAreNamed() {
        CaseId of = room.signedChain(6);
        tamper(
                of,
                "update ledger_entry set seq = 100 where chain = '%s' and seq = 3",
                "update ledger_entry set seq = 3 where chain = '%s' and seq = 4",
                "update ledger_entry set seq = 4 where chain = '%s' and seq = 100");
        assertThat(names(of)).containsExactly("reordered 3-3");
    }

    @Test
    void aTruncatedChainIsNamed() {
        CaseId of = room.signedChain(6);
        tamper(
                of,
                "delete from ledger_entry where chain = '%s' and seq > 4",
                "update ledger_chain set seq = 4, head = (select hash from ledger_entry where chain = id and seq = 4)"
                        + " where id = '%s'");
        assertThat(names(of)).containsExactly("truncated 5-6");
    }

    @Test
    void aChainThatWasTakenOutIsNamed() {
        CaseId of = room.signedChain(6);
        tamper(
                of,
                "delete from ledger_entry where chain = '%s'",
                "delete from ledger_signed where chain = '%s'",
                "delete from ledger_chain where id = '%s'");
        assertThat(names(of)).containsExactly("truncated 1-6");
    }

    @Test
    void aChainHashedAnewIsNamed() {
        CaseId of = room.signedChain(6);
        tamper(of, "update ledger_entry set subjects = '[]' where chain = '%s' and seq = 3", REHASH);
        assertThat(names(of)).containsExactly("rewritten 6-6");
    }

    @Test
    void aChainHashedAnewStaysNamedWhenLaterCheckpointsSignTheForgery() {
        CaseId of = room.signedChain(6);
        tamper(of, "update ledger_entry set subjects = '[]' where chain = '%s' and seq = 3", REHASH);
        room.append(Entry.of(of, "test.written"));
        room.application.bean(Checkpoints.class).make();
        assertThat(names(of)).containsExactly("rewritten 6-6");
    }

    @Test
    void whatIsWrittenWhileTheChainIsReadDoesNotLookLikeAForgery() throws Exception {
        CaseId of = room.signedChain(600);
        List<String> lines = new ArrayList<>();
        room.application.bean(org.chosei.ledger.Export.class).write(of, false, line -> {
            lines.add(new String(line, java.nio.charset.StandardCharsets.UTF_8));
            if (lines.size() % 100 == 0) {
                room.append(Entry.of(of, "test.meanwhile"));
                room.application.bean(Checkpoints.class).make();
            }
        });
        Report report = Verification.of(new java.io.ByteArrayInputStream(LedgerRoom.bytes(lines)), room.trust());
        assertThat(report.findings()).isEmpty();
        assertThat(report.entries()).isBetween(600L, 610L);
    }

    @Test
    void checkpointsThatWereCutOffOrMadeAnewAreNamedByTheAnchor() {
        try (LedgerRoom own = new LedgerRoom()) {
            CaseId of = own.signedChain(2);
            own.append(Entry.of(of, "test.written"));
            own.application.bean(Checkpoints.class).make();
            long last = own.anchored().getLast().seq();
            own.tamper("delete from ledger_checkpoint where seq = " + last);
            assertThat(anchored(own, of)).containsExactly("truncated " + last);
            UUID id = of.value();
            own.tamper(
                    "delete from ledger_entry where chain = '" + id + "' and seq = 3",
                    "update ledger_chain set seq = 2, head = (select hash from ledger_entry where chain = id and seq = 2)"
                            + " where id = '" + id + "'",
                    "delete from ledger_signed");
            own.append(Entry.of(of, "test.other-end"));
            own.application.bean(Checkpoints.class).make();
            assertThat(anchored(own, of)).containsExactly("rewritten " + last);
        }
    }

    private static List<String> anchored(LedgerRoom room, CaseId of) {
        Verification verification = new Verification(new Trust(List.of(room.key()), room.anchored()));
        room.export(of, false)
                .forEach(line -> verification.line(line.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        return verification.report().findings().stream()
                .map(each -> each.kind().slug() + " " + each.seq())
                .toList();
    }

    @Test
    void theVerifierReadsUnderItsPurposeAndChangesNothing() {
        CaseId of = room.signedChain(1);
        String count = "select count(*) from ledger_entry";
        Scope verification = new Scope.System(Purpose.VERIFICATION);
        long before = room.as(
                verification, () -> room.jdbc().sql(count).query(Long.class).single());
        room.live(of);
        assertThat(room.as(
                        verification,
                        () -> room.jdbc().sql(count).query(Long.class).single()))
                .isEqualTo(before);
    }

    private void tamper(CaseId of, String... statements) {
        String[] all = new String[statements.length + 1];
        // whoever owns the tables also takes away what is in the way
        all[0] = "alter table ledger_entry drop constraint if exists ledger_entry_kind_check,"
                + " drop constraint if exists ledger_entry_subjects_check";
        for (int i = 0; i < statements.length; i++) {
            all[i + 1] = statements[i].formatted(of);
        }
        room.tamper(all);
    }

    private List<String> names(CaseId of) {
        return room.live(of).findings().stream()
                .filter(each -> each.chain().equals(of.toString()))
                .map(each -> each.kind().slug() + " " + each.seq() + "-" + each.until())
                .map(name -> name.replaceAll("^(edited|unreadable) (\\d+)-\\2$", "$1 $2"))
                .toList();
    }
}
