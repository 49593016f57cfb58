/**
 * Reports beside mail: the public form with its receipt, a vendor's own report, the hand-over from a receiving body; the talk
 * with whoever reported, and what staff make of a report.
 */
@NamedInterface("reporting")
@NullMarked
package org.chosei.intake.reporting;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
