/** Keeps contacts true: asks whether they are right, hears which mail came back, and leads drills. */
@NamedInterface("upkeep")
@NullMarked
package org.chosei.registry.upkeep;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
