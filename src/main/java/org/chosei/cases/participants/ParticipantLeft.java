package org.chosei.cases.participants;

import org.chosei.kernel.CaseId;
import org.chosei.kernel.OrganisationId;

/** An organisation left a case by itself: its access ends in the same transaction. */
public record ParticipantLeft(CaseId caseId, OrganisationId organisation) {}
