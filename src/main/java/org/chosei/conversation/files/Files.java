package org.chosei.conversation.files;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.InstantSource;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
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

    /**
     * Gives pending files of the acting person to a message that was just added: from now on whoever sees its audience
     * reads them, and the case's key opens them. The bytes are not touched.
     *
     * @throws Refusal.NotFound when one of them is not the acting person's own, or no longer pending
     */
    public void attach(CaseId caseId, AudienceId audience, UUID message, Collection<UUID> uploads) {
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
                        .map(text -> new ForAudience(audience, text)))
                .toList();
        store.attach(ids, rows, new FileStore.Target(caseId, audience, message), vault.sealEach(caseId, clear));
        Entry entry = Entry.of(caseId, "file.attached").about("message", message);
        for (UUID id : ids) {
            entry = entry.about("file", id);
        }
        ledger.append(entry.seenBy(audience));
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
