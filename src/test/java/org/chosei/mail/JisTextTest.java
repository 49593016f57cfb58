package org.chosei.mail;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.util.stream.Stream;
import org.chosei.mail.reading.IncomingMail;
import org.junit.jupiter.api.Test;

class JisTextTest {
    private static final Charset JIS = Charset.forName("ISO-2022-JP");

    @Test
    void whatJisHasArrivesAsItWasWritten() {
        String text = "拝啓 カタカナ ひらがな ABC 123\r\n終わり\r\n";
        assertThat(decoded(text)).isEqualTo(text);
        assertThat(JisText.encoded(text).orElseThrow()).endsWith("\u001b(B\r\n");
    }

    @Test
    void charactersThatWindowsWritesDifferentlyBecomeThoseOfJis() {
        assertThat(decoded("10～12時－受付 ￠￡￢ ∥ ―")).isEqualTo("10〜12時−受付 ¢£¬ ‖ —");
    }

    @Test
    void halfWidthKanaBecomeWideBecauseRfc1468HasNone() {
        assertThat(decoded("ｶﾞｲﾄﾞ ﾎﾟﾘｼｰ")).isEqualTo("ガイド ポリシー");
        assertThat(JisText.encoded("ｶﾞ").orElseThrow()).doesNotContain("\u001b(I");
    }

    @Test
    void missingCharacterIsNeverLostSilently() {
        for (String lacking : new String[] {"𠮷", "髙", "①", "㈱", "한국", "é", "🛡"}) {
            assertThat(JisText.encoded("a" + lacking)).as(lacking).isEmpty();
        }
    }

    @Test
    void longSubjectIsWordsThatAreWholeByThemselvesAndShortEnough() {
        String subject = "脆弱性関連情報の調整に関する連絡先のご確認のお願い (再送) ABC 株式会社の皆さまへ";
        String words = JisText.encodedWords(subject);
        Stream.of(words.split(" ", -1))
                .forEach(word -> assertThat(word)
                        .hasSizeLessThanOrEqualTo(75)
                        .matches("=\\?ISO-2022-JP\\?B\\?[A-Za-z0-9+/=]+\\?="));
        IncomingMail mail = (IncomingMail)
                IncomingMail.read(("From: a@b.example\r\nSubject: " + words + "\r\n\r\nx\r\n").getBytes(US_ASCII));
        assertThat(mail.subject()).isEqualTo(subject);
    }

    private static String decoded(String text) {
        return new String(JisText.encoded(text).orElseThrow().getBytes(US_ASCII), JIS);
    }
}
