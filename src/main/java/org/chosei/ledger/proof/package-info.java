/** Checks an export of the ledger offline: pure functions over its lines. No Spring, no SQL. Format: docs/formats/ledger.md. */
@NullMarked
@NamedInterface("proof")
package org.chosei.ledger.proof;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
