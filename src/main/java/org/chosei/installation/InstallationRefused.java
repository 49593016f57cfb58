package org.chosei.installation;

import java.util.List;

/** The host is not as it must be: nothing was started, and each problem says what is wrong and how to put it right. */
public final class InstallationRefused extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient List<String> problems;

    /** One problem, as a sentence for the operator. */
    public InstallationRefused(String problem) {
        this(List.of(problem));
    }

    /** All problems that were found together, so that the operator can mend them in one go. */
    public InstallationRefused(List<String> problems) {
        super(String.join(System.lineSeparator(), problems));
        this.problems = List.copyOf(problems);
    }

    InstallationRefused(String problem, Throwable cause) {
        super(problem, cause);
        this.problems = List.of(problem);
    }

    /** The sentences one by one, for a list on the terminal or as JSON. */
    public List<String> problems() {
        return problems;
    }
}
