package org.chosei.conversation;

import java.util.UUID;
import org.chosei.kernel.OrganisationId;
import org.chosei.vault.SealedId;
import org.jspecify.annotations.Nullable;

/**
 * A thread in the list of a case's threads; its title is sealed, and absent in a main thread.
 *
 * @param membersShown the vendors in it learn who else is in it
 * @param unread messages that the acting person has not read, of which {@code firstUnread} is the oldest
 */
public record ThreadLine(
        ThreadId id,
        ThreadKind kind,
        @Nullable OrganisationId vendor,
        @Nullable SealedId title,
        boolean resolved,
        boolean membersShown,
        int unread,
        @Nullable UUID firstUnread) {}
