/** Work staged in a transaction and done after it: once, later, or again and again; what keeps failing is kept. */
@org.springframework.modulith.ApplicationModule(allowedDependencies = {"kernel", "access"})
@NullMarked
package org.chosei.jobs;

import org.jspecify.annotations.NullMarked;
