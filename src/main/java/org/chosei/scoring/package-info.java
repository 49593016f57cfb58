/** Scoring of vulnerabilities as data and pure functions: CVSS 3.1 and 4.0, SSVC decision trees, the list of weaknesses. */
@NullMarked
@ApplicationModule(
        displayName = "scoring",
        allowedDependencies = {"kernel"})
package org.chosei.scoring;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
