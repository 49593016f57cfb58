package org.chosei.cases.embargo;

import org.chosei.kernel.CaseId;
import org.chosei.kernel.OrganisationId;

/** A participant does not, or no longer, agree to what is in force: its access ends in the same transaction. */
public record ConsentWithdrawn(CaseId caseId, OrganisationId organisation) {}
