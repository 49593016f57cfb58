/** Everything about the host that the server stands on: data directory, keys, embedded PostgreSQL, settings. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package org.chosei.installation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
