/**
 * Documents of ours as files to keep or to print, with their Japanese font inside: the record of a signature, and papers that
 * other rooms lay out of a few parts.
 */
@NamedInterface("pdf")
@NullMarked
package org.chosei.agreements.pdf;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
