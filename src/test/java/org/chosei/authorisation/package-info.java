@NullMarked
package org.chosei.authorisation;

import org.jspecify.annotations.NullMarked;
