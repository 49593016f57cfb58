/** What people typed into forms and did not send yet, sealed for each of them alone. */
@NamedInterface("drafts")
@NullMarked
package org.chosei.identity.drafts;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
