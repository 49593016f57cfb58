/** The keys of contact points: given, proved, compared by telephone, watched, replaced and retired. */
@NullMarked
package org.chosei.registry.keys;

import org.jspecify.annotations.NullMarked;
