package org.chosei.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.chosei.testing.TestOrganisations.COORDINATOR;

import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.chosei.access.Role;
import org.chosei.access.Scope;
import org.chosei.access.Scopes;
import org.chosei.identity.TestPerson;
import org.chosei.kernel.PersonId;
import org.chosei.testing.Application;
import org.chosei.testing.Browser;
import org.chosei.testing.Post;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** A table of organisations brought in over the pages, found again in every spelling, and taken out. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RegistryTableTest {
    private static final String HEADER = "会社名,英文社名,種別,登録区分,メール,電話,備考\n";

    private final Application application = Application.start();
    private final Browser staff = TestPerson.joined(
                    application, "Cora", "cora@csirt.example", COORDINATOR, Role.COORDINATOR)
            .browser();

    @AfterAll
    void stop() {
        application.close();
    }

    @Test
    void tableIsLookedAtAppliedOnceAndItsResultTaken() {
        String path = brought(HEADER + "㈱アルファ工業,Alpha Works,製品開発者,一般登録,psirt@alpha.example,+81 3 1234,x\n"
                + ",Beta CERT,パートナー CSIRT,,cert@beta.example,,\n");
        Browser.Page look = staff.get(path);
        assertThat(look.html().select("option[selected]").eachAttr("value"))
                .containsExactly("NAME_JA", "NAME_EN", "KIND", "CLASS", "EMAIL", "PHONE");
        assertThat(look.html().select("[data-problem]")).isEmpty();
        assertThat(count("organisation where name_en in ('Alpha Works', 'Beta CERT')"))
                .as("nothing is written by looking")
                .isZero();

        String[] columns = columns(look);
        assertThat(staff.post(path + "/application", columns).status()).isEqualTo(303);
        assertThat(staff.post(path + "/application", columns).status())
                .as("second click")
                .isEqualTo(303);
        applied(path);
        assertThat(staff.get(path).html().select("[data-applied=2]")).hasSize(1);
        assertThat(count("organisation where name_en in ('Alpha Works', 'Beta CERT')"))
                .isEqualTo(2);
        assertThat(count(
                        "organisation o join organisation_state s on s.organisation_id = o.id where (o.name_en, s.state)"
                                + " in (('Alpha Works', 'REGISTERED'), ('Beta CERT', 'ACTIVE'))"))
                .isEqualTo(2);
        String id = path.substring(path.lastIndexOf('/') + 1);
        assertThat(application.everything("select subjects from ledger_entry where kind = 'registry.imported'"
                        + " and subjects like '%" + id + "%'"))
                .singleElement()
                .asString()
                .contains("\"sha256:", "\"organisations:2\"");
        assertThat(staff.get(path + "/result.csv").body())
                .startsWith("\uFEFFrow,name,result,organisation,column,problem\r\n")
                .containsPattern("2,㈱アルファ工業,added,[0-9a-f-]{36},,\r\n3,Beta CERT,added,[0-9a-f-]{36},,\r\n");
        assertThat(
                        count(
                                "organisation_state s join organisation o on o.id = s.organisation_id where o.name_en = 'Alpha Works'"))
                .isOne();
    }

    @Test
    void whoAppliesATableCanSayHowItsOrganisationsWereVettedBeforeAndWithoutThatNothingIsOnRecord() {
        String path = brought(
                "Name,Class,E-mail\nVetted One,General,a@vetted.example\nVetted Two,General,b@vetted.example\n");
        List<String> fields = new ArrayList<>(List.of(columns(staff.get(path))));
        fields.addAll(List.of("vetted", "x".repeat(1001)));
        Browser.Page refused = staff.post(path + "/application", fields.toArray(String[]::new));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.refusal()).isEqualTo("registry-reason-missing");
        assertThat(refused.html().select("#vetted").text()).hasSize(1001);
        fields.set(fields.size() - 1, "Our registry of 2019, met and called");
        assertThat(staff.post(path + "/application", fields.toArray(String[]::new))
                        .status())
                .isEqualTo(303);
        applied(path);
        apply("Name,Class,E-mail\nVetted Not,General,c@vetted.example\n");

        assertThat(vetting("Vetted One").html().select("h1 [data-vetting=ELSEWHERE]"))
                .hasSize(1);
        assertThat(vetting("Vetted Two").text()).contains("Our registry of 2019, met and called");
        assertThat(vetting("Vetted Not").html().select("h1 [data-vetting=NONE]"))
                .hasSize(1);
        assertThat(application.everything("select encode(bytes, 'escape') from sealed_item"))
                .noneMatch(bytes -> bytes.contains("met and called"));
    }

    private Browser.Page vetting(String name) {
        String id = application
                .everything("select id::text from organisation where name_en = '" + name + "'")
                .getFirst();
        return staff.get("/organisations/" + id + "/vetting");
    }

    @Test
    void everyProblemIsNamedByRowAndColumnAndNothingIsWritten() {
        int before = count("organisation");
        String path = brought(HEADER
                + "㈱よい会社,Good,製品開発者,一般登録,good@good.example,,\n"
                + ",,製品開発者,一般登録,a@noname.example,,\n"
                + "見えない\u202E会社,,製品開発者,一般登録,b@bidi.example,,\n"
                + "種別なし,,会社,一般登録,c@kind.example,,\n"
                + "区分なし,,製品開発者,,d@class.example,,\n"
                + "宛先なし,,製品開発者,個別登録,nobody,,\n"
                + "短い行,,製品開発者\n"
                + "（株）よい会社,,製品開発者,一般登録,other@good.example,,\n"
                + "同じ宛先,,製品開発者,一般登録,GOOD@good.example,,\n"
                + "朝日 電機,,製品開発者,一般登録,e@asahi.example,,\n"
                + ",Some CERT,パートナー CSIRT,一般登録,f@cert.example,,\n");
        Browser.Page look = staff.get(path);
        assertThat(look.html().select("[data-problem]").stream()
                        .map(line -> line.attr("data-row") + " " + line.attr("data-problem"))
                        .toList())
                .containsExactly(
                        "3 name-missing",
                        "4 name",
                        "5 unknown-word",
                        "6 missing",
                        "7 address",
                        "8 cells",
                        "8 missing",
                        "8 missing",
                        "9 same-as-row",
                        "10 same-as-row",
                        "11 registered",
                        "12 class-of-vendors");
        assertThat(look.text()).contains("The registry has this already: 朝日電機", "The same stands in row 2");
        Browser.Page applied = staff.post(path + "/application", columns(look));
        assertThat(applied.status()).isEqualTo(422);
        assertThat(count("organisation")).isEqualTo(before);
        staff.post("/language", "language", "ja");
        assertThat(staff.get(path).text()).contains("すでに登録されています: 朝日電機", "登録区分");
        assertThat(staff.get(path + "/result.csv").body()).contains("9,（株）よい会社,problem,,名称(日本語),2行目と同じです。");
        staff.post("/language", "language", "en");
    }

    @Test
    void invisibleCharactersAreSpelledOutAndRefused() {
        String path = brought("会社名,登録区分,メール,電話,x\u202Ey\n" + "隠れ工業,一般登録,a@hidden-phone.example,03\u202E99,\u2066z\n");
        Browser.Page look = staff.get(path);
        assertThat(look.html().select("[data-problem]").eachAttr("data-problem"))
                .containsExactly("invisible");
        assertThat(look.text()).contains("x[U+202E]y", "[U+2066]z").doesNotContain("\u202E", "\u2066");
    }

    @Test
    void factsComeInAreFoundAndMayNotOccurTwice() {
        String header = "会社名,よみがな,法人番号,ドメイン,国内・国外,登録区分,メール\n";
        apply(header + "曙光社,しょこうしゃ,７０００-０１２０５-０００２,Shoko.example、日本.example,国内,一般登録,psirt@mail.example\n"
                + "葵製作,アオイセイサク,,,国外,一般登録,psirt@aoi.example\n");
        for (String typed : List.of(
                "ショコウシャ", "shokosha", "shōkōsha", "曙光", "7000012050002", "shoko.example", "xn--wgv71a.example")) {
            assertThat(found(typed)).as(typed).containsExactly("曙光社");
        }
        assertThat(found("psirt example").stream().filter(List.of("曙光社", "葵製作")::contains))
                .as("in the order of kana, not of kanji")
                .containsExactly("葵製作", "曙光社");
        assertThat(staff.get("/organisations/export.csv").body())
                .contains(",ja,ショコウシャ,7000012050002,shoko.example xn--wgv71a.example,home,,registered\r\n");

        Browser.Page look = staff.get(brought(header
                + "甲,,7000012050002,,,一般登録,a@a.example\n"
                + "乙,,,SHOKO.example,,一般登録,b@b.example\n"
                + "丙,漢字,1000012050002,nodot,宇宙,一般登録,c@c.example\n"
                + "丁,,,twice.example,,一般登録,d@d.example\n"
                + "戊,,,twice.example,,一般登録,e@e.example\n"));
        assertThat(look.html().select("[data-problem]").stream()
                        .map(line -> line.attr("data-row") + " " + line.attr("data-problem"))
                        .toList())
                .containsExactly(
                        "2 registered",
                        "3 registered",
                        "4 kana",
                        "4 corporate-number",
                        "4 domains",
                        "4 unknown-word",
                        "6 same-as-row");
    }

    @Test
    void contactThatIsAddedLaterIsFoundToo() {
        apply("Name,Class,E-mail\nLater,General,team@first.example\n");
        assertThat(found("later-contact")).isEmpty();
        Scopes.as(
                new Scope.Person(new PersonId(new UUID(1, 2)), COORDINATOR, Set.of(Role.COORDINATOR)),
                () -> application
                        .bean(TransactionOperations.class)
                        .execute(
                                _ -> application.bean(JdbcClient.class).sql("""
                                insert into contact_point (id, organisation_id, role, email, language)
                                select uuidv7(), id, 'PRIMARY', 'Later-Contact@first.example', 'en' from organisation
                                 where name_en = 'Later'
                                """).update()));
        assertThat(found("later-contact")).containsExactly("Later");
    }

    @Test
    void personCorrectsWhatTheColumnsMean() {
        String path = brought("社名?,なんとか\n" + "漢字製作所,psirt@kanji-works.example\n");
        assertThat(staff.get(path).html().select("option[selected]")).isEmpty();
        Browser.Page corrected = staff.get(path + "?map=NAME_JA&map=EMAIL");
        assertThat(corrected.html().select("[data-problem]").eachAttr("data-problem"))
                .as("the class is never guessed")
                .containsExactly("missing");
        assertThat(staff.get(path + "?map=EMAIL&map=EMAIL")
                        .html()
                        .select("[data-problem]")
                        .eachAttr("data-problem"))
                .containsExactly("column-twice");
    }

    @Test
    void organisationsAreFoundInEverySpelling() {
        apply(HEADER + "トウキョウ精機,Tokyo Precision,製品開発者,一般登録,psirt@tokyo-seiki.example,,\n"
                + "株式会社𠮷野システム,,製品開発者,個別登録,csirt@yoshino.example,,\n"
                + ",100% Sure_Things,製品開発者,一般登録,x@sure.example,,\n");
        for (String typed : List.of(
                "とうきょう",
                "トウキョウ",
                "ﾄｳｷｮｳ",
                "toukyou",
                "tokyo",
                "TŌKYŌ",
                "ｔｏｋｙｏ",
                "精機",
                "tokyo-seiki.example",
                "psirt@tokyo-seiki",
                "precision tokyo")) {
            assertThat(found(typed)).as(typed).containsExactly("Tokyo Precision");
        }
        assertThat(found("吉野")).as("a variant of the kanji").containsExactly("株式会社𠮷野システム");
        assertThat(found("しすてむ")).containsExactly("株式会社𠮷野システム");
        assertThat(found("100%")).containsExactly("100% Sure_Things");
        assertThat(found("sure_things")).containsExactly("100% Sure_Things");
        assertThat(found("%_%")).isEmpty();
        assertThat(found("tokyo yoshino")).isEmpty();
        assertThat(found("Asahi")).as("what was there before").contains("Asahi Electric");
        assertThat(found("試験調整")).as("the coordinating CSIRT is no entry").isEmpty();
        assertThat(staff.get("/organisations?q=%00%5C'").status()).isEqualTo(200);
    }

    @Test
    void listGoesOnFromPageToPageInTheOrderOfKana() {
        apply("Name,Class,E-mail\n"
                + IntStream.range(0, 120)
                        .mapToObj(i -> "Page %03d,General,p%d@pages.example\n".formatted((i * 7) % 120, i))
                        .collect(Collectors.joining()));
        List<String> seen = new ArrayList<>();
        String next = "/organisations?q=pages.example";
        while (!next.isEmpty()) {
            Browser.Page page = staff.get(next);
            seen.addAll(names(page));
            next = page.html().select("a[href*=after]").attr("href");
        }
        assertThat(seen).hasSize(120).isSorted();
    }

    @Test
    void exportComesBackAndNamesWhatShiftJisCannotHold() {
        apply(HEADER + "ガンマ電子,Gamma,製品開発者,一般登録,psirt@gamma.example,+81-3-0000,\n");
        Browser.Page export = staff.get("/organisations/export.csv");
        assertThat(export.headers().firstValue("Content-Disposition").orElse(""))
                .startsWith("attachment; filename=\"organisations.csv\"");
        assertThat(export.body())
                .startsWith("\uFEFFName in Japanese,")
                .contains("ガンマ電子,Gamma,vendor,General,psirt@gamma.example,'+81-3-0000,,ja,,,,,,registered\r\n");
        ImportSheet sheet = ImportSheet.read(export.body().getBytes(UTF_8));
        assertThat(sheet.rows().stream().map(row -> row.cells().get(5))).contains("+81-3-0000");

        apply(HEADER + "絵文字😀株式会社,Emoji,製品開発者,一般登録,psirt@emoji.example,,\n");
        Browser.Page lost = staff.get("/organisations/export.csv?charset=shift_jis");
        assertThat(lost.status()).isEqualTo(422);
        assertThat(lost.text()).contains("絵文字😀株式会社", "U+1F600");
    }

    @Test
    void numberOfStatementsDoesNotGrowWithTheRows() {
        apply(rows("warm", 1));
        int small = statements(rows("few", 2));
        int large = statements(rows("many", 900));
        assertThat(large).as("what works in the background may add a few").isLessThan(small + 50);
    }

    private int statements(String table) {
        String path = brought(table);
        String[] columns = columns(staff.get(path));
        application.statements().taken();
        assertThat(staff.post(path + "/application", columns).status()).isEqualTo(303);
        applied(path);
        return application.statements().taken();
    }

    private static String rows(String word, int count) {
        return "Name,Class,E-mail\n"
                + IntStream.range(0, count)
                        .mapToObj(i -> "%s %d,General,%s%d@bulk.example\n".formatted(word, i, word, i))
                        .collect(Collectors.joining());
    }

    private String brought(String table) {
        Browser.Page page = staff.upload(
                "/organisations/import", List.of(new Browser.File("file", "table.csv", table.getBytes(UTF_8))));
        assertThat(page.status()).as(page.text()).isEqualTo(303);
        return page.location();
    }

    private void apply(String table) {
        String path = brought(table);
        Browser.Page look = staff.get(path);
        assertThat(staff.post(path + "/application", columns(look)).status())
                .as(look.text())
                .isEqualTo(303);
        applied(path);
    }

    private void applied(String path) {
        Post.await(
                "applied",
                () -> Optional.of(staff.get(path).html())
                        .filter(page -> !page.select("[data-applied]").isEmpty()));
    }

    private static String[] columns(Browser.Page look) {
        return look.html().select("select[name=map]").stream()
                .flatMap(select ->
                        Stream.of("map", select.select("option[selected]").attr("value")))
                .map(value -> value.isEmpty() ? "-" : value)
                .toArray(String[]::new);
    }

    private List<String> found(String typed) {
        return names(staff.get("/organisations?q=" + URLEncoder.encode(typed, UTF_8)));
    }

    private static List<String> names(Browser.Page page) {
        return page.html().select("[data-organisation] td:first-child").eachText();
    }

    private int count(String from) {
        return Integer.parseInt(
                application.everything("select count(*)::text from " + from).getFirst());
    }
}
