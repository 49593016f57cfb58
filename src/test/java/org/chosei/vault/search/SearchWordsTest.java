package org.chosei.vault.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which queries find which texts, without a database: the tokens of one asked of the tokens of the other. */
class SearchWordsTest {
    private static final String MAIL = """
            各位、Ａｐａｃｈｅ Log4jのサーバーに任意のコードが実行される脆
            弱性（CVE-2026-1234、JVN#12345678、VU#123456）を確認しました。
            修正済みの版は 2.17.1 です。ﾌｧｲﾙ poc_exploit.tar.gz を添付します。
            The vulnerabilities were exploited by attackers in the wild, see https://maker.example/advisory/2026-7.html
            SHA-256 e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
            """;

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "脆弱性",
        "脆弱",
        "弱性",
        "任意のコード",
        "コード実行",
        "サーバ",
        "サーバー",
        "ｻｰﾊﾞｰ",
        "さーばー",
        "ファイル",
        "ﾌｧｲﾙ",
        "確認",
        "確認する",
        "apache",
        "ＡＰＡＣＨＥ",
        "apache脆弱性",
        "log4j",
        "CVE-2026-1234",
        "ｃｖｅ－２０２６－１２３４",
        "JVN#12345678",
        "jvn＃12345678",
        "vu#123456",
        "2.17.1",
        "2.17",
        "poc_exploit.tar.gz",
        "exploit",
        "exploiting",
        "vulnerability",
        "attacker",
        "maker.example",
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "vuln*",
        "\"in the wild\"",
        "\"任意のコード\"",
        "脆弱性 修正",
        "修正 -草案"
    })
    void isFound(String typed) {
        assertThat(finds(typed, MAIL)).isTrue();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "更新",
        "性弱",
        "CVE-2026-123",
        "CVE-2026-12345",
        "2.17.2",
        "\"wild the in\"",
        "\"コード任意\"",
        "脆弱性 更新",
        "修正 -確認",
        "valn*",
        "windows"
    })
    void isNotFound(String typed) {
        assertThat(finds(typed, MAIL)).isFalse();
    }

    @Test
    void aNumberIsFoundWhereverItStands() {
        assertThat(finds("CVE-2026-1234", "poc-CVE-2026-1234.py")).isTrue();
        assertThat(finds("CVE-2026-1234", "CVE-2026-12345")).isFalse();
        assertThat(finds("CASE#204", "Re: CASE#204 の件")).isTrue();
    }

    @Test
    void aShortWordIsNotFoundByItsCharactersApart() {
        assertThat(finds("脆弱性", "脆弱な実装と、その可能性")).isFalse();
    }

    @Test
    void fieldsAreReadInBothLanguagesAndTheRestStaysAWord() {
        SearchQuery query = SearchQuery.read("種類：メッセージ before:2026-12-24 http://a.example 「二つの 語」 -草案");
        assertThat(query.fields())
                .containsEntry(SearchQuery.Field.KIND, "メッセージ")
                .containsEntry(SearchQuery.Field.BEFORE, "2026-12-24");
        assertThat(query.terms().stream().map(SearchQuery.Term::text))
                .containsExactly("http://a.example", "二つの 語", "草案");
        assertThat(query.wanted()).hasSize(2);
    }

    @Test
    void whatCannotBeReadFindsNothingAndBreaksNothing() {
        for (String odd :
                List.of("", " ", "-", "\"", "\"\"", "*", "case:", "()&|!'\\", "\0", "a\u202Eb", "𠮷".repeat(500))) {
            SearchQuery query = SearchQuery.read(odd);
            query.terms().forEach(term -> Asking.of(term).tokens());
            assertThat(query.typed().codePointCount(0, query.typed().length()))
                    .isLessThanOrEqualTo(SearchQuery.LONGEST);
        }
        assertThat(SearchQuery.read("-草案").isEmpty()).isTrue();
    }

    @Test
    void theWordsAreMarkedWhereTheyStandInTheOriginal() {
        assertThat(marked("ｻｰﾊﾞの更新", "サーバー", "サーバ")).containsExactly("ｻｰﾊﾞ");
        assertThat(marked("The Vulnerabilities, exploited", "vulnerability")).containsExactly("Vulnerabilities");
        assertThat(marked("番号はＣＶＥ－２０２６－１２３４です", "CVE-2026-1234")).containsExactly("ＣＶＥ－２０２６－１２３４");
        assertThat(marked("脆弱性の情報", "脆弱性")).containsExactly("脆弱性");
        assertThat(marked("{\"title\":\"秘密の脆弱性\",\"n\":1}", "脆弱性")).containsExactly("脆弱性");
    }

    @Test
    void aLongTextIsCutAroundTheWord() {
        Snippet snippet = Snippet.of("あ".repeat(3000) + "更新" + "い".repeat(3000), SearchQuery.read("更新"));
        String shown =
                String.join("", snippet.parts().stream().map(Snippet.Part::text).toList());
        assertThat(shown).contains("更新").startsWith("…").endsWith("…").hasSizeLessThan(250);
    }

    private static List<String> marked(String text, String... typed) {
        return Snippet.of(text, SearchQuery.read(String.join(" ", typed))).parts().stream()
                .filter(Snippet.Part::marked)
                .map(Snippet.Part::text)
                .toList();
    }

    private static boolean finds(String typed, String text) {
        Set<String> tokens = Terms.of(text);
        SearchQuery query = SearchQuery.read(typed);
        return !query.isEmpty()
                && query.wanted().stream().allMatch(term -> holds(Asking.of(term), tokens))
                && query.terms().stream()
                        .filter(SearchQuery.Term::excluded)
                        .noneMatch(term -> holds(Asking.of(term), tokens));
    }

    private static boolean holds(Expression asked, Set<String> tokens) {
        return switch (asked) {
            case Expression.One one -> tokens.contains(one.token());
            case Expression.Plain _ -> true;
            case Expression.All all -> all.of().stream().allMatch(each -> holds(each, tokens));
            case Expression.Any any -> any.of().stream().anyMatch(each -> holds(each, tokens));
            case Expression.Not not -> !holds(not.of(), tokens);
        };
    }
}
