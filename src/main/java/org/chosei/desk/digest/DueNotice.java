package org.chosei.desk.digest;

import java.time.Instant;
import java.util.Locale;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.PersonId;

/** That somebody is to be told of a case. */
record DueNotice(Recipient to, CaseId caseId, Rhythm rhythm, Instant first, Instant last) {

    /** A person acting for one organisation. */
    record Recipient(
            PersonId person,
            OrganisationId organisation,
            String email,
            Locale locale,
            boolean staff,
            NoticeHours hours) {}
}
