package org.chosei.desk.digest;

/** How soon somebody is told of something. */
public enum Rhythm {
    /** At once, whatever the settings say and whatever the hour. */
    URGENT,
    INSTANT,
    HOURLY,
    DAILY,
    NONE
}
