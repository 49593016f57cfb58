/** Signatures on paper: a scan, and two persons who read it alike without seeing each other's reading. */
@NullMarked
package org.chosei.agreements.paper;

import org.jspecify.annotations.NullMarked;
