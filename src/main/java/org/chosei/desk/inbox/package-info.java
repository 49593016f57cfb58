/** The inbox: what is to be done, by whom and by when; snoozes, assignment, the duty roster, acts on several things at once. */
@NullMarked
package org.chosei.desk.inbox;

import org.jspecify.annotations.NullMarked;
