package org.chosei.registry;

/**
 * One thing on an organisation's way until notices reach it.
 *
 * @param key names its words: {@code registry.step.KEY}
 * @param link where it is done or shown, on the organisation's own pages
 */
public record NextStep(String key, State state, String link) {

    /** Who has to do something for it. */
    public enum State {
        DONE,
        /** The organisation. */
        YOURS,
        /** The coordinating CSIRT. */
        CSIRT,
        /** Nobody yet: something else comes first. */
        LATER
    }

    /** Done, or else for whom it is to do. */
    public static NextStep of(String key, boolean done, State otherwise, String link) {
        return new NextStep(key, done ? State.DONE : otherwise, link);
    }
}
