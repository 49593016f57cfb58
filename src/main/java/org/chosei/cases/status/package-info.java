/** What vendors said of each vulnerability, in which way it reached us, and where a vendor stands that said nothing. */
@org.springframework.modulith.NamedInterface("status")
@NullMarked
package org.chosei.cases.status;

import org.jspecify.annotations.NullMarked;
