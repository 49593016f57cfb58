package org.chosei.registry.facts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.chosei.kernel.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CorporateNumberTest {
    /** Of corporations that everybody can look up. */
    @ParameterizedTest
    @ValueSource(strings = {"7000012050002", "1180301018771", "５０１０００１００８８４６"})
    void publishedNumbersHold(String number) {
        assertThat(CorporateNumber.read(number)).hasSize(13).matches("[1-9][0-9]{12}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"123", "0000012050002", "70000120500021", "700001205000a", "7000012050002\0"})
    void whatHasNotItsFormIsRefused(String typed) {
        refused(typed, "corporate-number-form");
    }

    /** Summed from the left with the weights written out, which is another way than the code's. */
    @Test
    void onlyTheOneCheckDigitHolds() {
        int[] weights = {2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1};
        for (String twelve : numbers()) {
            int sum = 0;
            for (int i = 0; i < 12; i++) {
                sum += Character.getNumericValue(twelve.charAt(i)) * weights[i];
            }
            int right = 9 - sum % 9;
            for (int digit = 1; digit <= 9; digit++) {
                if (digit == right) {
                    assertThat(CorporateNumber.read(digit + twelve)).isEqualTo(digit + twelve);
                } else {
                    refused(digit + twelve, "corporate-number-digit");
                }
            }
        }
    }

    /** Modulo 9 cannot tell 0 from 9; every other single slip of the pen is found. */
    @Test
    void oneWrongDigitIsFound() {
        for (String twelve : numbers()) {
            char check = (char) ('0' + CorporateNumber.checkDigit(twelve));
            for (int place = 0; place < 12; place++) {
                for (char wrong = '0'; wrong <= '9'; wrong++) {
                    if ((wrong - twelve.charAt(place)) % 9 != 0) {
                        refused(
                                check + twelve.substring(0, place) + wrong + twelve.substring(place + 1),
                                "corporate-number-digit");
                    }
                }
            }
        }
    }

    /** The ends, and others drawn with a fixed seed. */
    private static List<String> numbers() {
        return LongStream.concat(
                        LongStream.of(0, 1, 999_999_999_999L),
                        new SplittableRandom(13).longs(500, 0, 1_000_000_000_000L))
                .mapToObj(each -> String.format(Locale.ROOT, "%012d", each))
                .toList();
    }

    private static void refused(String typed, String slug) {
        assertThatExceptionOfType(Refusal.Invalid.class)
                .isThrownBy(() -> CorporateNumber.read(typed))
                .matches(refusal -> refusal.slug().equals(slug));
    }
}
