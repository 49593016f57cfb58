/** People, invitations, sign-in, sessions, whose member somebody is, the way back for who lost the proof, and drafts. */
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {"kernel", "access", "ledger", "jobs", "web", "mail", "vault"})
@NullMarked
package org.chosei.identity;

import org.jspecify.annotations.NullMarked;
