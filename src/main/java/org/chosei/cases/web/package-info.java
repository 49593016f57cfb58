/** The pages of a case that belong to the case itself: embargo, participants, closing. */
@NullMarked
package org.chosei.cases.web;

import org.jspecify.annotations.NullMarked;
