package org.chosei.desk.web;

import org.chosei.kernel.CaseId;
import org.chosei.vault.search.Search.Hit;
import org.jspecify.annotations.Nullable;

/** Where what was found is shown, for staff and for vendors. */
final class SearchPlaces {
    private SearchPlaces() {}

    static String of(Hit hit, boolean staff) {
        return switch (hit.kind()) {
            case REPORT -> "/reports/" + hit.subject();
            case RECEIVED_REPORT -> (staff ? "/reports/received/" : "/our-reports/") + hit.subject();
            case REPORT_MESSAGE -> (staff ? "/reports/received/" : "/our-reports/") + hit.within();
            case MAIL -> "/mails/" + hit.subject();
            case CASE -> of(hit.caseId(), staff);
            case VULNERABILITY -> of(hit.caseId(), staff) + (staff ? "/vulnerabilities#v-" + hit.subject() : "");
            case ADVISORY -> of(hit.caseId(), staff) + (staff ? "/advisory" : "");
            case NOTICE -> of(hit.caseId(), staff) + (staff ? "#waves" : "");
            case STATEMENT -> staff ? column(hit) + "#history" : of(hit.caseId(), false) + "/status";
            case MESSAGE -> "/messages/" + hit.subject();
            case FILE -> "/messages/" + hit.within();
        };
    }

    private static String of(@Nullable CaseId id, boolean staff) {
        return (staff ? "/cases/" : "/our-cases/") + id;
    }

    /** The page of the vendor in the case; of what has no vendor, the case's own. */
    private static String column(Hit hit) {
        return of(hit.caseId(), true) + (hit.party() == null ? "" : "/vendors/" + hit.party());
    }
}
