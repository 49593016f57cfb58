@NullMarked
package org.chosei.vault;

import org.jspecify.annotations.NullMarked;
