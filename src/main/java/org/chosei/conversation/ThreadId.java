package org.chosei.conversation;

import java.util.UUID;
import org.chosei.kernel.Uuid7;

/** One thread: a vendor's private one, or the staff's notes of a case. */
public record ThreadId(UUID value) {
    public static ThreadId of(String text) {
        return new ThreadId(Uuid7.parse(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
