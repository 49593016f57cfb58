package org.chosei.mail.reading;

/** Line ends in bytes: CR LF as mail has it, or LF alone as files have it. */
final class Lines {
    private Lines() {}

    /** Where the next line starts: after the LF, or at {@code to}. */
    static int endOfLine(byte[] raw, int from, int to) {
        for (int i = from; i < to; i++) {
            if (raw[i] == '\n') {
                return i + 1;
            }
        }
        return to;
    }

    /** The end of the line's text: before its CR LF or LF. */
    static int endOfText(byte[] raw, int start, int endOfLine) {
        int end = endOfLine;
        if (end > start && raw[end - 1] == '\n') {
            end--;
        }
        if (end > start && raw[end - 1] == '\r') {
            end--;
        }
        return end;
    }
}
