/** The technology keywords that vendors are asked about, in versions, and what each vendor answered. */
@NamedInterface("keywords")
@NullMarked
package org.chosei.registry.keywords;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
