/** How the CSIRT makes sure of an organisation: call-back, meeting, documents, and a second person who confirms. */
@NullMarked
package org.chosei.registry.vetting;

import org.jspecify.annotations.NullMarked;
