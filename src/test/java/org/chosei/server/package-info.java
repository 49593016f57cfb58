@NullMarked
package org.chosei.server;

import org.jspecify.annotations.NullMarked;
