package org.chosei.mail.wire;

import java.util.List;

/**
 * One reply of a relay (RFC 5321 §4.2).
 *
 * @param lines the words of each line, never empty
 */
record SmtpReply(int code, List<String> lines) {
    /** The peer ends the session with it, whatever it was asked (§3.8). */
    static final int CLOSING = 421;

    boolean done() {
        return code / 100 == 2;
    }

    boolean goOn() {
        return code / 100 == 3;
    }

    boolean forNow() {
        return code / 100 == 4;
    }

    boolean forGood() {
        return code / 100 == 5;
    }

    /** As one line, the code first. */
    String text() {
        return code + " " + String.join(" ", lines).strip();
    }
}
