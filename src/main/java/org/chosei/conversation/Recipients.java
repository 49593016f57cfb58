package org.chosei.conversation;

/**
 * Who gets what staff write into a thread now.
 *
 * @param vendors organisations that see their part of the case
 * @param people their members with an account
 */
public record Recipients(int vendors, int people) {}
