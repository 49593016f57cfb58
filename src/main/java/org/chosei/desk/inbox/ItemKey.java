package org.chosei.desk.inbox;

import java.util.UUID;
import org.chosei.kernel.Refusal;
import org.chosei.kernel.Uuid7;

/** Names an item in a form: {@code KIND:id}. */
public record ItemKey(ItemKind kind, UUID subject) {

    /** Reads it; a name of nothing is "not found". */
    public static ItemKey of(String text) {
        int colon = text.indexOf(':');
        if (colon > 0) {
            for (ItemKind kind : ItemKind.values()) {
                if (kind.name().equals(text.substring(0, colon))) {
                    return new ItemKey(kind, Uuid7.parse(text.substring(colon + 1)));
                }
            }
        }
        throw new Refusal.NotFound();
    }

    @Override
    public String toString() {
        return kind + ":" + subject;
    }
}
