/** The formal protocol of coordinated disclosure as data and pure functions; knows nobody else. */
@NullMarked
@ApplicationModule(
        displayName = "protocol",
        allowedDependencies = {})
package org.chosei.protocol;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
