package org.chosei.registry.form;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.chosei.registry.form.ConsentDifference.Kind;
import org.chosei.registry.form.ConsentDifference.Piece;
import org.junit.jupiter.api.Test;

class ConsentDifferenceTest {
    private static final String JA = "調整機関が公表前に未公表の脆弱性情報を連絡することに同意します。";
    private static final String EN = "We agree that the CSIRT tells us of it before it is made public.";
    private static final List<String> BOTH = List.of(JA, EN);

    @Test
    void japaneseIsMarkedCharacterByCharacter() {
        assertThat(marked("調整機関が公表後に未公表の脆弱性情報を連絡することに同意します。")).isEqualTo("調整機関が公表[-前-][+後+]に未公表の脆弱性情報を連絡することに同意します。");
    }

    @Test
    void englishIsMarkedWordByWord() {
        assertThat(marked("We agree that the CSIRT tells us of it after it is made public."))
                .isEqualTo("We agree that the CSIRT tells us of it [-before-][+after+] it is made public.");
    }

    @Test
    void whatWasAddedAndWhatWasLeftOutIsMarked() {
        assertThat(marked("We agree that the CSIRT tells us before it is made public, but never by mail."))
                .isEqualTo(
                        "We agree that the CSIRT tells us [-of it -]before it is made public[+, but never by mail+].");
        assertThat(marked("調整機関が未公表の脆弱性情報を連絡することに同意します。")).isEqualTo("調整機関が[-公表前に-]未公表の脆弱性情報を連絡することに同意します。");
    }

    @Test
    void lineBreaksWidthAndCaseAreNoDifference() {
        assertThat(marked("WE AGREE that the ＣＳＩＲＴ tells us\nof it before it is\nmade public."))
                .isEqualTo(EN);
        assertThat(marked("調整機関が公表前に未公表の\n脆弱性情報を連絡することに同意します。")).isEqualTo(JA);
    }

    @Test
    void sentenceThatSharesNothingIsAllRemovedAndAllAdded() {
        assertThat(ConsentDifference.between(List.of("一"), "two"))
                .containsExactly(new Piece(Kind.REMOVED, "一"), new Piece(Kind.ADDED, "two"));
    }

    private static String marked(String found) {
        return ConsentDifference.between(BOTH, found).stream()
                .map(piece -> switch (piece.kind()) {
                    case SAME -> piece.text();
                    case REMOVED -> "[-" + piece.text() + "-]";
                    case ADDED -> "[+" + piece.text() + "+]";
                })
                .collect(Collectors.joining());
    }
}
