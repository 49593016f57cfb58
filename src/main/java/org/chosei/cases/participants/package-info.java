/** Who takes part in a case, in which role and under which own number; who leaves, and who comes to know whom. */
@org.springframework.modulith.NamedInterface("participants")
@NullMarked
package org.chosei.cases.participants;

import org.jspecify.annotations.NullMarked;
