package org.chosei.cases.status;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Only a first line that is one of the words, and nothing else, is read as a status. */
class MailedStatusTest {
    @ParameterizedTest
    @CsvSource({
        "affected, AFFECTED",
        "Affected., AFFECTED",
        "ＡＦＦＥＣＴＥＤ, AFFECTED",
        "該当あり, AFFECTED",
        "該当製品あり。, AFFECTED",
        "not affected, NOT_AFFECTED",
        "NOT  AFFECTED, NOT_AFFECTED",
        "ｎｏｔ　ａｆｆｅｃｔｅｄ, NOT_AFFECTED",
        "該当なし, NOT_AFFECTED",
        "investigating, INVESTIGATING",
        "調査中, INVESTIGATING",
        "調査中です, ",
        "fixed, FIXED",
        "修正済み, FIXED",
        "修正済, FIXED",
        "declined, DECLINED",
        "対応しない, DECLINED",
        "we are affected, ",
        "affected?, ",
        "probably not affected, ",
        "affected by nothing, ",
        "該当, "
    })
    void theWholeLineMustBeTheWord(String line, VendorStatus status) {
        assertThat(MailedStatus.read(line + "\n").map(MailedStatus::status))
                .isEqualTo(java.util.Optional.ofNullable(status));
    }

    @Test
    void whatStandsBelowIsTheStatementWithoutQuotationAndSignature() {
        MailedStatus read = MailedStatus.read(
                        "\r\n  affected \r\n\r\nRouter 2 の 1.4 以前です。\r\n> 該当なし\r\n＞ quoted\r\n修正は3月です。\r\n-- \r\nVendor\r\n")
                .orElseThrow();
        assertThat(read.status()).isEqualTo(VendorStatus.AFFECTED);
        assertThat(read.text()).isEqualTo("Router 2 の 1.4 以前です。\n修正は3月です。");
    }

    @Test
    void anAnswerBelowTheQuotationIsReadAndTheLineThatAnnouncesItIsNot() {
        assertThat(MailedStatus.read("2027年1月15日 CSIRT:\n> affected\n> please answer\n\nnot affected\n")
                        .orElseThrow()
                        .status())
                .isEqualTo(VendorStatus.NOT_AFFECTED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n\n",
                "> affected\n",
                "Hello,\naffected\n",
                "お世話になっております。\n該当なし\n",
                "affected\nnot affected\n",
                "該当あり\n\n該当なし\n",
                "-- \naffected\n"
            })
    void anythingUnclearStaysAMessage(String mail) {
        assertThat(MailedStatus.read(mail)).isEmpty();
    }
}
