package org.chosei.registry.vetting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.chosei.kernel.Refusal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Two ways to write one telephone line are seen to be one, however they are typed. */
class DialledNumberTest {

    @ParameterizedTest
    @CsvSource({
        "03-1234-5678, ０３－１２３４－５６７８",
        "03-1234-5678, +81 3 1234 5678",
        "03-1234-5678, +81 (0)3-1234-5678",
        "03-1234-5678, 0081-3-1234-5678",
        "03-1234-5678, 010-81-3-1234-5678",
        "03-1234-5678, (03) 1234-5678 内線 12",
        "03-1234-5678, 03.1234.5678 ext. 9",
        "090-1234-5678, +81-90-1234-5678",
        "+1 (412) 268-5800, 412-268-5800"
    })
    void sameLineIsSeenToBeTheSame(String one, String other) {
        assertThat(DialledNumber.same(one, other)).isTrue();
        assertThat(DialledNumber.same(other, one)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "03-1234-5678, 03-1234-5679",
        "03-1234-5678, 06-1234-5678",
        "03-1234-5678, +44 20 1234 5678",
        "03-1234-5678, ''",
        "03-1234-5678, 5678",
        "'', ''"
    })
    void otherLinesAreOther(String one, String other) {
        assertThat(DialledNumber.same(one, other)).isFalse();
        assertThat(DialledNumber.same(other, one)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "call them", "123", "03-1234-5678 or 9", "+81 3 1234 5678 9012 3456", "03-1234-567８9\u202e"})
    void whatNobodyCanDialIsRefused(String typed) {
        assertThatThrownBy(() -> DialledNumber.require("number", typed))
                .isInstanceOf(Refusal.Invalid.class)
                .hasMessage("vetting-number-form");
    }

    @ParameterizedTest
    @CsvSource({"０３－１２３４－５６７８, 03-1234-5678", "+81 3 1234 5678, +81 3 1234 5678"})
    void numberIsKeptInPlainCharacters(String typed, String kept) {
        assertThat(DialledNumber.require("number", typed)).isEqualTo(kept);
    }
}
