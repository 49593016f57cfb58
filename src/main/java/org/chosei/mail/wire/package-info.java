/** SMTP itself, in and out, as bytes: what a message says is the business of the room around. */
@org.springframework.modulith.NamedInterface("wire")
@NullMarked
package org.chosei.mail.wire;

import org.jspecify.annotations.NullMarked;
