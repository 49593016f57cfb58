/** Chosei: coordination of undisclosed vulnerabilities. Each sub-package is a room; see docs/architecture.md. */
@NullMarked
package org.chosei;

import org.jspecify.annotations.NullMarked;
