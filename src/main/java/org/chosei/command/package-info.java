/** The commands of the launcher that work without a running server. */
@NullMarked
@ApplicationModule(displayName = "Command line")
package org.chosei.command;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
