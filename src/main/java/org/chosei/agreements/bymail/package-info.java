/** Signing by mail: the text goes out with a statement, which comes back signed by the organisation's own key. */
@NullMarked
package org.chosei.agreements.bymail;

import org.jspecify.annotations.NullMarked;
