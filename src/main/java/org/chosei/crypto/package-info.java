/**
 * OpenPGP and S/MIME: certificates read and judged. OpenPGP: one body encrypted once and addressed to many, messages opened,
 * signatures checked.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package org.chosei.crypto;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
