package org.chosei.cases.clocks;

import java.time.Instant;

/** A table of holidays that was brought in; who did it is in the ledger. */
public record HolidayImport(String sha256, int firstYear, int lastYear, int days, Instant at) {}
