package org.chosei.distribution.web;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chosei.access.Scopes;
import org.chosei.cases.Vulnerabilities;
import org.chosei.cases.Vulnerability;
import org.chosei.cases.status.Spoken;
import org.chosei.cases.status.Statement;
import org.chosei.cases.status.StatusHistory;
import org.chosei.cases.status.StatusProposals;
import org.chosei.cases.status.Statuses;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.OrganisationId;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Gathers what a vendor's own organisation stated in a case. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class OurStatus {
    private final Vulnerabilities vulnerabilities;
    private final Statuses statuses;
    private final StatusHistory history;
    private final StatusProposals proposals;

    OurStatus(Vulnerabilities vulnerabilities, Statuses statuses, StatusHistory history, StatusProposals proposals) {
        this.vulnerabilities = vulnerabilities;
        this.statuses = statuses;
        this.history = history;
        this.proposals = proposals;
    }

    /**
     * What is shown of it.
     *
     * @param now what holds, for the vulnerabilities of which something was said
     * @param history everything that was said, newest first
     * @param waiting mailed answers that the coordinator has not accepted or refused yet
     * @param typed what stands in the form
     * @param which the vulnerability chosen in the form; empty for all
     */
    public record Shown(
            List<Vulnerability> vulnerabilities,
            Map<Vulnerability, Statuses.Newest> now,
            List<Spoken> history,
            List<StatusProposals.Proposal> waiting,
            Statement.Typed typed,
            String which) {}

    Shown of(CaseId caseId) {
        return of(caseId, Statement.Typed.blank(), "");
    }

    Shown of(CaseId caseId, Statement.Typed typed, String which) {
        OrganisationId own = Scopes.person().organisation();
        List<Vulnerability> all = vulnerabilities.of(caseId);
        Map<Statuses.Cell, Statuses.Newest> said = statuses.standing(caseId).cells();
        Map<Vulnerability, Statuses.Newest> now = new LinkedHashMap<>();
        for (Vulnerability each : all) {
            Statuses.Newest newest = said.get(new Statuses.Cell(own, each.id()));
            if (newest != null) {
                now.put(each, newest);
            }
        }
        return new Shown(all, now, history.read(caseId, own), proposals.waiting(caseId, own), typed, which);
    }
}
