package org.chosei.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.chosei.kernel.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The list of weaknesses, and finding one in it in two languages. */
class WeaknessesTest {
    private static final Weaknesses SHIPPED = Weaknesses.of(null);

    @Test
    void shippedListHasEveryIdOnceWithANameInBothLanguages() {
        assertThat(SHIPPED.all()).hasSizeBetween(130, 160);
        assertThat(SHIPPED.all()).extracting(Weakness::id).doesNotHaveDuplicates();
        assertThat(SHIPPED.all()).extracting(Weakness::ja).doesNotHaveDuplicates();
        assertThat(SHIPPED.version()).isNotBlank();
    }

    @ParameterizedTest
    @CsvSource({
        "CWE-79, CWE-79",
        "cwe79, CWE-79",
        "79, CWE-79",
        "ＣＷＥ－７９, CWE-79",
        "CWE-79 クロスサイトスクリプティング, CWE-79",
        "CWE-79 Improper Neutralization of Input, CWE-79",
        "ｸﾛｽｻｲﾄｽｸﾘﾌﾟﾃｨﾝｸﾞ, CWE-79",
        "くろすさいとすくりぷてぃんぐ, CWE-79",
        "Cross-Site SCRIPTING, CWE-79",
        "request server-side, CWE-918",
        "境界外書き込み, CWE-787"
    })
    void weaknessIsFoundHoweverItIsTyped(String typed, String id) {
        assertThat(SHIPPED.choose("cwe1", typed).id()).isEqualTo(id);
    }

    @Test
    void wordsThatManyNamesHaveAreRefusedWithTheIdsToChooseFrom() {
        assertThatExceptionOfType(Refusal.Invalid.class)
                .isThrownBy(() -> SHIPPED.choose("cwe1", "コマンドインジェクション"))
                .satisfies(refusal -> {
                    assertThat(refusal.slug()).isEqualTo("cwe-several");
                    assertThat(refusal.arguments().get(1))
                            .asString()
                            .startsWith("CWE-77 ")
                            .contains("; CWE-78 ", "OSコマンドインジェクション");
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "CWE-1", "CWE-999999", "no such weakness", "CWE-0"})
    void whatIsNotInTheListIsRefused(String typed) {
        assertThatExceptionOfType(Refusal.Invalid.class)
                .isThrownBy(() -> SHIPPED.choose("cwe1", typed))
                .matches(refusal -> refusal.slug().equals("cwe-not-listed"));
    }

    @Test
    void operatorsOwnListTakesThePlaceOfTheShippedOne(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(
                folder.resolve("own.tsv"), "# ours\nversion\town-7\nCWE-5\tLater\tあと\nCWE-4\tEarlier\tまえ\n");
        Weaknesses own = Weaknesses.of(file);
        assertThat(own.version()).isEqualTo("own-7");
        assertThat(own.all()).extracting(Weakness::id).containsExactly("CWE-4", "CWE-5");
        assertThat(own.choose("cwe1", "あと").name(Locale.ENGLISH)).isEqualTo("Later");
    }

    @Test
    void brokenListIsRefusedNamingItsLine() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Weaknesses.read("CWE-4\tEarlier\tまえ"))
                .withMessageContaining("version");
        for (String line : List.of("CWE-4\tEarlier", "79\ta\tb", "CWE-4\t\tb", "CWE-4\ta\tb\tc")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Weaknesses.read("version\t1\n" + line))
                    .withMessageContaining(line);
        }
    }
}
