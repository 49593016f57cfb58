package org.chosei.desk.web;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.chosei.cases.CaseWords;
import org.chosei.cases.Cases;
import org.chosei.cases.CoordinatedCase;
import org.chosei.cases.Deadline;
import org.chosei.cases.embargo.Embargo;
import org.chosei.cases.embargo.Embargoes;
import org.chosei.cases.status.Spoken;
import org.chosei.cases.status.StatusHistory;
import org.chosei.cases.status.StatusProposals;
import org.chosei.conversation.Messages;
import org.chosei.conversation.ThreadId;
import org.chosei.conversation.Threads;
import org.chosei.distribution.Fairness;
import org.chosei.distribution.Notices;
import org.chosei.distribution.Wave;
import org.chosei.distribution.Waves;
import org.chosei.identity.People;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.PersonId;
import org.chosei.kernel.Refusal;
import org.chosei.registry.Organisation;
import org.chosei.registry.Organisations;
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
    private final StatusHistory history;
    private final StatusProposals proposals;
    private final StatusPages statusPages;
    private final People people;
    private final Organisations organisations;

    CasePages(
            Cases cases,
            Embargoes embargoes,
            Fairness fairness,
            Waves waves,
            Notices notices,
            Threads threads,
            Messages messages,
            StatusHistory history,
            StatusProposals proposals,
            StatusPages statusPages,
            People people,
            Organisations organisations) {
        this.cases = cases;
        this.embargoes = embargoes;
        this.fairness = fairness;
        this.waves = waves;
        this.notices = notices;
        this.threads = threads;
        this.messages = messages;
        this.history = history;
        this.proposals = proposals;
        this.statusPages = statusPages;
        this.people = people;
        this.organisations = organisations;
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
                team);
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
        List<Spoken> spoken = history.read(id, vendorId);
        return new VendorPage(
                of,
                organisation,
                line,
                statusPages.columns(id),
                spoken,
                authors(spoken),
                proposals.waiting(id, vendorId),
                thread.orElse(null),
                thread.map(messages::read).orElse(List.of()),
                Map.of(
                        vendorId,
                        organisation.name(locale),
                        coordinator,
                        organisations.find(coordinator).map(o -> o.name(locale)).orElse("")));
    }

    /** Names of those who recorded statements, by the way the ledger writes them. */
    private Map<String, String> authors(List<Spoken> spoken) {
        String prefix = "person:";
        Set<PersonId> persons = spoken.stream()
                .map(each -> each.said().by())
                .filter(by -> by.startsWith(prefix))
                .map(by -> PersonId.of(by.substring(prefix.length())))
                .collect(Collectors.toSet());
        Map<String, String> names = new LinkedHashMap<>();
        people.names(persons).forEach((id, name) -> names.put(prefix + id, name));
        return names;
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
            String team) {}

    /** One vendor within a case. */
    public record VendorPage(
            CoordinatedCase of,
            Organisation vendor,
            Fairness.Line line,
            List<StatusMatrix.Column> columns,
            List<Spoken> history,
            Map<String, String> authors,
            List<StatusProposals.Proposal> proposals,
            @Nullable ThreadId thread,
            List<Messages.Message> messages,
            Map<OrganisationId, String> names) {}
}
