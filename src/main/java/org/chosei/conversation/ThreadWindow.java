package org.chosei.conversation;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A part of a thread with the edges beyond which more lies; an edge is null where nothing does. */
record ThreadWindow(
        SealedThread sealed,
        @Nullable UUID earlier,
        @Nullable UUID later) {
    /** After every id. */
    static final UUID END = new UUID(-1L, -1L);

    static ThreadWindow of(MessageStore messages, ThreadId id, Part part) {
        int above = switch (part) {
            case Part.Latest _, Part.Before _ -> Part.PAGE;
            case Part.At _ -> Part.ABOVE;
            case Part.After _ -> 0;
        };
        UUID at = switch (part) {
            case Part.Latest _ -> END;
            case Part.At(UUID message) -> message;
            case Part.Before(UUID message) -> message;
            case Part.After(UUID message) -> next(message);
        };
        int below = switch (part) {
            case Part.Latest _, Part.Before _ -> 0;
            case Part.At _ -> Part.PAGE - Part.ABOVE;
            case Part.After _ -> Part.PAGE;
        };
        // one more on each side tells whether there is one
        SealedThread found = messages.part(id, at, above == 0 ? 0 : above + 1, below + 1)
                .orElseGet(() -> new SealedThread(id, List.of(), List.of()));
        List<SealedThread.Row> rows = new ArrayList<>(found.rows());
        long before = rows.stream().filter(row -> order(row.id(), at) < 0).count();
        boolean moreBefore = before > above || part instanceof Part.After;
        if (before > above) {
            rows.removeFirst();
        }
        long after = rows.stream().filter(row -> order(row.id(), at) >= 0).count();
        boolean moreAfter = after > below;
        if (after > below) {
            rows.subList(rows.size() - (int) (after - below), rows.size()).clear();
        }
        return new ThreadWindow(
                with(id, rows, found.files()),
                moreBefore && !rows.isEmpty() ? rows.getFirst().id() : null,
                moreAfter && !rows.isEmpty() ? rows.getLast().id() : null);
    }

    private static SealedThread with(ThreadId id, List<SealedThread.Row> rows, List<SealedThread.FileRow> files) {
        Set<UUID> kept = new LinkedHashSet<>();
        rows.forEach(row -> kept.add(row.id()));
        return new SealedThread(
                id,
                rows,
                files.stream().filter(file -> kept.contains(file.message())).toList());
    }

    /** As PostgreSQL orders ids: byte by byte, unlike {@link UUID#compareTo}. */
    private static int order(UUID one, UUID other) {
        int high = Long.compareUnsigned(one.getMostSignificantBits(), other.getMostSignificantBits());
        return high != 0 ? high : Long.compareUnsigned(one.getLeastSignificantBits(), other.getLeastSignificantBits());
    }

    private static UUID next(UUID id) {
        long low = id.getLeastSignificantBits() + 1;
        return new UUID(id.getMostSignificantBits() + (low == 0 ? 1 : 0), low);
    }
}
