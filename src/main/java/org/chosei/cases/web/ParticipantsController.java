package org.chosei.cases.web;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.chosei.access.Allow;
import org.chosei.access.Grants;
import org.chosei.access.Permission;
import org.chosei.cases.Cases;
import org.chosei.cases.CoordinatedCase;
import org.chosei.cases.participants.Introductions;
import org.chosei.cases.participants.Participant;
import org.chosei.cases.participants.ParticipantRole;
import org.chosei.cases.participants.Participants;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Refusal;
import org.chosei.web.Choice;
import org.chosei.web.Redirects;
import org.chosei.web.View;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Who takes part in a case, for staff: roles, own numbers, who left, and who is made known to whom. */
@Controller
public class ParticipantsController {
    private final Cases cases;
    private final Participants participants;
    private final Introductions introductions;
    private final Parties parties;
    private final Grants grants;
    private final TransactionOperations transaction;

    ParticipantsController(
            Cases cases,
            Participants participants,
            Introductions introductions,
            Parties parties,
            Grants grants,
            TransactionOperations transaction) {
        this.cases = cases;
        this.participants = participants;
        this.introductions = introductions;
        this.parties = parties;
        this.grants = grants;
        this.transaction = transaction;
    }

    /** What the page shows. */
    public record Page(
            CoordinatedCase of,
            List<Participant> participants,
            List<Introductions.Introduction> introductions,
            Map<OrganisationId, String> names,
            Map<OrganisationId, String> vendors,
            Map<OrganisationId, Grants.Ended> ended) {}

    @GetMapping("/cases/{id}/participants")
    @Allow(Permission.COORDINATE)
    View show(@PathVariable String id, Locale locale) {
        return page(CaseId.of(id), locale);
    }

    /** Observers and deployers see nothing by it: what anybody sees is a wave's doing. */
    @PostMapping("/cases/{id}/participants")
    @Allow(Permission.COORDINATE)
    org.springframework.web.servlet.View add(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String organisation,
            @RequestParam(defaultValue = "") String role,
            Locale locale) {
        CaseId of = CaseId.of(id);
        try {
            OrganisationId who = party("organisation", organisation);
            ParticipantRole as = Choice.of(ParticipantRole.class, role, "role", "participant-role");
            transaction.executeWithoutResult(_ -> {
                cases.get(of);
                if (!parties.vendors(locale).containsKey(who)) {
                    throw new Refusal.NotFound();
                }
                participants.add(of, who, as);
            });
            return back(of);
        } catch (Refusal.Invalid refusal) {
            return refused(of, refusal, locale);
        }
    }

    @PostMapping("/cases/{id}/introductions")
    @Allow(Permission.COORDINATE)
    org.springframework.web.servlet.View introduce(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String oneParty,
            @RequestParam(defaultValue = "") String otherParty,
            Locale locale) {
        CaseId of = CaseId.of(id);
        try {
            OrganisationId one = party("oneParty", oneParty);
            OrganisationId other = party("otherParty", otherParty);
            transaction.executeWithoutResult(_ -> {
                cases.get(of);
                introductions.offer(of, one, other);
            });
            return back(of);
        } catch (Refusal.Invalid refusal) {
            return refused(of, refusal, locale);
        }
    }

    private static OrganisationId party(String field, String id) {
        if (id.isBlank()) {
            throw new Refusal.Invalid(field, "participant-who");
        }
        return OrganisationId.of(id);
    }

    private View page(CaseId id, Locale locale) {
        Page page = Objects.requireNonNull(transaction.execute(_ -> {
            CoordinatedCase of = cases.get(id);
            List<Participant> all = participants.of(id);
            Set<OrganisationId> ids = new LinkedHashSet<>();
            all.forEach(each -> ids.add(each.organisation()));
            return new Page(
                    of,
                    all,
                    introductions.of(id),
                    parties.names(ids, locale),
                    parties.vendors(locale),
                    grants.ended(id));
        }));
        return View.of("cases/participants", "view", page).with("refusals", List.of());
    }

    private View refused(CaseId of, Refusal.Invalid refusal, Locale locale) {
        return page(of, locale).with("refusals", List.of(refusal)).status(HttpStatus.UNPROCESSABLE_CONTENT);
    }

    private static org.springframework.web.servlet.View back(CaseId of) {
        return Redirects.to("/cases/" + of + "/participants");
    }
}
