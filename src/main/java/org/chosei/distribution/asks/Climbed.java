package org.chosei.distribution.asks;

import java.time.Instant;

/**
 * A rung that was climbed.
 *
 * @param mails to how many addresses mail went; 0 for a task of people, and where no other contact has an address
 * @param by who did it, as the ledger writes it
 */
public record Climbed(Step step, Rung rung, int mails, Instant at, String by) {}
