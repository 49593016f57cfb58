/** What a wave asks of each vendor in three steps with deadlines, the reminders, and the ladder by which a silent one is reached. */
@NamedInterface("asks")
@NullMarked
package org.chosei.distribution.asks;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
