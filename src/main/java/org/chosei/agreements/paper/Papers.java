package org.chosei.agreements.paper;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.chosei.access.Scopes;
import org.chosei.agreements.AgreementKind;
import org.chosei.kernel.JapaneseText;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.PersonId;
import org.chosei.kernel.Refusal;
import org.chosei.kernel.Sha256;
import org.chosei.kernel.Uuid7;
import org.chosei.ledger.Entry;
import org.chosei.ledger.Ledger;
import org.chosei.registry.Organisations;
import org.chosei.vault.OpenPurpose;
import org.chosei.vault.Opened;
import org.chosei.vault.SealedId;
import org.chosei.vault.Vault;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Enters what was signed on paper. One person brings the scan and reads it, another reads the scan without seeing what the
 * first one read; only when both read the same is it a signature. Staff only.
 */
@Component
@Transactional
public class Papers {
    private static final int LONGEST_REASON = 2000;

    private final PaperStore store;
    private final PaperSignatures signatures;
    private final Organisations organisations;
    private final PaperRules rules;
    private final Vault vault;
    private final Ledger ledger;
    private final InstantSource clock;

    Papers(
            PaperStore store,
            PaperSignatures signatures,
            Organisations organisations,
            PaperRules rules,
            Vault vault,
            Ledger ledger,
            InstantSource clock) {
        this.store = store;
        this.signatures = signatures;
        this.organisations = organisations;
        this.rules = rules;
        this.vault = vault;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** A file as it came. */
    public record Brought(String name, byte[] content) {}

    /** Keeps a scan with what its bringer read from it. */
    public UUID bring(
            OrganisationId organisation, AgreementKind kind, String language, Brought file, PaperReading.Typed typed) {
        if (organisations.find(organisation).isEmpty()) {
            throw new Refusal.NotFound();
        }
        organisations.requireNotLeft(organisation);
        if (!kind.signed()) {
            throw new Refusal.Invalid("kind", "paper-kind");
        }
        if (!language.equals("ja") && !language.equals("en")) {
            throw new Refusal.Invalid("language", "paper-language");
        }
        PaperReading reading = rules.read(organisation, kind, typed);
        reading.requireCapacity();
        ScanType type = ScanType.of(file.content()).orElseThrow(() -> new Refusal.Invalid("scan", "paper-scan"));
        String sha256 = Sha256.hex(file.content());
        store.lock(organisation.value());
        if (store.isBrought(organisation, kind, sha256)) {
            throw new Refusal.Invalid("scan", "paper-scan-again");
        }
        String name = JapaneseText.withoutControls(file.name())
                .replaceAll("[\\r\\n\\t/\\\\]", "_")
                .strip();
        UUID id = Uuid7.at(clock.instant());
        Paper.Scan scan = new Paper.Scan(
                vault.seal(organisation, file.content()),
                vault.seal(organisation, bytes(name.isEmpty() ? type.anyName() : name)),
                type,
                file.content().length,
                sha256);
        store.add(id, organisation, kind, language, scan);
        addReading(id, organisation, 1, 1, reading);
        ledger.append(Entry.ofInstallation("agreement.paper-brought")
                .about("organisation", organisation)
                .about("paper", id)
                .about("kind", kind.label())
                .about("scan-sha256", scan.sha256()));
        return id;
    }

    /** What becomes of a reading. */
    public enum Outcome {
        WAITS,
        DIFFERS,
        SIGNED
    }

    /** Another reading of a paper, by somebody else than the first of its round. */
    public Outcome read(UUID id, PaperReading.Typed typed) {
        store.lock(id);
        Paper paper = get(id);
        organisations.requireNotLeft(paper.organisation());
        PersonId me = Scopes.person().id();
        return switch (paper.state()) {
            case Paper.State.Signed _, Paper.State.Discarded _ -> throw new Refusal.WrongState("paper-done");
            case Paper.State.Differs(int round) -> {
                PaperReading reading = rules.read(paper.organisation(), paper.kind(), typed);
                reading.requireCapacity();
                addReading(id, paper.organisation(), round + 1, 1, reading);
                yield Outcome.WAITS;
            }
            case Paper.State.OneReading(int round, PersonId first) -> {
                if (first.equals(me)) {
                    throw new Refusal.NotPermitted("paper-same-person");
                }
                PaperReading second = rules.read(paper.organisation(), paper.kind(), typed);
                addReading(id, paper.organisation(), round, 2, second);
                yield compare(paper, round, first, second);
            }
        };
    }

    private Outcome compare(Paper paper, int round, PersonId firstPerson, PaperReading second) {
        PaperReading first = readings(paper, round).getFirst();
        if (first.agreesWith(second)) {
            signatures.enter(paper, first, firstPerson, Scopes.person().id());
            return Outcome.SIGNED;
        }
        ledger.append(Entry.ofInstallation("agreement.paper-differs").about("paper", paper.id()));
        return Outcome.DIFFERS;
    }

    /** Lays a paper aside that cannot become a signature. */
    public void discard(UUID id, String reason) {
        store.lock(id);
        Paper paper = get(id);
        requireOpen(paper);
        String why = JapaneseText.withoutControls(reason).strip();
        if (why.isEmpty() || why.length() > LONGEST_REASON) {
            throw new Refusal.Invalid("reason", "paper-reason", LONGEST_REASON);
        }
        store.discard(id, vault.seal(paper.organisation(), bytes(why)));
        ledger.append(Entry.ofInstallation("agreement.paper-discarded").about("paper", id));
    }

    private static void requireOpen(Paper paper) {
        switch (paper.state()) {
            case Paper.State.OneReading _, Paper.State.Differs _ -> {}
            case Paper.State.Signed _, Paper.State.Discarded _ -> throw new Refusal.WrongState("paper-done");
        }
    }

    /** One, or "not found". */
    public Paper get(UUID id) {
        return store.find(id).orElseThrow(Refusal.NotFound::new);
    }

    public List<Paper> of(OrganisationId organisation) {
        return store.of(organisation);
    }

    /** Those that wait for a person, longest first. */
    public List<Paper> waiting(int limit) {
        return store.waiting(limit);
    }

    /**
     * In what two readings differ; nothing while one person's reading waits for another's. What either person read is shown
     * to nobody, so that the next two read the scan and not each other.
     */
    public Set<PaperReading.Field> differing(Paper paper) {
        if (!(paper.state() instanceof Paper.State.Differs(int round))) {
            return Set.of();
        }
        List<PaperReading> both = readings(paper, round);
        return both.size() < 2 ? Set.of() : both.getFirst().differing(both.getLast());
    }

    /** Why it was discarded; empty when it was not. */
    public String discardedBecause(Paper paper) {
        return paper.state() instanceof Paper.State.Discarded(SealedId reason, var _)
                ? vault.open(OpenPurpose.READ, reason).text()
                : "";
    }

    /** The scan byte for byte under its own name; the ledger says who took it. */
    public Brought scan(UUID id) {
        Paper.Scan scan = get(id).scan();
        return new Brought(
                vault.open(OpenPurpose.READ, scan.name()).text(),
                vault.open(OpenPurpose.READ, scan.content()).bytes());
    }

    private List<PaperReading> readings(Paper paper, int round) {
        List<PaperStore.ReadingRow> rows = store.readings(paper.id(), round);
        Map<SealedId, Opened> opened = vault.open(
                OpenPurpose.WORK,
                rows.stream().map(PaperStore.ReadingRow::content).toList());
        return rows.stream()
                .flatMap(row -> Stream.ofNullable(opened.get(row.content())))
                .map(Opened::text)
                .map(PaperReading::ofLines)
                .toList();
    }

    private void addReading(UUID paper, OrganisationId organisation, int round, int place, PaperReading reading) {
        store.addReading(paper, round, place, Scopes.person().id(), vault.seal(organisation, bytes(reading.lines())));
        ledger.append(Entry.ofInstallation("agreement.paper-read")
                .about("paper", paper)
                .about("round", round)
                .about("place", place));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
