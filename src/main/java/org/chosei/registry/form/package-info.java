/** The contact-point form: its template as data, and the tolerant reading of what people send back. */
@NullMarked
@NamedInterface("form")
package org.chosei.registry.form;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
