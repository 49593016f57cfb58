package org.chosei.intake.reporting;

import java.time.LocalDate;
import org.chosei.kernel.JapaneseText;
import org.chosei.kernel.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * What a receiving body says of a report that it hands over.
 *
 * @param number the body's own handling number
 * @param receivedOn the day on which the body received it
 * @param acceptedOn the day on which the body accepted it; null while it did not
 */
public record HandOver(
        String number, LocalDate receivedOn, @Nullable LocalDate acceptedOn) {
    private static final int LONGEST = 60;

    /** Refuses a number that is empty or too long, and days in the wrong order. */
    public HandOver {
        number = JapaneseText.plain(JapaneseText.withoutControls(number))
                .replaceAll("\\s+", " ")
                .strip();
        if (number.isEmpty() || JapaneseText.codePoints(number) > LONGEST) {
            throw new Refusal.Invalid("number", "report-number-malformed", LONGEST);
        }
        if (acceptedOn != null && acceptedOn.isBefore(receivedOn)) {
            throw new Refusal.Invalid("accepted", "report-days-reversed");
        }
    }
}
