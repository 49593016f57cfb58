package org.chosei.web;

import org.chosei.access.Permission;

/**
 * An entry of the navigation inside a member's own organisation; rooms contribute theirs as beans. A path with {@code #}
 * leads to a part of a page, and is where the reader is on the pages below that part.
 */
public record OwnLink(int order, String messageKey, String path, Permission permission) {

    /** Whether a page at this path belongs to the entry. */
    public boolean leadsTo(String shown) {
        String below = path.replace('#', '/') + "/";
        return shown.equals(path) || !path.equals("/organisation") && (shown + "/").startsWith(below);
    }
}
