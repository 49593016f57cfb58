package org.chosei.jobs;

import com.github.kagkarlsson.scheduler.serializer.Serializer;
import org.jspecify.annotations.Nullable;

/** Jobs carry an id and nothing else, so nothing is ever deserialised. */
final class NoData implements Serializer {
    @Override
    public byte[] serialize(@Nullable Object data) {
        return new byte[0];
    }

    @Override
    @SuppressWarnings("NullAway") // the library's contract: no data is null
    public <T> T deserialize(Class<T> type, byte[] bytes) {
        return null;
    }
}
