package org.chosei.desk.inbox;

import java.time.Instant;
import java.time.ZoneId;
import java.util.UUID;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.PersonId;
import org.chosei.vault.SealedId;
import org.jspecify.annotations.Nullable;

/**
 * Something to do or to wait for.
 *
 * @param id by which lists go on where they stopped
 * @param mine whether the next step is the reader's side's
 * @param due until when; null when nothing says
 * @param since since when it is here, or when something new happened to it
 * @param count of how many things
 * @param label the number by which people know it; empty when it has none
 * @param title the case's, sealed; null where there is none to show
 * @param organisation whose it is
 * @param assignee who works on the case
 * @param hidden how it is snoozed; null when it is not
 */
public record InboxItem(
        UUID id,
        ItemKey key,
        @Nullable CaseId caseId,
        boolean mine,
        @Nullable Instant due,
        Instant since,
        int count,
        String label,
        @Nullable SealedId title,
        Named organisation,
        @Nullable Assignee assignee,
        @Nullable Hidden hidden) {

    /** An organisation's names in both languages; both empty for none. */
    public record Named(String ja, String en, @Nullable UUID id) {}

    /** A person of the staff. */
    public record Assignee(PersonId id, String name) {}

    /** A snooze. */
    public record Hidden(
            UUID id, Instant until, ZoneId zone, @Nullable SealedId reason) {}

    /** Whether its time is over. */
    public boolean overdue(Instant now) {
        return due != null && !due.isAfter(now);
    }

    /** The page on which it is done. */
    public String path() {
        String of = "/cases/" + caseId;
        String ours = "/our-cases/" + caseId;
        return switch (key.kind()) {
            case REPORT -> "/reports/" + key.subject();
            case RECEIVED, REPORTER_MESSAGE -> "/reports/received/" + key.subject();
            case REGISTRATION, REGISTRATION_REPLY -> "/registrations/" + key.subject();
            case PAPER -> "/papers/" + key.subject();
            case COUNTERSIGN -> "/agreements/waiting";
            case VETTING -> "/organisations/" + key.subject() + "/vetting";
            case BOUNCED -> "/organisations/" + key.subject();
            case MAIL -> "/mails/" + key.subject();
            case CONTACT_CHANGE -> "/contact-changes/" + key.subject();
            case DISTRIBUTE -> of;
            case CVE_RECORD -> of + "/deadlines";
            case STATUS, STATUS_MAIL -> of + "/status";
            case PUBLISH, SCHEDULED, HELD_BACK, APPROVE -> of + "/advisory";
            case APPROVE_WAVE -> "/waves/" + key.subject();
            case CLOSE -> of + "/closing";
            case REACH -> of + "/asks";
            case PROPOSAL, ANSWERS -> of + "/embargo";
            case MESSAGE -> of + "/talk/" + key.subject();
            case OUR_MESSAGE -> ours + "/talk/" + key.subject();
            case OUR_RECEIPT, OUR_INTRODUCTION, OUR_WAIT -> ours;
            case OUR_STATUS -> ours + "/status";
            case OUR_EMBARGO -> ours + "/embargo";
        };
    }
}
