/** What a vendor sees of a case, shown to its coordinator, who can only look. */
@NullMarked
package org.chosei.desk.viewas;

import org.jspecify.annotations.NullMarked;
