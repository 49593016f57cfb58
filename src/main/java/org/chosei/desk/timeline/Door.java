package org.chosei.desk.timeline;

import java.util.List;

/** By which way something came about. */
public enum Door {
    WEB,
    MAIL,
    TELEPHONE,
    /** Chosei itself. */
    SYSTEM;

    /** What an entry says of its way; else who acted tells it: persons come by web, organisations and arrived mail by mail. */
    static Door of(String actor, List<String> subjects) {
        if (subjects.contains("via:mail")) {
            return MAIL;
        }
        if (subjects.contains("via:telephone") || subjects.contains("via:phone")) {
            return TELEPHONE;
        }
        if (actor.startsWith("person:") || actor.startsWith("reporter:") || actor.equals("public")) {
            return WEB;
        }
        return actor.startsWith("organisation:") || actor.equals("system:mail-in") ? MAIL : SYSTEM;
    }
}
