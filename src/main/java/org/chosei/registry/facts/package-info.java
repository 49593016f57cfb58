/** What is known of an organisation, each fact with its form, and how it came to be what it is. */
@NullMarked
package org.chosei.registry.facts;

import org.jspecify.annotations.NullMarked;
