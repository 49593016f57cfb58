package org.chosei.mail;

import java.util.List;

/** One kind of mail waiting to leave. Both calls run in the transaction that holds the locks. */
interface OutgoingQueue {

    /**
     * A batch that is due.
     *
     * @param found how many were locked; less may leave
     */
    record Batch(int found, List<Outgoing> mails) {}

    /** Locks due mails that nobody else works on, and settles those that may not leave. */
    Batch next(int limit);

    /** Keeps what came of them, in a number of statements that does not grow with the batch. */
    void record(List<Outcome> outcomes);
}
