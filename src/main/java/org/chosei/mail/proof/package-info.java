/** What a mail proves of its sender's domain: DKIM, alignment as DMARC defines it, ARC. Pure but for the look-up of texts in DNS. */
@org.springframework.modulith.NamedInterface("proof")
@NullMarked
package org.chosei.mail.proof;

import org.jspecify.annotations.NullMarked;
