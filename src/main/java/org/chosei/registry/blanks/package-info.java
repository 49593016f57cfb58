/** The blank forms that vendors are given: the shipped one, and what the operator installed in its place. */
@NullMarked
package org.chosei.registry.blanks;

import org.jspecify.annotations.NullMarked;
