package org.chosei.cases;

import java.time.ZoneId;

/** How case numbers look: {@code PREFIX-YEAR-00001}, the year being that of the CSIRT's zone. */
public record CaseNumbering(String prefix, ZoneId zone) {}
