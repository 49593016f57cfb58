package org.chosei.web;

import org.chosei.access.Permission;

/** An entry of the main navigation; rooms contribute theirs as beans. Shown to whoever holds the permission. */
public record Link(int order, String messageKey, String path, Permission permission) {}
