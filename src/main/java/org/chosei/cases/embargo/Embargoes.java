package org.chosei.cases.embargo;

import java.time.ZonedDateTime;
import org.chosei.kernel.CaseId;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The embargo of each case. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class Embargoes {

    public Embargo of(CaseId caseId) {
        throw new UnsupportedOperationException("CONTRACT");
    }

    /** Confirms what the originator asked for. The instant must lie ahead. Staff only. */
    public void confirm(CaseId caseId, ZonedDateTime until) {
        throw new UnsupportedOperationException("CONTRACT");
    }

    /** Ends the embargo because the case was published (scope: publication) or by a person's decision. */
    public void end(CaseId caseId, String reason) {
        throw new UnsupportedOperationException("CONTRACT");
    }
}
