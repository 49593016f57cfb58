package org.chosei.conversation;

import java.util.Optional;
import java.util.UUID;

/** Which part of a thread is shown. */
public sealed interface Part {
    /** Messages on one page. */
    int PAGE = 50;
    /** Of these, so many that were read already stand above the message at which a page opens. */
    int ABOVE = 5;

    /** The newest messages. */
    record Latest() implements Part {}

    /** Around one message. */
    record At(UUID message) implements Part {}

    /** What was said before this message. */
    record Before(UUID message) implements Part {}

    /** What was said after this message. */
    record After(UUID message) implements Part {}

    /** From the parameters of a page's address; empty when it names no part. */
    static Optional<Part> of(Optional<UUID> at, Optional<UUID> before, Optional<UUID> after, boolean latest) {
        return at.<Part>map(At::new)
                .or(() -> before.map(Before::new))
                .or(() -> after.map(After::new))
                .or(() -> latest ? Optional.of(new Latest()) : Optional.empty());
    }
}
