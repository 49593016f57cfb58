package org.chosei.desk.web;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.chosei.testing.TestOrganisations.COORDINATOR;

import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.chosei.access.Role;
import org.chosei.demo.MailSink;
import org.chosei.identity.TestPerson;
import org.chosei.mail.IncomingMails;
import org.chosei.testing.Application;
import org.chosei.testing.Browser;
import org.chosei.testing.Dkimpy;
import org.chosei.testing.Mails;
import org.chosei.testing.Post;
import org.chosei.testing.TestDns;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What the mail desk shows of a sender, and whom Chosei answers by itself. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MailDeskTest {
    private static final Dkimpy DOMAIN = new Dkimpy(2048);

    private final Application application = Application.start();
    private final Post post = new Post(application);
    private final Browser staff = TestPerson.joined(
                    application, "Cora", "cora@csirt.example", COORDINATOR, Role.COORDINATOR)
            .browser();

    @BeforeAll
    void publish() {
        TestDns dns = application.bean(TestDns.class);
        for (String domain : List.of("proved.example", "zip.example", "program.example", "evil.example")) {
            dns.publish("s1._domainkey." + domain, DOMAIN.record());
        }
    }

    @AfterAll
    void stop() {
        application.close();
    }

    @Test
    void aProvedDomainIsShownWithItsSignaturesInBothLanguages() {
        Post.Routed routed = post.deliver(signed("who@proved.example", "Shown", "words"));

        Browser.Page page = staff.get("/mails/" + routed.id());
        assertThat(page.html().select("[data-domain]").attr("data-domain")).isEqualTo("PROVED");
        assertThat(page.html().select("[data-dkim=VALID]").text()).contains("proved.example", "s1", "holds");
        assertThat(page.html().select("[data-signature]").attr("data-signature"))
                .isEqualTo("desk.signature.none");
        assertThat(staff.get("/mails")
                        .html()
                        .select("[data-mail=" + routed.id() + "]")
                        .text())
                .contains("Mail domain: proved");
        staff.post("/language", "back", "/mails", "language", "ja");
        assertThat(staff.get("/mails/" + routed.id()).text()).contains("このドメイン");
        staff.post("/language", "back", "/mails", "language", "en");
        byte[] forged = Mails.plain("who@proved.example", "Forged", "utf-8", "words");
        assertThat(staff.get("/mails/" + post.deliver(forged).id())
                        .html()
                        .select("[data-domain]")
                        .attr("data-domain-why"))
                .isEqualTo("UNSIGNED");
        byte[] others = DOMAIN.sign(Mails.plain("ceo@proved.example", "Other", "utf-8", "x"), "s1", "evil.example");
        assertThat(staff.get("/mails/" + post.deliver(others).id())
                        .html()
                        .select("[data-domain]")
                        .attr("data-domain-why"))
                .isEqualTo("NOT_ALIGNED");
    }

    @Test
    void onlyAProvedSenderIsAnsweredAndOnceADay() {
        Post.Routed first = post.deliver(signed("once@proved.example", "First", "secret words"));
        MailSink.Message answer = post.awaitTo("once@proved.example", 1);

        assertThat(text(answer))
                .contains(
                        "Auto-Submitted: auto-replied",
                        first.id().toString().substring(24).toUpperCase(java.util.Locale.ROOT))
                .doesNotContain("secret words", "First");
        assertThat(staff.get("/mails/" + first.id()).html().select("[data-answered]"))
                .hasSize(1);
        post.deliver(signed("once@proved.example", "Second", "words"));
        post.deliver(Mails.plain("forged@proved.example", "Forged", "utf-8", "words"));
        post.deliver(DOMAIN.sign(
                new String(Mails.plain("robot@program.example", "Away", "utf-8", "away"), US_ASCII)
                        .replaceFirst("\r\n", "\r\nAuto-Submitted: auto-replied\r\n")
                        .getBytes(US_ASCII),
                "s1",
                "program.example"));
        byte[] victim = new String(Mails.plain("x@evil.example", "Forged", "utf-8", "words"), US_ASCII)
                .replaceFirst("From: [^\r]*", "From: <victim@\"proved.example\"> (x@evil.example)")
                .getBytes(US_ASCII);
        post.deliver(DOMAIN.sign(victim, "s1", "evil.example"));
        post.deliver(signed("last@proved.example", "Last", "words"));

        post.awaitTo("last@proved.example", 1);
        assertThat(application.outside().messagesTo("once@proved.example")).hasSize(1);
        assertThat(application.outside().messagesTo("forged@proved.example")).isEmpty();
        assertThat(application.outside().messagesTo("victim@proved.example")).isEmpty();
        assertThat(application.outside().messagesTo("robot@program.example")).isEmpty();
        assertThat(post.count("select count(*) from ledger_entry where kind = 'mail.answered'"))
                .isPositive();
    }

    @Test
    void anEncryptedZipIsNotOpenedItsPasswordIsLinkedAndItsSenderIsAskedToUpload() {
        byte[] zip = new byte[64];
        System.arraycopy(new byte[] {'P', 'K', 3, 4, 20, 0, 1, 0}, 0, zip, 0, 8);
        String entity = "From: kim@zip.example\r\nTo: csirt@csirt.example\r\nSubject: report\r\nMessage-ID: <"
                + UUID.randomUUID() + "@zip.example>\r\nMIME-Version: 1.0\r\n"
                + Mails.entityWithFile("Attached", "report.zip", "application/zip", zip);
        Post.Routed archive = post.deliver(DOMAIN.sign(entity.getBytes(UTF_8), "s1", "zip.example"));
        Post.Routed password =
                post.deliver(Mails.plain("kim@zip.example", "Re: report", "iso-2022-jp", "パスワードは abc です"));

        assertThat(text(post.awaitTo("kim@zip.example", 1))).contains("/report");
        Browser.Page page = staff.get("/mails/" + archive.id());
        assertThat(page.html().select("[data-trait=ENCRYPTED_ZIP]")).hasSize(1);
        assertThat(page.html().select("[data-other-half=" + password.id() + "]"))
                .hasSize(1);
        assertThat(staff.get("/mails/" + password.id()).html().select("[data-other-half=" + archive.id() + "]"))
                .hasSize(1);
    }

    @Test
    void ourOwnMailThatComesBackIsTakenForALoop() {
        post.deliver(signed("loop@proved.example", "Loop", "words"));
        MailSink.Message ours = post.awaitTo("loop@proved.example", 1);

        Post.Routed back = post.deliver(ours.bytes());
        assertThat(back.note()).isEqualTo("mail.desk.loop");
        Browser.Page page = staff.get("/mails/" + back.id());
        assertThat(page.html().select(".notice:contains(goes round in circles)"))
                .as("said once")
                .hasSize(1);
    }

    @Test
    void theDeskSaysWhatBecameOfAMailThatSomebodyDealtWith() {
        Post.Routed routed = post.deliver(Mails.plain("a@nowhere.example", "Settle", "utf-8", "words"));

        Browser.Page again = staff.post("/mails/" + routed.id() + "/routing");
        assertThat(again.location()).isEqualTo("/mails?done=" + routed.id());
        assertThat(staff.get(again.location()).html().select("[data-done] p").text())
                .contains(IncomingMails.reference(routed.id()), "rout");
        Post.await(
                "not back on the desk",
                () -> Optional.of(post.staffSees("select state from incoming_mail where id = '" + routed.id() + "'"))
                        .filter(List.of("DESK")::equals));
        assertThat(staff.get(again.location()).html().select("[data-done]").attr("data-done"))
                .isEqualTo("desk.done-still-here");

        Browser.Page settled = staff.post("/mails/" + routed.id() + "/settlement", "note", "By phone");
        assertThat(staff.get(settled.location()).html().select("[data-done='desk.done-settled'][role=status]"))
                .hasSize(1);
        assertThat(staff.get("/mails").html().select("[data-done]")).isEmpty();
    }

    @Test
    void aVeryLongSubjectIsCutInTheHeadingAndStandsWholeFurtherDown() {
        String subject = "𠮷x".repeat(1000);
        String word = "=?UTF-8?B?"
                + Base64.getEncoder().encodeToString("𠮷x".repeat(5).getBytes(UTF_8)) + "?=";
        String folded = String.join("\r\n ", Collections.nCopies(200, word));
        Post.Routed routed = post.deliver(Mails.plain("a@nowhere.example", folded, "utf-8", "words"));

        Browser.Page page = staff.get("/mails/" + routed.id());

        String heading = page.html().expectFirst("h1").text();
        assertThat(heading).endsWith("…");
        assertThat(heading.codePointCount(0, heading.length())).isEqualTo(301);
        assertThat(page.html().select("details.whole-subject p").text()).isEqualTo(subject);
        Post.Routed brief = post.deliver(Mails.plain("a@nowhere.example", "Brief", "utf-8", "words"));
        assertThat(staff.get("/mails/" + brief.id()).html().select("details.whole-subject"))
                .isEmpty();
    }

    private static byte[] signed(String from, String subject, String words) {
        return DOMAIN.sign(Mails.plain(from, subject, "utf-8", words), "s1", from.substring(from.indexOf('@') + 1));
    }

    /** The mail with its body decoded. */
    private static String text(MailSink.Message mail) {
        String raw = Post.text(mail);
        int body = raw.indexOf("\r\n\r\n");
        String decoded = raw.toLowerCase(java.util.Locale.ROOT).contains("transfer-encoding: base64")
                ? new String(Base64.getMimeDecoder().decode(raw.substring(body)), UTF_8)
                : raw.substring(body);
        return raw.substring(0, body) + "\n" + decoded;
    }
}
