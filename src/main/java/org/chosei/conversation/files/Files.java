package org.chosei.conversation.files;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.chosei.access.Scopes;
import org.chosei.kernel.AudienceId;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.PersonId;
import org.chosei.kernel.Refusal;
import org.chosei.kernel.Uuid7;
import org.chosei.ledger.Entry;
import org.chosei.ledger.Ledger;
import org.chosei.vault.FileKey;
import org.chosei.vault.OpenPurpose;
import org.chosei.vault.Opened;
import org.chosei.vault.PersonalSeal;
import org.chosei.vault.SealedId;
import org.chosei.vault.Vault;
import org.chosei.vault.Vault.ForAudience;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Files of messages: attached by whoever posts, and let out to whoever sees the thread. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class Files {
    private static final HexFormat HEX = HexFormat.of();

    private final FileStore store;
    private final Chunks chunks;
    private final PersonalSeal seal;
    private final Vault vault;
    private final Ledger ledger;
    private final InstantSource clock;

    Files(FileStore store, Chunks chunks, PersonalSeal seal, Vault vault, Ledger ledger, InstantSource clock) {
        this.store = store;
        this.chunks = chunks;
        this.seal = seal;
        this.vault = vault;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** The message that takes files. */
    public record Target(
            CaseId caseId,
            AudienceId audience,
            UUID message,
            @Nullable Instant visibleFrom,
            boolean nameless) {}

    /**
     * Gives pending files of the acting person to a message that was just added: from now on whoever sees its audience
     * reads them, and the case's key opens them. The bytes are not touched.
     *
     * @param to whose readers see neither files nor names before {@code visibleFrom} (null is at once), and not whose they are
     *     when it is {@code nameless}
     * @throws Refusal.NotFound when one of them is not the acting person's own, or no longer pending
     */
    public void attach(Target to, Collection<UUID> uploads) {
        List<FileStore.Row> rows = store.pending(uploads);
        if (rows.size() != uploads.stream().distinct().count()) {
            throw new Refusal.NotFound();
        }
        if (rows.isEmpty()) {
            return;
        }
        PersonId person = Scopes.person().id();
        List<UUID> ids = rows.stream().map(_ -> Uuid7.at(clock.instant())).toList();
        List<ForAudience> clear = rows.stream()
                .flatMap(row -> Stream.of(
                                new String(seal.open(person, Uploads.NAME, row.id(), row.name()), UTF_8),
                                HEX.formatHex(seal.open(person, Uploads.KEY, row.id(), row.key())),
                                HEX.formatHex(seal.open(person, Uploads.HASH, row.id(), row.hash())))
                        .map(text -> new ForAudience(to.audience(), text)))
                .toList();
        store.attach(ids, rows, to, vault.sealEach(to.caseId(), clear, to.visibleFrom(), to.nameless()));
        Entry entry = Entry.of(to.caseId(), "file.attached")
                .about("message", to.message())
                .aboutEach("file", ids);
        ledger.append(to.visibleFrom() == null && !to.nameless() ? entry.seenBy(to.audience()) : entry);
    }

    /**
     * Makes the files of the acting person's message that was just taken back pending again, in the composer from which they
     * came. The bytes are not touched.
     */
    public void giveBack(CaseId caseId, UUID message) {
        List<FileStore.Given> rows = store.given(message);
        if (rows.isEmpty()) {
            return;
        }
        PersonId person = Scopes.person().id();
        Map<SealedId, Opened> opened = vault.open(
                OpenPurpose.WORK,
                rows.stream()
                        .flatMap(row -> Stream.of(row.name(), row.key(), row.hash()))
                        .toList());
        List<FileStore.Row> pending = rows.stream()
                .map(row -> new FileStore.Row(
                        row.file(),
                        row.tlp(),
                        row.size(),
                        seal.seal(
                                person,
                                Uploads.NAME,
                                row.file(),
                                text(opened, row.name()).getBytes(UTF_8)),
                        seal.seal(person, Uploads.KEY, row.file(), HEX.parseHex(text(opened, row.key()))),
                        seal.seal(person, Uploads.HASH, row.file(), HEX.parseHex(text(opened, row.hash())))))
                .toList();
        if (store.giveBack(message, pending) != rows.size()) {
            throw new Refusal.NotFound();
        }
        ledger.append(Entry.of(caseId, "file.given-back")
                .about("message", message)
                .aboutEach("file", rows.stream().map(FileStore.Given::id).toList()));
    }

    private static String text(Map<SealedId, Opened> opened, SealedId id) {
        return Optional.ofNullable(opened.get(id)).map(Opened::text).orElseThrow(Refusal.NotFound::new);
    }

    /** A file for its reader, with one ledger entry, or "not found". Its bytes are read after this transaction. */
    public StoredFile open(UUID id) {
        FileStore.Attached row = store.attached(id).orElseThrow(Refusal.NotFound::new);
        Map<SealedId, Opened> opened = vault.open(OpenPurpose.READ, List.of(row.name(), row.content()));
        Opened name = opened.get(row.name());
        Opened content = opened.get(row.content());
        if (name == null || content == null) {
            throw new Refusal.NotFound();
        }
        UUID file = row.file();
        if (file == null) {
            byte[] bytes = content.bytes();
            return new StoredFile(name.text(), bytes.length, out -> out.write(bytes));
        }
        FileKey key = FileKey.of(file, HEX.parseHex(content.text()));
        return new StoredFile(name.text(), row.size(), out -> chunks.writeTo(file, key, row.size(), out));
    }
}
