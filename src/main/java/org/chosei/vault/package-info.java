/** Seals text, files and secrets at rest under scope keys, and opens them through one door. Format: docs/formats/sealing.md. */
@org.springframework.modulith.ApplicationModule(allowedDependencies = {"kernel", "access", "ledger", "jobs"})
@NullMarked
package org.chosei.vault;

import org.jspecify.annotations.NullMarked;
