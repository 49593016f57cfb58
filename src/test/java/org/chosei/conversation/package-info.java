@NullMarked
package org.chosei.conversation;

import org.jspecify.annotations.NullMarked;
