/** The clocks of a case with their rules, the business calendar that some of them run on, and calendar files. */
@NamedInterface("clocks")
@NullMarked
package org.chosei.cases.clocks;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
