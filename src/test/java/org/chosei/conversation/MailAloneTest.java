package org.chosei.conversation;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import org.chosei.cases.CoordinatedCase;
import org.chosei.conversation.CaseInWork.Party;
import org.chosei.demo.MailSink;
import org.chosei.mail.reading.IncomingMail;
import org.chosei.testing.Gpg;
import org.chosei.testing.Mails;
import org.chosei.testing.Post;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** From the notice to "fixed" for a vendor that writes Japanese in ISO-2022-JP and never opens the portal. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MailAloneTest {
    private static final Charset JIS = Charset.forName("ISO-2022-JP");

    private final CaseInWork work = new CaseInWork();

    @AfterAll
    void stop() {
        work.close();
    }

    @Test
    void vendorGoesFromTheNoticeToFixedInJapaneseByMailAlone() {
        Party vendor = work.b;
        CoordinatedCase of = work.open("Mail alone", vendor);
        MailSink.Message notice = work.awaitMail(vendor, of, 1);
        String read = read(vendor, notice);
        assertThat(read).contains("各位", "本文です。", of.number());
        assertThat(reply(vendor, notice, read, "受領しました。担当部署で確認します。")).isEqualTo("conversation.filed");
        assertThat(work.staffPage(of, vendor).text()).contains("受領しました。担当部署で確認します。");

        work.say(work.coordinator, work.staffPage(of, vendor), "影響の有無と、修正の予定をお知らせください。");
        MailSink.Message question = work.awaitMail(vendor, of, 2);
        String asked = read(vendor, question);
        assertThat(asked).contains("影響の有無と、修正の予定をお知らせください。");
        stands(of, vendor, question, asked, "調査中", "investigating");
        stands(of, vendor, question, asked, "該当あり\r\n\r\nバージョン 2.0 から 2.3 に影響します。", "affected");
        stands(of, vendor, question, asked, "修正済み\r\n\r\n2.4 で修正し、来月に公開します。", "fixed");

        String history =
                work.staffPage(of, vendor).html().select(".status-history").text();
        assertThat(history).contains("バージョン 2.0 から 2.3 に影響します。", "2.4 で修正し、来月に公開します。", "by signed mail");
        assertThat(work.entries(of, "content.read", vendor.vendor().id().toString()))
                .as("nobody of the vendor opened it on the portal")
                .isZero();
        assertThat(work.staffPage(of, work.a).text()).doesNotContain("2.4 で修正し");
    }

    /** A status by mail is a proposal; it stands once the coordinator took it. */
    private void stands(
            CoordinatedCase of, Party vendor, MailSink.Message to, String quoted, String says, String state) {
        assertThat(reply(vendor, to, quoted, says)).isEqualTo("conversation.filed-status");
        String accept = work.staffPage(of, vendor)
                .html()
                .select("form[action$=/acceptance]")
                .attr("action");
        assertThat(work.coordinator.post(accept).status()).isEqualTo(303);
        assertThat(work.coordinator
                        .get("/cases/" + of.id() + "/status")
                        .html()
                        .select("tr[data-vendor=" + vendor.vendor().id() + "] td:nth-child(2)")
                        .attr("data-state"))
                .isEqualTo(state);
    }

    private static String read(Party vendor, MailSink.Message mail) {
        Gpg.Run opened = vendor.gpg().decrypt(CaseInWork.armored(mail));
        assertThat(opened.says("GOODSIG")).isTrue();
        return ((IncomingMail) IncomingMail.read(opened.output())).text().text();
    }

    /** What became of an answer above the quoted mail, as Japanese clients write it. */
    private String reply(Party vendor, MailSink.Message to, String quoted, String says) {
        String text = says + "\r\n\r\n調整センター さんは書きました:\r\n> " + quoted.strip().replaceAll("\r?\n", "\r\n> ") + "\r\n";
        byte[] head = "Content-Type: text/plain; charset=ISO-2022-JP\r\nContent-Transfer-Encoding: 7bit\r\n\r\n"
                .getBytes(US_ASCII);
        byte[] body = text.getBytes(JIS);
        byte[] entity = java.util.Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, entity, head.length, body.length);
        byte[] armored = vendor.gpg().encryptAndSign(entity, vendor.us(), vendor.key());
        byte[] mail = Mails.pgpMime(vendor.vendor().team(), "Re: [TLP:AMBER]", armored);
        return work.post.deliver(CaseInWork.replyTo(to), mail).note();
    }

    @Test
    void nothingOfAnotherVendorsMailReachesAVendor() {
        assertThat(Post.text(work.awaitMail(work.a, work.shared, 1)))
                .doesNotContain(work.b.vendor().team(), work.c.vendor().team());
    }
}
