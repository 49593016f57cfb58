package org.chosei.mail.proof;

import java.util.List;

/** Asks DNS for text records. Whoever answers is a stranger: answers are short, few, and never an exception. */
@FunctionalInterface
public interface DnsTexts {

    /** What DNS says of a name. */
    sealed interface Answer {}

    /** The texts of this name, each joined from its strings; empty when the name has none or does not exist. */
    record Texts(List<String> all) implements Answer {
        public Texts {
            all = List.copyOf(all);
        }
    }

    /** Nobody answered in time, or with a failure that may pass. */
    record Unavailable() implements Answer {}

    /** Asks once, within the implementation's time limit. */
    Answer ask(String name);
}
