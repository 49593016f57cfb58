package org.chosei.registry.form;

import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.chosei.registry.form.FormLines.Line;

/**
 * Looks in a reply for a statement that was mailed to be signed and sent back, quoted or not, however its lines were
 * broken. To quote is not to agree: unless the reply is the statement and nothing else, its writer must say so in one of
 * the sentences that {@link SigningWords} knows, and write nothing that could take it back.
 */
public final class MailedStatement {
    /** So much of a line that it is no chance if it stands in what we mailed as well. */
    private static final int TELLING = 12;

    private static final int SHOWN = 1000;

    private final String statement;
    private final Set<String> ourLines;
    private final String ourWords;
    private final Set<String> printed = new HashSet<>();

    /** @param known the mail in which it went out, and other texts that may come back with it, whose words are not the sender's */
    public MailedStatement(String statement, Collection<String> known) {
        this.statement = statement;
        String words = Labels.words(statement);
        ourLines = known.stream()
                .flatMap(String::lines)
                .map(Labels::words)
                .filter(line -> !line.isEmpty())
                .collect(Collectors.toSet());
        ourWords = known.stream().map(Labels::words).collect(Collectors.joining("\n"));
        printed.addAll(ourLines);
        printed.removeIf(words::contains);
    }

    /** What became of it. */
    public enum State {
        /** It is there word for word, and its sender says so. */
        AGREED,
        /** It is there, but a person has to weigh what its sender wrote, or that nothing was written. */
        OWN_WORDS,
        ALTERED,
        MISSING
    }

    /**
     * What was found.
     *
     * @param words those that a person has to look at; empty when there are none
     */
    public record Finding(State state, Optional<String> words) {}

    /** What became of it in a decoded text. */
    public Finding in(String text) {
        List<Line> lines = FormLines.of(text);
        for (int depth : lines.stream().map(Line::depth).distinct().sorted().toList()) {
            Consent found = new ConsentSentence(List.of(statement), printed).in(lines, depth);
            switch (found.state()) {
                case INTACT -> {
                    return weighed(lines, depth);
                }
                case ALTERED -> {
                    return new Finding(State.ALTERED, found.found());
                }
                case MISSING -> {}
            }
        }
        return new Finding(State.MISSING, Optional.empty());
    }

    private Finding weighed(List<Line> lines, int depth) {
        Set<Line> stated = statementLines(lines, depth);
        List<Line> beside = lines.stream()
                .filter(line -> line.depth() <= depth && !line.isBlank() && !line.isRuler())
                .filter(line -> !stated.contains(line))
                .toList();
        if (depth == 0 && beside.isEmpty()) {
            return new Finding(State.AGREED, Optional.empty());
        }
        List<String> own = beside.stream()
                .filter(line -> !isOurs(line, depth))
                .map(Line::text)
                .toList();
        boolean agreed = beside.stream()
                .filter(line -> line.depth() == 0)
                .takeWhile(line -> depth > 0 || !isOurs(line, depth))
                .map(Line::text)
                .anyMatch(SigningWords::agree);
        if (agreed && own.stream().noneMatch(SigningWords::takeBack)) {
            return new Finding(State.AGREED, Optional.empty());
        }
        String written = String.join("\n", own).strip();
        return new Finding(
                State.OWN_WORDS,
                Optional.of(written.substring(0, Math.min(SHOWN, written.length())))
                        .filter(shown -> !shown.isEmpty()));
    }

    /** The lines that hold words of the statement and no others. */
    private Set<Line> statementLines(List<Line> lines, int depth) {
        List<Line> candidates = lines.stream()
                .filter(line -> line.depth() == depth && !printed.contains(Labels.words(line.text())))
                .toList();
        String all = candidates.stream().map(line -> Labels.words(line.text())).collect(Collectors.joining());
        String words = Labels.words(statement);
        int from = all.indexOf(words);
        Set<Line> stated = Collections.newSetFromMap(new IdentityHashMap<>());
        int at = 0;
        for (Line line : candidates) {
            int end = at + Labels.words(line.text()).length();
            if (end > at && at >= from && end <= from + words.length()) {
                stated.add(line);
            }
            at = end;
        }
        return stated;
    }

    /** Whether we wrote it ourselves; a quote may have broken our lines. */
    private boolean isOurs(Line line, int depth) {
        String words = Labels.words(line.text());
        return ourLines.contains(words)
                || (line.depth() > 0 && line.depth() == depth && words.length() >= TELLING && ourWords.contains(words));
    }
}
