package org.chosei.cases.ending;

import org.chosei.kernel.CaseId;

/** A case is about to end, in this transaction: whoever still has something to do with it refuses by a {@code Refusal}. */
public record CaseEnding(CaseId caseId) {}
