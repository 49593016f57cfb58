package org.chosei.conversation;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.chosei.cases.CoordinatedCase;
import org.chosei.demo.MailSink;
import org.chosei.mail.reading.IncomingMail;
import org.chosei.testing.Browser;
import org.chosei.testing.Gpg;
import org.chosei.testing.KeyPage;
import org.chosei.testing.Post;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What is written on the pages: staff's words go to the vendor encrypted, and nothing is posted twice. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StaffReplyTest {
    private final CaseInWork work = new CaseInWork();

    @BeforeAll
    void oneVendorHasNoUsableKey() {
        KeyPage.of(work.c.vendor().browser(), work.c.key()).retire();
        Post.await(
                "the mail that the key has ended",
                () -> work.application.outside().messagesTo(work.c.vendor().team()).stream()
                        .filter(mail -> Post.text(mail).contains("A key has ended"))
                        .findFirst());
    }

    @AfterAll
    void stop() {
        work.close();
    }

    @Test
    void replyIsMailedEncryptedAndSignedToItsVendorAloneOnce() {
        int before = work.mails(work.a, work.shared).size();
        int others = work.mails(work.b, work.shared).size();
        String words = CaseInWork.fresh() + " いつ修正できますか";
        Browser.Page page = work.staffPage(work.shared, work.a);
        byte[] file = "log line\n".getBytes(US_ASCII);
        Browser.File log = new Browser.File("files", "ログ/2026.txt", file);

        assertThat(work.say(work.coordinator, page, words, log).location())
                .isEqualTo(CaseInWork.staffPath(work.shared, work.a));
        assertThat(work.say(work.coordinator, page, words, log).status()).isEqualTo(303);

        MailSink.Message mail = work.awaitMail(work.a, work.shared, before + 1);
        assertThat(Post.text(mail))
                .contains("Subject: [TLP:AMBER] [" + work.shared.number() + "]\r\n")
                .doesNotContain("words");
        Gpg.Run read = work.a.gpg().decrypt(CaseInWork.armored(mail));
        assertThat(read.exitCode()).isZero();
        assertThat(read.says("GOODSIG")).isTrue();
        IncomingMail content = (IncomingMail) IncomingMail.read(read.output());
        assertThat(content.subject()).contains(work.shared.number(), "Message from Test Coordination Centre");
        assertThat(content.text().text()).contains(words, "TLP:AMBER", "/our-cases/" + work.shared.id());
        assertThat(content.attachments()).singleElement().satisfies(attached -> {
            assertThat(attached.name()).isEqualTo("ログ_2026.txt");
            assertThat(attached.content()).isEqualTo(file);
        });
        assertThat(work.b.gpg().decrypt(CaseInWork.armored(mail)).exitCode()).isNotZero();

        assertThat(work.vendorPage(work.shared, work.a).html().select("article.message:contains(" + words + ")"))
                .hasSize(1);
        assertThat(work.post.count("select count(*) from mail_delivery where wave_id is null and organisation_id = '"
                        + work.a.vendor().id() + "' and case_id = '" + work.shared.id() + "'"))
                .isOne();
        assertThat(work.mails(work.b, work.shared)).hasSize(others);

        String answer = CaseInWork.fresh();
        assertThat(work.post
                        .deliver(CaseInWork.replyTo(mail), work.a.signed(answer))
                        .note())
                .isEqualTo("conversation.filed");
        assertThat(work.staffPage(work.shared, work.a).text()).contains(answer);
    }

    @Test
    void vendorWithoutAUsableKeyIsToldThatSomethingWaitsAndNotWhat() {
        String words = CaseInWork.fresh();
        int before =
                work.application.outside().messagesTo(work.c.vendor().team()).size();
        assertThat(work.say(work.coordinator, work.staffPage(work.shared, work.c), words)
                        .status())
                .isEqualTo(303);

        String mail = Post.text(work.post.awaitTo(work.c.vendor().team(), before + 1));
        assertThat(mail)
                .contains("[" + work.shared.number() + "] Please log in to read")
                .doesNotContain("BEGIN PGP");
        IncomingMail read = (IncomingMail) IncomingMail.read(mail.getBytes(US_ASCII));
        assertThat(read.text().text())
                .contains("/our-cases/" + work.shared.id())
                .doesNotContain(words);
        assertThat(work.vendorPage(work.shared, work.c).text()).contains(words);
    }

    @Test
    void vendorWithoutAUsableKeyThatIsTakenOutOfAGroupIsNotEvenToldThatSomethingWaited() {
        List<String> fields = new ArrayList<>(List.of("kind", "GROUP", "title", "Keyless"));
        fields.addAll(List.of("form", UUID.randomUUID().toString()));
        for (CaseInWork.Party party : List.of(work.b, work.c)) {
            fields.addAll(List.of("vendor", party.vendor().id().toString()));
        }
        String talk = work.coordinator
                .post("/cases/" + work.shared.id() + "/talk", fields.toArray(String[]::new))
                .location();
        int told = told(work.c);
        String waiting = "select count(*) from clear_letter where state = 'STAGED' and address = '"
                + work.c.vendor().team() + "'";
        assertThat(CaseInWork.write(work.coordinator, work.coordinator.get(talk), CaseInWork.fresh())
                        .status())
                .isEqualTo(303);
        assertThat(work.post.count(waiting)).isOne();
        assertThat(work.coordinator
                        .post(
                                "/threads/" + talk.substring(talk.lastIndexOf('/') + 1) + "/members/removal",
                                "vendor",
                                work.c.vendor().id().toString())
                        .status())
                .isEqualTo(303);
        assertThat(work.post.count(waiting)).isZero();
        int toB = work.mails(work.b, work.shared).size();
        work.application.advance(Undo.PAUSE.plusSeconds(1));
        work.awaitMail(work.b, work.shared, toB + 1);
        assertThat(told(work.c)).isEqualTo(told);
    }

    private int told(CaseInWork.Party vendor) {
        return (int) work.application.outside().messagesTo(vendor.vendor().team()).stream()
                .filter(mail -> Post.text(mail).contains("Please log in to read"))
                .count();
    }

    @Test
    void vendorsSecondClickPostsOnceAndMailsNobody() {
        Browser.Page page = work.vendorPage(work.shared, work.b);
        String words = CaseInWork.fresh();
        long deliveries = work.post.count("select count(*) from mail_delivery");
        assertThat(work.say(work.b.vendor().browser(), page, words).status()).isEqualTo(303);
        assertThat(work.say(work.b.vendor().browser(), page, words).status()).isEqualTo(303);
        assertThat(work.staffPage(work.shared, work.b).html().select("article.message:contains(" + words + ")"))
                .hasSize(1);
        assertThat(work.post.count("select count(*) from mail_delivery")).isEqualTo(deliveries);
        work.say(work.b.vendor().browser(), work.vendorPage(work.shared, work.b), words);
        assertThat(work.staffPage(work.shared, work.b).html().select("article.message:contains(" + words + ")"))
                .hasSize(2);
    }

    /** Fault 16 in short: the form's own id is the key of the request. */
    @Test
    void fiftyRequestsOfTheSameFormAtOnceAreOneMessageAndAreAnsweredAlike() throws Exception {
        String words = CaseInWork.fresh();
        Browser browser = work.b.vendor().browser();
        Browser.Page page = work.vendorPage(work.shared, work.b);
        Set<String> answers = new HashSet<>();
        try (var threads = Executors.newFixedThreadPool(10)) {
            List<Future<Browser.Page>> all = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                all.add(threads.submit(() -> CaseInWork.write(browser, page, words)));
            }
            for (Future<Browser.Page> one : all) {
                Browser.Page answer = one.get(60, TimeUnit.SECONDS);
                answers.add(answer.status() + " " + answer.location());
            }
        }
        work.application.advance(Undo.PAUSE.plusSeconds(1));
        assertThat(answers).singleElement().asString().startsWith("303 ");
        assertThat(work.staffPage(work.shared, work.b).html().select("article.message:contains(" + words + ")"))
                .hasSize(1);
    }

    @Test
    void internalNoteIsMailedToNobodyAndSeenByNoVendor() {
        String words = CaseInWork.fresh();
        long deliveries = work.post.count("select count(*) from mail_delivery");
        Browser.Page page = work.coordinator.get("/cases/" + work.shared.id());
        assertThat(work.say(work.coordinator, page, words).status()).isEqualTo(303);
        assertThat(work.coordinator.get("/cases/" + work.shared.id()).text()).contains(words);
        assertThat(work.post.count("select count(*) from mail_delivery")).isEqualTo(deliveries);
        assertThat(work.vendorPage(work.shared, work.a).text()).doesNotContain(words);
    }

    @Test
    void nobodyWritesIntoAThreadOfOthers() {
        Browser.Page page = work.vendorPage(work.shared, work.a);
        work.application.advance(Undo.PAUSE.plusSeconds(1));
        long before = work.messages();
        assertThat(work.say(work.b.vendor().browser(), page, "intruder").status())
                .isEqualTo(404);
        Browser.Page notes = work.coordinator.get("/cases/" + work.shared.id());
        assertThat(work.say(work.a.vendor().browser(), notes, "intruder").status())
                .isEqualTo(404);
        assertThat(work.messages()).isEqualTo(before);
    }

    @Test
    void nothingIsWrittenToAVendorThatLostItsAccessAndEveryPageSaysSinceWhenAndWhy() {
        CoordinatedCase of = work.open("Taken out", work.a, work.b);
        work.b.vendor().browser().post("/our-cases/" + of.id() + "/status", "status", "AFFECTED");
        Browser.Page before = work.staffPage(of, work.b);
        assertThat(before.html().select("[data-access]")).isEmpty();
        String reason = "Not its product <b>";
        assertThat(work.coordinator
                        .post(CaseInWork.staffPath(of, work.b) + "/withdrawal", "reason", reason)
                        .status())
                .isEqualTo(303);

        Browser.Page after = work.staffPage(of, work.b);
        assertThat(after.html().select("form.composer")).isEmpty();
        assertThat(after.html().select(".problem [data-access=ended]")).hasSize(1);
        assertThat(after.text()).contains(reason);
        long messages = work.messages();
        long deliveries = work.post.count("select count(*) from mail_delivery");
        assertThat(CaseInWork.write(work.coordinator, before, "Hello?").refusal())
                .isEqualTo("vendor-sees-nothing");
        assertThat(work.messages()).isEqualTo(messages);
        assertThat(work.post.count("select count(*) from mail_delivery")).isEqualTo(deliveries);
        assertThat(CaseInWork.write(work.coordinator, work.staffPage(of, work.a), "Hello")
                        .status())
                .isEqualTo(303);

        String b = work.b.vendor().id().toString();
        for (String page : List.of("", "/status")) {
            Browser.Page shown = work.coordinator.get("/cases/" + of.id() + page);
            assertThat(shown.html().select("tr[data-vendor=" + b + "] [data-access=ended]"))
                    .as(page)
                    .hasSize(1);
            assertThat(shown.html().select("[data-access]")).as(page).hasSize(1);
        }
    }

    @Test
    void vendorThatLostItsAgreementIsNoFullParticipantInEitherLanguage() {
        CoordinatedCase of = work.open("Agreement gone", work.a);
        work.post.asStaff(() -> {
            work.application
                    .bean(org.chosei.access.Grants.class)
                    .cut(of.id(), work.a.vendor().id(), "nda-ended");
            return true;
        });
        String row = "tr[data-participant=" + work.a.vendor().id() + "]";
        String page = "/cases/" + of.id() + "/participants";
        assertThat(work.coordinator.get(page).html().select(row).text()).contains("access ended", "Its NDA ended.");
        work.coordinator.post("/language", "language", "ja", "back", "/");
        assertThat(work.coordinator.get(page).html().select(row).text()).contains("閲覧終了", "守秘義務契約が終了しました。");
        work.coordinator.post("/language", "language", "en", "back", "/");
    }

    @Test
    void emptyAndOverlongMessagesAreRefusedAndStrangeCharactersShown() {
        Browser.Page page = work.staffPage(work.onlyA, work.a);
        assertThat(work.say(work.coordinator, page, " \u0000 ").refusal()).isEqualTo("message-empty");
        assertThat(work.say(work.coordinator, page, "x".repeat(100_001)).refusal())
                .isEqualTo("message-long");
        String words = CaseInWork.fresh() + " 𠮷🛡\u0000\u202eevil";
        assertThat(work.say(work.coordinator, page, words).status()).isEqualTo(303);
        Browser.Page after = work.staffPage(work.onlyA, work.a);
        assertThat(after.body()).contains("𠮷🛡").doesNotContain("\u202e").doesNotContain("\u0000");
        MailSink.Message mail = work.awaitMail(work.a, work.onlyA, 2);
        assertThat(new String(work.a.gpg().decrypt(CaseInWork.armored(mail)).output(), UTF_8))
                .contains("Content-Type");
    }

    @Test
    void backNeverLeavesTheSite() {
        Browser.Page page = work.vendorPage(work.shared, work.a);
        var composer = page.html().expectFirst("form.composer");
        Browser.Page sent = work.a
                .vendor()
                .browser()
                .post(
                        composer.attr("action"),
                        "form",
                        composer.select("input[name=form]").val(),
                        "text",
                        CaseInWork.fresh(),
                        "back",
                        "//evil.example/");
        assertThat(sent.location()).isEqualTo("/");
    }
}
