package org.chosei.cases.numbers;

import org.chosei.kernel.CaseId;

/** A case is known by one more number. Told within the transaction that keeps it. */
public record AliasAdded(CaseId caseId) {}
