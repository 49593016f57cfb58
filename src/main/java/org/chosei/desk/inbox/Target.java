package org.chosei.desk.inbox;

import java.util.UUID;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.Refusal;
import org.chosei.kernel.Uuid7;
import org.chosei.vault.SealedId;
import org.jspecify.annotations.Nullable;

/**
 * Something to which an act on several things is done: an item of the inbox, or a case out of a list.
 *
 * @param item null for a case
 * @param label the number by which people know it
 * @param assignee who has the case now; empty for nobody
 * @param hindrance the slug of the refusal that the act would meet; empty when it can be done
 */
public record Target(
        Name name,
        @Nullable InboxItem item,
        @Nullable CaseId caseId,
        String label,
        @Nullable SealedId title,
        String assignee,
        String hindrance) {

    /** The kind of a case itself. */
    public static final String CASE = "CASE";

    /** The kind of a vendor within a case. */
    public static final String VENDOR = "VENDOR";

    /** What a form calls it: {@code KIND:id}. */
    public record Name(String kind, UUID subject) {

        /** Reads it; a name of nothing is "not found". */
        public static Name of(String text) {
            String prefix = CASE + ":";
            if (text.startsWith(prefix)) {
                return new Name(CASE, Uuid7.parse(text.substring(prefix.length())));
            }
            ItemKey key = ItemKey.of(text);
            return new Name(key.kind().name(), key.subject());
        }

        boolean isCase() {
            return kind.equals(CASE);
        }

        ItemKey key() {
            if (isCase()) {
                throw new Refusal.WrongState("bulk-no-item");
            }
            return new ItemKey(ItemKind.valueOf(kind), subject);
        }

        @Override
        public String toString() {
            return kind + ":" + subject;
        }
    }
}
