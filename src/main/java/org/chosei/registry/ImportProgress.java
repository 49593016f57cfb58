package org.chosei.registry;

/** Told while an import is written. */
@FunctionalInterface
public interface ImportProgress {
    void at(int done, int all);
}
