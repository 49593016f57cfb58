package org.chosei.cases.embargo;

import org.chosei.kernel.CaseId;

/** Terms came into force. Told in the transaction that accepts them; who consents by a signed NDA is recorded then. */
public record EmbargoAgreed(CaseId caseId) {}
