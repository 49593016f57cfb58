package org.chosei.desk.web;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.chosei.access.Grants;
import org.chosei.cases.CaseFile;
import org.chosei.cases.CaseWords;
import org.chosei.cases.Cases;
import org.chosei.cases.CoordinatedCase;
import org.chosei.cases.clocks.Clock;
import org.chosei.cases.embargo.Embargo;
import org.chosei.cases.embargo.Embargoes;
import org.chosei.cases.status.Spoken;
import org.chosei.cases.status.StatusHistory;
import org.chosei.cases.status.StatusProposals;
import org.chosei.conversation.Messages;
import org.chosei.conversation.SealedThread;
import org.chosei.conversation.ThreadId;
import org.chosei.conversation.Threads;
import org.chosei.distribution.Fairness;
import org.chosei.distribution.Notices;
import org.chosei.distribution.Wave;
import org.chosei.distribution.Waves;
import org.chosei.identity.People;
import org.chosei.intake.CaseReports;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.PersonId;
import org.chosei.kernel.Refusal;
import org.chosei.registry.Organisation;
import org.chosei.registry.Organisations;
import org.chosei.vault.OpenPurpose;
import org.chosei.vault.Opened;
import org.chosei.vault.SealedId;
import org.chosei.vault.Vault;
import org.chosei.web.Site;
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
    private final Grants grants;
    private final Threads threads;
    private final Messages messages;
    private final StatusHistory history;
    private final StatusProposals proposals;
    private final StatusPages statusPages;
    private final People people;
    private final Organisations organisations;
    private final Vault vault;
    private final Site site;

    CasePages(
            Cases cases,
            Embargoes embargoes,
            Fairness fairness,
            Waves waves,
            Grants grants,
            Threads threads,
            Messages messages,
            StatusHistory history,
            StatusProposals proposals,
            StatusPages statusPages,
            People people,
            Organisations organisations,
            Vault vault,
            Site site) {
        this.cases = cases;
        this.embargoes = embargoes;
        this.fairness = fairness;
        this.waves = waves;
        this.grants = grants;
        this.threads = threads;
        this.messages = messages;
        this.history = history;
        this.proposals = proposals;
        this.statusPages = statusPages;
        this.people = people;
        this.organisations = organisations;
        this.vault = vault;
        this.site = site;
    }

    /** Ten statements at most with those of the request, whatever the number of vendors: a test and a bench hold it. */
    CasePage page(CaseId id, Locale locale) {
        CaseFile file = cases.file(id);
        SealedThread notes = messages.notes(id);
        List<SealedId> sealed = new ArrayList<>(file.sealed());
        sealed.addAll(notes.sealed());
        List<Waves.Told> told = waves.told(id);
        told.forEach(each -> sealed.add(each.notice().body()));
        Map<SealedId, Opened> opened =
                vault.open(OpenPurpose.READ, sealed.stream().distinct().toList());
        OrganisationId coordinator = organisations.coordinator();
        String team = site.name(locale);
        return new CasePage(
                file.of(),
                file.words(opened),
                embargoes.of(id),
                file.aliases(),
                file.cve(),
                CaseReports.of(file),
                cases.deadlines(file),
                fairness.of(id, locale),
                told.stream().map(Waves.Told::wave).toList(),
                told.stream()
                        .map(Waves.Told::notice)
                        .distinct()
                        .map(each -> new ToldNotice(each, opened.get(each.body())))
                        .toList(),
                notes.thread(),
                notes.messages(opened),
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
                grants.ended(id).get(vendorId),
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
            List<CaseReports.Reported> reports,
            List<Clock> deadlines,
            List<Fairness.Line> vendors,
            List<Wave> waves,
            List<ToldNotice> notices,
            ThreadId notes,
            List<Messages.Message> messages,
            Map<OrganisationId, String> names,
            String team) {}

    /** A notice as vendors read it, or will; {@code words} is null for what the reader may not open. */
    public record ToldNotice(Notices.Sealed of, @Nullable Opened words) {}

    /** One vendor within a case; {@code ended} is null while it sees something or will. */
    public record VendorPage(
            CoordinatedCase of,
            Organisation vendor,
            Fairness.Line line,
            Grants.@Nullable Ended ended,
            List<StatusMatrix.Column> columns,
            List<Spoken> history,
            Map<String, String> authors,
            List<StatusProposals.Proposal> proposals,
            @Nullable ThreadId thread,
            List<Messages.Message> messages,
            Map<OrganisationId, String> names) {}
}
