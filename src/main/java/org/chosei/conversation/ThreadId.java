package org.chosei.conversation;

import java.util.UUID;
import org.chosei.kernel.Uuid7;

/** One thread of a case, see {@link ThreadKind}. */
public record ThreadId(UUID value) {
    public static ThreadId of(String text) {
        return new ThreadId(Uuid7.parse(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
