package org.chosei.cases.clocks;

import java.time.LocalDate;

/** A public holiday as it was imported. */
public record Holiday(LocalDate day, String name) {}
