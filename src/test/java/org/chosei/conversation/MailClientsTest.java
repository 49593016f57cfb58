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
import org.chosei.testing.Browser;
import org.chosei.testing.KeyPage;
import org.chosei.testing.MailPrograms;
import org.chosei.testing.Mails;
import org.chosei.testing.NodePeers;
import org.chosei.testing.Openssl;
import org.chosei.testing.Post;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Answers as the programs of the field write them land in the right thread; the same from a thief, with a wrong key, a copied
 * token, a stripped signature or a forged tag do not, and a person sees why.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MailClientsTest {
    private static final Pattern CODE = Pattern.compile("[2-9A-HJ-NP-Z]{5}(-[2-9A-HJ-NP-Z]{5}){3}");

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

    @Test
    void openPgpJsWritesWithAuthenticatedEncryptionAndLands() throws IOException {
        Path home = Files.createTempDirectory("openpgpjs");
        String key = NodePeers.run("openpgp-mail.mjs", List.of("key", home.toString(), "vh@third.example"))
                .strip();
        Browser browser = work.c.vendor().browser();
        KeyPage.upload(browser, Files.readAllBytes(home.resolve("public.asc")));
        KeyPage page = KeyPage.of(browser, key);
        Files.write(home.resolve("challenge.asc"), page.challenge());
        Matcher code = CODE.matcher(NodePeers.run("openpgp-mail.mjs", List.of("open", home.toString())));
        assertThat(code.find()).isTrue();
        assertThat(page.prove(code.group()).status()).isEqualTo(303);
        Files.writeString(
                home.resolve("ours.asc"),
                work.application.browser().get("/openpgp-key.asc").body());
        for (String kind : List.of("aead", "mdc")) {
            String words = CaseInWork.fresh();
            Files.writeString(home.resolve("entity.txt"), Mails.entity("Re: " + work.shared.number(), words));
            NodePeers.run("openpgp-mail.mjs", List.of(kind, home.toString()));
            byte[] mail = Mails.pgpMime(work.c.vendor().team(), "...", Files.readAllBytes(home.resolve("message.asc")));

            assertThat(work.post.deliver(work.token(work.c, work.shared), mail).note())
                    .as(kind)
                    .isEqualTo("conversation.filed");
            assertThat(work.staffPage(work.shared, work.c).text()).contains(words);
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
                .isEqualTo("conversation.desk.unsigned");
        String changed = mime.replace(": affected", ": fixed   ");
        assertThat(work.post.deliver((header + changed).getBytes(US_ASCII)).note())
                .isEqualTo("conversation.desk.bad-signature");
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
