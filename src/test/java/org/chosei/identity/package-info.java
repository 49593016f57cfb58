@NullMarked
package org.chosei.identity;

import org.jspecify.annotations.NullMarked;
