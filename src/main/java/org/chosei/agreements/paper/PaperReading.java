package org.chosei.agreements.paper;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.chosei.agreements.Act;
import org.chosei.kernel.JapaneseText;
import org.chosei.kernel.Refusal;

/**
 * What one person read from a scan.
 *
 * @param capacity in which the signer signed; empty in the second reading, which is compared without it
 * @param signedOn the day on the paper
 * @param version that the paper names
 */
public record PaperReading(String signer, String capacity, LocalDate signedOn, int version) {

    /** What was typed, as it was typed. */
    public record Typed(String signer, String capacity, String signedOn, String version) {
        public static final Typed NOTHING = new Typed("", "", "", "");

        PaperReading read(LocalDate today) {
            String name = signer.strip();
            if (!Act.isLine(name)) {
                throw new Refusal.Invalid("signer", "paper-signer");
            }
            return new PaperReading(name, capacity.strip(), day(today), number());
        }

        private LocalDate day(LocalDate today) {
            try {
                LocalDate day = LocalDate.parse(signedOn.strip());
                if (day.isAfter(today) || day.getYear() < 1970) {
                    throw new Refusal.Invalid("signedOn", "paper-date", today);
                }
                return day;
            } catch (DateTimeException e) {
                throw new Refusal.Invalid("signedOn", "paper-date", today);
            }
        }

        private int number() {
            String digits = JapaneseText.folded(version.strip());
            if (!digits.matches("[0-9]{1,6}")) {
                throw new Refusal.Invalid("version", "paper-version");
            }
            return Integer.parseInt(digits);
        }
    }

    void requireCapacity() {
        if (!Act.isLine(capacity)) {
            throw new Refusal.Invalid("capacity", "paper-capacity");
        }
    }

    /** What is compared. */
    public enum Field {
        SIGNER,
        SIGNED_ON,
        VERSION
    }

    /** What two persons read differently; empty when they agree. */
    Set<Field> differing(PaperReading other) {
        Set<Field> fields = EnumSet.noneOf(Field.class);
        if (!sameSigner(other)) {
            fields.add(Field.SIGNER);
        }
        if (!signedOn.equals(other.signedOn)) {
            fields.add(Field.SIGNED_ON);
        }
        if (version != other.version) {
            fields.add(Field.VERSION);
        }
        return fields;
    }

    /** Whether two persons read the same signer, day and version; width, case and spaces of a name make no difference. */
    boolean agreesWith(PaperReading other) {
        return differing(other).isEmpty();
    }

    private boolean sameSigner(PaperReading other) {
        return name(signer).equals(name(other.signer));
    }

    private static String name(String signer) {
        return JapaneseText.folded(signer).replaceAll("\\s", "");
    }

    /** Four lines, as they are sealed. */
    String lines() {
        return String.join("\n", signer, capacity, signedOn.toString(), String.valueOf(version));
    }

    static PaperReading ofLines(String lines) {
        List<String> each = List.of(lines.split("\n", -1));
        return new PaperReading(each.get(0), each.get(1), LocalDate.parse(each.get(2)), Integer.parseInt(each.get(3)));
    }
}
