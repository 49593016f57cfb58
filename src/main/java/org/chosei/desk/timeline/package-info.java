/** Everything that happened in a case, as people read it: in words, by day, with who, by which door, and where the thing is. */
@NullMarked
package org.chosei.desk.timeline;

import org.jspecify.annotations.NullMarked;
