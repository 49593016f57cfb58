@NullMarked
package org.chosei.ledger.proof;

import org.jspecify.annotations.NullMarked;
