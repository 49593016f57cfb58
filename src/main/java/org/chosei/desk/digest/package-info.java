/** What persons are told by mail of the cases they work on: how soon, in which hours, and never a word of a case. */
@NullMarked
package org.chosei.desk.digest;

import org.jspecify.annotations.NullMarked;
