/** Tests of the host's side: real processes, real files. */
@NullMarked
package org.chosei.installation;

import org.jspecify.annotations.NullMarked;
