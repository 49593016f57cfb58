/** What is done when something leaks, step by step: freeze, assess, notify, accelerate. */
@NamedInterface("leak")
@NullMarked
package org.chosei.distribution.leak;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
