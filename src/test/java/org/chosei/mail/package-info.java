@NullMarked
package org.chosei.mail;

import org.jspecify.annotations.NullMarked;
