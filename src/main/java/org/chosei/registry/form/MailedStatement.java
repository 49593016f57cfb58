package org.chosei.registry.form;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.chosei.kernel.JapaneseText;
import org.chosei.registry.form.FormLines.Line;

/**
 * Looks in a reply for a statement that was mailed to be signed and sent back, quoted or not, however its lines were
 * broken. What the sender wrote above a quote weighs more than the quote: an intact copy below does not stand for a
 * statement that was changed above it, nor against a refusal.
 */
public final class MailedStatement {
    private final String statement;
    private final Set<String> known = new HashSet<>();

    /** @param known other texts that may come back with it, whose own words are not the sender's */
    public MailedStatement(String statement, Collection<String> known) {
        this.statement = statement;
        String words = Labels.words(statement);
        for (String text : known) {
            text.lines().map(Labels::words).filter(line -> !line.isEmpty()).forEach(this.known::add);
        }
        this.known.removeIf(words::contains);
    }

    /** What became of it in a decoded text. */
    public Consent in(String text) {
        List<Line> lines = FormLines.of(text);
        for (int depth : lines.stream().map(Line::depth).distinct().sorted().toList()) {
            Consent found = new ConsentSentence(List.of(statement), known).in(lines, depth);
            if (found.state() != Consent.State.MISSING) {
                Optional<String> refused = refusalAbove(lines, depth);
                return refused.isPresent() ? new Consent(Consent.State.ALTERED, refused) : found;
            }
        }
        return new Consent(Consent.State.MISSING, Optional.empty());
    }

    private Optional<String> refusalAbove(List<Line> lines, int depth) {
        return lines.stream()
                .filter(line -> line.depth() < depth)
                .map(Line::text)
                .filter(text -> !known.contains(Labels.words(text)))
                .filter(text -> ConsentSentence.REFUSAL
                        .matcher(JapaneseText.folded(text))
                        .find())
                .findFirst();
    }
}
