package org.chosei.vault;

import java.util.Arrays;
import java.util.UUID;

/**
 * The key of one file that is sealed in chunks, so that neither sealing nor opening holds the whole of it. Every chunk is
 * bound to its file, its place and whether it is the last: one that was swapped, moved or cut off does not open.
 * docs/formats/sealing.md.
 */
public final class FileKey {
    /** Clear bytes in every chunk but the last, which has as many or fewer. */
    public static final int CHUNK = 1 << 20;

    private final UUID file;
    private final byte[] key;

    private FileKey(UUID file, byte[] key) {
        this.file = file;
        this.key = key;
    }

    /** A new key, which is random. */
    public static FileKey fresh(UUID file) {
        return new FileKey(file, Sealing.newKey());
    }

    /** The key that {@link #bytes} gave out and that was kept sealed. */
    public static FileKey of(UUID file, byte[] key) {
        return new FileKey(file, key.clone());
    }

    /** To be sealed for whoever may read the file; never kept in clear. */
    public byte[] bytes() {
        return key.clone();
    }

    /** Seals the first {@code length} bytes of a buffer as one chunk; the first {@code ordinal} is 0. */
    public byte[] seal(int ordinal, boolean last, byte[] buffer, int length) {
        byte[] clear = length == buffer.length ? buffer : Arrays.copyOf(buffer, length);
        return Sealing.seal(key, use(ordinal, last), file, clear);
    }

    /**
     * Opens the chunk at this place.
     *
     * @throws SealBroken when it is another one, was changed, or is the last where more must follow, or the other way round
     */
    public byte[] open(int ordinal, boolean last, byte[] sealed) {
        return Sealing.open(key, use(ordinal, last), file, sealed);
    }

    private static String use(int ordinal, boolean last) {
        return "chunk/" + ordinal + (last ? "/last" : "/more");
    }

    @Override
    public String toString() {
        return "FileKey[hidden]";
    }
}
