/** How cases end: closed with a reason, or merged into another; and how a part of one becomes a case of its own. */
@org.springframework.modulith.NamedInterface("ending")
@NullMarked
package org.chosei.cases.ending;

import org.jspecify.annotations.NullMarked;
