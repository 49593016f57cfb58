package org.chosei.desk.digest;

/**
 * How soon somebody is told of what; and when.
 *
 * @param mentions of words in which it was named; never {@link Rhythm#NONE}
 * @param mine of cases on which it has worked
 * @param everything of all cases that it may see
 */
public record NoticeSettings(Rhythm mentions, Rhythm mine, Rhythm everything, NoticeHours hours) {}
