package org.chosei.conversation.files;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import org.chosei.access.Scope;
import org.chosei.access.Scopes;
import org.chosei.kernel.PersonId;
import org.chosei.kernel.Refusal;
import org.chosei.kernel.Tlp;
import org.chosei.kernel.Uuid7;
import org.chosei.vault.FileKey;
import org.chosei.vault.PersonalSeal;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * A person's pending files: brought before the message that takes them, sealed for that person alone, and gone after a day
 * when none does. Opens its own transactions, since bytes come as slowly as they come.
 */
@Component
public class Uploads {
    /** Of one person, pending at a time. */
    static final int MOST = 50;

    static final String NAME = "file-name";
    static final String KEY = "file-key";
    static final String HASH = "file-hash";
    private static final Pattern PLACE = Pattern.compile("[A-Za-z0-9:._-]{1,100}");

    private final FileStore store;
    private final Chunks chunks;
    private final PersonalSeal seal;
    private final TransactionOperations transaction;
    private final InstantSource clock;
    private final FileLimit limit;

    Uploads(
            FileStore store,
            Chunks chunks,
            PersonalSeal seal,
            TransactionOperations transaction,
            InstantSource clock,
            FileLimit limit) {
        this.store = store;
        this.chunks = chunks;
        this.seal = seal;
        this.transaction = transaction;
        this.clock = clock;
        this.limit = limit;
    }

    /**
     * Takes one file to its end.
     *
     * @param place names the composer in which it is added: at most 100 of letters, digits and {@code :._-}
     * @param declared bytes that are said to come, -1 when nobody says; a file that is too large is refused before it is read
     * @throws Refusal.Invalid for {@code files}: empty, larger than the limit, or too many pending
     */
    public PendingFile take(String place, String name, Tlp tlp, long declared, InputStream in) throws IOException {
        if (declared > limit.bytes()) {
            throw new Refusal.Invalid("files", "file-large", limit.mebibytes());
        }
        if (!PLACE.matcher(place).matches()) {
            throw new Refusal.Invalid("files", "file-place");
        }
        UUID id = Uuid7.at(clock.instant());
        FileKey key = FileKey.fresh(id);
        String clean = FileName.clean(name);
        Scope.Person person = Scopes.person();
        transaction.executeWithoutResult(_ -> begin(id, person, place, tlp, clean, key));
        boolean complete = false;
        try {
            Chunks.Taken taken = chunks.take(id, key, in);
            transaction.executeWithoutResult(
                    _ -> store.complete(id, taken.size(), seal.seal(person.id(), HASH, id, taken.sha256())));
            complete = true;
            return new PendingFile(id, clean, taken.size(), tlp, HexFormat.of().formatHex(taken.sha256()));
        } finally {
            if (!complete) {
                transaction.executeWithoutResult(_ -> store.remove(id));
            }
        }
    }

    private void begin(UUID id, Scope.Person person, String place, Tlp tlp, String name, FileKey key) {
        if (store.open() >= MOST) {
            throw new Refusal.Invalid("files", "files-many", MOST);
        }
        store.begin(
                id,
                person,
                place,
                tlp,
                seal.seal(person.id(), NAME, id, name.getBytes(UTF_8)),
                seal.seal(person.id(), KEY, id, key.bytes()));
    }

    /** What the acting person has pending in this composer, oldest first. */
    public List<PendingFile> pending(String place) {
        PersonId person = Scopes.person().id();
        return Objects.requireNonNull(transaction.execute(_ ->
                store.pending(place).stream().map(row -> opened(person, row)).toList()));
    }

    private PendingFile opened(PersonId person, FileStore.Row row) {
        return new PendingFile(
                row.id(),
                new String(seal.open(person, NAME, row.id(), row.name()), UTF_8),
                row.size(),
                row.tlp(),
                HexFormat.of().formatHex(seal.open(person, HASH, row.id(), row.hash())));
    }

    /** A pending file in memory, for a mail. */
    public record Small(String name, byte[] content) {}

    /**
     * These pending files in memory when together they have at most {@code most} bytes; empty when they are larger, or there
     * are none.
     *
     * @throws Refusal.NotFound when one of them is not the acting person's own, or no longer pending
     */
    public List<Small> small(Collection<UUID> ids, long most) {
        PersonId person = Scopes.person().id();
        List<FileStore.Row> rows = Objects.requireNonNull(transaction.execute(_ -> store.pending(ids)));
        if (rows.size() != ids.stream().distinct().count()) {
            throw new Refusal.NotFound();
        }
        return rows.stream().mapToLong(FileStore.Row::size).sum() > most
                ? List.of()
                : rows.stream().map(row -> read(person, row)).toList();
    }

    private Small read(PersonId person, FileStore.Row row) {
        byte[] key = Objects.requireNonNull(transaction.execute(_ -> seal.open(person, KEY, row.id(), row.key())));
        String name = Objects.requireNonNull(
                transaction.execute(_ -> new String(seal.open(person, NAME, row.id(), row.name()), UTF_8)));
        ByteArrayOutputStream out = new ByteArrayOutputStream(Math.toIntExact(row.size()));
        try {
            chunks.writeTo(row.id(), FileKey.of(row.id(), key), row.size(), out);
        } catch (IOException e) {
            throw new IllegalStateException("memory takes every byte", e);
        }
        return new Small(name, out.toByteArray());
    }

    /** Forgets a pending file of the acting person's, or "not found". */
    public void remove(UUID id) {
        if (!Boolean.TRUE.equals(transaction.execute(_ -> store.remove(id)))) {
            throw new Refusal.NotFound();
        }
    }
}
