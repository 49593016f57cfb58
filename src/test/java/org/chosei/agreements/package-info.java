@NullMarked
package org.chosei.agreements;

import org.jspecify.annotations.NullMarked;
