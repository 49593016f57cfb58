@NullMarked
package org.chosei.backup;

import org.jspecify.annotations.NullMarked;
