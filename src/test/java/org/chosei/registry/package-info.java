@NullMarked
package org.chosei.registry;

import org.jspecify.annotations.NullMarked;
