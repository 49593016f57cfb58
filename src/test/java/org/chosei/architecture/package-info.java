@NullMarked
package org.chosei.architecture;

import org.jspecify.annotations.NullMarked;
