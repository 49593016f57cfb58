package org.chosei.cases.embargo;

import java.time.Instant;
import java.util.List;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.OrganisationId;

/** Organisations were asked whether they agree to what is in force, before they learn anything else of the case. */
public record EmbargoAsked(CaseId caseId, List<OrganisationId> organisations, Instant respondBy) {}
