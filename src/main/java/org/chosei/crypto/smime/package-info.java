/** X.509 and CMS: certificates read from files and judged, content encrypted to one (RFC 5280, 5652, 8550, 8551). */
@NullMarked
package org.chosei.crypto.smime;

import org.jspecify.annotations.NullMarked;
