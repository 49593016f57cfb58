package org.chosei.protocol;

import java.util.Set;

/** What a participant does in a case; one may do several things. */
public enum CaseRole {
    REPORTER,
    VENDOR,
    DEPLOYER,
    COORDINATOR,
    OBSERVER;

    /** Reporters begin with a report that they have accepted themselves; everybody else waits for one. */
    public static ReportState start(Set<CaseRole> roles) {
        return roles.contains(REPORTER) ? ReportState.ACCEPTED : ReportState.START;
    }
}
