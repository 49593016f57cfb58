/** The pages of identity: sign-in, invitation, account, people. */
@NullMarked
package org.chosei.identity.web;

import org.jspecify.annotations.NullMarked;
