package org.chosei.cases.status;

import java.util.List;

/**
 * A statement opened for its reader: empty where it has no such words.
 *
 * @param references addresses, https only
 * @param toldBy who said it on the telephone
 */
public record Spoken(Said said, String text, String versions, List<String> references, String toldBy) {}
