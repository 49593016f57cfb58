@NullMarked
package org.chosei.intake;

import org.jspecify.annotations.NullMarked;
