package org.chosei.desk.after;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.chosei.cases.Cases;
import org.chosei.cases.CoordinatedCase;
import org.chosei.cases.embargo.Embargo;
import org.chosei.cases.embargo.Embargoes;
import org.chosei.distribution.leak.Leak;
import org.chosei.distribution.leak.Leaks;
import org.chosei.kernel.CaseId;
import org.chosei.vault.OpenPurpose;
import org.chosei.vault.Opened;
import org.chosei.vault.SealedId;
import org.chosei.vault.Vault;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Gathers what the page of the leak playbook shows. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class LeakPages {
    private final Cases cases;
    private final Embargoes embargoes;
    private final Leaks leaks;
    private final AskPages people;
    private final Vault vault;
    private final InstantSource clock;

    LeakPages(Cases cases, Embargoes embargoes, Leaks leaks, AskPages people, Vault vault, InstantSource clock) {
        this.cases = cases;
        this.embargoes = embargoes;
        this.leaks = leaks;
        this.people = people;
        this.vault = vault;
        this.clock = clock;
    }

    /**
     * The page.
     *
     * @param ahead how many waves have not come yet
     * @param names of persons, by the way the ledger writes them
     */
    public record Page(
            CoordinatedCase of,
            Embargo embargo,
            List<Leak> leaks,
            Map<SealedId, Opened> words,
            Map<String, String> names,
            int ahead,
            Instant now) {

        /** Whether none is open, so that one can be opened. */
        public boolean mayOpen() {
            return leaks.stream().allMatch(each -> each.next() == null);
        }

        /** What was written. */
        public String word(SealedId id) {
            Opened opened = words.get(id);
            return opened == null ? "" : opened.text();
        }
    }

    /** Of one case. */
    public Page page(CaseId id) {
        CoordinatedCase of = cases.get(id);
        List<Leak> known = leaks.of(id);
        List<SealedId> sealed = known.stream()
                .flatMap(each -> Stream.concat(
                        Stream.of(each.words()), each.taken().stream().map(Leak.Taken::words)))
                .toList();
        List<String> actors = known.stream()
                .flatMap(each -> Stream.concat(
                        Stream.of(each.by()), each.taken().stream().map(Leak.Taken::by)))
                .toList();
        return new Page(
                of,
                embargoes.of(id),
                known,
                sealed.isEmpty() ? Map.of() : vault.open(OpenPurpose.READ, sealed),
                people.names(actors),
                leaks.ahead(id).size(),
                clock.instant());
    }
}
