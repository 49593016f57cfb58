package org.chosei.registry.vetting;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.chosei.kernel.JapaneseText;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Refusal;
import org.chosei.kernel.Sha256;
import org.chosei.kernel.Uuid7;
import org.chosei.ledger.Entry;
import org.chosei.ledger.Ledger;
import org.chosei.registry.vetting.VettingRecord.Evidence;
import org.chosei.registry.vetting.VettingStore.FileRow;
import org.chosei.vault.OpenPurpose;
import org.chosei.vault.Opened;
import org.chosei.vault.SealedId;
import org.chosei.vault.Vault;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The steps of vetting as staff write them down, with their evidence. Reading them is recorded. */
@Component
@Transactional
public class VettingRecords {
    private static final int MOST_FILES = 10;

    private final VettingStore store;
    private final VettedOrganisations organisations;
    private final Vault vault;
    private final Ledger ledger;
    private final InstantSource clock;

    VettingRecords(
            VettingStore store, VettedOrganisations organisations, Vault vault, Ledger ledger, InstantSource clock) {
        this.store = store;
        this.organisations = organisations;
        this.vault = vault;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** A file as it was handed in; its name is shown, never used as a path or a type. */
    public record NewFile(String name, byte[] content) {}

    /**
     * Where and when a record comes in.
     *
     * @param form names what was handed in, so that a second click writes nothing
     * @param happenedAt never in the future
     * @param corrects the record whose place it takes, or null
     */
    public record Head(
            UUID form,
            OrganisationId organisation,
            Instant happenedAt,
            @Nullable UUID corrects) {}

    /**
     * A call as it is typed.
     *
     * @param found the name of a {@link NumberSource}
     * @param source where exactly the number was found
     * @param same whoever called was warned that the organisation gave this number itself, and found it elsewhere too
     */
    public record TypedCall(
            String number, String found, String source, String talkedTo, String result, String note, boolean same) {}

    /** Writes down a call to a number that was found independently of the form. */
    public void called(Head head, TypedCall typed, List<NewFile> files) {
        Result result = Result.read(Result.Kind.CALL_BACK, typed.result());
        String number = DialledNumber.require("number", typed.number());
        NumberSource found = NumberSource.read(typed.found());
        String source = Details.text("source", typed.source(), true);
        boolean ofForm = organisations.gave(head.organisation(), number);
        if (ofForm && !found.published()) {
            throw new Refusal.Invalid("number", "vetting-number-of-form");
        }
        if (ofForm && !typed.same()) {
            throw new Refusal.Invalid("same", "vetting-number-same");
        }
        Details.CallBack details = new Details.CallBack(
                number,
                found,
                source,
                Details.text("talkedTo", typed.talkedTo(), result != Result.NO_ANSWER),
                Details.text("note", typed.note(), false));
        add(head, result, ofForm, details, files);
    }

    /** A meeting as it is typed; who took part is named on both sides where it was held. */
    public record TypedMeeting(String place, String ours, String theirs, String result, String note) {}

    /** Writes down a meeting, or that it was not held. */
    public void met(Head head, TypedMeeting typed, List<NewFile> files) {
        Result result = Result.read(Result.Kind.MEETING, typed.result());
        boolean held = result == Result.HELD;
        Details.Meeting details = new Details.Meeting(
                Details.text("place", typed.place(), held),
                Details.text("ours", typed.ours(), held),
                Details.text("theirs", typed.theirs(), held),
                Details.text("note", typed.note(), !held));
        add(head, result, false, details, files);
    }

    /** Writes down a document that came in, with the file or with where the paper lies. */
    public void received(Head head, String document, String note, List<NewFile> files) {
        Result result = Result.read(Result.Kind.DOCUMENT, document);
        boolean bare = files.isEmpty() || result == Result.OTHER || result == Result.NOT_RECEIVED;
        if (result == Result.NOT_RECEIVED && head.corrects() == null) {
            throw new Refusal.Invalid("result", "vetting-nothing-received");
        }
        add(head, result, false, new Details.Document(Details.text("note", note, bare)), files);
    }

    private void add(Head head, Result result, boolean ofForm, Details details, List<NewFile> files) {
        OrganisationId organisation = head.organisation();
        organisations.require(organisation);
        if (head.happenedAt().isAfter(clock.instant())) {
            throw new Refusal.Invalid("when", "vetting-future");
        }
        if (files.size() > MOST_FILES) {
            throw new Refusal.Invalid("files", "vetting-files-many", MOST_FILES);
        }
        store.lock(organisation);
        List<VettingStore.Row> known = store.of(organisation);
        if (known.stream().anyMatch(row -> row.id().equals(head.form()))) {
            return;
        }
        requireCorrectable(known, head.corrects(), result);
        UUID id = head.form();
        SealedId words = sealed(organisation, details);
        if (!store.add(id, organisation, result, head.happenedAt(), ofForm, words, head.corrects())) {
            throw new Refusal.NotFound();
        }
        Entry entry = Entry.ofInstallation("vetting.recorded")
                .about("organisation", organisation)
                .about("record", id)
                .about("kind", result.kind())
                .about("result", result);
        UUID corrects = head.corrects();
        if (corrects != null) {
            entry = entry.about("corrects", corrects);
        }
        for (NewFile file : files) {
            String hash = Sha256.hex(file.content());
            add(organisation, id, file, hash);
            entry = entry.about("sha256", hash);
        }
        ledger.append(entry);
    }

    private static void requireCorrectable(List<VettingStore.Row> known, @Nullable UUID corrects, Result result) {
        if (corrects == null) {
            return;
        }
        VettingStore.Row wrong = known.stream()
                .filter(row -> row.id().equals(corrects) && row.result().kind() == result.kind())
                .findFirst()
                .orElseThrow(Refusal.NotFound::new);
        if (wrong.corrected()) {
            throw new Refusal.WrongState("vetting-corrected");
        }
    }

    private SealedId sealed(OrganisationId organisation, Details details) {
        return vault.sealForStaff(organisation, details.bytes());
    }

    private void add(OrganisationId organisation, UUID record, NewFile file, String hash) {
        byte[] name = JapaneseText.withoutControls(file.name()).getBytes(StandardCharsets.UTF_8);
        store.add(
                organisation,
                new FileRow(
                        Uuid7.at(clock.instant()),
                        record,
                        vault.sealForStaff(organisation, name),
                        vault.sealForStaff(organisation, file.content()),
                        file.content().length,
                        hash));
    }

    /** All of one organisation, oldest first, opened in one go. Staff only. */
    public List<VettingRecord> of(OrganisationId organisation) {
        List<VettingStore.Row> rows = store.of(organisation);
        if (rows.isEmpty()) {
            return List.of();
        }
        List<FileRow> files = store.files(organisation);
        List<SealedId> sealed =
                new ArrayList<>(rows.stream().map(VettingStore.Row::details).toList());
        files.forEach(file -> sealed.add(file.name()));
        Map<SealedId, Opened> opened = vault.open(OpenPurpose.READ, sealed);
        Map<UUID, List<Evidence>> evidence = files.stream()
                .collect(Collectors.groupingBy(
                        FileRow::record,
                        Collectors.mapping(
                                file -> new Evidence(file.id(), text(opened, file.name()), file.size(), file.sha256()),
                                Collectors.toList())));
        return rows.stream()
                .map(row -> new VettingRecord(
                        row.id(),
                        row.result(),
                        row.happenedAt(),
                        row.numberOfForm(),
                        Details.read(row.result().kind(), bytes(opened, row.details())),
                        row.corrects(),
                        row.corrected(),
                        row.at(),
                        row.by(),
                        evidence.getOrDefault(row.id(), List.of())))
                .toList();
    }

    /** A file of this organisation's evidence, or "not found"; that it was opened is recorded. Staff only. */
    public NewFile file(OrganisationId organisation, UUID id) {
        FileRow row = store.files(organisation).stream()
                .filter(file -> file.id().equals(id))
                .findFirst()
                .orElseThrow(Refusal.NotFound::new);
        Map<SealedId, Opened> opened = vault.open(OpenPurpose.READ, List.of(row.name(), row.content()));
        byte[] content = bytes(opened, row.content());
        if (content == null) {
            throw new Refusal.NotFound();
        }
        return new NewFile(text(opened, row.name()), content);
    }

    /** Null when the key was destroyed. */
    private static byte @Nullable [] bytes(Map<SealedId, Opened> opened, SealedId id) {
        Opened found = opened.get(id);
        return found == null ? null : found.bytes();
    }

    private static String text(Map<SealedId, Opened> opened, SealedId id) {
        Opened found = opened.get(id);
        return found == null ? "" : found.text();
    }
}
