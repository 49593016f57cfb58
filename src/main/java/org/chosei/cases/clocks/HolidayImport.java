package org.chosei.cases.clocks;

import java.time.Instant;

/** A table of holidays that was brought in: its years, and who brought it. */
public record HolidayImport(String sha256, int firstYear, int lastYear, int days, Instant at, String by) {}
