package org.chosei.distribution.web;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.chosei.access.Scopes;
import org.chosei.cases.Vulnerabilities;
import org.chosei.cases.Vulnerability;
import org.chosei.cases.status.Said;
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
            String which) {

        private Shown saidAgain() {
            Spoken last = history.getFirst();
            Said said = last.said();
            Statement.Typed again = new Statement.Typed(
                    said.status().name(),
                    Objects.toString(said.fixDate(), ""),
                    last.text(),
                    last.versions(),
                    String.join("\n", last.references()));
            String about = said.ordinals().size() == 1 && vulnerabilities.size() > 1
                    ? vulnerabilities.stream()
                            .filter(each -> each.ordinal() == said.ordinals().getFirst())
                            .map(each -> each.id().toString())
                            .findFirst()
                            .orElse("")
                    : "";
            return new Shown(vulnerabilities, now, history, waiting, again, about);
        }
    }

    /** With what was said last in the form, so that a change of one field loses none of the others. */
    Shown of(CaseId caseId) {
        Shown blank = of(caseId, Statement.Typed.blank(), "");
        return blank.history().isEmpty() ? blank : blank.saidAgain();
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
