package org.chosei.conversation.files;

/**
 * What the operator decides about files.
 *
 * @param bytes of the largest file that is taken
 */
public record FileLimit(long bytes) {
    /** For people, in whole MiB. */
    public long mebibytes() {
        return bytes / (1024 * 1024);
    }
}
