package org.chosei.demo;

import java.util.Locale;

/** The eight steps of the main job, in their order. */
public enum Step {
    REGISTER,
    SIGN,
    RECEIVE,
    CHOOSE,
    DISTRIBUTE,
    WORK,
    PUBLISH,
    PROVE;

    /** The step's name in the output and in message keys. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
