package org.chosei.registry.products;

import java.time.Instant;

/**
 * A fact of a product became another.
 *
 * @param was as {@link ProductFact} writes it; identifiers one a line
 * @param by as {@code Scope.actor()} writes it
 */
public record ProductChange(ProductFact fact, String was, String became, Instant at, String by) {}
