/** How contacts change: an organisation proposes, staff decide, and the old address is told. */
@NullMarked
package org.chosei.registry.contact;

import org.jspecify.annotations.NullMarked;
