package org.chosei.agreements.pdf;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * What is known of a signature, in the language in which it was signed, with the words that were signed. The same record
 * is the same whoever asks for it and whenever, until something is added to it: a counter-signature, an end.
 *
 * @param id of the signature
 * @param signedAt when it was recorded
 * @param title the heading
 * @param facts in order
 * @param textTitle the heading above the words
 * @param text the words that were signed, verbatim
 * @param missing what stands before the numbers of characters that a font cannot show
 */
public record SignatureRecord(
        UUID id,
        Instant signedAt,
        Locale language,
        String title,
        List<Fact> facts,
        String textTitle,
        String text,
        String missing) {

    /** One line of the record. */
    public record Fact(String label, String value) {}

    /** As plain text; the words that were signed stand at the end, unchanged. */
    public String plain() {
        StringBuilder plain = new StringBuilder(title).append("\n\n");
        for (Fact fact : facts) {
            plain.append(fact.label()).append(": ").append(fact.value()).append('\n');
        }
        return plain.append('\n')
                .append(textTitle)
                .append('\n')
                .append("-".repeat(70))
                .append('\n')
                .append(text)
                .toString();
    }

    /** A bare name in ASCII, the same for the same signature. */
    public String fileName(String ending) {
        return "signature-" + id + ending;
    }
}
