package org.chosei.agreements;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One fact of an organisation's standing at an instant, with a sentence under {@code agreements.fact}.
 *
 * @param version of the text it is about, or, of keys, how many; 0 when about none
 * @param at since or until when, as the sentence says; null when it has no time
 */
public record Fact(Code code, int version, @Nullable Instant at) {

    /** What is stated. */
    public enum Code {
        STATE_NONE,
        STATE_REGISTERED,
        STATE_IDENTITY_VERIFIED,
        STATE_DOCUMENTS_SENT,
        STATE_MEETING_HELD,
        STATE_ACTIVE,
        STATE_SUSPENDED,
        STATE_WITHDRAWN,
        CLASS_GENERAL,
        CLASS_INDIVIDUAL,
        VETTING_NONE,
        VETTING_OPEN,
        VETTING_DONE,
        VETTING_ELSEWHERE,
        NOTE_NONE,
        NOTE_ENDED,
        NOTE_CURRENT,
        NOTE_GRACE,
        NOTE_OLDER,
        NDA_NONE,
        NDA_ENDED,
        NDA_CURRENT,
        NDA_GRACE,
        NDA_OLDER,
        CONTACTS_CONFIRMED,
        CONTACTS_STALE,
        CONTACTS_BOUNCING,
        KEYS_NONE,
        KEYS_USABLE,
        KEYS_RUNNING_OUT
    }
}
