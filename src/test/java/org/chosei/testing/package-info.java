/** What tests of every room share. */
@NullMarked
package org.chosei.testing;

import org.jspecify.annotations.NullMarked;
