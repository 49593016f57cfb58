package org.chosei.demo;

import java.util.Map;

/** How one step is played. */
interface Scene {

    /**
     * Plays it over pages and mail, and claims what must hold.
     *
     * @return the figures that show it, by name, in the order in which they are told
     */
    Map<String, Object> play(Cast cast);
}
