package org.chosei.desk.timeline.web;

import java.util.List;
import org.chosei.access.Allow;
import org.chosei.access.Permission;
import org.chosei.access.Scopes;
import org.chosei.cases.Cases;
import org.chosei.cases.CoordinatedCase;
import org.chosei.cases.numbers.Aliases;
import org.chosei.desk.timeline.CaseTimeline;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.Refusal;
import org.chosei.web.Redirects;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/**
 * {@code /c/NUMBER?e=HANDLE}: an address of an entry that holds for ever. A case keeps its chain and its own number when it
 * is merged, so its number leads to the chain in which the entry is, and not to the case that goes on. What the reader may
 * not see is "not found", be it case or entry.
 */
@Controller
class PermalinkController {
    private final Cases cases;
    private final Aliases aliases;
    private final CaseTimeline timeline;

    PermalinkController(Cases cases, Aliases aliases, CaseTimeline timeline) {
        this.cases = cases;
        this.aliases = aliases;
        this.timeline = timeline;
    }

    @GetMapping("/c/{number}")
    @Allow({Permission.PROVE, Permission.VENDOR_WORK})
    @Transactional
    View go(@PathVariable String number, @RequestParam(defaultValue = "") String e) {
        CoordinatedCase of = cases.byNumber(number).orElseGet(() -> known(number));
        String path = (Scopes.person().isStaff() ? "/cases/" : "/our-cases/") + of.id() + "/timeline";
        if (e.isEmpty()) {
            return Redirects.to(path);
        }
        String entry = timeline.reference(of.id(), e).orElseThrow(Refusal.NotFound::new);
        return Redirects.to(path + "?e=" + entry + "#e" + entry);
    }

    /** A number of somebody else, where one case has it; staff only, as those are. */
    private CoordinatedCase known(String number) {
        List<CaseId> found = Scopes.person().isStaff() ? aliases.find(number) : List.of();
        if (found.size() != 1) {
            throw new Refusal.NotFound();
        }
        return cases.get(found.getFirst());
    }
}
