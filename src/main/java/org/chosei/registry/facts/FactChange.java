package org.chosei.registry.facts;

import java.time.Instant;
import java.util.UUID;

/**
 * A fact became another.
 *
 * @param was empty when nothing was known; a parent is an id, a seat its name
 * @param by as {@code Scope.actor()} writes it
 */
public record FactChange(UUID id, Fact fact, String was, String became, Instant at, String by) {}
