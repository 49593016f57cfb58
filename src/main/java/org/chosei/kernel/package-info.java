/** What every room may use: ids, TLP, time, text folding, refusals. No Spring, no SQL. */
@org.springframework.modulith.ApplicationModule(allowedDependencies = {})
@NullMarked
package org.chosei.kernel;

import org.jspecify.annotations.NullMarked;
