package org.chosei.conversation;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.chosei.crypto.Certificate;
import org.chosei.crypto.KeyReading;
import org.chosei.mail.IncomingMails;
import org.chosei.testing.Browser;
import org.chosei.testing.Dkimpy;
import org.chosei.testing.KeyPage;
import org.chosei.testing.MailPrograms;
import org.chosei.testing.Mails;
import org.chosei.testing.NodePeers;
import org.chosei.testing.Openssl;
import org.chosei.testing.Post;
import org.chosei.testing.TestBelief;
import org.chosei.testing.TestDns;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Answers as the programs of the field write them land in the right thread; the same from a thief, with a wrong key, a copied
 * token, a stripped signature or a forged tag do not, and a person sees why.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MailClientsTest {
    private static final Pattern CODE = Pattern.compile("[2-9A-HJ-NP-Z]{5}(-[2-9A-HJ-NP-Z]{5}){3}");

    private static final Dkimpy DOMAIN = new Dkimpy(2048);

    private final CaseInWork work = new CaseInWork();
    private final MailPrograms programs = new MailPrograms();
    private final Openssl openssl = new Openssl();
    private final Openssl.Pair certificate = openssl.rsa("vh@asahi.example", 90);
    private Path centre = Path.of("");

    @BeforeAll
    void proveTheCertificateToo() {
        Browser browser = work.a.vendor().browser();
        KeyPage.upload(browser, certificate.certificate());
        String fingerprint = fingerprint(certificate.certificate());
        KeyPage key = KeyPage.of(browser, fingerprint);
        Matcher code = CODE.matcher(
                openssl.decrypt(key.challenge(), "PEM", certificate).text());
        assertThat(code.find()).isTrue();
        assertThat(key.prove(code.group()).status()).isEqualTo(303);
        centre = programs.write(
                "centre.pem",
                work.application.browser().get("/smime-certificate.pem").body());
    }

    @AfterAll
    void stop() {
        openssl.close();
        work.close();
    }

    private static String fingerprint(byte[] uploaded) {
        return ((KeyReading.Readable) Certificate.read(uploaded)).key().fingerprint();
    }

    @Test
    void muttWithGnupgIsLedByTheSubjectThatItHidInside() {
        work.a.gpg().runWith((work.a.us() + ":6:\n").getBytes(US_ASCII), "--import-ownertrust");
        String words = CaseInWork.fresh();
        byte[] mail = programs.mutt(
                work.a.gpg().home(),
                work.a.key(),
                work.a.vendor().team(),
                Post.DESK,
                "Re: [" + work.shared.number() + "] 回答",
                "該当なし\n\n" + words + "\n");

        assertThat(new String(mail, UTF_8)).contains("Subject: ...").doesNotContain(work.shared.number());
        assertThat(work.post.deliver(mail).note()).isEqualTo("conversation.filed-status");
        assertThat(work.staffPage(work.shared, work.a).text()).contains(words);
    }

    @Test
    void sNailWithSmimeLandsThereAndItsWeakEncryptionIsNoSecret() {
        String words = CaseInWork.fresh();
        byte[] mail = sNail(certificate, "Re: " + work.shared.number(), "調査中\n\n" + words + "\n");

        Post.Routed routed = work.post.deliver(work.token(work.a, work.shared), mail);

        assertThat(routed.note()).isEqualTo("conversation.filed-status");
        Browser.Page page = work.staffPage(work.shared, work.a);
        assertThat(page.text()).contains(words);
        assertThat(page.html().select(".message .state.good[title=" + fingerprint(certificate.certificate()) + "]"))
                .isNotEmpty();
    }

    @Test
    void thunderbirdsProtectedSubjectLeadsAndItsPartsAreRead() {
        String words = CaseInWork.fresh();
        String entity = "Content-Type: multipart/mixed; boundary=\"------------t\"; protected-headers=\"v1\"\r\n"
                + "From: Asahi <vh@asahi.example>\r\nTo: csirt@csirt.example\r\nMessage-ID: <" + UUID.randomUUID()
                + "@asahi.example>\r\nSubject: =?UTF-8?B?"
                + Base64.getEncoder()
                        .encodeToString(("Re: ＣＨＳ" + wide(work.shared.number().substring(3))).getBytes(UTF_8))
                + "?=\r\n\r\n--------------t\r\nContent-Type: multipart/mixed; boundary=\"------------u\"\r\n\r\n"
                + "--------------u\r\nContent-Type: text/plain; charset=UTF-8; format=flowed\r\n"
                + "Content-Transfer-Encoding: base64\r\n\r\n"
                + Base64.getMimeEncoder().encodeToString(words.getBytes(UTF_8)) + "\r\n--------------u--\r\n\r\n"
                + "--------------t--\r\n";

        Post.Routed routed = work.post.deliver(work.a.signedEntity(entity));

        assertThat(routed.note()).isEqualTo("conversation.filed");
        assertThat(work.staffPage(work.shared, work.a).text()).contains(words);
    }

    @Test
    void anIso2022JpClientThatLostTokenAndSubjectIsFoundByTheMailItAnswers() {
        String words = "該当製品あり\r\n\r\n調査の結果、影響を確認しました。\r\n";
        String entity = "Content-Type: text/plain; charset=ISO-2022-JP\r\nContent-Transfer-Encoding: 7bit\r\n\r\n";
        byte[] all = concat(entity.getBytes(US_ASCII), words.getBytes(Charset.forName("ISO-2022-JP")));
        String notice = Post.text(work.awaitMail(work.b, work.shared, 1));
        Matcher id = Pattern.compile("(?mi)^Message-ID: (<[^>]+>)").matcher(notice);
        assertThat(id.find()).isTrue();
        byte[] armored = work.b.gpg().encryptAndSign(all, work.b.us(), work.b.key());
        byte[] mail = ("In-Reply-To: " + id.group(1) + "\r\n"
                        + new String(Mails.pgpMime(work.b.vendor().team(), "Re: notice", armored), US_ASCII))
                .getBytes(US_ASCII);

        assertThat(work.post.deliver(mail).note()).isEqualTo("conversation.filed-status");
        assertThat(work.staffPage(work.shared, work.b).text()).contains("調査の結果、影響を確認しました。");
    }

    @ParameterizedTest
    @CsvSource({"key, 40", "key6, 64"})
    void openPgpJsWritesWithKeysOfBothVersionsAndLands(String make, int digits) throws IOException {
        Path home = Files.createTempDirectory("openpgpjs");
        String key = NodePeers.run("openpgp-mail.mjs", List.of(make, home.toString(), "vh@third.example"))
                .strip();
        assertThat(key).hasSize(digits);
        Browser browser = work.c.vendor().browser();
        KeyPage.upload(browser, Files.readAllBytes(home.resolve("public.asc")));
        KeyPage page = KeyPage.of(browser, key);
        Files.write(home.resolve("challenge.asc"), page.challenge());
        String ours = work.application.browser().get("/openpgp-key.asc").body();
        Files.writeString(home.resolve("ours.asc"), ours);
        String early = CaseInWork.fresh();
        Files.writeString(home.resolve("entity.txt"), Mails.entity("Re: " + work.shared.number(), early));
        NodePeers.run("openpgp-mail.mjs", List.of("mdc", home.toString()));
        String address = work.token(work.c, work.shared);
        Post.Routed before = work.post.deliver(
                address, Mails.pgpMime(work.c.vendor().team(), "...", Files.readAllBytes(home.resolve("message.asc"))));
        assertThat(before.note()).isEqualTo("conversation.desk.unknown-key");

        // our signature is of the server's clock, which is ahead of this program's
        Files.delete(home.resolve("ours.asc"));
        Matcher code = CODE.matcher(NodePeers.run("openpgp-mail.mjs", List.of("open", home.toString())));
        assertThat(code.find()).isTrue();
        assertThat(page.prove(code.group()).status()).isEqualTo(303);
        Post.await(
                "the mail from before the proof was not asked about again",
                () -> work.post.staffSees("select state from incoming_mail where id = '" + before.id() + "'").stream()
                        .filter("TAKEN"::equals)
                        .findFirst());
        assertThat(work.staffPage(work.shared, work.c).text()).contains(early);
        Files.writeString(home.resolve("ours.asc"), ours);
        for (String kind : List.of("aead", "mdc")) {
            String words = CaseInWork.fresh();
            Files.writeString(home.resolve("entity.txt"), Mails.entity("Re: " + work.shared.number(), words));
            NodePeers.run("openpgp-mail.mjs", List.of(kind, home.toString()));
            byte[] mail = Mails.pgpMime(work.c.vendor().team(), "...", Files.readAllBytes(home.resolve("message.asc")));

            assertThat(work.post.deliver(work.token(work.c, work.shared), mail).note())
                    .as(kind)
                    .isEqualTo("conversation.filed");
            Browser.Page said = work.staffPage(work.shared, work.c);
            assertThat(said.html().select("article.message:contains(" + words + ") .state.good[title=" + key + "]"))
                    .as(kind)
                    .isNotEmpty();
        }
    }

    @Test
    void aStolenAddressProvesNothingAndThePersonSeesEachFactOnItsOwn() {
        Openssl.Pair thief = openssl.rsa("vh@asahi.example", 90);
        Post.Routed stolen = work.post.deliver(
                work.token(work.a, work.shared), sNail(thief, "Re: " + work.shared.number(), "fixed\n"));

        assertThat(stolen.note()).isEqualTo("conversation.desk.unknown-key");
        Browser.Page page = work.coordinator.get("/mails/" + stolen.id());
        assertThat(page.html().select("[data-domain]").attr("data-domain")).isEqualTo("NOT_PROVED");
        assertThat(page.html().select("[data-signature]").attr("data-signature"))
                .isEqualTo("desk.signature.unknown");
        assertThat(page.text()).contains(fingerprint(thief.certificate()), "registered Asahi");
        assertThat(page.html().select("[data-suggested=TOKEN]")).hasSize(1);
        assertThat(page.html().select("[data-protection]").attr("data-protection"))
                .isEqualTo("desk.encrypted-malleable");
    }

    @Test
    void anUnsignedMailOfAProvedDomainIsFiledOnlyWhereTheOperatorAllowsItAndIsShownAsSuch() {
        work.application.bean(TestDns.class).publish("s1._domainkey.hidden.example", DOMAIN.record());
        TestBelief belief = work.application.bean(TestBelief.class);
        String token = work.token(work.b, work.shared);
        String team = work.b.vendor().team();
        String words = CaseInWork.fresh();

        assertThat(deliver(token, domainMail(team, token, words)).note())
                .as("unless somebody allowed it")
                .isEqualTo("conversation.desk.unsigned");
        assertThat(work.coordinator.get("/mails").html().select("[data-belief=keys]"))
                .hasSize(1);

        belief.believeDomains(true);
        try {
            byte[] mail = domainMail(team, token, "該当なし\n\n" + words);
            assertThat(deliver(token, mail).note()).isEqualTo("conversation.filed-status");
            var message = work.staffPage(work.shared, work.b).html().select("article.message:contains(" + words + ")");
            assertThat(message.select("[data-domain=hidden.example]")).hasSize(1);
            assertThat(message.select(".state.good")).as("no signature").isEmpty();
            assertThat(work.coordinator.get("/mails").html().select("[data-belief=domains]"))
                    .hasSize(1);

            assertThat(deliver(Post.DESK, mail).note()).as("without the token").startsWith("mail.desk");
            assertThat(deliver(token, domainMail("taro@hidden.example", token, words))
                            .note())
                    .as("an address that is nobody's here")
                    .isEqualTo("conversation.desk.unsigned");
            assertThat(deliver(token, domainMail(work.a.vendor().team(), token, words))
                            .note())
                    .as("another vendor's address with a copied token")
                    .isEqualTo("conversation.desk.unsigned");
            assertThat(deliver(token, domainMail(team, "someone@elsewhere.example", words))
                            .note())
                    .as("a mail to somebody else, sent on to a copied token")
                    .isEqualTo("conversation.desk.unsigned");
            assertThat(deliver(token, domainMail(team, token, words), "\r\nTo: ", "\r\nTo: x@x.example, ")
                            .note())
                    .as("another recipient beside")
                    .isEqualTo("conversation.desk.unsigned");
            assertThat(deliver(token, to(team, token, words)).note())
                    .as("a forged address")
                    .isEqualTo("conversation.desk.unsigned");
        } finally {
            belief.believeDomains(false);
        }
    }

    private Post.Routed deliver(String recipient, byte[] mail, String... change) {
        String text = new String(mail, US_ASCII);
        return work.post.deliver(
                recipient,
                change.length == 0 ? mail : text.replace(change[0], change[1]).getBytes(US_ASCII));
    }

    private static byte[] domainMail(String from, String to, String words) {
        return DOMAIN.sign(to(from, to, words), "s1", from.substring(from.indexOf('@') + 1));
    }

    private static byte[] to(String from, String to, String words) {
        String mail = new String(Mails.plain(from, "Re: notice", "utf-8", words), US_ASCII);
        return mail.replace("To: " + Post.DESK, "To: " + to).getBytes(US_ASCII);
    }

    @Test
    void aStrippedSignatureIsNoSignature() {
        byte[] signed = openssl.output(
                ("Content-Type: text/plain\r\n\r\n" + work.shared.number() + ": affected\r\n").getBytes(US_ASCII),
                "cms",
                "-sign",
                "-binary",
                "-signer",
                certificate.file().toString(),
                "-inkey",
                certificate.key().toString());
        String mime = new String(signed, US_ASCII).replace("\r\n", "\n").replace("\n", "\r\n");
        String header = "From: " + work.a.vendor().team() + "\r\nSubject: Re: " + work.shared.number() + "\r\n";

        assertThat(work.post.deliver((header + mime).getBytes(US_ASCII)).note()).startsWith("conversation.filed");
        String stripped =
                mime.replaceAll("(?s)Content-Type: application/(x-)?pkcs7-signature.*?\r\n\r\n.*?\r\n\r\n", "\r\n");
        assertThat(stripped).isNotEqualTo(mime);
        assertThat(work.post.deliver((header + stripped).getBytes(US_ASCII)).note())
                .isEqualTo("conversation.desk.unsigned-tag");
        String changed = mime.replace(": affected", ": fixed   ");
        assertThat(work.post.deliver((header + changed).getBytes(US_ASCII)).note())
                .isEqualTo("conversation.desk.bad-signature");
    }

    @ParameterizedTest
    @CsvSource({
        "VU#471199, ＶＵ＃４７１１９９",
        "CASE#445566, [case＃ 445566]",
        "VRF#24-11-ABCDE, ＶＲＦ＃24-11-ABCDE",
        "JVN#12345699, ＪＶＮ＃１２３４５６９９",
        "JVNVU#91234599, jvnvu# 91234599"
    })
    void aNumberOfAnotherCoordinatorLeadsInAnyWidthAlsoInsideTheEncryption(String known, String written) {
        work.coordinator.post("/cases/" + work.shared.id() + "/numbers", "alias", known);
        String words = CaseInWork.fresh();
        byte[] armored = work.a.armored(Mails.entity("Re: " + written, words));

        assertThat(work.post
                        .deliver(Mails.pgpMime(work.a.vendor().team(), "...", armored))
                        .note())
                .isEqualTo("conversation.filed");
        assertThat(work.staffPage(work.shared, work.a).text()).contains(words);
    }

    @Test
    void aTokenOfOneCaseUnderTheTagOfAnotherWaitsForAPersonWhoFilesItWithOneKey() {
        String words = CaseInWork.fresh();
        byte[] armored = work.a.armored(Mails.entity("Re: " + work.onlyA.number(), words));
        Post.Routed routed = work.post.deliver(
                work.token(work.a, work.shared), Mails.pgpMime(work.a.vendor().team(), "...", armored));

        assertThat(routed.note()).isEqualTo("conversation.desk.wrong-tag");
        Browser.Page page = work.coordinator.get("/mails/" + routed.id());
        assertThat(page.text()).contains(work.onlyA.number());
        assertThat(page.html().select("button[data-shortcut=f]")).hasSize(1);
        String thread = page.html()
                .select("form[action$=/filing]:contains(" + work.onlyA.number() + ") input[name=thread]")
                .val();
        assertThat(work.coordinator
                        .post("/mails/" + routed.id() + "/filing", "thread", thread)
                        .status())
                .isEqualTo(303);

        assertThat(work.staffPage(work.onlyA, work.a).text()).contains(words);
        assertThat(work.staffPage(work.shared, work.a).text()).doesNotContain(words);
        assertThat(work.coordinator
                        .post("/mails/" + routed.id() + "/filing", "thread", thread)
                        .status())
                .isEqualTo(409);
    }

    @Test
    void whatAPersonFilesUnsignedIsNeverShownAsSigned() {
        String words = CaseInWork.fresh();
        Post.Routed routed = work.post.deliver(
                work.token(work.b, work.shared), Mails.plain("someone@else.example", "Re", "utf-8", words));
        assertThat(routed.note()).isEqualTo("conversation.desk.unsigned");
        Browser.Page page = work.coordinator.get("/mails/" + routed.id());
        String thread = page.html()
                .expectFirst("[data-suggested=TOKEN] input[name=thread]")
                .val();

        assertThat(work.a
                        .vendor()
                        .browser()
                        .post("/mails/" + routed.id() + "/filing", "thread", thread)
                        .status())
                .isIn(403, 404);
        work.coordinator.post("/mails/" + routed.id() + "/filing", "thread", thread);

        var message = work.staffPage(work.shared, work.b).html().select("article.message:contains(" + words + ")");
        assertThat(message.text()).contains("unsigned; filed by a person");
        assertThat(message.select(".state.good")).isEmpty();
        assertThat(work.coordinator.get("/mails/" + routed.id() + "/source").text())
                .contains("someone@else.example");
    }

    @Test
    void aMailFiledByMistakeGoesBackToTheDeskWhileItsVendorHasNotReadIt() {
        String words = CaseInWork.fresh();
        Post.Routed routed = work.post.deliver(
                work.token(work.b, work.shared), Mails.plain("someone@else.example", "Re", "utf-8", words));
        String path = "/mails/" + routed.id();
        String thread = work.coordinator
                .get(path)
                .html()
                .expectFirst("[data-suggested=TOKEN] input[name=thread]")
                .val();
        assertThat(work.coordinator.post(path + "/putting-back").refusal()).isEqualTo("mail-not-filed");

        Browser.Page filed = work.coordinator.post(path + "/filing", "thread", thread);

        assertThat(filed.location()).isEqualTo("/mails?done=" + routed.id());
        Browser.Page told = work.coordinator.get(filed.location());
        assertThat(told.html().select("[data-done='desk.done-filed']").text())
                .contains(IncomingMails.reference(routed.id()), work.shared.number(), "Hidden");
        assertThat(work.staffPage(work.shared, work.b).text()).contains(words);
        String message =
                work.coordinator.get(path).html().expectFirst("[data-filed]").attr("data-filed");
        Browser vendor = work.b.vendor().browser();
        assertThat(vendor.post(path + "/putting-back").status()).isIn(403, 404);

        assertThat(work.coordinator.post(path + "/putting-back").location()).isEqualTo(path);

        assertThat(work.coordinator.get(path).text()).contains("filed it into a thread by mistake");
        assertThat(work.coordinator.get("/mails").html().select("[data-mail=" + routed.id() + "]"))
                .hasSize(1);
        assertThat(work.staffPage(work.shared, work.b).text()).doesNotContain(words);
        assertThat(work.vendorPage(work.shared, work.b).text()).doesNotContain(words);
        assertThat(vendor.get("/messages/" + message).status()).isEqualTo(404);
        assertThat(work.entries(work.shared, "message.undone", message)).isOne();
        assertThat(work.post.count("select count(*) from ledger_entry where kind = 'mail.desk' and subjects like '%"
                        + routed.id() + "%put-back%'"))
                .isOne();

        work.coordinator.post(path + "/filing", "thread", thread);
        assertThat(work.vendorPage(work.shared, work.b).text()).contains(words);
        assertThat(work.coordinator.get(path).html().select("#put-back")).isEmpty();
        assertThat(work.coordinator.post(path + "/putting-back").refusal()).isEqualTo("mail-read");
        assertThat(work.staffPage(work.shared, work.b).text()).contains(words);
    }

    @Test
    void ourKeysAreShownWithTheirFingerprintsInBothLanguages() {
        for (String language : List.of("ja", "en")) {
            Browser.Page page = work.application.browser().get("/our-keys", "Accept-Language", language);
            assertThat(page.status()).isEqualTo(200);
            assertThat(page.html().select("[data-own-key=SMIME]").text()).matches("([0-9A-F]{4} ?){16}");
            assertThat(page.html().select("[data-own-key=OPENPGP]").text()).matches("([0-9A-F]{4} ?){10}");
        }
    }

    private byte[] sNail(Openssl.Pair signer, String subject, String text) {
        Path both = programs.write("signer.pem", new String(openssl.read(signer.key()), US_ASCII) + signer.pem());
        return programs.sNail(both, centre, "vh@asahi.example", Post.DESK, subject, text);
    }

    private static String wide(String text) {
        return text.chars()
                .map(c -> c == '-' ? '－' : c + 0xFEE0)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] all = java.util.Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }
}
