package org.chosei.mail.reading;

/**
 * A message that is not looked into because it breaks a limit. Its bytes are still whatever the caller holds: nothing is
 * lost, a person decides.
 *
 * @param reason the limit
 * @param found how much there was, in the unit of the reason
 */
public record Unparseable(Reason reason, long found) implements MailReading {
    /** The limits that hold before any content is decoded. */
    public enum Reason {
        /** No bytes at all. */
        EMPTY(1),
        /** Bytes of the whole message. */
        MESSAGE_TOO_LARGE(50L * 1024 * 1024),
        /** Bytes of one header block. */
        HEADERS_TOO_LARGE(64L * 1024),
        /** NUL or a carriage return alone inside a header, which smuggles a second header past others' checks. */
        CONTROL_IN_HEADER(0),
        /** Parts, counted over all levels. */
        TOO_MANY_PARTS(100),
        /** Levels of parts inside parts. */
        TOO_DEEP(20),
        /** Addresses in To and Cc. */
        TOO_MANY_RECIPIENTS(1000),
        /** Bytes of text to be read, over all parts; files do not count. Each becomes several strings in memory. */
        TEXT_TOO_LARGE(4L * 1024 * 1024);

        private final long limit;

        Reason(long limit) {
            this.limit = limit;
        }

        /** The most (or, for {@link #EMPTY}, the least) that is accepted. */
        public long limit() {
            return limit;
        }
    }
}
