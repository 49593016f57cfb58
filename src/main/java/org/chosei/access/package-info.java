/** Who acts, what a role permits, what an audience sees, and the transactions that tell PostgreSQL about it. */
@org.springframework.modulith.ApplicationModule(allowedDependencies = {"kernel"})
@NullMarked
package org.chosei.access;

import org.jspecify.annotations.NullMarked;
