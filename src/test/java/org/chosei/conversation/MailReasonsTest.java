package org.chosei.conversation;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.chosei.testing.Browser;
import org.chosei.testing.Mails;
import org.chosei.testing.Post;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What the mail desk says of a mail that was not believed, and that no key press shows one vendor's words to another. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MailReasonsTest {
    private final CaseInWork work = new CaseInWork();

    @AfterAll
    void stop() {
        work.close();
    }

    @Test
    void wordsThatAnotherVendorSignedAreNeverFiledWithOneKeyAndBothAreNamed() {
        String words = CaseInWork.fresh();
        Post.Routed routed = work.post.deliver(work.token(work.a, work.shared), work.b.signed(words));

        assertThat(routed.note()).isEqualTo("conversation.desk.unknown-key");
        Document page = opened(routed);
        assertThat(page.select("[data-shortcut=f]")).isEmpty();
        assertThat(page.select(".notice [data-against=KEY]").text())
                .contains(work.shared.number(), "Signed by Hidden, but this is Asahi’s thread.");
        assertThat(page.select(".notice [data-signed-by]").text()).contains("Hidden");
        assertThat(page.select("[data-suggested=TOKEN] [data-against=KEY]")).hasSize(1);
        assertThat(page.select("[data-suggested=SENDER]"))
                .as("the signer's own threads")
                .isNotEmpty()
                .allSatisfy(own -> assertThat(own.select("[data-against=KEY]")).isEmpty());
        assertThat(page.select("[data-signature]").hasClass("good")).isFalse();
        assertThat(line(routed)).contains("Hidden", work.shared.number() + " Asahi");

        work.coordinator.post("/language", "back", "/mails", "language", "ja");
        assertThat(opened(routed).text()).contains("Hiddenの署名がありますが、Asahiのスレッドです。");
        work.coordinator.post("/language", "back", "/mails", "language", "en");

        file(
                routed,
                page.expectFirst("[data-suggested=TOKEN] input[name=thread]").val());
        assertThat(work.staffPage(work.shared, work.a)
                        .html()
                        .select("article.message:contains(" + words + ")")
                        .text())
                .as("whoever insists may file it, and the thread says so")
                .contains("filed by a person");
    }

    @Test
    void wordsOfTheThreadsOwnVendorAreFiledWithOneKeyAsBefore() {
        String unsigned = CaseInWork.fresh();
        Post.Routed routed = work.post.deliver(
                work.token(work.a, work.shared), Mails.plain(work.a.vendor().team(), "Re", "utf-8", unsigned));

        assertThat(opened(routed).select("[data-suggested=TOKEN] [data-shortcut=f]"))
                .hasSize(1);
        assertThat(opened(routed).select("[data-against]")).isEmpty();

        Post.Routed others = work.post.deliver(
                work.token(work.a, work.shared), Mails.plain(work.b.vendor().team(), "Re", "utf-8", unsigned));
        assertThat(opened(others).select("[data-shortcut=f]")).isEmpty();
        assertThat(opened(others).select("[data-suggested=TOKEN] [data-against=ADDRESS]"))
                .hasSize(1);
    }

    @Test
    void oneMailToTheReplyAddressesOfSeveralThreadsWaitsForAPersonWhoSeesThemAll() {
        long before = work.messages();
        Post.Routed routed = work.post.deliver(
                work.token(work.a, work.shared),
                work.a.signed(CaseInWork.fresh()),
                work.token(work.a, work.onlyA),
                work.token(work.b, work.shared));

        assertThat(routed.note()).isEqualTo("conversation.desk.several-tokens");
        assertThat(work.messages()).isEqualTo(before);
        Document page = opened(routed);
        assertThat(page.select("[data-suggested=TOKEN]")).hasSize(3);
        assertThat(page.select("[data-suggested=TOKEN]:contains(Asahi) [data-shortcut=f]"))
                .hasSize(1);
        assertThat(page.select("[data-suggested=TOKEN] [data-against=KEY]")).hasSize(1);
        assertThat(line(routed)).contains(work.onlyA.number() + " Asahi", work.shared.number() + " Hidden");

        String token = work.token(work.a, work.shared);
        assertThat(work.post
                        .deliver(token, work.a.signed(CaseInWork.fresh()), token.replace("reply", "REPLY"))
                        .note())
                .as("the same one twice")
                .isEqualTo("conversation.filed");
    }

    @Test
    void aProvedKeyFromAnAddressThatNobodyRegisteredHasItsOwnReason() {
        byte[] armored = work.b.armored(Mails.entity("Re: ours", CaseInWork.fresh() + " " + work.shared.number()));
        Post.Routed routed =
                work.post.deliver(Mails.pgpMime("somebody@else.example", "Re: " + work.shared.number(), armored));

        assertThat(routed.note()).isEqualTo("conversation.desk.other-address");
        Document page = opened(routed);
        assertThat(page.select(".notice").text()).contains("proved key of Hidden");
        assertThat(page.select("[data-suggested=TAG] [data-shortcut=f]")).hasSize(1);
        assertThat(line(routed)).contains("Hidden");

        byte[] outsider = work.b.armored(Mails.entity("Re: ours", CaseInWork.fresh()));
        assertThat(work.post
                        .deliver(Mails.pgpMime("somebody@else.example", "Re: " + work.onlyA.number(), outsider))
                        .note())
                .isEqualTo("conversation.desk.not-in-case");
    }

    @Test
    void theThreadOfAVendorThatLeftTheCaseIsSuggestedWithAWarning() {
        String token = work.token(work.c, work.shared);
        work.coordinator.post(CaseInWork.staffPath(work.shared, work.c) + "/withdrawal", "reason", "left");
        Post.Routed routed = work.post.deliver(token, work.c.signed(CaseInWork.fresh()));

        assertThat(routed.note()).isEqualTo("conversation.desk.not-in-case");
        assertThat(opened(routed)
                        .select("[data-suggested=TOKEN] [data-against=PART]")
                        .text())
                .contains("Third does not take part");
        assertThat(opened(routed).select("[data-shortcut=f]")).isEmpty();
    }

    @Test
    void anAbsenceNoteAtAReplyAddressIsTakenForWhatItIs() {
        String token = work.token(work.a, work.shared);
        byte[] away = Mails.plain(work.a.vendor().team(), "Out of office", "utf-8", "I am away.");
        for (String sign : List.of("Auto-Submitted: auto-replied", "Precedence: bulk")) {
            assertThat(work.post.deliver(token, with(sign, away)).note()).isEqualTo("mail.desk.automatic");
        }
        assertThat(work.post
                        .deliver(token, with("Auto-Submitted: auto-replied", work.a.signed(CaseInWork.fresh())))
                        .note())
                .as("what was signed is still believed")
                .isEqualTo("conversation.filed");
    }

    @Test
    void whatWasUsedInsteadOfASignatureIsNamed() {
        String team = work.a.vendor().team();
        byte[] tagged = Mails.plain(team, "Re: " + work.shared.number(), "utf-8", CaseInWork.fresh());
        assertThat(work.post.deliver(tagged).note()).isEqualTo("conversation.desk.unsigned-tag");

        Matcher id = Pattern.compile("(?mi)^Message-ID: (<[^>]+>)")
                .matcher(Post.text(work.awaitMail(work.a, work.shared, 1)));
        assertThat(id.find()).isTrue();
        byte[] answer = with("In-Reply-To: " + id.group(1), Mails.plain(team, "Re", "utf-8", CaseInWork.fresh()));
        assertThat(work.post.deliver(answer).note()).isEqualTo("conversation.desk.unsigned-reference");
    }

    @Test
    void aSignatureThatCoversOnlyAPartIsSaidToBeThereAndNotBelieved() {
        String entity = "Content-Type: text/plain\r\n\r\nsigned " + UUID.randomUUID() + "\r\n";
        byte[] signature = work.a.gpg().signDetached(entity.getBytes(US_ASCII), work.a.key());
        String team = work.a.vendor().team();
        String whole = new String(Mails.pgpSigned(team, "Re", entity, signature), UTF_8);
        String signed = whole.substring(whole.indexOf("Content-Type: multipart/signed"));
        String listed = whole.substring(0, whole.indexOf("Content-Type: multipart/signed"))
                + "Content-Type: multipart/mixed; boundary=list\r\n\r\n--list\r\n" + signed
                + "\r\n--list\r\nContent-Type: text/plain\r\n\r\nfooter of a list\r\n--list--\r\n";
        String token = work.token(work.a, work.shared);
        long before = work.messages();

        assertThat(work.post.deliver(token, listed.getBytes(US_ASCII)).note())
                .isEqualTo("conversation.desk.partly-signed");
        assertThat(work.post
                        .deliver(token, with("List-Id: <psirt.asahi.example>", listed.getBytes(US_ASCII)))
                        .note())
                .isEqualTo("conversation.desk.partly-signed");
        assertThat(work.messages()).isEqualTo(before);
        assertThat(work.post.deliver(token, whole.getBytes(US_ASCII)).note()).isEqualTo("conversation.filed");
    }

    @Test
    void aMistypedReplyAddressAndAnEmptyMailAreNamedAsSuch() {
        String token = work.token(work.a, work.shared);
        String cut = token.replaceFirst(".@", "@");
        assertThat(work.post.deliver(cut, work.a.signed(CaseInWork.fresh())).note())
                .isEqualTo("mail.desk.unknown-reply");
        byte[] tagged = Mails.plain(work.a.vendor().team(), "Re: " + work.shared.number(), "utf-8", "words");
        assertThat(work.post.deliver(cut, tagged).note())
                .as("the other rooms are still asked")
                .isEqualTo("conversation.desk.unsigned-tag");
        assertThat(work.post
                        .deliver(Mails.plain("somebody@else.example", "Hello", "utf-8", " \r\n"))
                        .note())
                .isEqualTo("mail.desk.unparseable-empty");
    }

    private Document opened(Post.Routed mail) {
        Browser.Page page = work.coordinator.get("/mails/" + mail.id());
        assertThat(page.status()).isEqualTo(200);
        return page.html();
    }

    private String line(Post.Routed mail) {
        return work.coordinator
                .get("/mails")
                .html()
                .select("[data-mail=" + mail.id() + "]")
                .text();
    }

    private void file(Post.Routed mail, String thread) {
        assertThat(work.coordinator
                        .post("/mails/" + mail.id() + "/filing", "thread", thread)
                        .status())
                .isEqualTo(303);
    }

    private static byte[] with(String header, byte[] mail) {
        return (header + "\r\n" + new String(mail, US_ASCII)).getBytes(US_ASCII);
    }
}
