/** Days on which an organisation is closed besides weekends and holidays, kept by itself and by staff. */
@NamedInterface("closures")
@NullMarked
package org.chosei.registry.closures;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
