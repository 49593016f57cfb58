package org.chosei.cases.scoring;

import org.chosei.scoring.CoordinatorTree;
import org.chosei.scoring.CvssVersion;

/** What is judged of a vulnerability, each with a history of its own. */
public enum AssessmentKind {
    CVSS_31,
    CVSS_40,
    TRIAGE,
    PUBLICATION,
    WEAKNESSES;

    /** The kind for scores of this version. */
    public static AssessmentKind of(CvssVersion version) {
        return switch (version) {
            case V31 -> CVSS_31;
            case V40 -> CVSS_40;
        };
    }

    /** The kind for decisions by this tree. */
    public static AssessmentKind of(CoordinatorTree tree) {
        return switch (tree) {
            case TRIAGE -> TRIAGE;
            case PUBLISH -> PUBLICATION;
        };
    }
}
