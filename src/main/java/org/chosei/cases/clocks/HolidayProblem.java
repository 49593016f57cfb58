package org.chosei.cases.clocks;

/**
 * Why a row cannot be imported.
 *
 * @param row as spreadsheets count: the header is row 1
 * @param value what stands there
 */
public record HolidayProblem(int row, Code code, String value) {

    /** What is wrong; its words are {@code deadlines.holiday-problem.CODE}. */
    public enum Code {
        DATE,
        YEAR,
        NAME,
        TWICE,
        COLUMNS
    }
}
