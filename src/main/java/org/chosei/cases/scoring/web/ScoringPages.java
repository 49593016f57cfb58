package org.chosei.cases.scoring.web;

import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.chosei.cases.Cases;
import org.chosei.cases.CoordinatedCase;
import org.chosei.cases.Vulnerabilities;
import org.chosei.cases.Vulnerability;
import org.chosei.cases.scoring.Assessment;
import org.chosei.cases.scoring.AssessmentKind;
import org.chosei.cases.scoring.Assessments;
import org.chosei.identity.People;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.PersonId;
import org.chosei.kernel.Refusal;
import org.chosei.kernel.Uuid7;
import org.chosei.scoring.Weaknesses;
import org.chosei.vault.OpenPurpose;
import org.chosei.vault.Opened;
import org.chosei.vault.SealedId;
import org.chosei.vault.Vault;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Gathers what the page about the scoring of a vulnerability shows, in a fixed number of queries. */
@Component
@Transactional
public class ScoringPages {
    static final int HISTORY = 50;
    private static final String PERSON = "person:";

    private final Cases cases;
    private final Vulnerabilities vulnerabilities;
    private final Assessments assessments;
    private final Weaknesses weaknesses;
    private final People people;
    private final Vault vault;
    private final InstantSource clock;

    ScoringPages(
            Cases cases,
            Vulnerabilities vulnerabilities,
            Assessments assessments,
            Weaknesses weaknesses,
            People people,
            Vault vault,
            InstantSource clock) {
        this.cases = cases;
        this.vulnerabilities = vulnerabilities;
        this.assessments = assessments;
        this.weaknesses = weaknesses;
        this.people = people;
        this.vault = vault;
        this.clock = clock;
    }

    /** A line of the history: who did it, and why, in clear. */
    public record Line(Assessment of, String by, String reason) {}

    /**
     * The page of one vulnerability.
     *
     * @param form names the forms on it: each is recorded once
     * @param more whether the history goes on
     */
    public record Page(
            CoordinatedCase of,
            List<Vulnerability> all,
            Vulnerability chosen,
            Map<AssessmentKind, Assessment> newest,
            List<Line> history,
            boolean more,
            Weaknesses weaknesses,
            Map<AssessmentKind, UUID> forms) {

        /** What holds of this kind, or null. */
        public @Nullable Assessment newest(AssessmentKind kind) {
            return newest.get(kind);
        }

        /** The name of a weakness; empty when the list of today no longer has it. */
        public String weakness(String id, Locale locale) {
            return weaknesses.find(id).map(each -> each.name(locale)).orElse("");
        }

        public String form(AssessmentKind kind) {
            return String.valueOf(forms.get(kind));
        }
    }

    Page page(CaseId id, int ordinal, @Nullable UUID before) {
        CoordinatedCase of = cases.get(id);
        List<Vulnerability> all = vulnerabilities.of(id);
        Vulnerability chosen = among(all, ordinal);
        List<Assessment> history = assessments.history(chosen, before, HISTORY);
        return new Page(
                of,
                all,
                chosen,
                assessments.newest(id).getOrDefault(chosen, Map.of()),
                lines(history),
                history.size() == HISTORY,
                weaknesses,
                forms());
    }

    /** The vulnerability of the case with this number. */
    Vulnerability vulnerability(CaseId id, int ordinal) {
        return among(vulnerabilities.of(cases.get(id).id()), ordinal);
    }

    private static Vulnerability among(List<Vulnerability> all, int ordinal) {
        return all.stream()
                .filter(each -> each.ordinal() == ordinal)
                .findFirst()
                .orElseThrow(Refusal.NotFound::new);
    }

    private Map<AssessmentKind, UUID> forms() {
        Map<AssessmentKind, UUID> forms = new java.util.EnumMap<>(AssessmentKind.class);
        for (AssessmentKind kind : AssessmentKind.values()) {
            forms.put(kind, Uuid7.at(clock.instant()));
        }
        return forms;
    }

    private List<Line> lines(List<Assessment> history) {
        Map<PersonId, String> names = people.names(history.stream()
                .map(Assessment::by)
                .filter(by -> by.startsWith(PERSON))
                .map(by -> PersonId.of(by.substring(PERSON.length())))
                .distinct()
                .toList());
        List<SealedId> reasons = history.stream()
                .map(Assessment::reason)
                .filter(Objects::nonNull)
                .toList();
        Map<SealedId, Opened> opened = reasons.isEmpty() ? Map.of() : vault.open(OpenPurpose.READ, reasons);
        return history.stream()
                .map(each -> new Line(each, name(each.by(), names), reason(each, opened)))
                .toList();
    }

    private static String name(String by, Map<PersonId, String> names) {
        return by.startsWith(PERSON) ? names.getOrDefault(PersonId.of(by.substring(PERSON.length())), by) : by;
    }

    private static String reason(Assessment of, Map<SealedId, Opened> opened) {
        Opened reason = of.reason() == null ? null : opened.get(of.reason());
        return reason == null ? "" : reason.text();
    }
}
