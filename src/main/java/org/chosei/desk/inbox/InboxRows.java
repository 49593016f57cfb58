package org.chosei.desk.inbox;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.PersonId;
import org.chosei.vault.SealedId;
import org.jspecify.annotations.Nullable;

/** Reads the rows that the queries of both sides answer with: the counts on each, an item on all but an empty page's one. */
final class InboxRows {
    /**
     * Of an item: what says it, not shown before an instant, and not before something new happened to it. What may still be
     * taken back is nothing new yet.
     */
    static final String HIDDEN = """
            select from inbox_snooze z where z.person_id = :person and z.organisation_id = :own and z.kind = i.kind
               and z.subject = i.subject and z.ended_at is null and z.until > chosei_now()
               and (z.item_since >= i.since or i.since > chosei_now())
            """;

    static final UUID NOBODY = new UUID(0, 0);

    private InboxRows() {}

    /** A page of at most {@code size}; one row more than that says that there is a next one. */
    static InboxView.Page page(ResultSet rows, int size, InboxView.Tab tab) throws SQLException {
        List<InboxItem> items = new ArrayList<>();
        InboxView.Counts counts = new InboxView.Counts(0, 0, 0, 0);
        while (rows.next()) {
            counts = new InboxView.Counts(
                    rows.getInt("mine"), rows.getInt("waiting"), rows.getInt("overdue"), rows.getInt("snoozed"));
            if (rows.getObject("subject") != null) {
                items.add(item(rows));
            }
        }
        boolean more = items.size() > size;
        List<InboxItem> shown = more ? items.subList(0, size) : items;
        return new InboxView.Page(
                List.copyOf(shown), counts, more ? after(shown.getLast(), tab).toString() : "");
    }

    private static InboxView.After after(InboxItem last, InboxView.Tab tab) {
        InboxItem.Hidden hidden = last.hidden();
        return tab == InboxView.Tab.SNOOZED && hidden != null
                ? new InboxView.After(hidden.until(), hidden.id())
                : new InboxView.After(last.due(), last.id());
    }

    static InboxItem item(ResultSet row) throws SQLException {
        UUID caseId = row.getObject("case_id", UUID.class);
        UUID assignee = row.getObject("assignee", UUID.class);
        String assigned = row.getString("assignee_name");
        return new InboxItem(
                row.getObject("id", UUID.class),
                new ItemKey(ItemKind.valueOf(row.getString("kind")), row.getObject("subject", UUID.class)),
                caseId == null ? null : new CaseId(caseId),
                row.getString("turn").equals("mine"),
                instant(row, "due_at"),
                row.getObject("since", OffsetDateTime.class).toInstant(),
                row.getInt("number"),
                row.getString("label"),
                sealed(row.getObject("title", UUID.class)),
                new InboxItem.Named(
                        row.getString("name_ja"),
                        row.getString("name_en"),
                        row.getObject("organisation_id", UUID.class)),
                assignee == null || assigned == null ? null : new InboxItem.Assignee(new PersonId(assignee), assigned),
                hidden(row));
    }

    private static InboxItem.@Nullable Hidden hidden(ResultSet row) throws SQLException {
        UUID id = row.getObject("snooze_id", UUID.class);
        Instant until = instant(row, "until");
        return id == null || until == null
                ? null
                : new InboxItem.Hidden(
                        id, until, ZoneId.of(row.getString("zone")), sealed(row.getObject("reason", UUID.class)));
    }

    private static @Nullable SealedId sealed(@Nullable UUID id) {
        return id == null ? null : new SealedId(id);
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
