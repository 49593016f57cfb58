/** A whole installation as one file, taken while it runs, and back onto an empty host. Format: docs/formats/backup.md. */
@ApplicationModule(allowedDependencies = "installation")
@NullMarked
package org.chosei.backup;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
