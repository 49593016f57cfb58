/** Pages of advisories: the staff's draft, and what everybody reads. */
@NullMarked
package org.chosei.advisories.web;

import org.jspecify.annotations.NullMarked;
