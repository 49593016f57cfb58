package org.chosei.registry;

import org.jspecify.annotations.Nullable;

/**
 * Why a row cannot be imported.
 *
 * @param row as spreadsheets count
 * @param column where to mend it; null when the whole row is meant
 * @param code its words are {@code registry.import-problem.CODE}
 * @param argument what the words name: another row, an organisation, a value; or empty
 */
public record ImportProblem(int row, @Nullable ImportColumn column, String code, String argument) {}
