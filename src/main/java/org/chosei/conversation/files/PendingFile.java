package org.chosei.conversation.files;

import java.util.UUID;
import org.chosei.kernel.Tlp;

/**
 * A file that its person brought and no message took yet.
 *
 * @param sha256 lower-case hexadecimal
 */
public record PendingFile(UUID id, String name, long size, Tlp tlp, String sha256) {}
