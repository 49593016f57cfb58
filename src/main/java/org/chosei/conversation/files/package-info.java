/** Files of messages: brought one by one as a sealed stream, pending until a message takes them, and handed out inert. */
@NamedInterface("files")
@NullMarked
package org.chosei.conversation.files;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
