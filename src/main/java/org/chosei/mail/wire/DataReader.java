package org.chosei.mail.wire;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.function.IntPredicate;

/**
 * Reads what follows DATA up to {@code CRLF.CRLF} and undoes the dot-stuffing (RFC 5321 §4.5.2). A bare CR or LF is
 * data like any other byte: {@code LF.LF}, {@code CR.CR} and their mixtures never end a message.
 */
final class DataReader {
    enum Verdict {
        COMPLETE,
        TOO_LARGE,
        NO_ROOM,
        NUL_IN_HEADER
    }

    private enum State {
        LINE_START,
        DOT,
        DOT_CR,
        TEXT,
        CR,
        END
    }

    private static final int CHUNK = 8192;

    private final int limit;
    private final Duration patience;
    private final IntPredicate reserve;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private Verdict verdict = Verdict.COMPLETE;
    private State state = State.LINE_START;
    private boolean inHeader = true;
    private boolean lineIsEmpty = true;

    /** @param reserve asked before the kept bytes grow to a size; false means there is no room now */
    DataReader(int limit, Duration patience, IntPredicate reserve) {
        this.limit = limit;
        this.patience = patience;
        this.reserve = reserve;
    }

    /**
     * Reads to the end of the message and no byte further; {@code in} supports marks.
     *
     * @throws EOFException when the peer went away before the end: the message does not exist then
     * @throws SocketTimeoutException when it took too long, or far too much was sent
     */
    byte[] read(InputStream in) throws IOException {
        long start = System.nanoTime();
        long total = 0;
        byte[] chunk = new byte[CHUNK];
        while (true) {
            in.mark(CHUNK);
            int count = in.read(chunk);
            if (count < 0) {
                throw new EOFException("The connection ended inside a message");
            }
            total += count;
            if (verdict == Verdict.COMPLETE && !reserve.test((int) Math.min(total, limit))) {
                give(Verdict.NO_ROOM);
            }
            for (int i = 0; i < count; i++) {
                if (state == State.TEXT) {
                    i = text(chunk, i, count);
                }
                if (i < count) {
                    step(chunk[i]);
                }
                if (state == State.END) {
                    in.reset();
                    in.skipNBytes(i + 1L);
                    return kept.toByteArray();
                }
            }
            if (System.nanoTime() - start > patience.toNanos() || total > 4L * limit + 1_000_000) {
                throw new SocketTimeoutException("The message did not end in time");
            }
        }
    }

    Verdict verdict() {
        return verdict;
    }

    /** Past the rest of a line that is not empty, as far as it is here; where the line's end, or that of what is here, stands. */
    private int text(byte[] chunk, int from, int count) {
        int end = from;
        while (end < count && chunk[end] != '\r' && (chunk[end] != 0 || !inHeader)) {
            end++;
        }
        if (verdict == Verdict.COMPLETE) {
            if (kept.size() + end - from > limit) {
                give(Verdict.TOO_LARGE);
            } else {
                kept.write(chunk, from, end - from);
            }
        }
        return end;
    }

    private void step(byte b) {
        switch (state) {
            case LINE_START -> {
                if (b == '.') {
                    state = State.DOT;
                } else {
                    text(b);
                }
            }
            case DOT -> {
                if (b == '\r') {
                    state = State.DOT_CR;
                } else {
                    text(b);
                }
            }
            case DOT_CR -> {
                if (b == '\n') {
                    state = State.END;
                } else {
                    text((byte) '\r');
                    text(b);
                }
            }
            case CR -> {
                if (b == '\n') {
                    keep(b);
                    inHeader &= !lineIsEmpty;
                    lineIsEmpty = true;
                    state = State.LINE_START;
                } else {
                    text(b);
                }
            }
            case TEXT -> text(b);
            case END -> throw new IllegalStateException("The message has ended");
        }
    }

    private void text(byte b) {
        keep(b);
        state = b == '\r' ? State.CR : State.TEXT;
        lineIsEmpty &= b == '\r';
        if (b == 0 && inHeader) {
            give(Verdict.NUL_IN_HEADER);
        }
    }

    private void keep(byte b) {
        if (verdict != Verdict.COMPLETE) {
            return;
        }
        if (kept.size() == limit) {
            give(Verdict.TOO_LARGE);
        } else {
            kept.write(b);
        }
    }

    // What is refused is not kept: the rest is only read past.
    private void give(Verdict refusal) {
        if (verdict == Verdict.COMPLETE) {
            verdict = refusal;
            kept.reset();
        }
    }
}
