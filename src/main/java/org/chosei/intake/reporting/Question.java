package org.chosei.intake.reporting;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What a report is asked. The first four are needed; the fifth needed answer is how the reporter is reached. */
public enum Question {
    PRODUCT(200, 1),
    /** As the reporter knows it; "unknown" is an answer. */
    VERSION(200, 1),
    WEAKNESS(20_000, 8),
    /** What an attacker gains, or how it can be seen to happen. */
    IMPACT(20_000, 8),
    FOUND(5_000, 4),
    EXPLOITATION(5_000, 4),
    WHERE_PUBLIC(2_000, 3),
    PLANS(2_000, 3),
    /** Who else was told, with the numbers that they gave. */
    OTHERS(2_000, 3),
    CREDIT(500, 2),
    /** What the reporter wishes, as the receiving body hands it over. */
    WISH(2_000, 3);

    private static final List<Question> NEEDED = List.of(PRODUCT, VERSION, WEAKNESS, IMPACT);
    private static final List<Question> OPTIONAL = List.of(FOUND, EXPLOITATION, WHERE_PUBLIC, PLANS, OTHERS, CREDIT);

    private final int longest;
    private final int rows;

    Question(int longest, int rows) {
        this.longest = longest;
        this.rows = rows;
    }

    /** Without these no report is sent. */
    public static List<Question> needed() {
        return NEEDED;
    }

    /** What a reporter may add. */
    public static List<Question> optional() {
        return OPTIONAL;
    }

    /** The question that a form field answers, if it is one. */
    public static Optional<Question> of(String field) {
        return all().filter(question -> question.key().equals(field)).findFirst();
    }

    static Stream<Question> all() {
        return Stream.of(values());
    }

    /** The name of its form field, and the end of its message keys. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The longest answer, in code points. */
    public int longest() {
        return longest;
    }

    /** How high its field is, in lines; one line is a field of one line. */
    public int rows() {
        return rows;
    }
}
