/** The technology keywords that vendors are asked about, in versions, and what each vendor answered. */
@NullMarked
package org.chosei.registry.keywords;

import org.jspecify.annotations.NullMarked;
