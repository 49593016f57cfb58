package org.chosei.backup;

/** Told often during long work; whoever listens decides how much of it a person wants to see. */
@FunctionalInterface
public interface Progress {
    /** {@code part} is being copied, {@code bytes} of it so far. */
    void at(String part, long bytes);
}
