package org.chosei.advisories;

import java.time.Instant;

/** Where a case's advisory stands, for pages that show the case. */
public sealed interface AdvisoryState {

    /** Nothing was written yet. */
    record None() implements AdvisoryState {}

    /** The newest version waits for another person's approval. */
    record Drafted(String number, int version) implements AdvisoryState {}

    /** The newest version is approved and has no instant. */
    record Approved(String number, int version) implements AdvisoryState {}

    /** Will be public from an instant on; {@code zone} is the one in which it was chosen. */
    record Scheduled(String number, int version, Instant at, String zone) implements AdvisoryState {}

    /** Was not published at its instant; {@code reason} is a message key under {@code advisories.held-back}. */
    record HeldBack(String number, int version, Instant at, String reason) implements AdvisoryState {}

    /** Public since an instant. */
    record Published(String number, Instant at) implements AdvisoryState {}
}
