@NullMarked
package org.chosei.ledger;

import org.jspecify.annotations.NullMarked;
