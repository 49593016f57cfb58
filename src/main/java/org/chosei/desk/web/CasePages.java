package org.chosei.desk.web;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.chosei.cases.CaseWords;
import org.chosei.cases.Cases;
import org.chosei.cases.CoordinatedCase;
import org.chosei.cases.Deadline;
import org.chosei.cases.Statuses;
import org.chosei.cases.Vulnerability;
import org.chosei.cases.embargo.Embargo;
import org.chosei.cases.embargo.Embargoes;
import org.chosei.cases.scoring.Assessment;
import org.chosei.cases.scoring.AssessmentKind;
import org.chosei.cases.scoring.Assessments;
import org.chosei.conversation.Messages;
import org.chosei.conversation.ThreadId;
import org.chosei.conversation.Threads;
import org.chosei.distribution.Fairness;
import org.chosei.distribution.Notices;
import org.chosei.distribution.Wave;
import org.chosei.distribution.Waves;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Refusal;
import org.chosei.registry.Organisation;
import org.chosei.registry.Organisations;
import org.chosei.vault.OpenPurpose;
import org.chosei.vault.Vault;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Gathers what the staff's pages of a case show. Queries do not grow with the number of vendors. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class CasePages {
    private final Cases cases;
    private final Embargoes embargoes;
    private final Fairness fairness;
    private final Waves waves;
    private final Notices notices;
    private final Threads threads;
    private final Messages messages;
    private final Statuses statuses;
    private final Organisations organisations;
    private final Vault vault;
    private final Assessments assessments;

    CasePages(
            Cases cases,
            Embargoes embargoes,
            Fairness fairness,
            Waves waves,
            Notices notices,
            Threads threads,
            Messages messages,
            Statuses statuses,
            Organisations organisations,
            Vault vault,
            Assessments assessments) {
        this.cases = cases;
        this.embargoes = embargoes;
        this.fairness = fairness;
        this.waves = waves;
        this.notices = notices;
        this.threads = threads;
        this.messages = messages;
        this.statuses = statuses;
        this.organisations = organisations;
        this.vault = vault;
        this.assessments = assessments;
    }

    CasePage page(CaseId id, Locale locale) {
        CoordinatedCase of = cases.get(id);
        ThreadId notes = threads.notes(id);
        OrganisationId coordinator = organisations.coordinator();
        String team = organisations.find(coordinator).map(o -> o.name(locale)).orElse("");
        return new CasePage(
                of,
                cases.words(of),
                embargoes.of(id),
                cases.aliases(id),
                cases.cve(id).orElse(""),
                cases.deadlines(id),
                fairness.of(id, locale),
                waves.of(id),
                notices.sealed(id),
                notes,
                messages.read(notes),
                Map.of(coordinator, team),
                team,
                assessments.newest(id));
    }

    VendorPage vendor(CaseId id, String vendor, Locale locale) {
        CoordinatedCase of = cases.get(id);
        OrganisationId vendorId = OrganisationId.of(vendor);
        Organisation organisation = organisations.find(vendorId).orElseThrow(Refusal.NotFound::new);
        Fairness.Line line = fairness.of(id, locale).stream()
                .filter(each -> each.vendor().id().equals(vendorId))
                .findFirst()
                .orElseThrow(Refusal.NotFound::new);
        Optional<ThreadId> thread = threads.of(id, vendorId);
        OrganisationId coordinator = organisations.coordinator();
        Statuses.Stated stated = statuses.of(vendorId, Set.of(id)).get(id);
        String statement = stated == null || stated.statement() == null
                ? ""
                : vault.open(OpenPurpose.READ, stated.statement()).text();
        return new VendorPage(
                of,
                organisation,
                line,
                stated,
                statement,
                thread.orElse(null),
                thread.map(messages::read).orElse(List.of()),
                Map.of(
                        vendorId,
                        organisation.name(locale),
                        coordinator,
                        organisations.find(coordinator).map(o -> o.name(locale)).orElse("")));
    }

    /** The page of a case. */
    public record CasePage(
            CoordinatedCase of,
            CaseWords words,
            Embargo embargo,
            List<String> aliases,
            String cve,
            List<Deadline> deadlines,
            List<Fairness.Line> vendors,
            List<Wave> waves,
            List<Notices.Sealed> notices,
            ThreadId notes,
            List<Messages.Message> messages,
            Map<OrganisationId, String> names,
            String team,
            Map<Vulnerability, Map<AssessmentKind, Assessment>> assessed) {}

    /** One vendor within a case. */
    public record VendorPage(
            CoordinatedCase of,
            Organisation vendor,
            Fairness.Line line,
            Statuses.@Nullable Stated stated,
            String statement,
            @Nullable ThreadId thread,
            List<Messages.Message> messages,
            Map<OrganisationId, String> names) {}
}
