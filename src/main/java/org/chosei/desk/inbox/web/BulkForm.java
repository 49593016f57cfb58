package org.chosei.desk.inbox.web;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.chosei.access.Scopes;
import org.chosei.desk.inbox.Act;
import org.chosei.desk.inbox.Bulk;
import org.chosei.desk.inbox.Snoozes;
import org.chosei.desk.web.TypedInstant;
import org.chosei.kernel.PersonId;
import org.chosei.kernel.Refusal;
import org.chosei.web.Choice;
import org.jspecify.annotations.Nullable;

/**
 * What was typed to do something to several things.
 *
 * @param items as the form names them
 * @param person an id, {@code me} or {@code nobody}
 * @param until date and hour, to be read in {@code zone}
 */
public record BulkForm(
        String act, List<String> items, String person, String note, String until, String zone, String reason) {
    /** Somebody who only wants it away for today begins anew in the morning. */
    private static final LocalTime MORNING = LocalTime.of(9, 0);

    static BulkForm of(String act, List<String> items, Map<String, String> fields) {
        return new BulkForm(
                act,
                items,
                fields.getOrDefault("person", ""),
                fields.getOrDefault("note", ""),
                fields.getOrDefault("until", ""),
                fields.getOrDefault("zone", ""),
                fields.getOrDefault("reason", ""));
    }

    /** With tomorrow morning where nothing was typed. */
    public BulkForm suggested(Instant now, ZoneId zone) {
        LocalDateTime tomorrow = now.atZone(zone).toLocalDate().plusDays(1).atTime(MORNING);
        return new BulkForm(
                act,
                items,
                person.isEmpty() ? "me" : person,
                note,
                until.isEmpty() ? tomorrow.toString() : until,
                this.zone.isEmpty() ? zone.getId() : this.zone,
                reason);
    }

    Act read() {
        return Choice.of(Act.class, act, "act", "bulk-act");
    }

    /** Reads what the act needs. Fields: person, until. */
    Bulk.Order order() {
        return switch (read()) {
            case ASSIGN -> new Bulk.Order.Assign(to(person), note);
            case SNOOZE ->
                new Bulk.Order.Snooze(
                        new Snoozes.Until(TypedInstant.read("until", until, zone), ZoneId.of(zone), reason));
            case SETTLE -> new Bulk.Order.Settle();
            case REMIND -> throw new Refusal.Invalid("act", "bulk-act");
        };
    }

    /** A person out of a list, oneself or nobody. */
    static @Nullable PersonId to(String person) {
        return switch (person) {
            case "me" -> Scopes.person().id();
            case "nobody" -> null;
            case "" -> throw new Refusal.Invalid("person", "assign-person");
            default -> PersonId.of(person);
        };
    }
}
