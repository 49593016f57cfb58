/** The only room that speaks SMTP: stages and sends, receives and routes. Knows addresses and keys, not organisations. */
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {"kernel", "access", "ledger", "jobs", "web", "vault", "vault :: search", "crypto"})
@NullMarked
package org.chosei.mail;

import org.jspecify.annotations.NullMarked;
