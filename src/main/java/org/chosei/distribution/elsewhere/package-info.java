/** That a vendor is in contact about a case with somebody else already: data that saves double work, never a penalty. */
@NamedInterface("elsewhere")
@NullMarked
package org.chosei.distribution.elsewhere;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
