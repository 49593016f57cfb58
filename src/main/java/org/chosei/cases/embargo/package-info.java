/** Proposals, consent and the one active embargo of a case. */
@org.springframework.modulith.NamedInterface("embargo")
@NullMarked
package org.chosei.cases.embargo;

import org.jspecify.annotations.NullMarked;
