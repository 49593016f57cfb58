package org.chosei.cases.embargo;

import java.util.UUID;
import org.chosei.kernel.CaseId;

/** Terms were proposed: every participant is asked for an answer. Told in the transaction that proposes them. */
public record EmbargoProposed(CaseId caseId, UUID term) {}
