package org.chosei.agreements.web;

import jakarta.servlet.http.HttpServletRequest;
import org.chosei.access.Allow;
import org.chosei.access.Permission;
import org.chosei.agreements.Act;
import org.chosei.agreements.AgreementKind;
import org.chosei.agreements.Signing;
import org.chosei.kernel.OrganisationId;
import org.chosei.web.Redirects;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The CSIRT signs under an organisation's signature. No transaction here: the proof stands between two of its own. */
@Controller
class CountersignatureController {
    private final Signing signing;

    CountersignatureController(Signing signing) {
        this.signing = signing;
    }

    @PostMapping("/organisations/{id}/agreements/{kind}/countersignature")
    @Allow(Permission.REGISTRY)
    org.springframework.web.servlet.View sign(
            @PathVariable String id,
            @PathVariable String kind,
            @RequestParam int version,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String capacity,
            @RequestParam(defaultValue = "") String agree,
            @RequestParam(defaultValue = "") String otherName,
            @RequestParam(defaultValue = "") String password,
            @RequestParam(defaultValue = "") String code,
            HttpServletRequest request) {
        OrganisationId organisation = OrganisationId.of(id);
        signing.countersign(
                organisation,
                AgreementKind.of(kind),
                version,
                new Act(name, capacity, agree.equals("yes"), otherName.equals("yes")),
                new Signing.Typed(password, code, request.getRemoteAddr()));
        return Redirects.to("/organisations/" + organisation + "/agreements");
    }
}
