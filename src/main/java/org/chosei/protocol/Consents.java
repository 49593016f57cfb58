package org.chosei.protocol;

import java.util.Map;
import java.util.Optional;

/** What follows from a participant's rows of consent; never stored itself. */
public final class Consents {
    private Consents() {}

    /** How a participant stands to the embargo in force. */
    public enum Stand {
        /** No embargo is in force: nobody is bound. */
        FREE,
        SIGNATORY,
        /** Agreed to an embargo before, and has not answered about this one. */
        LAPSED,
        /** Has not agreed to this or any other. */
        OUTSIDE,
        DECLINED
    }

    /** {@code rows} by embargo; {@code active} is the one in force. */
    public static <E> Stand stand(Map<E, ConsentState> rows, Optional<E> active) {
        if (active.isEmpty()) {
            return Stand.FREE;
        }
        return switch (rows.getOrDefault(active.get(), ConsentState.NEVER_ASKED)) {
            case ACCEPTED -> Stand.SIGNATORY;
            case DECLINED -> Stand.DECLINED;
            case NEVER_ASKED, INVITED, EXPIRED ->
                rows.containsValue(ConsentState.ACCEPTED) ? Stand.LAPSED : Stand.OUTSIDE;
        };
    }

    /** Content is for whoever got the report and is bound by what is in force; talk about the embargo is for everybody. */
    public static boolean mayHaveContent(ReportState report, Stand stand) {
        return report != ReportState.START && (stand == Stand.SIGNATORY || stand == Stand.FREE);
    }
}
