package org.chosei.intake.reporting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The secret of a receipt as people copy and type it. */
class ReceiptCodeTest {
    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    @Test
    void isReadAsItIsShownAndAsPeopleTypeIt() {
        for (int i = 0; i < 200; i++) {
            ReceiptCode code = ReceiptCode.random();
            assertThat(code.shown()).matches("([0-9A-HJKMNP-TV-Z]{4}-){4}[0-9A-HJKMNP-TV-Z]{4}");
            assertThat(ReceiptCode.read(code.shown())).contains(code);
            assertThat(ReceiptCode.read(code.value().toLowerCase(Locale.ROOT))).contains(code);
            assertThat(ReceiptCode.read(" " + code.shown().replace('-', ' '))).contains(code);
            assertThat(ReceiptCode.read(fullWidth(code.shown()))).contains(code);
            assertThat(ReceiptCode.read(code.value().replace('0', 'O').replace('1', 'l')))
                    .contains(code);
        }
    }

    private static String fullWidth(String ascii) {
        return ascii.chars()
                .mapToObj(c -> c == '-' ? "－" : String.valueOf((char) (c + 0xFEE0)))
                .collect(Collectors.joining());
    }

    @Test
    void everyWrongCharacterIsToldFromAWrongCode() {
        String code = ReceiptCode.random().value();
        for (int i = 0; i < code.length(); i++) {
            for (char other : ALPHABET.toCharArray()) {
                if (other != code.charAt(i)) {
                    assertThat(ReceiptCode.read(code.substring(0, i) + other + code.substring(i + 1)))
                            .as("%s at %d of %s", other, i, code)
                            .isEmpty();
                }
            }
        }
    }

    @Test
    void whatIsTooShortTooLongOrOfOtherCharactersIsNoCode() {
        String code = ReceiptCode.random().value();
        for (String typed : Set.of("", code.substring(1), code + "0", "ü".repeat(20), "-".repeat(100_000), "受付票")) {
            assertThat(ReceiptCode.read(typed)).isEmpty();
        }
    }

    @Test
    void noTwoAreTheSameAndNoneIsPrinted() {
        assertThat(IntStream.range(0, 1000)
                        .mapToObj(_ -> ReceiptCode.random().value())
                        .distinct())
                .hasSize(1000);
        ReceiptCode code = ReceiptCode.random();
        assertThat(code.toString()).doesNotContain(code.value());
    }
}
