package org.chosei.cases.status;

import java.util.List;
import org.chosei.cases.Vulnerability;
import org.chosei.kernel.CaseId;
import org.chosei.ledger.Entry;

/** How the ledger tells of statements. */
final class StatusEntries {
    private StatusEntries() {}

    static Entry stated(CaseId caseId, List<Vulnerability> about, StatusStore.Act act, VendorStatus status, Told told) {
        Entry entry = Entry.of(caseId, "status.stated")
                .about("organisation", act.vendor())
                .about("status", status.name())
                .about("via", told.key());
        return entry.aboutEach(
                        "vulnerability", about.stream().map(Vulnerability::id).toList())
                .seenBy(act.audience());
    }
}
