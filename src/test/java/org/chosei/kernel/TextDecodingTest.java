package org.chosei.kernel;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.util.HexFormat;
import java.util.Random;
import org.chosei.kernel.TextDecoding.Decoded;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextDecodingTest {
    private static final String JAPANESE = "株式会社サンプルの窓口です。電話は03-1234-5678、カタカナとｶﾀｶﾅも。\n";

    @ParameterizedTest(name = "{1} declared as {2}")
    @CsvSource({
        "ISO-2022-JP, iso-2022-jp, ISO-2022-JP",
        "Shift_JIS, Shift_JIS, Shift_JIS",
        "Shift_JIS, x-sjis, Shift_JIS",
        "windows-31j, cp932, windows-31j",
        "EUC-JP, euc-jp, EUC-JP",
        "UTF-8, utf-8, UTF-8"
    })
    void aCharsetThatIsDeclaredRightlyIsUsed(String actual, String declared, String used) {
        assertThat(decode(JAPANESE.getBytes(Charset.forName(actual)), declared)).isEqualTo(new Decoded(JAPANESE, used));
    }

    @ParameterizedTest(name = "{0} declared as {1}")
    @CsvSource({
        "UTF-8, iso-2022-jp",
        "UTF-8, Shift_JIS",
        "UTF-8, EUC-JP",
        "UTF-8, us-ascii",
        "UTF-8, iso-8859-1",
        "UTF-8, windows-1252",
        "UTF-8, no-such-charset",
        "ISO-2022-JP, utf-8",
        "ISO-2022-JP, us-ascii",
        "ISO-2022-JP, Shift_JIS",
        "EUC-JP, utf-8",
        "EUC-JP, iso-8859-1",
        "EUC-JP, Shift_JIS",
        "windows-31j, utf-8",
        "windows-31j, iso-2022-jp",
        "windows-31j, EUC-JP",
        "windows-31j, iso-8859-1"
    })
    void aCharsetThatIsDeclaredWronglyIsFound(String actual, String declared) {
        assertThat(decode(JAPANESE.getBytes(Charset.forName(actual)), declared))
                .isEqualTo(new Decoded(JAPANESE, actual));
    }

    @ParameterizedTest
    @CsvSource({"UTF-8", "ISO-2022-JP", "EUC-JP", "windows-31j"})
    void aCharsetThatIsNotDeclaredIsFound(String actual) {
        assertThat(decode(JAPANESE.getBytes(Charset.forName(actual)), null)).isEqualTo(new Decoded(JAPANESE, actual));
    }

    @Test
    void vendorsExtensionsUnderTheStandardsNameAreRead() {
        assertThat(decode("①㈱髙﨑".getBytes(Charset.forName("x-windows-iso2022jp")), "ISO-2022-JP"))
                .isEqualTo(new Decoded("①㈱髙﨑", "x-windows-iso2022jp"));
        assertThat(decode("①㈱髙﨑".getBytes(Charset.forName("windows-31j")), "Shift_JIS"))
                .isEqualTo(new Decoded("①㈱髙﨑", "windows-31j"));
        assertThat(decode("①㈱の髙﨑".getBytes(Charset.forName("x-eucJP-Open")), "EUC-JP"))
                .isEqualTo(new Decoded("①㈱の髙﨑", "x-eucJP-Open"));
        assertThat(decode("～髙の".getBytes(Charset.forName("x-windows-50221")), "ISO-2022-JP"))
                .isEqualTo(new Decoded("～髙の", "x-windows-50221"));
    }

    @Test
    void byteOrderMarksDecide() {
        assertThat(decode(("\uFEFF" + JAPANESE).getBytes(UTF_8), "Shift_JIS"))
                .isEqualTo(new Decoded(JAPANESE, "UTF-8"));
        assertThat(decode(("\uFEFF" + JAPANESE).getBytes(UTF_16LE), null)).isEqualTo(new Decoded(JAPANESE, "UTF-16LE"));
    }

    @Test
    void westernTextKeepsItsDeclaredCharset() {
        byte[] western = "Müller & Söhne, Zürich, déjà vu".getBytes(Charset.forName("ISO-8859-1"));
        assertThat(decode(western, "iso-8859-1"))
                .isEqualTo(new Decoded("Müller & Söhne, Zürich, déjà vu", "ISO-8859-1"));
    }

    @Test
    void replacementAndPrivateUseCharactersAreFailure() {
        assertThat(TextDecoding.decode("組織\uFFFD".getBytes(UTF_8), "utf-8")).isEmpty();
        assertThat(TextDecoding.decode("組織\uE000名".getBytes(UTF_8), "utf-8")).isEmpty();
        assertThat(TextDecoding.decode(HexFormat.of().parseHex("f040"), "windows-31j"))
                .isEmpty();
    }

    @Test
    void damagedTextShowsWhatSurvived() {
        byte[] bytes = "名前：■太郎".getBytes(UTF_8);
        bytes["名前：".getBytes(UTF_8).length] = (byte) 0xFF;
        assertThat(TextDecoding.decode(bytes, "utf-8")).isEmpty();
        assertThat(TextDecoding.damaged(bytes, "utf-8")).startsWith("名前：\uFFFD").endsWith("太郎");
    }

    @Test
    void randomBytesNeverThrowAndNeverYieldLostCharacters() {
        Random random = new Random(20261123);
        String[] declared = {
            "iso-2022-jp", "shift_jis", "euc-jp", "utf-8", "iso-2022-kr", "utf-7", "", "x-JISAutoDetect"
        };
        for (int i = 0; i < 5000; i++) {
            byte[] bytes = JAPANESE.getBytes(Charset.forName(i % 2 == 0 ? "ISO-2022-JP" : "EUC-JP"));
            for (int hits = random.nextInt(8); hits >= 0; hits--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            String charset = declared[i % declared.length];
            TextDecoding.decode(bytes, charset)
                    .ifPresent(it -> assertThat(it.text()).doesNotContain("\uFFFD", "\033"));
            assertThat(TextDecoding.damaged(bytes, charset)).isNotEmpty();
        }
    }

    private static Decoded decode(byte[] bytes, @Nullable String declared) {
        return TextDecoding.decode(bytes, declared).orElseThrow();
    }
}
