/** The products of organisations, their names in purl and CPE, and how a product is found by either. */
@NamedInterface("products")
@NullMarked
package org.chosei.registry.products;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
