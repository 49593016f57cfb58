package org.chosei.cases.ending;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.chosei.cases.CaseWords;
import org.chosei.cases.Cases;
import org.chosei.cases.CoordinatedCase;
import org.chosei.cases.NewCase;
import org.chosei.cases.Vulnerabilities;
import org.chosei.cases.Vulnerability;
import org.chosei.cases.clocks.ClockKind;
import org.chosei.cases.clocks.ClockSteps;
import org.chosei.cases.embargo.EmbargoInheritance;
import org.chosei.cases.participants.Participant;
import org.chosei.cases.participants.ParticipantRole;
import org.chosei.cases.participants.Participants;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.JapaneseText;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Refusal;
import org.chosei.ledger.Entry;
import org.chosei.ledger.Ledger;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Merges cases and splits them. Who takes part, what is vulnerable, the numbers of others and the embargo go along, in one
 * transaction; what anybody may see does not: content of the other case is given by a wave, to those who agreed.
 */
@Component
@Transactional
public class CaseJoins {
    private final Cases cases;
    private final CaseEnds ends;
    private final EndStore store;
    private final Vulnerabilities vulnerabilities;
    private final Participants participants;
    private final EmbargoInheritance embargoes;
    private final ClockSteps clocks;
    private final Ledger ledger;
    private final InstantSource clock;

    CaseJoins(
            Cases cases,
            CaseEnds ends,
            EndStore store,
            Vulnerabilities vulnerabilities,
            Participants participants,
            EmbargoInheritance embargoes,
            ClockSteps clocks,
            Ledger ledger,
            InstantSource clock) {
        this.cases = cases;
        this.ends = ends;
        this.store = store;
        this.vulnerabilities = vulnerabilities;
        this.participants = participants;
        this.embargoes = embargoes;
        this.clocks = clocks;
        this.ledger = ledger;
        this.clock = clock;
    }

    /**
     * Closes a case because another one goes on with its matter. Staff only.
     *
     * @param into the number of the case that goes on, in any script width
     * @param number of the case that ends, as the person typed it
     * @return the case that goes on
     */
    public CaseId merge(CaseId from, String into, String words, String number) {
        CoordinatedCase ending = cases.get(from);
        CoordinatedCase going = cases.byNumber(into)
                .filter(other -> !other.id().equals(from))
                .orElseThrow(() -> new Refusal.Invalid("into", "merge-unknown", into.strip()));
        if (!JapaneseText.folded(number.strip()).equals(JapaneseText.folded(ending.number()))) {
            throw new Refusal.Invalid("sure", "merge-number", ending.number());
        }
        embargoes.lock(from, going.id());
        ends.requireOpen(from);
        ends.requireOpen(going.id());
        ends.end(ending, CloseReason.MERGED, words, going.id());
        store.relate(going.id(), from, Relative.Kind.MERGED);
        cases.takeAliases(from, going.id(), ending.number());
        Set<UUID> listed = ids(vulnerabilities.of(going.id()));
        vulnerabilities.of(from).stream()
                .filter(each -> !listed.contains(each.id()))
                .forEach(each -> vulnerabilities.link(going.id(), from, each.ordinal()));
        participants.addAll(going.id(), participants.of(from));
        embargoes.merge(from, going.id(), gone(from));
        ledger.append(
                Entry.of(going.id(), "case.merged").about("from-case", from).about("number", ending.number()));
        return going.id();
    }

    /** What a part is called and which vulnerabilities go with it. */
    public record Part(String title, String summary, Collection<UUID> vulnerabilities) {}

    /**
     * Makes a part of a case one of its own. It stays under the embargo of the whole; those who take part in the whole take
     * part in it. Staff only.
     */
    public CoordinatedCase split(CaseId whole, Part part) {
        CoordinatedCase of = cases.get(whole);
        ends.requireOpen(whole);
        Set<UUID> all = ids(vulnerabilities.of(whole));
        if (part.vulnerabilities().isEmpty() || !all.containsAll(part.vulnerabilities())) {
            throw new Refusal.Invalid("part", "split-which");
        }
        if (Set.copyOf(part.vulnerabilities()).size() == all.size()) {
            throw new Refusal.Invalid("part", "split-all");
        }
        CaseWords words = cases.words(of);
        CoordinatedCase own = cases.openEmpty(new NewCase(
                part.title(), part.summary(), words.product(), of.tlp(), originator(whole), "", null, received(whole)));
        store.relate(whole, own.id(), Relative.Kind.SPLIT);
        vulnerabilities.move(part.vulnerabilities(), whole, own.id());
        participants.addAll(own.id(), participants.of(whole));
        embargoes.split(whole, own.id(), gone(whole));
        ledger.append(Entry.of(whole, "case.split").about("into-case", own.id()).about("number", own.number()));
        return own;
    }

    /** The part came with the report of the whole: its time to answer began then. */
    private Instant received(CaseId whole) {
        return clocks.start(whole, ClockKind.ACCEPTANCE).orElseGet(clock::instant);
    }

    private List<OrganisationId> gone(CaseId caseId) {
        return participants.of(caseId).stream()
                .filter(each -> !each.present())
                .map(Participant::organisation)
                .toList();
    }

    private OrganisationId originator(CaseId whole) {
        List<Participant> all = participants.of(whole);
        return all.stream()
                .filter(each -> each.roles().contains(ParticipantRole.ORIGINATOR))
                .findFirst()
                .map(Participant::organisation)
                .orElseThrow(Refusal.NotFound::new);
    }

    private static Set<UUID> ids(List<Vulnerability> of) {
        return of.stream().map(Vulnerability::id).collect(Collectors.toUnmodifiableSet());
    }
}
