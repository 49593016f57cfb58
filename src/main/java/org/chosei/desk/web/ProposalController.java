package org.chosei.desk.web;

import java.util.List;
import org.chosei.access.Allow;
import org.chosei.access.Permission;
import org.chosei.cases.status.StatusProposals;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Uuid7;
import org.chosei.web.Redirects;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** The coordinator decides whether a mailed word is what the vendor states. */
@Controller
@Transactional
class ProposalController {
    private final StatusProposals proposals;

    ProposalController(StatusProposals proposals) {
        this.proposals = proposals;
    }

    @PostMapping("/cases/{id}/vendors/{vendor}/proposals/{proposal}/acceptance")
    @Allow(Permission.COORDINATE)
    View accept(
            @PathVariable String id,
            @PathVariable String vendor,
            @PathVariable String proposal,
            @RequestParam(defaultValue = "") String which) {
        proposals.accept(
                CaseId.of(id),
                OrganisationId.of(vendor),
                Uuid7.parse(proposal),
                which.isBlank() ? List.of() : List.of(Uuid7.parse(which)));
        return back(id, vendor);
    }

    @PostMapping("/cases/{id}/vendors/{vendor}/proposals/{proposal}/refusal")
    @Allow(Permission.COORDINATE)
    View refuse(@PathVariable String id, @PathVariable String vendor, @PathVariable String proposal) {
        proposals.refuse(CaseId.of(id), OrganisationId.of(vendor), Uuid7.parse(proposal));
        return back(id, vendor);
    }

    private static View back(String id, String vendor) {
        return Redirects.to("/cases/" + CaseId.of(id) + "/vendors/" + OrganisationId.of(vendor) + "#history");
    }
}
