/** Reads what came in, within limits and without surprises. Pure: no SQL, no network. */
@org.springframework.modulith.NamedInterface("reading")
@NullMarked
package org.chosei.mail.reading;

import org.jspecify.annotations.NullMarked;
