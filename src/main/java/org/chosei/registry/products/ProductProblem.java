package org.chosei.registry.products;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a row of a table cannot be taken, in the words in which a form would refuse it.
 *
 * @param row as spreadsheets count
 * @param column where to mend it; null when the whole row is meant
 * @param slug its words are {@code refusal.SLUG}
 */
public record ProductProblem(int row, @Nullable ProductColumn column, String slug, List<Object> arguments) {}
