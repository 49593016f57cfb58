package org.chosei.registry;

/** Told when an import begins, with no number yet of how many there are, and while it is written. */
@FunctionalInterface
public interface ImportProgress {
    void at(int done, int all);
}
