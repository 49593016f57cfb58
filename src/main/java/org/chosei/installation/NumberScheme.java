package org.chosei.installation;

/**
 * A kind of number that staff may give out.
 *
 * @param prefix what stands before the digits
 * @param random whether the digits are drawn, or else counted
 * @param digits how many
 */
public record NumberScheme(String prefix, boolean random, int digits) {}
