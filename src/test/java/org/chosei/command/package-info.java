@NullMarked
package org.chosei.command;

import org.jspecify.annotations.NullMarked;
