package org.chosei.registry.web;

import java.util.List;
import org.chosei.access.Allow;
import org.chosei.access.Permission;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Refusal;
import org.chosei.kernel.Uuid7;
import org.chosei.registry.vetting.Confirmations;
import org.chosei.registry.vetting.VettingRecords;
import org.chosei.web.Download;
import org.chosei.web.Redirects;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** The second person of a vetting: reads the evidence, and confirms; or somebody says that it was vetted elsewhere. */
@Controller
class ConfirmationController {
    private final Confirmations confirmations;
    private final VettingPages pages;
    private final VettingController vetting;

    ConfirmationController(Confirmations confirmations, VettingPages pages, VettingController vetting) {
        this.confirmations = confirmations;
        this.pages = pages;
        this.vetting = vetting;
    }

    @PostMapping("/organisations/{id}/vetting/confirmation")
    @Allow(Permission.REGISTRY)
    View confirm(
            @PathVariable String id,
            @RequestParam String seen,
            @RequestParam(defaultValue = "") String remark,
            @RequestParam(defaultValue = "") String agree) {
        OrganisationId organisation = OrganisationId.of(id);
        try {
            if (!agree.equals("yes")) {
                throw new Refusal.Invalid("agree", "vetting-agree");
            }
            confirmations.confirm(organisation, Uuid7.parse(seen), remark);
        } catch (Refusal.Invalid refusal) {
            return vetting.page(organisation)
                    .with("words", remark)
                    .with("refusals", List.of(refusal))
                    .status(HttpStatus.UNPROCESSABLE_CONTENT);
        }
        return Redirects.to("/organisations/" + id + "/vetting?done=confirmed");
    }

    @PostMapping("/organisations/{id}/vetting/elsewhere")
    @Allow(Permission.REGISTRY)
    View elsewhere(@PathVariable String id, @RequestParam(defaultValue = "") String reason) {
        OrganisationId organisation = OrganisationId.of(id);
        try {
            confirmations.elsewhere(organisation, reason);
        } catch (Refusal.Invalid refusal) {
            return vetting.page(organisation)
                    .with("reason", reason)
                    .with("refusals", List.of(refusal))
                    .status(HttpStatus.UNPROCESSABLE_CONTENT);
        }
        return Redirects.to("/organisations/" + id + "/vetting?done=elsewhere");
    }

    /** Always a download of inert bytes: never shown, never run, never a type of the sender's choosing. */
    @GetMapping("/organisations/{id}/vetting/files/{file}")
    @Allow(Permission.REGISTRY)
    Download file(@PathVariable String id, @PathVariable String file) {
        VettingRecords.NewFile found = pages.file(OrganisationId.of(id), Uuid7.parse(file));
        return new Download(found.name(), MediaType.APPLICATION_OCTET_STREAM_VALUE, out -> out.write(found.content()));
    }
}
