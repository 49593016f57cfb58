/** The ground floor: words, text and time that every room shares. No Spring, no SQL. */
@NullMarked
package org.chosei.kernel;

import org.jspecify.annotations.NullMarked;
