package org.chosei.distribution.web;

import java.util.Set;
import java.util.UUID;

/**
 * What was typed into the form of a wave, so that nothing of it is lost while something is wrong.
 *
 * @param wave made with the form, so that a second click finds the wave of the first
 * @param vendors ids of those that were ticked, as the form sent them
 * @param instant local date and time; {@code zone} says where
 */
public record TypedWave(
        UUID wave,
        Set<String> vendors,
        String titleJa,
        String bodyJa,
        String titleEn,
        String bodyEn,
        String instant,
        String zone) {

    static TypedWave blank(UUID wave) {
        return new TypedWave(wave, Set.of(), "", "", "", "", "", "");
    }
}
