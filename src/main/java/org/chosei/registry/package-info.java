/** Organisations and their contact points. */
@NullMarked
package org.chosei.registry;

import org.jspecify.annotations.NullMarked;
