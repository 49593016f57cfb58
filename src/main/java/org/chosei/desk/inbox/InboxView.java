package org.chosei.desk.inbox;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.chosei.kernel.Refusal;
import org.chosei.kernel.Uuid7;
import org.jspecify.annotations.Nullable;

/** Which part of an inbox is looked at: whose turn it is, and whose work. */
public record InboxView(Tab tab, Whose whose) {

    /** The parts, in the order of the page. */
    public enum Tab {
        MINE,
        WAITING,
        OVERDUE,
        SNOOZED;

        /** As it stands in addresses and message keys. */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The reader's own with what nobody has while the reader is on duty; nobody's; everybody's. */
    public enum Whose {
        OWN,
        NOBODY,
        ALL;

        /** As it stands in addresses and message keys. */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Reads it from an address; what is not there is the first. */
    public static InboxView read(String tab, String whose) {
        Tab read = Tab.MINE;
        for (Tab each : Tab.values()) {
            read = each.key().equals(tab) ? each : read;
        }
        Whose of = Whose.ALL;
        for (Whose each : Whose.values()) {
            of = each.key().equals(whose) ? each : of;
        }
        return new InboxView(read, of);
    }

    /** Reads what {@link #address} wrote; what is not there is the first. */
    public static InboxView of(String address) {
        String tab = "";
        String whose = "";
        for (String each : address.split("&", -1)) {
            tab = each.startsWith("tab=") ? each.substring(4) : tab;
            whose = each.startsWith("whose=") ? each.substring(6) : whose;
        }
        return read(tab, whose);
    }

    /** What stands behind the question mark of its address. */
    public String address() {
        return "tab=" + tab.key() + "&whose=" + whose.key();
    }

    /** The last item of a page, behind which the next one begins. */
    public record After(@Nullable Instant due, UUID id) {

        /** Reads what {@link #toString} wrote; null for the beginning. */
        public static @Nullable After read(String text) {
            if (text.isEmpty()) {
                return null;
            }
            int sign = text.indexOf('_');
            if (sign < 0) {
                throw new Refusal.NotFound();
            }
            String due = text.substring(0, sign);
            if (!due.matches("\\d{0,16}")) {
                throw new Refusal.NotFound();
            }
            return new After(
                    due.isEmpty() ? null : Instant.EPOCH.plus(Long.parseLong(due), ChronoUnit.MICROS),
                    Uuid7.parse(text.substring(sign + 1)));
        }

        @Override
        public String toString() {
            return (due == null ? "" : ChronoUnit.MICROS.between(Instant.EPOCH, due)) + "_" + id;
        }
    }

    /**
     * A page of it.
     *
     * @param counts how many there are in each part, {@link #MOST} at most; snoozed ones are not counted by deadline
     * @param next where the next page begins; empty when there is none
     */
    public record Page(List<InboxItem> items, Counts counts, String next) {}

    /** No more are counted. */
    public static final int MOST = 1000;

    /** How many there are in each part. */
    public record Counts(int mine, int waiting, int overdue, int snoozed) {

        /** Of one part. */
        public int of(Tab tab) {
            return switch (tab) {
                case MINE -> mine;
                case WAITING -> waiting;
                case OVERDUE -> overdue;
                case SNOOZED -> snoozed;
            };
        }
    }
}
