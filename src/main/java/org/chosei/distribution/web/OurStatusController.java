package org.chosei.distribution.web;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.chosei.access.Allow;
import org.chosei.access.Permission;
import org.chosei.access.Scope;
import org.chosei.access.Scopes;
import org.chosei.cases.Cases;
import org.chosei.cases.CoordinatedCase;
import org.chosei.cases.status.Statement;
import org.chosei.cases.status.Statuses;
import org.chosei.cases.status.Told;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.Refusal;
import org.chosei.kernel.Uuid7;
import org.chosei.web.Redirects;
import org.chosei.web.View;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** A vendor states where it stands: of all vulnerabilities of a case, or of one; and reads what it said before. */
@Controller
@Transactional
class OurStatusController {
    private final Cases cases;
    private final Statuses statuses;
    private final OurStatus ourStatus;
    private final InstantSource clock;

    OurStatusController(Cases cases, Statuses statuses, OurStatus ourStatus, InstantSource clock) {
        this.cases = cases;
        this.statuses = statuses;
        this.ourStatus = ourStatus;
        this.clock = clock;
    }

    @GetMapping("/our-cases/{id}/status")
    @Allow(Permission.VENDOR_WORK)
    View show(@PathVariable String id) {
        CoordinatedCase of = cases.get(CaseId.of(id));
        return page(of, ourStatus.of(of.id()), List.of());
    }

    @PostMapping("/our-cases/{id}/status")
    @Allow(Permission.VENDOR_WORK)
    org.springframework.web.servlet.View state(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String status,
            @RequestParam(defaultValue = "") String fixDate,
            @RequestParam(defaultValue = "") String statement,
            @RequestParam(defaultValue = "") String versions,
            @RequestParam(defaultValue = "") String references,
            @RequestParam(defaultValue = "") String which,
            @RequestParam Optional<String> form) {
        CoordinatedCase of = cases.get(CaseId.of(id));
        Statement.Typed typed = new Statement.Typed(status, fixDate, statement, versions, references);
        Scope.Person person = Scopes.person();
        List<UUID> about = which.isBlank() ? List.of() : List.of(Uuid7.parse(which));
        String origin = form.map(sent -> "form:" + person.id() + ":" + Uuid7.parse(sent))
                .orElse(null);
        try {
            statuses.state(
                    of.id(), person.organisation(), about, typed.read(clock.instant()), new Told.OnPage(), origin);
        } catch (Refusal.Invalid refusal) {
            return page(of, ourStatus.of(of.id(), typed, which), List.of(refusal))
                    .status(HttpStatus.UNPROCESSABLE_CONTENT);
        }
        return Redirects.to("/our-cases/" + of.id() + "?done=status#our-status");
    }

    private static View page(CoordinatedCase of, OurStatus.Shown shown, List<Refusal.Invalid> refusals) {
        return View.of("distribution/our-status", "of", of).with("shown", shown).with("refusals", refusals);
    }
}
