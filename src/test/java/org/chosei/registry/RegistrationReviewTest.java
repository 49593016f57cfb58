package org.chosei.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.chosei.testing.TestOrganisations.COORDINATOR;
import static org.chosei.testing.TestOrganisations.VENDOR_A;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.chosei.access.Role;
import org.chosei.demo.MailSink;
import org.chosei.identity.TestPerson;
import org.chosei.mail.reading.IncomingMail;
import org.chosei.registry.form.FormTemplate;
import org.chosei.registry.form.Forms;
import org.chosei.testing.Application;
import org.chosei.testing.Browser;
import org.chosei.testing.Mails;
import org.chosei.testing.Post;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** From a mailed or typed form to a registered organisation, over the listener, the pages and the relay. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RegistrationReviewTest {
    private final Application application = Application.start();
    private final Post post = new Post(application);
    private final Browser staff = TestPerson.joined(
                    application, "Cora", "cora@csirt.example", COORDINATOR, Role.COORDINATOR)
            .browser();

    @AfterAll
    void stop() {
        application.close();
    }

    @Test
    void japaneseFormInIso2022JpIsReviewedAndAnsweredWithItsNumber() {
        byte[] mail = Mails.plain(
                "vh@japan.example",
                "登録",
                "iso-2022-jp",
                Forms.japanese()
                        .replace("vh@sample.co.jp", "vh@japan.example")
                        .replace("yamada@sample.co.jp", "y@japan.example"));
        Browser.Page page = arrived(mail);

        assertThat(page.html().select("[data-state=RECEIVED]")).isNotEmpty();
        assertThat(field(page, "team.organizationName")).isEqualTo("株式会社サンプル");
        assertThat(field(page, "primaryContact.title")).isEqualTo("部長");
        assertThat(page.html().select("[data-consent=INTACT]")).hasSize(1);
        assertKeptByteExact(page, mail);

        String number = number(page);
        assertThat(accept(page, "nameJa", "株式会社サンプル", "nameEn", "Sample", "class", "GENERAL")
                        .status())
                .isEqualTo(303);
        MailSink.Message answer = post.awaitTo("vh@japan.example", 1);
        assertThat(read(answer).subject()).startsWith("[" + number + "]").contains("登録");
        assertThat(read(answer).text().text()).contains("株式会社サンプル", number, "/organisation");
        assertThat(read(post.awaitTo("y@japan.example", 1)).text().text()).contains("山田 太郎 様", "/invitation/");
        Browser.Page organisations = staff.get("/organisations");
        assertThat(organisations.text()).contains("Sample");
        assertThat(organisations.html().select("tr[data-organisation] a").eachAttr("href"))
                .isNotEmpty()
                .allSatisfy(link -> assertThat(staff.get(link).status()).isEqualTo(200));
    }

    @Test
    void englishFormInUtf8IsReviewedAndAnsweredInEnglish() {
        byte[] mail =
                Mails.plain("vh@brit.example", "Registration", "utf-8", english("Brit Example Ltd", "brit.example"));
        Browser.Page page = arrived(mail);

        assertThat(field(page, "team.organizationName")).isEqualTo("Brit Example Ltd");
        assertThat(page.html().select("[data-problem]")).isEmpty();
        assertKeptByteExact(page, mail);
        accept(page, "nameEn", "Brit Example Ltd", "class", "INDIVIDUAL");

        MailSink.Message answer = post.awaitTo("vh@brit.example", 1);
        assertThat(read(answer).subject()).isEqualTo("[" + number(page) + "] Your registration is complete");
        assertThat(read(answer).text().text()).startsWith("Dear Brit Example Ltd team,");
        assertThat(read(post.awaitTo("ann@brit.example", 1)).text().text()).contains("Dear Ann Author,");
    }

    @Test
    void bilingualFormWithFullWidthColonsAndDigitsIsUnderstood() {
        String text = Forms.fill(
                        FormTemplate.contactPoint().blank(),
                        Map.of(
                                "1. 組織名", "二言語株式会社 (Bilingual Inc.)",
                                "2. 連絡先メールアドレス", "ｖｈ＠ｂｉ．ｅｘａｍｐｌｅ",
                                "3. 電話番号", "０３－１２３４－５６７８",
                                "4. 住所", "〒１００－０００１ 東京都千代田区１－２－３",
                                "1. 氏名", "佐藤 花子 (Hanako Sato)",
                                "4. 連絡先メールアドレス", "hanako@bi.example"))
                .replace("1. ", "１．")
                .replace("2. ", "２．")
                .replace("3. ", "３．");
        byte[] mail = Mails.plain("vh@bi.example", "Registration 登録", "utf-8", text);
        Browser.Page page = arrived(mail);

        assertThat(field(page, "team.organizationName")).isEqualTo("二言語株式会社 (Bilingual Inc.)");
        assertThat(field(page, "team.email")).isEqualTo("vh@bi.example");
        assertThat(field(page, "team.phone")).isEqualTo("03-1234-5678");
        assertThat(field(page, "primaryContact.name")).isEqualTo("佐藤 花子 (Hanako Sato)");
        assertThat(page.html().select("[data-consent=INTACT]")).hasSize(1);
        assertKeptByteExact(page, mail);
    }

    @Test
    void missingAndGarbledItemsWaitAndAreAskedForByTheirNumbers() {
        String text = Forms.fill(
                FormTemplate.contactPoint().blank(),
                Map.of(
                        "1. 組織名", "欠落工業",
                        "2. 連絡先メールアドレス", "vh(at)gaps.example",
                        "3. 電話番号", "1234",
                        "1. 氏名", "欠 太郎",
                        "4. 連絡先メールアドレス", "taro@gaps.example"));
        byte[] mail = Mails.plain("taro@gaps.example", "登録", "utf-8", text);
        Browser.Page page = arrived(mail);

        assertThat(page.html().select("h1 [data-state=INCOMPLETE]")).hasSize(1);
        assertThat(page.html().select("[data-problem]").eachAttr("data-problem"))
                .contains("team.phone", "team.postalAddress", "primaryContact.affiliation");
        String items =
                page.html().select("section[aria-labelledby=ask] p.number").text();
        assertThat(items).contains("1-3", "1-4", "2-2", "2-3");
        assertKeptByteExact(page, mail);

        assertThat(review(page, "missing").status()).isEqualTo(303);
        MailSink.Message asked = post.awaitTo(askedAt(page), 1);
        assertThat(read(asked).subject()).startsWith("[" + number(page) + "]");
        assertThat(read(asked).text().text())
                .contains(
                        "1-3: ", "(電話番号) が完全な電話番号ではありません",
                        "1-4: ", "(住所) が記入されていません",
                        "2-3: ", "(役職) が記入されていません");
        Browser.Page again = staff.get(path(page));
        assertThat(again.html().select("h1 [data-state=INCOMPLETE]")).hasSize(1);
        assertThat(again.html().select(".timeline li")).hasSize(2);
        assertThat(review(page, "missing").refusal()).isEqualTo("registration-changed");
        assertThat(application.outside().messagesTo(askedAt(page))).hasSize(1);
    }

    /** Where the question goes: the team if its address can be written to, else the person. */
    private static String askedAt(Browser.Page page) {
        return field(page, "team.email").equals("vh@gaps.example") ? "vh@gaps.example" : "taro@gaps.example";
    }

    @Test
    void formWithoutAUsableAddressCannotBeAcceptedButIsKept() {
        String text = english("No Address Ltd", "noaddress.example")
                .replace("vh@noaddress.example", "")
                .replace("ann@noaddress.example", "");
        Browser.Page page = arrived(Mails.plain("ann@noaddress.example", "Registration", "utf-8", text));

        Browser.Page refused = accept(page, "nameEn", "No Address Ltd", "class", "GENERAL");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.refusal()).isEqualTo("registration-incomplete");
        assertThat(post.count("select count(*) from organisation where name_en = 'No Address Ltd'"))
                .isZero();
        assertThat(staff.get(path(page)).html().select("h1 [data-state=INCOMPLETE]"))
                .hasSize(1);
    }

    @Test
    void changedConsentIsShownMarkedAndCannotBeAccepted() {
        String text = english("Careful Ltd", "careful.example")
                .replace("before it is made public.", "before it is made public, but never by mail.");
        Browser.Page page = arrived(Mails.plain("vh@careful.example", "Registration", "utf-8", text));

        assertThat(page.html().select("[data-consent=ALTERED]")).hasSize(1);
        assertThat(page.html().select(".difference ins").eachText()).containsExactly(", but never by mail");
        assertThat(page.html().select(".difference del")).isEmpty();
        assertThat(page.html().select(".difference").text())
                .startsWith("We agree")
                .endsWith("but never by mail.");
        assertThat(accept(page, "nameEn", "Careful Ltd", "class", "GENERAL").refusal())
                .isEqualTo("registration-no-consent");
        review(page, "missing");
        assertThat(read(post.awaitTo("vh@careful.example", 1)).text().text())
                .contains("0: Consent: the sentence was changed.");
        assertThat(staff.get(path(page)).html().select("form[action$=/acceptance]"))
                .as("what would be refused is not offered")
                .isEmpty();
    }

    @Test
    void itemsThatAreAnsweredByMailAreShownBesideTheRegistrationAndTakenOverByAPerson() {
        String blank = FormTemplate.contactPoint().blank();
        Map<String, String> few = Map.of(
                "1. 組織名", "返信工業",
                "2. 連絡先メールアドレス", "vh@answers.example",
                "4. 住所", "東京都千代田区1-2-3",
                "1. 氏名", "返 太郎",
                "4. 連絡先メールアドレス (C", "taro@answers.example");
        Browser.Page page = arrived(Mails.plain("taro@answers.example", "登録", "utf-8", Forms.fill(blank, few)));
        review(page, "missing");
        post.awaitTo("vh@answers.example", 1);
        String tag = number(page).replace("REG", "ＲＥＧ").replace("-", "－");
        String text = """
                お世話になっております。

                1-3: 03-1234-5678
                ２－３．役職：部長
                2-2
                品質保証部
                > 2-5: 連絡先の担当者 5番 (電話番号) が記入されていません。
                03-1234-5679

                よろしくお願いいたします。
                --
                TEL: 03-9999-9999
                """;
        byte[] mail =
                Mails.plain("VH@answers.example", "=?UTF-8?B?" + base64("Re: [" + tag + "] お願い") + "?=", "utf-8", text);
        assertThat(post.deliver(mail).note()).isEqualTo("registry.reply-kept");
        assertThat(post.deliver(Mails.plain("vh@answers.example", "Re: " + number(page), "utf-8", "1-3: x"))
                        .note())
                .isEqualTo("registry.reply-kept");
        assertThat(registrations("返信工業")).hasSize(1);
        assertThat(staff.get("/registrations").html().select("[data-waiting=" + number(page) + "]"))
                .hasSize(1);

        Browser.Page shown = staff.get(path(page));
        assertThat(field(shown, "team.phone")).as("nothing changes by itself").isEqualTo("–");
        var reply = shown.html().select("[data-reply]").getLast();
        assertThat(reply.select("[data-changes]").eachAttr("data-changes"))
                .containsExactly(
                        "team.phone", "primaryContact.affiliation", "primaryContact.title", "primaryContact.phone");
        assertThat(reply.select("[data-changes=team.phone] td").eachText()).containsExactly("–", "03-1234-5678");
        assertThat(reply.select("[data-changes=primaryContact.phone] td")
                        .getLast()
                        .text())
                .isEqualTo("03-1234-5679");
        String original = reply.select("a[href$=/original]").attr("href");
        assertThat(staff.download(original).bytes()).isEqualTo(mail);
        assertThat(reply.text()).contains(Post.sha256(mail));
        assertThat(shown.html().select("form[action$=/acceptance]"))
                .as("first what waits")
                .isEmpty();
        assertThat(accept(shown, "nameJa", "返信工業", "class", "GENERAL").refusal())
                .isEqualTo("registration-reply-waits");

        String decision = original.replace("/original", "/decision");
        String other = shown.html()
                .select("[data-reply]")
                .getFirst()
                .select("a[href$=/original]")
                .attr("href")
                .replace("/original", "/decision");
        assertThat(staff.post(decision, "take", "yes", "seen", seen(shown)).location())
                .endsWith("?done=reply-taken");
        assertThat(staff.post(decision, "take", "yes", "seen", seen(staff.get(path(page))))
                        .refusal())
                .isEqualTo("registration-reply-decided");
        assertThat(staff.post(other, "take", "yes", "seen", seen(shown)).refusal())
                .as("the registration is another by now")
                .isEqualTo("registration-changed");
        assertThat(staff.post(other, "take", "no").location()).endsWith("?done=reply-left");
        Browser.Page taken = staff.get(path(page));
        assertThat(field(taken, "team.phone")).isEqualTo("03-1234-5678");
        assertThat(field(taken, "primaryContact.title")).isEqualTo("部長");
        assertThat(taken.html().select("[data-reply-state]").eachAttr("data-reply-state"))
                .containsExactly("LEFT", "TAKEN");
        assertThat(accept(taken, "nameJa", "返信工業", "class", "GENERAL").status()).isEqualTo(303);
    }

    @Test
    void wholeFormThatIsSentAgainIsNoSecondRegistrationAlsoAsAReplyToOurMail() {
        Browser.Page page = arrived(Mails.plain(
                "vh@resent.example",
                "Registration",
                "utf-8",
                english("Resent Ltd", "resent.example").replace("before it is made public.", "before it is public.")));
        review(page, "missing");
        String asked = read(post.awaitTo("vh@resent.example", 1)).messageId().orElseThrow();
        byte[] again = new String(
                        Mails.plain(
                                "ann@resent.example",
                                "Here it is",
                                "utf-8",
                                english("Resent Ltd", "resent.example").replace("0000", "1111")),
                        UTF_8)
                .replaceFirst("\r\n", "\r\nIn-Reply-To: " + asked + "\r\n")
                .getBytes(UTF_8);
        assertThat(post.deliver(again).note()).isEqualTo("registry.reply-kept");

        assertThat(registrations("Resent Ltd")).hasSize(1);
        Browser.Page shown = staff.get(path(page));
        assertThat(shown.html().select("[data-reply] [data-changes]").eachAttr("data-changes"))
                .containsExactly("team.phone", "consent");
        String decision = shown.html().select("form[action$=/decision]").attr("action");
        staff.post(decision, "take", "yes", "seen", seen(shown));
        Browser.Page taken = staff.get(path(page));
        assertThat(taken.html().select("[data-consent=INTACT]")).hasSize(1);
        assertThat(taken.html().select("h1 [data-state=RECEIVED]")).hasSize(1);
        assertThat(accept(taken, "nameEn", "Resent Ltd", "class", "GENERAL").status())
                .isEqualTo(303);
    }

    @Test
    void answerFromAnotherAddressOrForADecidedRegistrationLiesOnTheDeskWithTheReason() {
        Browser.Page page = arrived(
                Mails.plain("vh@known.example", "Registration", "utf-8", english("Known Ltd", "known.example")));
        String subject = "Re: [" + number(page) + "]";
        Post.Routed strange = post.deliver(
                Mails.plain("evil@stranger.example", subject, "utf-8", english("Known Ltd", "stranger.example")));
        assertThat(strange.state()).isEqualTo("DESK");
        assertThat(strange.note()).isEqualTo("registry.desk.other-address");
        assertThat(post.deliver(Mails.plain("vh@known.example", "[REG-1999-0001]", "utf-8", "1-3: 03-1234-5678"))
                        .note())
                .isEqualTo("registry.desk.unknown-number");
        accept(page, "nameEn", "Known Ltd", "class", "GENERAL");
        assertThat(post.deliver(Mails.plain("vh@known.example", subject, "utf-8", "1-3: 03-1234-5678"))
                        .note())
                .isEqualTo("registry.desk.decided");
        assertThat(staff.get(path(page)).html().select("[data-reply]")).isEmpty();
    }

    @Test
    void organisationThatMayBeRegisteredAlreadyIsAcceptedOnlyWithATickAndAReason() {
        Browser.Page first = arrived(
                Mails.plain("vh@double.example", "Registration", "utf-8", english("Double Works", "double.example")));
        assertThat(first.html().select("[data-duplicates]")).isEmpty();
        accept(first, "nameEn", "Double Works", "class", "GENERAL");
        Browser.Page second = arrived(Mails.plain(
                "vh@elsewhere.example", "Registration", "utf-8", english("ＤＯＵＢＬＥ  works", "elsewhere.example")));
        assertThat(second.html().select("[data-same]").eachAttr("data-same")).contains("NAME");
        assertThat(second.html().select("[data-duplicates] a[href^=/organisations/]"))
                .hasSize(1);
        Browser.Page third = arrived(
                Mails.plain("a@double.example", "Registration", "utf-8", english("Other GmbH", "double.example")));
        assertThat(third.html().select("[data-same]").eachAttr("data-same")).contains("DOMAIN", "ADDRESS");

        Browser.Page warned = accept(second, "nameEn", "Double Works 2", "class", "GENERAL");
        assertThat(warned.status()).isEqualTo(422);
        assertThat(warned.refusal()).isEqualTo("registration-duplicate");
        assertThat(warned.html().select("#nameEn").val()).isEqualTo("Double Works 2");
        assertThat(accept(second, "nameEn", "Double Works 2", "class", "GENERAL", "other", "yes")
                        .refusal())
                .isEqualTo("registry-reason-missing");
        assertThat(accept(
                                second,
                                "nameEn",
                                "Double Works 2",
                                "class",
                                "GENERAL",
                                "other",
                                "yes",
                                "otherWhy",
                                "Called both")
                        .status())
                .isEqualTo(303);
        assertThat(staff.get(path(second)).text()).contains("Called both");
    }

    @Test
    void refusedApplicantIsToldWithoutTheReasonUnlessStaffDecideOtherwise() {
        Browser.Page told =
                arrived(Mails.plain("vh@told.example", "Registration", "utf-8", english("Told Ltd", "told.example")));
        assertThat(told.html().select("[name=tell][checked]"))
                .as("told unless staff decide otherwise")
                .hasSize(1);
        review(told, "refusal", "reason", "Secret reason", "tell", "yes");
        IncomingMail mail = read(post.awaitTo("vh@told.example", 1));
        assertThat(mail.subject()).isEqualTo("[" + number(told) + "] Your registration was not accepted");
        assertThat(mail.text().text()).doesNotContain("Secret reason", "Told Ltd");
        Browser.Page untold = arrived(
                Mails.plain("vh@untold.example", "Registration", "utf-8", english("Untold Ltd", "untold.example")));
        review(untold, "refusal", "reason", "Spam");
        assertThat(post.count("select count(*) from clear_letter where address = 'vh@untold.example'"))
                .isZero();
    }

    @Test
    void formInAnAttachedFileIsShownAsWhatWasSent() {
        byte[] mail = ("From: vh@attached.example\r\nSubject: form\r\nMessage-ID: <" + UUID.randomUUID()
                        + "@attached.example>\r\nMIME-Version: 1.0\r\n"
                        + Mails.entityWithFile(
                                "Please see the file.",
                                "form.txt",
                                "text/plain; charset=utf-8",
                                english("Attached Ltd", "attached.example").getBytes(UTF_8)))
                .getBytes(UTF_8);
        Browser.Page page = arrived(mail);
        assertThat(page.html().select("section[aria-labelledby=original] pre").text())
                .contains("Please see the file.", "form.txt", "Attached Ltd");
    }

    @Test
    void rejectionKeepsFormAndReasonAndMakesNoOrganisation() {
        byte[] mail =
                Mails.plain("vh@reject.example", "Registration", "utf-8", english("Reject Ltd", "reject.example"));
        Browser.Page page = arrived(mail);

        Browser.Page empty = review(page, "refusal", "reason", "  ");
        assertThat(empty.status()).isEqualTo(422);
        assertThat(empty.refusal()).isEqualTo("registry-reason-missing");
        assertThat(review(page, "refusal", "reason", "Not a vendor").status()).isEqualTo(303);
        Browser.Page after = staff.get(path(page));
        assertThat(after.text()).contains("Not a vendor");
        assertKeptByteExact(after, mail);
        assertThat(review(page, "refusal", "reason", "Again").refusal()).isEqualTo("registration-decided");
        assertThat(accept(page, "nameEn", "Reject Ltd", "class", "GENERAL").refusal())
                .isEqualTo("registration-decided");
        assertThat(post.count("select count(*) from organisation where name_en = 'Reject Ltd'"))
                .isZero();
        assertThat(staff.get("/registrations?state=refused").text()).contains(number(page));
    }

    @Test
    void secondClickOnAcceptMakesOneOrganisationAndOneMail() {
        Browser.Page page = arrived(
                Mails.plain("vh@twice.example", "Registration", "utf-8", english("Twice Ltd", "twice.example")));

        assertThat(accept(page, "nameEn", "Twice Ltd", "class", "GENERAL").status())
                .isEqualTo(303);
        Browser.Page second = accept(page, "nameEn", "Twice Ltd", "class", "GENERAL");
        assertThat(second.status()).isEqualTo(409);
        assertThat(second.refusal()).isEqualTo("registration-decided");
        post.awaitTo("vh@twice.example", 1);
        assertThat(post.count("select count(*) from organisation where name_en = 'Twice Ltd'"))
                .isOne();
        assertThat(post.count("select count(*) from clear_letter where address = 'vh@twice.example'"))
                .isOne();
    }

    @Test
    void acceptanceWithoutANameOrClassSaysWhichFieldAndChangesNothing() {
        Browser.Page page =
                arrived(Mails.plain("vh@form.example", "Registration", "utf-8", english("Form Ltd", "form.example")));

        assertThat(accept(page, "nameEn", "Form Ltd").refusal()).isEqualTo("registration-class");
        assertThat(accept(page, "nameEn", " ", "class", "GENERAL").refusal()).isEqualTo("registry-name-missing");
        Browser.Page bidi = accept(page, "nameEn", "Form \u202eLtd", "class", "GENERAL");
        assertThat(bidi.status()).isEqualTo(422);
        assertThat(bidi.refusal()).isEqualTo("registry-name-form");
        assertThat(staff.get(path(page)).html().select("h1 [data-state=RECEIVED]"))
                .hasSize(1);
    }

    @Test
    void sameMessageOnTwoWaysIsOneRegistration() {
        byte[] mail = Mails.plain(
                "vh@two-ways.example", "Registration", "utf-8", english("Two Ways Ltd", "two-ways.example"));
        byte[] other = ("Received: from relay.example by mx.example; Sat, 28 Nov 2026 10:00:00 +0900\r\n"
                        + new String(mail, UTF_8))
                .getBytes(UTF_8);

        assertThat(post.deliver(mail).note()).isEqualTo("registry.taken");
        assertThat(post.deliver(other).note()).isEqualTo("registry.taken-again");
        assertThat(registrations("Two Ways Ltd")).hasSize(1);
    }

    @Test
    void copiedMessageIdWithOtherWordsLosesNothing() {
        String id = "<" + UUID.randomUUID() + "@copied.example>";
        post.deliver(
                Mails.plain("vh@copied.example", "Registration", id, "utf-8", english("Copied Ltd", "copied.example")));
        post.deliver(Mails.plain(
                "vh@copied.example", "Registration", id, "utf-8", english("Copied GmbH", "copied.example")));

        assertThat(registrations("Copied Ltd")).hasSize(1);
        assertThat(registrations("Copied GmbH")).hasSize(1);
    }

    @Test
    void typedFormMakesTheSameRecord() {
        Browser visitor = application.browser();
        Browser.Page blank = visitor.get("/register");
        String form = blank.html().select("input[name=form]").val();
        String[] fields = typed(form, "Typed Ltd", "typed.example");
        Browser.Page sent = visitor.post("/register", fields);
        assertThat(sent.status()).isEqualTo(303);
        Browser.Page second = visitor.post("/register", fields);
        assertThat(second.location()).isEqualTo(sent.location());
        String number = sent.location().replaceFirst("/register/([^?]*).*", "$1");
        assertThat(visitor.get(sent.location()).html().select("#reference").text())
                .isEqualTo(number);
        for (String guessed : List.of("", "?form=" + UUID.randomUUID(), "?form=x")) {
            Browser.Page made = application.browser().get("/register/" + number + guessed);
            assertThat(made.status()).isEqualTo(200);
            assertThat(made.html().select("#reference")).isEmpty();
        }

        assertThat(registrations("Typed Ltd")).containsExactly(number);
        Browser.Page page = page(number);
        assertThat(field(page, "team.email")).isEqualTo("vh@typed.example");
        assertThat(page.html().select("[data-consent=INTACT]")).hasSize(1);
        Browser.Page original = staff.get(path(page) + "/original");
        assertThat(Post.sha256(original.body().getBytes(UTF_8)))
                .isEqualTo(page.html().select("#sha256").text());
        assertThat(original.body()).contains("Typed Ltd", "ann@typed.example");
        accept(page, "nameEn", "Typed Ltd", "class", "GENERAL");
        assertThat(Post.text(post.awaitTo("vh@typed.example", 1))).contains("[" + number + "]");
    }

    @Test
    void typedFormSentSeveralTimesAtOnceIsOneRegistration() throws Exception {
        Browser visitor = application.browser();
        String form = visitor.get("/register").html().select("input[name=form]").val();
        String[] fields = typed(form, "Doubled Ltd", "doubled.example");
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Browser.Page> sending = () -> visitor.post("/register", fields);
            List<Browser.Page> sent = threads.invokeAll(Collections.nCopies(8, sending)).stream()
                    .map(Future::resultNow)
                    .toList();
            assertThat(sent).extracting(Browser.Page::status).containsOnly(303);
            assertThat(sent)
                    .extracting(Browser.Page::location)
                    .containsOnly(sent.getFirst().location());
        }
        assertThat(registrations("Doubled Ltd")).hasSize(1);
    }

    @Test
    void typedFormWithoutConsentOrWithABrokenAddressIsNotTakenAndKeepsWhatWasTyped() {
        Browser visitor = application.browser();
        String form = visitor.get("/register").html().select("input[name=form]").val();
        String[] fields = typed(form, "Hasty Ltd", "hasty.example");
        fields[5] = "not an address";
        fields[fields.length - 1] = "";
        Browser.Page refused = visitor.post("/register", fields);

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.html().select("[data-refusal]").eachAttr("data-refusal"))
                .contains("register-problems", "register-no-consent");
        assertThat(refused.html().select("input[value=Hasty Ltd]")).hasSize(1);
        assertThat(registrations("Hasty Ltd")).isEmpty();
    }

    @Test
    void requiredItemThatIsLeftBlankSaysSo() {
        Browser visitor = application.browser();
        String form = visitor.get("/register").html().select("input[name=form]").val();
        String[] fields = typed(form, " ", "blank.example");
        Browser.Page refused = visitor.post("/register", fields);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.html().select("[id=team.organizationName-problem]").text())
                .isIn("This item is required.", "この項目は必須です。");
    }

    @Test
    void oneNetworkCannotFillTheListAndKeepsWhatItTyped() {
        try (Application other = Application.start()) {
            Browser visitor = other.browser();
            Browser.Page last = visitor.get("/register");
            for (int i = 0; i <= WebFormLimits.FORMS; i++) {
                String form = visitor.get("/register")
                        .html()
                        .select("input[name=form]")
                        .val();
                last = visitor.post("/register", typed(form, "Flood " + i, "flood" + i + ".example"));
                assertThat(last.status()).isEqualTo(i < WebFormLimits.FORMS ? 303 : 429);
            }
            assertThat(last.headers().firstValue("Retry-After")).isPresent();
            assertThat(last.html().select("input[value=Flood " + WebFormLimits.FORMS + "]"))
                    .hasSize(1);
            other.advance(java.time.Duration.ofHours(1));
            String form =
                    visitor.get("/register").html().select("input[name=form]").val();
            assertThat(visitor.post("/register", typed(form, "Later", "later.example"))
                            .status())
                    .isEqualTo(303);
        }
    }

    @Test
    void strangeCharactersAreKeptShownAndNeverHidden() {
        String text = english("𠮷野家 🛡 \u202eevil", "strange.example");
        byte[] mail = Mails.plain("vh@strange.example", "Registration", "utf-8", text);
        Browser.Page page = arrived(mail);

        assertThat(field(page, "team.organizationName")).contains("𠮷野家 🛡").doesNotContain("\u202e");
        assertThat(page.body()).doesNotContain("\u202e");
        assertKeptByteExact(page, mail);
    }

    @Test
    void registrationsAreNotForVendorsOrStrangers() {
        Browser.Page page = arrived(
                Mails.plain("vh@private.example", "Registration", "utf-8", english("Private Ltd", "private.example")));
        Browser member = TestPerson.joined(application, "M", "m@vendor-a.example", VENDOR_A, Role.MEMBER)
                .browser();
        for (String each : List.of(path(page), path(page) + "/original", "/registrations")) {
            assertThat(member.get(each).status()).isEqualTo(404);
            assertThat(application.browser().get(each).status()).isEqualTo(302);
        }
    }

    private static String base64(String text) {
        return java.util.Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }

    private static String seen(Browser.Page page) {
        return page.html().select("input[name=seen]").getFirst().val();
    }

    private static String english(String name, String domain) {
        return Forms.fill(
                FormTemplate.contactPoint().blank(),
                Map.of(
                        "1. 組織名", name,
                        "2. 連絡先メールアドレス", "vh@" + domain,
                        "3. 電話番号", "+44 20 7946 0000",
                        "4. 住所", "1 High Street, London",
                        "1. 氏名", "Ann Author",
                        "2. 所属", "Security",
                        "3. 役職", "Lead",
                        "4. 連絡先メールアドレス (C", "ann@" + domain,
                        "5. 電話番号", "+44 20 7946 0001",
                        "6. 住所", "1 High Street, London"));
    }

    private static String[] typed(String form, String name, String domain) {
        return new String[] {
            "form",
            form,
            "team.organizationName",
            name,
            "team.email",
            "vh@" + domain,
            "team.phone",
            "+44 20 7946 0000",
            "primaryContact.name",
            "Ann Author",
            "primaryContact.email",
            "ann@" + domain,
            "agree",
            "yes"
        };
    }

    private Browser.Page arrived(byte[] mail) {
        Post.Routed routed = post.deliver(mail);
        assertThat(routed.note()).isEqualTo("registry.taken");
        String number = post.staffSees("select number from registration where sha256 = '" + Post.sha256(mail) + "'")
                .getFirst();
        return page(number);
    }

    private Browser.Page page(String number) {
        return staff.get("/registrations/"
                + post.staffSees("select id::text from registration where number = '" + number + "'")
                        .getFirst());
    }

    private List<String> registrations(String name) {
        return post.staffSees(
                "select number from registration where fields ->> 'team.organizationName' = '" + name + "'");
    }

    private void assertKeptByteExact(Browser.Page page, byte[] mail) {
        assertThat(page.html().select("#sha256").text()).isEqualTo(Post.sha256(mail));
        Browser.Download original = staff.download(path(page) + "/original");
        assertThat(original.bytes()).isEqualTo(mail);
        assertThat(original.headers().firstValue("Content-Disposition"))
                .contains("attachment; filename=\"" + number(page) + ".eml\"");
    }

    private static String path(Browser.Page page) {
        String action = page.html().select("a[href$=/original]").attr("href");
        return action.substring(0, action.length() - "/original".length());
    }

    private static String number(Browser.Page page) {
        return page.html().select("h1 .number").text();
    }

    private static String field(Browser.Page page, String name) {
        return page.html().select("[data-field=" + name + "]").text();
    }

    private Browser.Page accept(Browser.Page page, String... fields) {
        return review(page, "acceptance", fields);
    }

    private Browser.Page review(Browser.Page page, String step, String... fields) {
        String[] all = Stream.concat(
                        Stream.of(
                                "seen",
                                page.html()
                                        .select("input[name=seen]")
                                        .getFirst()
                                        .val()),
                        Arrays.stream(fields))
                .toArray(String[]::new);
        return staff.post(path(page) + "/" + step, all);
    }

    private static IncomingMail read(MailSink.Message message) {
        return (IncomingMail) IncomingMail.read(message.bytes());
    }
}
