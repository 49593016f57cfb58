package org.chosei.distribution;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.chosei.cases.Cases;
import org.chosei.distribution.WaveRecordStore.Done;
import org.chosei.identity.People;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.PersonId;
import org.chosei.kernel.Refusal;
import org.chosei.registry.Organisation;
import org.chosei.registry.Organisations;
import org.chosei.vault.OpenPurpose;
import org.chosei.vault.SealedId;
import org.chosei.vault.Vault;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Gathers what staff see of waves. The number of statements does not grow with the vendors. Staff only. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class WavePages {
    private static final String PERSON = "person:";

    private final Cases cases;
    private final WaveStore waves;
    private final SelectionStore selection;
    private final WaveRecordStore records;
    private final SubmissionStore submissions;
    private final WaveSubmissions requests;
    private final WavePlanning planning;
    private final SelectionNotes notes;
    private final Suggestions suggestions;
    private final Policies policies;
    private final Organisations organisations;
    private final People people;
    private final Vault vault;
    private final InstantSource clock;

    WavePages(
            Cases cases,
            WaveStore waves,
            SelectionStore selection,
            WaveRecordStore records,
            SubmissionStore submissions,
            WaveSubmissions requests,
            WavePlanning planning,
            SelectionNotes notes,
            Suggestions suggestions,
            Policies policies,
            Organisations organisations,
            People people,
            Vault vault,
            InstantSource clock) {
        this.cases = cases;
        this.waves = waves;
        this.selection = selection;
        this.records = records;
        this.submissions = submissions;
        this.requests = requests;
        this.planning = planning;
        this.notes = notes;
        this.suggestions = suggestions;
        this.policies = policies;
        this.organisations = organisations;
        this.people = people;
        this.vault = vault;
        this.clock = clock;
    }

    /** A line of a case's list; {@code ordinal} is 0 for a request that has no notice yet. */
    public record Item(UUID id, WaveState state, Instant visibleFrom, int ordinal) {}

    /** The waves and requests of a case, by their instant. */
    public List<Item> of(CaseId caseId) {
        cases.get(caseId);
        Instant now = clock.instant();
        Stream<Item> planned = records.of(caseId).stream()
                .map(row -> new Item(row.id(), state(row, now), row.visibleFrom(), row.ordinal()));
        Stream<Item> waiting = submissions.of(caseId).stream()
                .filter(row -> !"APPROVED".equals(row.outcome()))
                .map(row -> new Item(row.id(), state(row, now), row.visibleFrom(), 0));
        return Stream.concat(planned, waiting)
                .sorted(Comparator.comparing(Item::visibleFrom).thenComparing(Item::id))
                .toList();
    }

    /** A wave or a request, or "not found". */
    public WavePage page(UUID id, Locale locale) {
        return records.find(id)
                .map(row -> page(row, locale))
                .orElseGet(() -> page(submissions.find(id).orElseThrow(Refusal.NotFound::new), locale));
    }

    private WavePage page(WaveRecordStore.Row row, Locale locale) {
        List<SelectionStore.Logged> log = selection.log(row.id());
        List<SelectionNotes.Note> said = notes.of(row.id());
        List<WavePage.Step> steps = new ArrayList<>();
        step(steps, "submitted", row.submitted(), "");
        step(steps, "approved", row.approved(), "");
        step(steps, "planned", row.planned(), "");
        step(
                steps,
                row.becomes() == null ? "cancelled" : "moved",
                row.cancelled(),
                Objects.requireNonNullElse(row.reason(), ""));
        return new WavePage(
                cases.get(row.caseId()),
                row.id(),
                state(row, clock.instant()),
                row.visibleFrom(),
                policies.get(row.policy()).policy(),
                steps,
                row.was(),
                row.becomes(),
                row.notice(),
                row.ordinal(),
                text(row.body()),
                row.sha256(),
                row.how(),
                row.amended(),
                lines(log, said, locale),
                notes(said, null),
                names(steps, said));
    }

    private WavePage page(SubmissionStore.Row row, Locale locale) {
        WaveSubmissions.Words words = requests.words(row);
        Set<OrganisationId> chosen = submissions.vendors(row.id());
        Waves.Request request = requests.request(row, words, chosen);
        WavePlanning.Look look = planning.lookBack(request);
        Map<OrganisationId, List<String>> codes = suggestions.codes(row.caseId());
        List<SelectionStore.Logged> log = look.decisions().entrySet().stream()
                .map(each -> new SelectionStore.Logged(
                        each.getKey(),
                        each.getValue().answer(),
                        chosen.contains(each.getKey()),
                        codes.getOrDefault(each.getKey(), List.of())))
                .toList();
        List<WavePage.Step> steps = new ArrayList<>();
        step(steps, "submitted", new Done(row.at(), row.by()), "");
        SealedId reason = row.reason();
        Instant ended = row.endedAt();
        String outcome = row.outcome();
        Amends amends = row.amends();
        if (ended != null && outcome != null) {
            step(
                    steps,
                    outcome.toLowerCase(Locale.ROOT),
                    new Done(ended, Objects.requireNonNullElse(row.endedBy(), "")),
                    reason == null ? "" : text(reason));
        }
        return new WavePage(
                look.of(),
                row.id(),
                state(row, clock.instant()),
                row.visibleFrom(),
                policies.get(row.policy()).policy(),
                steps,
                waves.movedFrom(row.id()).orElse(null),
                null,
                null,
                0,
                look.notice().text(),
                "",
                amends == null ? null : amends.how(),
                look.amended(),
                lines(log, List.of(), locale),
                words.why().isBlank() ? List.of() : List.of(new WavePage.Note(words.why(), row.at(), row.by())),
                names(steps, List.of()));
    }

    private static WaveState state(WaveRecordStore.Row row, Instant now) {
        if (row.cancelled() != null) {
            return row.becomes() == null ? WaveState.CANCELLED : WaveState.MOVED;
        }
        return now.isBefore(row.visibleFrom()) ? WaveState.AHEAD : WaveState.BEGUN;
    }

    private static WaveState state(SubmissionStore.Row row, Instant now) {
        String outcome = row.outcome();
        if (outcome != null) {
            return WaveState.valueOf(outcome);
        }
        return now.isBefore(row.visibleFrom()) ? WaveState.AWAITING : WaveState.LAPSED;
    }

    private static void step(List<WavePage.Step> steps, String key, @Nullable Done done, String reason) {
        if (done != null) {
            steps.add(new WavePage.Step(key, done.at(), done.by(), reason));
        }
    }

    private String text(SealedId sealed) {
        return vault.open(OpenPurpose.READ, sealed).text();
    }

    private List<WavePage.Line> lines(List<SelectionStore.Logged> log, List<SelectionNotes.Note> said, Locale locale) {
        Map<OrganisationId, Organisation> vendors = organisations.byId(
                log.stream().map(SelectionStore.Logged::organisation).toList());
        Map<OrganisationId, List<WavePage.Note>> by = said.stream()
                .filter(note -> note.vendor() != null)
                .collect(Collectors.groupingBy(
                        note -> Objects.requireNonNull(note.vendor()),
                        LinkedHashMap::new,
                        Collectors.mapping(WavePages::note, Collectors.toList())));
        return log.stream()
                .flatMap(each -> Stream.ofNullable(vendors.get(each.organisation()))
                        .map(vendor -> new WavePage.Line(
                                vendor,
                                each.answer(),
                                each.chosen(),
                                each.suggested(),
                                by.getOrDefault(each.organisation(), List.of()))))
                .sorted(Comparator.comparing((WavePage.Line line) -> !line.chosen())
                        .thenComparing(line -> line.vendor().name(locale)))
                .toList();
    }

    private static List<WavePage.Note> notes(Collection<SelectionNotes.Note> said, @Nullable OrganisationId vendor) {
        return said.stream()
                .filter(each -> Objects.equals(each.vendor(), vendor))
                .map(WavePages::note)
                .toList();
    }

    private static WavePage.Note note(SelectionNotes.Note said) {
        return new WavePage.Note(said.words(), said.at(), said.by());
    }

    private Map<String, String> names(List<WavePage.Step> steps, List<SelectionNotes.Note> said) {
        Set<String> actors = new LinkedHashSet<>();
        steps.forEach(step -> actors.add(step.by()));
        said.forEach(note -> actors.add(note.by()));
        Map<String, String> names = new LinkedHashMap<>();
        people.names(actors.stream()
                        .filter(actor -> actor.startsWith(PERSON))
                        .map(actor -> PersonId.of(actor.substring(PERSON.length())))
                        .toList())
                .forEach((id, name) -> names.put(PERSON + id, name));
        return names;
    }
}
