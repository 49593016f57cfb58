package org.chosei.desk.web;

import java.util.EnumMap;
import java.util.Map;
import org.chosei.cases.status.MatrixState;
import org.chosei.web.Frame;

/** The words of the states in the reader's language, looked up once for a page that shows thousands of them. */
public final class StateWords {
    private final Map<MatrixState, String> names = new EnumMap<>(MatrixState.class);
    private final String fix;

    /** For one page. */
    public StateWords(Frame frame) {
        for (MatrixState state : MatrixState.values()) {
            names.put(state, frame.t("distribution.stands." + state.key()));
        }
        fix = frame.t("cases.fix-date");
    }

    /** The state's name. */
    public String of(MatrixState state) {
        return names.getOrDefault(state, "");
    }

    /** What stands before the date of a fix. */
    public String fix() {
        return fix;
    }
}
