package org.chosei.cases.embargo;

import org.chosei.kernel.OrganisationId;
import org.jspecify.annotations.Nullable;

/**
 * Terms that are open, and whose they are.
 *
 * @param by null when the acting scope may not know
 */
public record Proposed(Term term, @Nullable OrganisationId by) {}
