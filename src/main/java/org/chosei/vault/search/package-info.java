/** Finds words in sealed text without keeping any: words become keyed hashes. Format: docs/formats/search.md. */
@org.springframework.modulith.NamedInterface("search")
@NullMarked
package org.chosei.vault.search;

import org.jspecify.annotations.NullMarked;
