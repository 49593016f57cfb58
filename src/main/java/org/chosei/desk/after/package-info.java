/** What follows after a wave: who is asked what, how silent vendors are reached, what the fairness reports say, what is done when something leaks. */
@NullMarked
package org.chosei.desk.after;

import org.jspecify.annotations.NullMarked;
