/** What `./chosei` can do: one class per command. Offline commands start no Spring, so that they answer at once. */
@NullMarked
package org.chosei.command;

import org.jspecify.annotations.NullMarked;
