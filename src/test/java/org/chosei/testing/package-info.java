/** Real outside parties for tests: programs that Chosei must agree with. */
@NullMarked
package org.chosei.testing;

import org.jspecify.annotations.NullMarked;
