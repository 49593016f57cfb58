/** People, invitations, sign-in, sessions, whose member somebody is, and the way back for who lost the proof. */
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {"kernel", "access", "ledger", "jobs", "web", "mail", "vault"})
@NullMarked
package org.chosei.identity;

import org.jspecify.annotations.NullMarked;
