package org.chosei.ledger.proof;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import java.util.UUID;
import org.chosei.ledger.proof.Finding.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Checks one export, line by line, with nothing but what the reader trusts. Memory grows with chains and checkpoints, not
 * with entries. A checkpoint without a good signature says nothing about entries, so a history that was hashed anew is
 * told from the signed one.
 */
public final class Verification {
    private static final int LONGEST_LINE = 16 * 1024 * 1024;

    private final Trust trust;
    private final Findings findings = new Findings();
    private @Nullable Checks checks;
    private long line;
    private boolean foreign;

    public Verification(Trust trust) {
        this.trust = trust;
    }

    /** Checks everything that the stream holds. */
    public static Report of(InputStream export, Trust trust) throws IOException {
        Verification verification = new Verification(trust);
        InputStream in = new BufferedInputStream(export, 1 << 16);
        ByteArrayOutputStream one = new ByteArrayOutputStream();
        for (int b = in.read(); b >= 0; b = in.read()) {
            if (b == '\n') {
                verification.line(one.toByteArray());
                one.reset();
            } else if (one.size() < LONGEST_LINE) {
                one.write(b);
            }
        }
        if (one.size() > 0) {
            verification.line(one.toByteArray());
        }
        return verification.report();
    }

    /** The next line, without the newline at its end. */
    public void line(byte[] bytes) {
        findings.at(++line);
        Line read =
                bytes.length < LONGEST_LINE ? LineReader.read(new String(bytes, ISO_8859_1)) : new Line.Unreadable();
        if (checks != null) {
            checks.take(read);
        } else if (line == 1 && read instanceof Line.Header header) {
            checks = new Checks(header.caseId());
        } else if (!foreign) {
            findings.add(Kind.UNREADABLE, Finding.FILE, 0);
            foreign = true;
        }
    }

    /** What was found; to be called once, after the last line. */
    public Report report() {
        findings.at(0);
        if (checks != null) {
            return checks.report();
        }
        if (!foreign) {
            findings.add(Kind.TRUNCATED, Finding.FILE, 0);
        }
        return new Report(
                null, 0, 0, 0, null, 0, Set.of(), !trust.keys().isEmpty(), 0, findings.listed(), findings.notListed());
    }

    /** What goes on once the first line was understood. */
    private final class Checks {
        private final @Nullable UUID caseId;
        private final CheckpointCheck checkpoints;
        private final EntryCheck entries;
        private long checkpointCount;
        private long entryCount;
        private Line.@Nullable End end;

        Checks(@Nullable UUID caseId) {
            Numbers numbers = new Numbers();
            this.caseId = caseId;
            checkpoints = new CheckpointCheck(trust, caseId, findings, numbers);
            entries = new EntryCheck(caseId, checkpoints.heads(), findings, numbers);
        }

        void take(Line read) {
            if (end != null) {
                findings.add(Kind.UNREADABLE, Finding.FILE, 0);
                return;
            }
            switch (read) {
                case Line.Header _ -> findings.add(Kind.UNREADABLE, Finding.FILE, 0);
                case Line.Key key -> checkpoints.key(key.encoded());
                case Line.Checkpoint checkpoint -> {
                    checkpointCount++;
                    checkpoints.take(checkpoint);
                }
                case Line.Chain chain -> entries.chain(chain);
                case Line.Entry entry -> {
                    entryCount++;
                    entries.take(entry);
                }
                case Line.End last -> end = last;
                case Line.Unreadable _ -> {
                    if (!entries.unreadable()) {
                        checkpoints.unreadable();
                    }
                }
            }
        }

        Report report() {
            checkpoints.end();
            entries.end();
            long read = entries.chains() + checkpointCount + entryCount;
            if (end == null || read < end.chains() + end.checkpoints() + end.entries()) {
                findings.add(Kind.TRUNCATED, Finding.FILE, 0);
            } else if (!end.equals(new Line.End(entries.chains(), checkpointCount, entryCount))) {
                findings.add(Kind.INSERTED, Finding.FILE, 0);
            }
            return new Report(
                    caseId,
                    entries.chains(),
                    entryCount,
                    checkpointCount,
                    checkpoints.last(),
                    entries.unsigned(),
                    checkpoints.used(),
                    !trust.keys().isEmpty(),
                    checkpoints.anchored(),
                    findings.listed(),
                    findings.notListed());
        }
    }
}
