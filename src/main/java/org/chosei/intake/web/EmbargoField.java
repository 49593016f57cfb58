package org.chosei.intake.web;

import java.time.ZonedDateTime;
import org.chosei.intake.RequestedEmbargo;
import org.chosei.kernel.Refusal;
import org.chosei.kernel.ZonedTime;
import org.jspecify.annotations.Nullable;

/** The three form fields of an embargo: whether there is to be one, its local time, its zone. */
final class EmbargoField {
    static final String AGREED = "agreed";
    static final String NONE = "none";

    private EmbargoField() {}

    /** What the time field is filled with; empty where nothing was written that could be. */
    static String local(RequestedEmbargo asked) {
        return switch (asked) {
            case RequestedEmbargo.At at -> at.until().toLocalDateTime().toString();
            case RequestedEmbargo.WithoutZone without -> without.local().toString();
            case RequestedEmbargo.Twofold twofold -> twofold.local().toString();
            case RequestedEmbargo.WithoutHour _,
                    RequestedEmbargo.Waived _,
                    RequestedEmbargo.Blank _,
                    RequestedEmbargo.Unreadable _ -> "";
        };
    }

    /** The zone asked for; empty where it is the person's to choose. */
    static String zone(RequestedEmbargo asked) {
        return switch (asked) {
            case RequestedEmbargo.At at -> at.until().getZone().getId();
            case RequestedEmbargo.Twofold twofold -> twofold.zone().getId();
            case RequestedEmbargo.WithoutZone _,
                    RequestedEmbargo.WithoutHour _,
                    RequestedEmbargo.Waived _,
                    RequestedEmbargo.Blank _,
                    RequestedEmbargo.Unreadable _ -> "";
        };
    }

    /** What the person confirmed; null for no embargo. Neither is a decision that must be made, never assumed. */
    static @Nullable ZonedDateTime read(String embargo, String until, String zone) {
        return switch (embargo) {
            case NONE -> null;
            case AGREED -> instant(until, zone);
            default -> throw new Refusal.Invalid("embargo", "embargo-undecided");
        };
    }

    private static ZonedDateTime instant(String until, String zone) {
        return ZonedTime.read("until", until, zone);
    }
}
