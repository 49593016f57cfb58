package org.chosei.cases;

import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.chosei.access.Audience;
import org.chosei.access.Audiences;
import org.chosei.cases.numbers.AliasKind;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.JapaneseText;
import org.chosei.kernel.Refusal;
import org.chosei.kernel.Uuid7;
import org.chosei.ledger.Entry;
import org.chosei.ledger.Ledger;
import org.chosei.vault.OpenPurpose;
import org.chosei.vault.Opened;
import org.chosei.vault.SealedId;
import org.chosei.vault.Vault;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The vulnerabilities of a case. One vulnerability may be in several cases; each case numbers its own from 1. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class Vulnerabilities {
    /** Longest label, in characters as people count them. */
    public static final int LONGEST_LABEL = 120;

    private final VulnerabilityStore store;
    private final Audiences audiences;
    private final Vault vault;
    private final Ledger ledger;
    private final InstantSource clock;

    Vulnerabilities(VulnerabilityStore store, Audiences audiences, Vault vault, Ledger ledger, InstantSource clock) {
        this.store = store;
        this.audiences = audiences;
        this.vault = vault;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** A vulnerability with its label, sealed for staff; null when it has none, and for everybody else. */
    public record Labelled(
            Vulnerability vulnerability, @Nullable SealedId label) {}

    /** Those of the case by ordinal; none for whoever may not see the case. One query. */
    public List<Vulnerability> of(CaseId caseId) {
        return labelled(caseId).stream().map(Labelled::vulnerability).toList();
    }

    /** As {@link #of}, with the sealed labels in the same query. */
    public List<Labelled> labelled(CaseId caseId) {
        return store.of(caseId);
    }

    /** The labels in clear, by vulnerability; those without one are absent. Staff only. */
    public Map<UUID, String> labels(List<Labelled> of) {
        List<SealedId> sealed =
                of.stream().map(Labelled::label).filter(Objects::nonNull).collect(Collectors.toList());
        Map<SealedId, Opened> opened = sealed.isEmpty() ? Map.of() : vault.open(OpenPurpose.READ, sealed);
        return of.stream()
                .filter(each -> each.label() != null && opened.containsKey(each.label()))
                .collect(Collectors.toMap(
                        each -> each.vulnerability().id(),
                        each -> Objects.requireNonNull(opened.get(each.label())).text()));
    }

    /** Records one more vulnerability in the case. Staff only. */
    public Vulnerability add(CaseId caseId, String label, String cve) {
        return add(caseId, null, label, cve);
    }

    /**
     * The same for a page.
     *
     * @param form names the form that was sent: sent twice it is one vulnerability; null for what comes once by itself
     */
    public Vulnerability add(CaseId caseId, @Nullable UUID form, String label, String cve) {
        String name = cve.isBlank() ? "" : requireCve(cve);
        requireShort(label);
        store.lock(caseId);
        Optional<UUID> before = form == null ? Optional.empty() : store.addedBy(caseId, form);
        if (before.isPresent()) {
            return get(caseId, before.get());
        }
        UUID id = Uuid7.at(clock.instant());
        store.add(id, caseId, store.nextOrdinal(caseId), name, sealed(caseId, label), form);
        ledger.append(Entry.of(caseId, "vulnerability.added").about("vulnerability", id));
        if (!name.isEmpty()) {
            ledger.append(named(caseId, id, name));
        }
        return get(caseId, id);
    }

    /** Gives a vulnerability its CVE id, in every case that lists it. Staff only. */
    public void name(CaseId caseId, UUID vulnerability, String cve) {
        String name = requireCve(cve);
        if (get(caseId, vulnerability).cve().equals(name)) {
            return;
        }
        store.name(vulnerability, name);
        ledger.append(named(caseId, vulnerability, name));
    }

    /** Changes the label that staff know it by in this case; empty takes it away. Staff only. */
    public void label(CaseId caseId, UUID vulnerability, String label) {
        requireShort(label);
        List<Labelled> all = labelled(caseId).stream()
                .filter(each -> each.vulnerability().id().equals(vulnerability))
                .toList();
        if (all.isEmpty()) {
            throw new Refusal.NotFound();
        }
        if (labels(all).getOrDefault(vulnerability, "").equals(clean(label))) {
            return;
        }
        store.label(caseId, vulnerability, sealed(caseId, label));
        ledger.append(Entry.of(caseId, "vulnerability.labelled").about("vulnerability", vulnerability));
    }

    /** Lists a vulnerability of another case in this one too; it stays one and the same. Staff only. */
    public void link(CaseId caseId, CaseId other, int ordinal) {
        Vulnerability found = of(other).stream()
                .filter(each -> each.ordinal() == ordinal)
                .findFirst()
                .orElseThrow(() -> new Refusal.Invalid("ordinal", "vulnerability-unknown", ordinal));
        store.lock(caseId);
        if (store.isListed(caseId, found.id())) {
            throw new Refusal.Invalid("from", "vulnerability-linked");
        }
        store.link(caseId, List.of(found.id()));
        relabel(other, caseId, Set.of(found.id()));
        ledger.append(Entry.of(caseId, "vulnerability.linked").about("vulnerability", found.id()));
    }

    /**
     * Moves vulnerabilities from one case to another, as a split or a merge does: {@code to} lists them from now on,
     * {@code from} no longer. Statements stay where they were said, with the audiences that they were said to; a label is
     * sealed anew for the staff of the other case. Staff only.
     */
    public void move(Collection<UUID> vulnerabilities, CaseId from, CaseId to) {
        if (from.equals(to) || vulnerabilities.isEmpty()) {
            return;
        }
        Set<UUID> listed = of(from).stream().map(Vulnerability::id).collect(Collectors.toSet());
        if (!listed.containsAll(vulnerabilities)) {
            throw new Refusal.NotFound();
        }
        store.lock(to);
        store.link(to, List.copyOf(vulnerabilities));
        relabel(from, to, vulnerabilities);
        store.leave(from, to, vulnerabilities);
        for (UUID each : vulnerabilities) {
            ledger.append(Entry.of(from, "vulnerability.moved")
                    .about("vulnerability", each)
                    .about("to-case", to));
            ledger.append(Entry.of(to, "vulnerability.linked").about("vulnerability", each));
        }
    }

    /** A label is sealed for one case: where a vulnerability is listed as well, it is sealed for that one. */
    private void relabel(CaseId from, CaseId to, Collection<UUID> vulnerabilities) {
        List<Labelled> known = labelled(to);
        Set<UUID> named = known.stream()
                .filter(each -> each.label() != null)
                .map(each -> each.vulnerability().id())
                .collect(Collectors.toSet());
        labels(labelled(from).stream()
                        .filter(each ->
                                vulnerabilities.contains(each.vulnerability().id()))
                        .filter(each -> !named.contains(each.vulnerability().id()))
                        .toList())
                .forEach((id, label) -> store.label(to, id, sealed(to, label)));
    }

    /** The other cases that list these, as far as the acting scope may know: staff only. One query. */
    public Map<UUID, List<CaseId>> elsewhere(CaseId caseId) {
        return store.elsewhere(caseId);
    }

    /** One of the case, or "not found". */
    public Vulnerability get(CaseId caseId, UUID vulnerability) {
        return of(caseId).stream()
                .filter(each -> each.id().equals(vulnerability))
                .findFirst()
                .orElseThrow(Refusal.NotFound::new);
    }

    private static String clean(String label) {
        return JapaneseText.withoutControls(label)
                .replaceAll("[\\p{Cf}\n\t]+", " ")
                .strip();
    }

    private static void requireShort(String label) {
        if (JapaneseText.codePoints(clean(label)) > LONGEST_LABEL) {
            throw new Refusal.Invalid("label", "label-long", LONGEST_LABEL);
        }
    }

    private @Nullable SealedId sealed(CaseId caseId, String label) {
        String clean = clean(label);
        return clean.isEmpty() ? null : vault.seal(caseId, audiences.open(caseId, Audience.Kind.STAFF, null), clean);
    }

    private static Entry named(CaseId caseId, UUID id, String cve) {
        return Entry.of(caseId, "vulnerability.named")
                .about("vulnerability", id)
                .about("cve", cve);
    }

    private static String requireCve(String typed) {
        String canonical = AliasKind.canonical(typed);
        if (AliasKind.of(canonical) != AliasKind.CVE) {
            throw new Refusal.Invalid("cve", "cve-malformed", typed.strip());
        }
        return canonical;
    }
}
