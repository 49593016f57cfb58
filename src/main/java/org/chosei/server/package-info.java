/** Puts the rooms on a host: settings, keys and database in, a running server out. Only commands and the demo use it. */
@org.springframework.modulith.ApplicationModule
@NullMarked
package org.chosei.server;

import org.jspecify.annotations.NullMarked;
