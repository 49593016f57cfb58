/** Mail: what came in, read with limits and without surprises; what goes out, staged and sent. */
@NullMarked
package org.chosei.mail.reading;

import org.jspecify.annotations.NullMarked;
