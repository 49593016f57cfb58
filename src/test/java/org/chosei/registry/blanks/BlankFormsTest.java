package org.chosei.registry.blanks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chosei.testing.TestOrganisations.COORDINATOR;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.chosei.access.Role;
import org.chosei.identity.TestPerson;
import org.chosei.kernel.Iso2022Jp;
import org.chosei.registry.form.Forms;
import org.chosei.testing.Application;
import org.chosei.testing.Browser;
import org.chosei.testing.Mails;
import org.chosei.testing.Post;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** An operator hands out a form of its own, and every form that was handed out stays readable. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BlankFormsTest {
    private static final Path SEED = Path.of("../shared/seed/note-of-confirmation.txt");
    private static final String OWN = """
            窓口登録票

            ABC-CSIRT から未公開の情報の連絡を受けることに同意します。
            We agree to be told undisclosed information by ABC-CSIRT.

            *** 窓口 (Desk) ***
            1. 会社名 (Firm)：
            2. メールアドレス (E-mail)：
            3. 電話番号 (Telephone)：

            *** 担当者 (Person in charge) ***
            1. 氏名 (Name)：
            2. メールアドレス (E-mail)：
            """;

    private final Application application = Application.start();
    private final Post post = new Post(application);
    private final Browser staff = TestPerson.joined(
                    application, "Cora", "cora@csirt.example", COORDINATOR, Role.COORDINATOR)
            .browser();
    private final Browser admin = TestPerson.joined(
                    application, "Ada", "ada@csirt.example", COORDINATOR, Role.ADMINISTRATOR)
            .browser();

    @AfterAll
    void stop() {
        application.close();
    }

    @Test
    @Order(1)
    void aFormThatCouldNotRegisterAnybodyIsRefusedWithTheReasonAndKeepsTheText() {
        Browser.Page noItems = send("look", "Only words.");
        assertThat(noItems.refusal()).isEqualTo("blank-no-items");
        assertThat(noItems.html().select("textarea").text()).contains("Only words.");
        assertThat(send("install", OWN.replace("同意します", "了承します").replace("We agree", "Please be ready"))
                        .refusal())
                .isEqualTo("blank-no-consent");
        assertThat(send("install", OWN.replace("1. 氏名 (Name)：\n", "")).refusal())
                .isEqualTo("blank-field-missing");
        assertThat(send(
                                "install",
                                application
                                        .browser()
                                        .get("/forms/contact-point.txt")
                                        .body())
                        .refusal())
                .isEqualTo("blank-same");
        assertThat(application.everything("select version::text from form_blank"))
                .isEmpty();
    }

    @Test
    @Order(2)
    void onlyAnAdministratorPutsAFormInPlace() {
        assertThat(staff.get("/blank-forms").status()).isEqualTo(200);
        assertThat(staff.get("/blank-forms/next").status()).isEqualTo(404);
        assertThat(staff.post("/blank-forms/next", "after", "0", "step", "install", "blank", OWN)
                        .status())
                .isEqualTo(404);
        assertThat(application.everything("select version::text from form_blank"))
                .isEmpty();
    }

    @Test
    @Order(3)
    void theOwnFormIsLookedAtPutInPlaceHandedOutAndShownOnTheWebPage() {
        Browser.Page look = send("look", OWN);
        assertThat(look.html().select("tr[data-field]").eachAttr("data-field"))
                .containsExactly(
                        "team.organizationName",
                        "team.email",
                        "team.phone",
                        "primaryContact.name",
                        "primaryContact.email");
        assertThat(look.html().select(".consent-sentence").eachAttr("lang")).containsExactly("ja", "en");
        assertThat(look.html().select("[data-guessed]")).isEmpty();
        Browser.Page guessed = send("look", OWN.replace("3. 電話番号 (Telephone)", "3. 折り返し先 (Reach us)"));
        assertThat(guessed.html().select("[data-guessed]").eachAttr("data-guessed"))
                .containsExactly("team.phone");
        Browser.Page other = admin.post(
                "/blank-forms/next",
                "after",
                "0",
                "step",
                "install",
                "looked",
                look.html().select("[name=looked]").val(),
                "blank",
                OWN.replace("未公開", "公開前"));
        assertThat(other.refusal()).isEqualTo("blank-not-looked-at");
        assertThat(other.html().select("textarea").text()).contains("公開前の情報");
        assertThat(other.html().select("[name=looked]").val())
                .hasSize(64)
                .isNotEqualTo(look.html().select("[name=looked]").val());

        assertThat(send("install", OWN).location()).isEqualTo("/blank-forms");
        Browser.Page stale = admin.post("/blank-forms/next", "after", "0", "step", "install", "blank", OWN + "x");
        assertThat(stale.refusal()).isEqualTo("blank-newer");
        assertThat(application.browser().get("/forms/contact-point.txt").body().replace("\r\n", "\n"))
                .isEqualTo(OWN);
        assertThat(application
                        .browser()
                        .get("/forms/contact-point.txt?charset=iso-2022-jp")
                        .status())
                .isEqualTo(200);
        Browser.Page web = application.browser().get("/register");
        assertThat(web.text()).contains("We agree to be told undisclosed information by ABC-CSIRT.");
        assertThat(web.html().select("input[name=primaryContact.title]")).isEmpty();
        assertThat(staff.get("/blank-forms").html().select("li[data-form]").eachAttr("data-form"))
                .containsExactly("installed-1", "contact-point-1");
    }

    @Test
    @Order(4)
    void aMailedFormOfTheOwnKindIsReadByItAndAsksForNothingThatItDoesNotHold() {
        String text = Forms.fill(
                OWN,
                Map.of(
                        "1. 会社名", "株式会社独自",
                        "2. メール", "vh@own.example",
                        "3. 電話番号", "03-1234-5678",
                        "1. 氏名", "佐藤 花子"));
        Browser.Page page = arrived(Mails.plain("vh@own.example", "登録票", "iso-2022-jp", text));

        assertThat(page.text()).contains("installed-1");
        assertThat(page.html().select("[data-consent=INTACT]")).hasSize(1);
        assertThat(page.html().select("[data-field=team.organizationName]").text())
                .isEqualTo("株式会社独自");
        assertThat(page.html().select("h1 [data-state=RECEIVED]")).hasSize(1);
    }

    @Test
    @Order(5)
    void aFormThatWasHandedOutEarlierIsStillReadByItsOwnWords() {
        Browser.Page page = arrived(Mails.plain("vh@sample.example", "登録", "utf-8", Forms.japanese()));

        assertThat(page.html().select("[data-consent=INTACT]")).hasSize(1);
        assertThat(page.text()).contains("contact-point-1");
        assertThat(page.html().select("[data-field=primaryContact.title]").text())
                .isEqualTo("部長");
    }

    @Test
    @Order(6)
    void theOwnFormWithAChangedSentenceIsNoConsentAndTheDifferenceIsMarkedAgainstIt() {
        String text = Forms.fill(
                OWN.replace("連絡を受けることに同意します", "連絡を平日に限り受けることに同意します"),
                Map.of("1. 会社名", "株式会社限定", "2. メール", "vh@limit.example", "1. 氏名", "鈴木 一郎"));
        Browser.Page page = arrived(Mails.plain("vh@limit.example", "登録票", "utf-8", text));

        assertThat(page.html().select("[data-consent=ALTERED]")).hasSize(1);
        assertThat(page.html().select(".difference ins").text()).contains("平日に限り");
    }

    @Test
    @Order(7)
    void aTextThatIso2022JpCannotHoldIsOfferedInUtf8WithAClearWord() {
        send("install", OWN.replace("会社名", "会社名 𠮷"));
        Browser.Page lossy = application.browser().get("/forms/contact-point.txt?charset=iso-2022-jp");
        assertThat(lossy.refusal()).isEqualTo("form-charset-lossy");
        assertThat(lossy.text()).contains("𠮷");
        assertThat(application.browser().get("/register").html().select("a[href*=iso-2022-jp]"))
                .isEmpty();
        assertThat(send("look", OWN.replace("会社名", "会社名 𠮷①"))
                        .html()
                        .select("[data-notice=blank-lossy]")
                        .text())
                .contains("𠮷 ①");
        assertThat(application.browser().get("/forms/contact-point.txt").status())
                .isEqualTo(200);
    }

    /** Starred headings, a hint between the items, consent over two lines in both languages, prose around it. */
    @Test
    @Order(8)
    void formsInTheShapeOfThePaperNoteCanBePutInPlaceAndAreReadFromAMail() throws Exception {
        List<String> papers = new ArrayList<>(List.of(Forms.PAPER));
        if (Files.isRegularFile(SEED)) {
            papers.add(Files.readString(SEED));
        }
        for (String paper : papers) {
            assertThat(send("install", paper).location()).isEqualTo("/blank-forms");
            String key =
                    staff.get("/blank-forms").html().select("li[data-form]").attr("data-form");
            String text = Forms.fill(
                    paper,
                    Map.of(
                            "1. 組織名", "株式会社紙面",
                            "1. 企業名称", "株式会社紙面",
                            "2. 連絡先メールアドレス", "vh@paper.example",
                            "3. 電話番号", "03-1234-5678",
                            "1. 氏名", "山田 太郎",
                            "4. 連絡先メールアドレス", "yamada@paper.example"));
            Browser.Page page = arrived(Mails.plain("vh@paper.example", "確認書", "utf-8", text));

            assertThat(page.html().select("[data-consent=INTACT]")).hasSize(1);
            assertThat(page.html().select("[data-field=team.email]").text()).isEqualTo("vh@paper.example");
            assertThat(page.text()).contains(key);
        }
    }

    @Test
    @Order(9)
    void ofFormsThatFitEquallyWellTheNewestHoldsAndAChangedSentenceIsJudgedByTheOneItIsMostLike() {
        send("install", OWN);
        String newest = application
                .everything("select max(version)::text from form_blank")
                .getFirst();
        Browser.Page page = arrived(Mails.plain(
                "vh@newest.example",
                "登録票",
                "utf-8",
                Forms.fill(OWN, Map.of("1. 会社名", "最新株式会社", "2. メール", "vh@newest.example", "1. 氏名", "新 一郎"))));
        assertThat(page.html().select("a[href^=/blank-forms/] code").text()).isEqualTo("installed-" + newest);

        String stricter = OWN.replace("連絡を受けることに同意します", "連絡を受け、第三者に開示しないことに同意します")
                .replace("to be told undisclosed", "to be told, and never to pass on, undisclosed");
        send("install", stricter);
        Browser.Page altered = arrived(Mails.plain(
                "vh@older.example",
                "登録票",
                "utf-8",
                Forms.fill(
                        OWN.replace("ABC-CSIRT から", "平日に ABC-CSIRT から"),
                        Map.of("1. 会社名", "旧票株式会社", "2. メール", "vh@older.example", "1. 氏名", "旧 一郎"))));
        assertThat(altered.html().select("[data-consent=ALTERED]")).hasSize(1);
        assertThat(altered.html().select("a[href^=/blank-forms/] code").text()).isEqualTo("installed-" + newest);
        assertThat(altered.html().select(".difference ins").text()).isEqualTo("平日に");
        assertThat(altered.html().select(".difference del")).isEmpty();
    }

    @Test
    @Order(10)
    void charactersThatJisWritesDifferentlyAreNoLoss() {
        send("install", OWN.replace("窓口登録票", "窓口登録票－～∥￠￡￢"));
        Browser.Download jis = application.browser().download("/forms/contact-point.txt?charset=iso-2022-jp");
        assertThat(new String(jis.bytes(), Iso2022Jp.CHARSET)).startsWith("窓口登録票−〜‖¢£¬\r\n");
        assertThat(application.browser().get("/register").html().select("a[href*=iso-2022-jp]"))
                .hasSize(1);
    }

    private Browser.Page send(String step, String text) {
        String after =
                admin.get("/blank-forms/next").html().select("[name=after]").val();
        Browser.Page look = admin.post("/blank-forms/next", "after", after, "step", "look", "blank", text);
        String looked = look.html().select("[name=looked]").val();
        return step.equals("look")
                ? look
                : admin.post("/blank-forms/next", "after", after, "step", step, "looked", looked, "blank", text);
    }

    private Browser.Page arrived(byte[] mail) {
        List<String> before = numbers();
        post.deliver(mail);
        List<String> now = new ArrayList<>(numbers());
        now.removeAll(before);
        assertThat(now).hasSize(1);
        return staff.get(staff.get("/registrations")
                .html()
                .select("tr[data-registration=" + now.getFirst() + "] a")
                .attr("href"));
    }

    private List<String> numbers() {
        return application.everything("select number from registration order by id");
    }
}
