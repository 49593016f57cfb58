package org.chosei.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class SecondFactorTest {
    /** The secret of RFC 6238, appendix B; the codes are its last six digits. */
    private static final byte[] SECRET = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);

    @Test
    void codesAreThoseOfTheRfc() {
        assertThat(at(59, "287082")).hasValue(1);
        assertThat(at(1_111_111_109, "081804")).hasValue(0x23523EC);
        assertThat(at(20_000_000_000L, "353130")).hasValue(0x27BC86AA);
    }

    @Test
    void oneStepOfClockDifferenceIsAllowedAndNoMore() {
        assertThat(at(59 + 30, "287082")).hasValue(1);
        assertThat(at(59 - 30, "287082")).hasValue(1);
        assertThat(at(59 + 60, "287082")).isEmpty();
        assertThat(at(1, "287082")).hasValue(1);
        assertThat(at(120, "287082")).isEmpty();
    }

    @Test
    void whatIsNoCodeIsWrong() {
        for (String typed : new String[] {"", "287 08", "2870821", "-87082", "28708२", "287082; --", "\0"}) {
            assertThat(at(59, typed)).as(typed).isEmpty();
        }
    }

    @Test
    void secretsAreWrittenAsRfc4648Does() {
        assertThat(Base32.of("foobar".getBytes(StandardCharsets.US_ASCII))).isEqualTo("MZXW6YTBOI");
        assertThat(Base32.of("foob".getBytes(StandardCharsets.US_ASCII))).isEqualTo("MZXW6YQ");
        assertThat(TestPerson.decoded(Base32.of(SECRET))).isEqualTo(SECRET);
    }

    private static OptionalLong at(long seconds, String typed) {
        return SecondFactor.step(SECRET, typed, Instant.ofEpochSecond(seconds));
    }
}
