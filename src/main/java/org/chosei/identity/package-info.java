/** People, invitations, sign-in, sessions, and whose member somebody is. */
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {"kernel", "access", "ledger", "jobs", "web", "mail", "vault"})
@NullMarked
package org.chosei.identity;

import org.jspecify.annotations.NullMarked;
