package org.chosei.conversation;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import org.chosei.cases.CoordinatedCase;
import org.chosei.cases.numbers.Aliases;
import org.chosei.testing.Browser;
import org.chosei.testing.Gpg;
import org.chosei.testing.Mails;
import org.chosei.testing.Post;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What vendors answer by mail, written with GnuPG: into their own thread once it is proved, else on the desk. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MailedAnswerTest {
    private final CaseInWork work = new CaseInWork();

    @AfterAll
    void stop() {
        work.close();
    }

    @Test
    void signedAndEncryptedAnswerLandsInItsOwnThreadOnly() {
        String words = CaseInWork.fresh() + " 調査中です 🛡";
        Post.Routed routed = work.post.deliver(work.token(work.a, work.shared), work.a.signed(words));

        assertThat(routed.note()).isEqualTo("conversation.filed");
        Browser.Page staff = work.staffPage(work.shared, work.a);
        assertThat(staff.text()).contains(words, "by mail");
        assertThat(staff.html().select(".message .state.good").attr("title")).isEqualTo(work.a.key());
        assertThat(work.vendorPage(work.shared, work.a).text()).contains(words);
        assertThat(work.vendorPage(work.shared, work.b).text()).doesNotContain(words);
        assertThat(work.staffPage(work.shared, work.b).text()).doesNotContain(words);
        assertThat(work.entries(work.shared, "message.posted", work.a.key())).isPositive();
    }

    @Test
    void tagInTheSubjectLeadsThereTooInAnyWidth() {
        String words = CaseInWork.fresh();
        String wide = work.shared
                .number()
                .chars()
                .map(c -> c == '-' ? '－' : c + 0xFEE0)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        String team = work.b.vendor().team();
        byte[] elsewhere = Mails.pgpMime(team, "Re: " + wide, work.b.armored(Mails.entity("Re: ours", words)));
        byte[] mail =
                Mails.pgpMime(team, "Re: " + wide, work.b.armored(Mails.entity("Re: ours", words + "\r\n" + wide)));

        assertThat(work.post.deliver(elsewhere).note())
                .as("whoever wrote the outer subject did not sign it")
                .isEqualTo("conversation.desk.signed-elsewhere");
        assertThat(work.post.deliver(mail).note()).isEqualTo("conversation.filed");
        assertThat(work.staffPage(work.shared, work.b).text()).contains(words);
    }

    @Test
    void mailUnderANumberThatNobodyKnewIsFiledOnceTheCaseHasIt() {
        String words = CaseInWork.fresh();
        String entity = Mails.entity("Re: VU#654321", words);
        Post.Routed unknown = work.post.deliver(Mails.pgpMime(work.b.vendor().team(), "...", work.b.armored(entity)));
        assertThat(unknown.state()).isEqualTo("DESK");

        work.post.asStaff(() -> {
            work.application.bean(Aliases.class).add(work.shared.id(), "VU#654321", null);
            return true;
        });

        Post.await(
                "the mail was not filed",
                () -> Optional.of(unknown.id())
                        .filter(id -> work.post.count(
                                        "select count(*) from incoming_mail where note = 'conversation.filed' and id = '"
                                                + id + "'")
                                == 1));
        assertThat(work.staffPage(work.shared, work.b).text()).contains(words);
        assertThat(work.staffPage(work.shared, work.a).text()).doesNotContain(words);
    }

    @Test
    void whatIsNotProvedLiesOnTheDeskAndNeverInAThread() {
        String token = work.token(work.a, work.shared);
        String entity = Mails.entity("Re: notice", CaseInWork.fresh());
        byte[] bytes = entity.getBytes(UTF_8);
        Gpg gpg = work.a.gpg();
        String stranger = gpg.generateCurve25519("Asahi <vh@asahi.example>");
        String us = work.a.us();
        String from = work.a.vendor().team();
        String ascii = Mails.entity("Re: notice", "in the open");

        assertDesk(token, Mails.pgpMime(from, "...", gpg.encryptAndSign(bytes, us, stranger)), "unknown-key");
        assertDesk(token, work.b.signedEntity(entity), "unknown-key");
        assertDesk(token, Mails.pgpMime(from, "...", gpg.encrypt(bytes, us)), "unsigned");
        assertDesk(token, Mails.pgpMime(from, "...", gpg.encryptAndSign(bytes, stranger, work.a.key())), "unreadable");
        assertDesk(token, Mails.plain(from, "Re: notice", "utf-8", "we are not affected"), "unsigned");
        byte[] signature = gpg.signDetached(ascii.getBytes(US_ASCII), work.a.key());
        assertDesk(token, Mails.pgpSigned(from, "Re", ascii.replace("open", "wild"), signature), "bad-signature");
        assertDesk(token, work.a.signed(" \r\n"), "empty");
        assertThat(work.staffPage(work.shared, work.a).text()).doesNotContain("not affected", "in the wild");
    }

    @Test
    void stolenTokenDoesNotOpenTheThreadToItsThief() {
        String words = CaseInWork.fresh();
        assertDesk(work.token(work.a, work.onlyA), work.b.signed(words), "unknown-key");
        assertThat(work.staffPage(work.onlyA, work.a).text()).doesNotContain(words);
        assertThat(work.post
                        .deliver("reply+" + "a".repeat(26) + "@csirt.example", work.a.signed(words))
                        .note())
                .isEqualTo("mail.desk.unknown-reply");
    }

    @Test
    void tagOfACaseThatTheSenderIsNotInLeadsNowhere() {
        byte[] armored = work.b.armored(Mails.entity("Re: ours", CaseInWork.fresh()));
        String team = work.b.vendor().team();
        assertDesk(Post.DESK, Mails.pgpMime(team, "Re: " + work.onlyA.number(), armored), "not-in-case");
        byte[] other = work.b.armored(Mails.entity("Re: ours", CaseInWork.fresh()));
        assertDesk(
                Post.DESK,
                Mails.pgpMime("somebody@else.example", "Re: " + work.shared.number(), other),
                "other-address");
        byte[] forged = work.b.armored(Mails.entity("Re: ours", CaseInWork.fresh()));
        assertDesk(
                Post.DESK, Mails.pgpMime(work.a.vendor().team(), "Re: " + work.shared.number(), forged), "unknown-key");
    }

    @Test
    void sameSignedMailAgainIsFiledOnceAndARecordedOneCannotBeMoved() {
        byte[] armored = work.a.armored(Mails.entity("Re: notice", CaseInWork.fresh()));
        String team = work.a.vendor().team();
        String token = work.token(work.a, work.shared);
        assertThat(work.post.deliver(token, Mails.pgpMime(team, "...", armored)).note())
                .isEqualTo("conversation.filed");
        long before = work.messages();

        assertThat(work.post.deliver(token, Mails.pgpMime(team, "...", armored)).note())
                .isEqualTo("conversation.filed-again");
        assertDesk(work.token(work.a, work.onlyA), Mails.pgpMime(team, "...", armored), "replayed");
        assertThat(work.messages()).isEqualTo(before);
    }

    @Test
    void wordsSignedBeforeTheCaseWasDistributedAreNoAnswerToIt() {
        byte[] published = work.a.gpg().clearSign("Published long ago.\n".getBytes(US_ASCII), work.a.key());
        work.application.advance(Duration.ofHours(2));
        CoordinatedCase later = work.open("Later matter", work.a);

        byte[] mail =
                Mails.plain(work.a.vendor().team(), "Re: " + later.number(), "utf-8", new String(published, US_ASCII));
        assertDesk(Post.DESK, mail, "signed-before");
        assertThat(work.staffPage(later, work.a).text()).doesNotContain("Published long ago");
    }

    @Test
    void wordsSignedInTheOpenAreAnAnswerOnlyToTheCaseThatTheyName() {
        byte[] published = work.a.gpg().clearSign("We have fixed it.\n".getBytes(US_ASCII), work.a.key());
        String number = work.shared.number();
        String subject = "Re: [" + number + "]";
        assertDesk(
                Post.DESK,
                Mails.plain(work.a.vendor().team(), subject, "utf-8", new String(published, US_ASCII)),
                "signed-elsewhere");

        byte[] named = work.a.gpg().clearSign((number + ": we have fixed it.\n").getBytes(US_ASCII), work.a.key());
        assertThat(work.post
                        .deliver(Mails.plain(work.a.vendor().team(), subject, "utf-8", new String(named, US_ASCII)))
                        .note())
                .isEqualTo("conversation.filed");
        assertThat(work.staffPage(work.shared, work.a).text()).contains(number + ": we have fixed it.");
    }

    @Test
    void signedWordsEncryptedAnewUnderTheNumberOfACaseAreNoAnswerToItUnlessTheyNameIt() {
        String words = CaseInWork.fresh();
        String number = work.onlyA.number();
        String team = work.a.vendor().team();
        assertDesk(
                Post.DESK,
                Mails.pgpMime(team, "Re: " + number, work.a.armored(Mails.entity("Re: notice", words))),
                "signed-elsewhere");
        assertThat(work.staffPage(work.onlyA, work.a).text()).doesNotContain(words);

        byte[] named = work.a.armored(Mails.entity("Re: notice", number + ": " + words));
        assertThat(work.post
                        .deliver(Mails.pgpMime(team, "Re: " + number, named))
                        .note())
                .isEqualTo("conversation.filed");
    }

    @Test
    void clearTextAroundTheSignedWordsIsNotFiled() {
        String words = CaseInWork.fresh();
        String armored =
                new String(work.a.gpg().encryptAndSign(words.getBytes(UTF_8), work.a.us(), work.a.key()), US_ASCII);
        byte[] mail =
                Mails.plain(work.a.vendor().team(), "inline", "utf-8", "clear lie\n\n" + armored + "\nclear lie\n");

        assertThat(work.post.deliver(work.token(work.a, work.shared), mail).note())
                .isEqualTo("conversation.filed");
        assertThat(work.staffPage(work.shared, work.a).text()).contains(words).doesNotContain("clear lie");
    }

    @Test
    void filesThatAreEncryptedAndSignedBesideInlineWordsComeAlong() {
        String words = CaseInWork.fresh();
        byte[] patch = ("patch of " + words).getBytes(UTF_8);
        byte[] mail = besides(
                new String(work.b.armored(words), US_ASCII),
                "patch.txt.asc",
                new String(work.b.gpg().encryptAndSign(patch, work.b.us(), work.b.key()), US_ASCII));

        assertThat(work.post.deliver(work.token(work.b, work.shared), mail).note())
                .isEqualTo("conversation.filed");
        Browser.Page page = work.staffPage(work.shared, work.b);
        String file = page.html()
                .select("article:contains(" + words + ") a:contains(patch.txt)")
                .attr("href");
        assertThat(work.coordinator.get(file).body()).isEqualTo(new String(patch, UTF_8));
        assertThat(page.html().select("article:contains(" + words + ") [data-partial]"))
                .isEmpty();
    }

    @Test
    void aFileThatSomebodyElseSignedBesideInlineWordsLeavesAllOfItToAPerson() {
        String words = CaseInWork.fresh();
        byte[] mail = besides(
                new String(work.b.armored(words), US_ASCII),
                "patch.txt.asc",
                new String(work.a.armored(words), US_ASCII));

        assertDesk(work.token(work.b, work.shared), mail, "unknown-key");
    }

    @Test
    void whatStoodOutsideOfTheSignatureIsLeftOutAndTheMessageSaysSo() {
        String words = CaseInWork.fresh();
        byte[] mail = besides(
                "in the open\r\n"
                        + new String(work.b.gpg().clearSign((words + "\r\n").getBytes(UTF_8), work.b.key()), UTF_8)
                        + "\r\nafterwards",
                "lie.txt",
                "a lie");

        assertThat(work.post.deliver(work.token(work.b, work.shared), mail).note())
                .isEqualTo("conversation.filed");
        Browser.Page staff = work.staffPage(work.shared, work.b);
        assertThat(staff.text()).contains(words).doesNotContain("in the open", "afterwards", "lie.txt");
        var left = staff.html().select("article:contains(" + words + ") [data-partial]");
        assertThat(left.text()).contains("outside of what was signed");
        assertThat(work.coordinator.get(left.select("a").attr("href")).status()).isEqualTo(200);
        var vendor =
                work.vendorPage(work.shared, work.b).html().select("article:contains(" + words + ") [data-partial]");
        assertThat(vendor.text()).contains("outside of what was signed");
        assertThat(vendor.select("a")).isEmpty();
    }

    @Test
    void aFooterAroundAnEncryptedMailIsLeftOutAndTheMessageSaysSo() {
        String words = CaseInWork.fresh();
        String whole = new String(work.b.signed(words), UTF_8);
        String type = whole.substring(whole.indexOf("Content-Type:"), whole.indexOf("\r\n\r\n"));
        byte[] mail = mixed(
                type.lines()
                                .filter(line -> line.startsWith("Content-Type:")
                                        || line.startsWith(" ")
                                        || line.startsWith("\t"))
                                .collect(Collectors.joining("\r\n"))
                        + whole.substring(whole.indexOf("\r\n\r\n")),
                "Content-Type: text/plain\r\n\r\nThis list is archived");

        assertThat(work.post.deliver(work.token(work.b, work.shared), mail).note())
                .isEqualTo("conversation.filed");
        Browser.Page staff = work.staffPage(work.shared, work.b);
        assertThat(staff.text()).contains(words).doesNotContain("archived");
        assertThat(staff.html().select("article:contains(" + words + ") [data-partial]"))
                .hasSize(1);
    }

    private byte[] besides(String words, String name, String file) {
        return mixed(
                "Content-Type: text/plain; charset=utf-8\r\n\r\n" + words,
                "Content-Type: text/plain; name=\"" + name + "\"\r\nContent-Disposition: attachment; filename=\"" + name
                        + "\"\r\n\r\n" + file);
    }

    private byte[] mixed(String... parts) {
        StringBuilder mail = new StringBuilder("From: <" + work.b.vendor().team() + ">\r\nTo: " + Post.DESK
                + "\r\nSubject: Re: notice\r\nMessage-ID: <" + UUID.randomUUID() + "@vendor.example>\r\n"
                + "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"mixed\"\r\n\r\n");
        for (String part : parts) {
            mail.append("--mixed\r\n")
                    .append(part.replace("\r\n", "\n").replace("\n", "\r\n"))
                    .append("\r\n");
        }
        return mail.append("--mixed--\r\n").toString().getBytes(UTF_8);
    }

    @Test
    void textBeyondTheLimitIsKeptAsAFile() {
        String words = new Random(7)
                .ints(110_000, '一', '龥')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .replaceAll("(.{60})", "$1\n");
        assertThat(work.post
                        .deliver(work.token(work.a, work.shared), work.a.signed(words))
                        .note())
                .isEqualTo("conversation.filed");
        assertThat(work.staffPage(work.shared, work.a)
                        .html()
                        .select("a[href^=/files/]")
                        .eachText())
                .contains("message.txt");
    }

    @Test
    void attachedFileIsSealedAndOnlyEverDownloadedInert() {
        String name = "proof \u202egnp.html";
        byte[] file = ("<script>alert(1)</script>" + CaseInWork.fresh()).getBytes(UTF_8);
        String entity = Mails.entityWithFile(CaseInWork.fresh(), name, "text/html", file);
        assertThat(work.post
                        .deliver(work.token(work.a, work.shared), work.a.signedEntity(entity))
                        .note())
                .isEqualTo("conversation.filed");

        Browser.Page page = work.staffPage(work.shared, work.a);
        assertThat(page.body()).doesNotContain("\u202e");
        String path = page.html().select("a[href^=/files/]:containsOwn(proof)").attr("href");
        long reads = work.entries(work.shared, "content.read", "sealed");
        Browser.Download download = work.coordinator.download(path);
        assertThat(download.bytes()).isEqualTo(file);
        assertThat(download.headers().firstValue("Content-Type")).contains("application/octet-stream");
        assertThat(download.headers().firstValue("Content-Disposition").orElse(""))
                .startsWith("attachment");
        assertThat(download.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(download.headers().allValues("Content-Security-Policy"))
                .anyMatch(policy -> policy.contains("sandbox") && policy.contains("default-src 'none'"));
        assertThat(work.entries(work.shared, "content.read", "sealed")).isEqualTo(reads + 1);
        assertThat(work.a.vendor().browser().download(path).bytes()).isEqualTo(file);
        assertThat(work.b.vendor().browser().download(path).status()).isEqualTo(404);
        assertThat(work.application.browser().download(path).status()).isEqualTo(302);
        assertThat(work.post.count("select count(*) from sealed_item where position('alert(1)'::bytea in bytes) > 0"))
                .isZero();
    }

    @Test
    void readingMakesLedgerEntries() {
        long before =
                work.entries(work.shared, "content.read", work.b.vendor().id().toString());
        work.vendorPage(work.shared, work.b);
        assertThat(work.entries(
                        work.shared, "content.read", work.b.vendor().id().toString()))
                .isGreaterThan(before);
    }

    @Test
    void withdrawnVendorsMailWaitsOnTheDesk() {
        String token = work.token(work.c, work.shared);
        assertThat(work.post.deliver(token, work.c.signed(CaseInWork.fresh())).note())
                .isEqualTo("conversation.filed");
        assertThat(work.coordinator
                        .post(CaseInWork.staffPath(work.shared, work.c) + "/withdrawal", "reason", "left")
                        .status())
                .isEqualTo(303);
        assertDesk(token, work.c.signed(CaseInWork.fresh()), "not-in-case");
        assertThat(work.vendorPage(work.shared, work.c).status()).isEqualTo(404);
    }

    private void assertDesk(String recipient, byte[] mail, String reason) {
        long before = work.messages();
        Post.Routed routed = work.post.deliver(recipient, mail);
        assertThat(routed.state()).as(reason).isEqualTo("DESK");
        assertThat(routed.note()).isEqualTo("conversation.desk." + reason);
        assertThat(work.messages()).isEqualTo(before);
        assertThat(work.coordinator.get("/mails").html().select("[data-mail=" + routed.id() + "]"))
                .hasSize(1);
        assertThat(work.coordinator.download("/mails/" + routed.id() + "/raw").bytes())
                .isEqualTo(mail);
    }
}
