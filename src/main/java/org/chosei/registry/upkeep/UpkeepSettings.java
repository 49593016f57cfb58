package org.chosei.registry.upkeep;

import java.time.Duration;

/**
 * What the operator decides about contacts.
 *
 * @param staleAfter how long after somebody confirmed an organisation's contacts they count as stale
 */
public record UpkeepSettings(Duration staleAfter) {}
