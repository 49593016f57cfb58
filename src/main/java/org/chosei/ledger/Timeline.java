package org.chosei.ledger;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.OrganisationId;
import org.springframework.stereotype.Component;

/** STUB, replaced by the ledger branch. */
@Component
public class Timeline {
    public record Line(long seq, Instant at, String actor, String kind, List<String> subjects) {}

    public List<Line> page(CaseId caseId, long afterSeq, int size) {
        throw new UnsupportedOperationException("CONTRACT");
    }

    public Map<OrganisationId, Instant> firstReads(CaseId caseId, Collection<UUID> sealed) {
        throw new UnsupportedOperationException("CONTRACT");
    }
}
