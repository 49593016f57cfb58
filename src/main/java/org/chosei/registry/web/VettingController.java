package org.chosei.registry.web;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.chosei.access.Allow;
import org.chosei.access.Permission;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Refusal;
import org.chosei.kernel.Uuid7;
import org.chosei.registry.vetting.VettingRecord;
import org.chosei.registry.vetting.VettingRecords;
import org.chosei.web.Redirects;
import org.chosei.web.Site;
import org.chosei.web.View;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;

/** The vetting of an organisation: the page, and the three kinds of record. */
@Controller
class VettingController {
    private final VettingPages pages;
    private final VettingRecords records;
    private final Site site;
    private final InstantSource clock;

    VettingController(VettingPages pages, VettingRecords records, Site site, InstantSource clock) {
        this.pages = pages;
        this.records = records;
        this.site = site;
        this.clock = clock;
    }

    /** {@code write} opens the form of a kind; {@code corrects} that of the record that takes the place of another. */
    @GetMapping("/organisations/{id}/vetting")
    @Allow(Permission.REGISTRY)
    View show(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String write,
            @RequestParam(defaultValue = "") String corrects,
            @RequestParam(defaultValue = "") String done) {
        VettingPages.Page page = pages.of(OrganisationId.of(id));
        VettingRecord wrong = page.correctable(corrects);
        VettingForm form =
                wrong == null ? blank(write, "") : blank(wrong.result().kind().name(), corrects);
        return page(page, form).with("done", done);
    }

    @PostMapping("/organisations/{id}/vetting/call-backs")
    @Allow(Permission.REGISTRY)
    org.springframework.web.servlet.View call(
            @PathVariable String id,
            @RequestParam String form,
            @RequestParam(defaultValue = "") String when,
            @RequestParam(defaultValue = "") String zone,
            @RequestParam(defaultValue = "") String corrects,
            @RequestParam(defaultValue = "") String number,
            @RequestParam(defaultValue = "") String found,
            @RequestParam(defaultValue = "") String source,
            @RequestParam(defaultValue = "") String talkedTo,
            @RequestParam(defaultValue = "") String result,
            @RequestParam(defaultValue = "") String note,
            @RequestParam(defaultValue = "") String same,
            @RequestParam Optional<List<MultipartFile>> files) {
        OrganisationId organisation = OrganisationId.of(id);
        VettingForm typed = new VettingForm(
                "CALL_BACK",
                form,
                when,
                zone,
                corrects,
                Map.ofEntries(
                        Map.entry("number", number),
                        Map.entry("found", found),
                        Map.entry("source", source),
                        Map.entry("talkedTo", talkedTo),
                        Map.entry("result", result),
                        Map.entry("note", note),
                        Map.entry("same", same)));
        try {
            records.called(
                    typed.head(organisation),
                    new VettingRecords.TypedCall(number, found, source, talkedTo, result, note, same.equals("yes")),
                    VettingForm.files(files));
        } catch (Refusal.Invalid refusal) {
            return refused(organisation, typed, refusal);
        }
        return Redirects.to("/organisations/" + id + "/vetting?done=recorded");
    }

    @PostMapping("/organisations/{id}/vetting/meetings")
    @Allow(Permission.REGISTRY)
    org.springframework.web.servlet.View meet(
            @PathVariable String id,
            @RequestParam String form,
            @RequestParam(defaultValue = "") String when,
            @RequestParam(defaultValue = "") String zone,
            @RequestParam(defaultValue = "") String corrects,
            @RequestParam(defaultValue = "") String place,
            @RequestParam(defaultValue = "") String ours,
            @RequestParam(defaultValue = "") String theirs,
            @RequestParam(defaultValue = "") String result,
            @RequestParam(defaultValue = "") String note,
            @RequestParam Optional<List<MultipartFile>> files) {
        OrganisationId organisation = OrganisationId.of(id);
        VettingForm typed = new VettingForm(
                "MEETING",
                form,
                when,
                zone,
                corrects,
                Map.of("place", place, "ours", ours, "theirs", theirs, "result", result, "note", note));
        try {
            records.met(
                    typed.head(organisation),
                    new VettingRecords.TypedMeeting(place, ours, theirs, result, note),
                    VettingForm.files(files));
        } catch (Refusal.Invalid refusal) {
            return refused(organisation, typed, refusal);
        }
        return Redirects.to("/organisations/" + id + "/vetting?done=recorded");
    }

    @PostMapping("/organisations/{id}/vetting/documents")
    @Allow(Permission.REGISTRY)
    org.springframework.web.servlet.View receive(
            @PathVariable String id,
            @RequestParam String form,
            @RequestParam(defaultValue = "") String when,
            @RequestParam(defaultValue = "") String zone,
            @RequestParam(defaultValue = "") String corrects,
            @RequestParam(defaultValue = "") String result,
            @RequestParam(defaultValue = "") String note,
            @RequestParam Optional<List<MultipartFile>> files) {
        OrganisationId organisation = OrganisationId.of(id);
        VettingForm typed =
                new VettingForm("DOCUMENT", form, when, zone, corrects, Map.of("result", result, "note", note));
        try {
            records.received(typed.head(organisation), result, note, VettingForm.files(files));
        } catch (Refusal.Invalid refusal) {
            return refused(organisation, typed, refusal);
        }
        return Redirects.to("/organisations/" + id + "/vetting?done=recorded");
    }

    private View refused(OrganisationId organisation, VettingForm typed, Refusal.Invalid refusal) {
        return page(pages.of(organisation), typed)
                .with("refusals", List.of(refusal))
                .status(HttpStatus.UNPROCESSABLE_CONTENT);
    }

    private VettingForm blank(String kind, String corrects) {
        return new VettingForm(
                kind,
                Uuid7.at(clock.instant()).toString(),
                TypedInstant.typed(clock.instant(), site.zone()),
                site.zone().getId(),
                corrects,
                Map.of());
    }

    /** The form that was refused comes back with what was typed; the others are blank. */
    private View page(VettingPages.Page page, VettingForm typed) {
        return show(page, blank("", ""), site).with("typed", typed).with("refusals", List.of());
    }

    private static View show(VettingPages.Page page, VettingForm blank, Site site) {
        return View.of("registry/vetting", "page", page)
                .with("blank", blank)
                .with("zones", List.of(site.zone().getId(), "UTC"))
                .with("done", "")
                .with("words", "")
                .with("reason", "");
    }

    /** As it is when nothing was typed into a form of a record. */
    View page(OrganisationId organisation) {
        return page(pages.of(organisation), blank("", ""));
    }
}
