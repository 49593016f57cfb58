package org.chosei.access;

import java.util.Locale;
import org.chosei.kernel.AudienceId;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.OrganisationId;
import org.jspecify.annotations.Nullable;

/** Who may read a row of a case. {@code organisation} is set exactly for {@link Kind#ORGANISATION}. */
public record Audience(
        AudienceId id, CaseId caseId, Kind kind, @Nullable OrganisationId organisation) {

    /** The kinds of audience that the design knows. */
    public enum Kind {
        STAFF,
        ALL_VENDORS,
        ORGANISATION,
        GROUP,
        REPORTER;

        public String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
