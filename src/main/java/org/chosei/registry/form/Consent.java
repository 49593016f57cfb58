package org.chosei.registry.form;

import java.util.Optional;

/**
 * What became of the consent sentence, which is the whole consent: there is no tick box. Anything but
 * {@link State#INTACT} is no consent.
 *
 * @param found the passage that a reviewer compares with the template's sentence; empty when it is missing
 */
public record Consent(State state, Optional<String> found) {
    /** Compared after folding, so that line breaks, width and quote marks make no difference, and words do. */
    public enum State {
        INTACT,
        ALTERED,
        MISSING
    }
}
