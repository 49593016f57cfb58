package org.chosei.registry.products;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.chosei.testing.TestOrganisations.COORDINATOR;
import static org.chosei.testing.TestOrganisations.VENDOR_A;
import static org.chosei.testing.TestOrganisations.VENDOR_B;

import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.chosei.access.Role;
import org.chosei.identity.TestPerson;
import org.chosei.kernel.OrganisationId;
import org.chosei.testing.Application;
import org.chosei.testing.Browser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Products as a vendor's responsible person and staff keep them over the pages and in tables. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProductsTest {
    private static final String OURS = "/organisation/products";
    private static final String THEIRS = "/organisations/" + VENDOR_A + "/products";

    private final Application application = Application.start();
    private final Browser staff = TestPerson.joined(
                    application, "Cora", "cora@csirt.example", COORDINATOR, Role.COORDINATOR)
            .browser();
    private final Browser rei = person("Rei", VENDOR_A, Role.RESPONSIBLE);
    private final Browser mem = person("Mem", VENDOR_A, Role.MEMBER);
    private final Browser other = person("Hidden Rei", VENDOR_B, Role.RESPONSIBLE);

    @AfterAll
    void stop() {
        application.close();
    }

    private Browser person(String name, org.chosei.kernel.OrganisationId organisation, Role role) {
        String email = name.toLowerCase(java.util.Locale.ROOT).replace(' ', '.') + "@" + role + ".example";
        return TestPerson.joined(application, name, email, organisation, role).browser();
    }

    @Test
    void responsiblePersonAddsChangesAndEndsAProductAndEveryChangeStaysReadable() {
        String product = added(
                rei,
                "nameJa",
                "ルーター壱号",
                "kana",
                "るーたーいちごう",
                "nameEn",
                "Router One",
                "versions",
                "1.x",
                "identifiers",
                "PKG:maven/org.example/router-core@2.1\ncpe:/o:Example:Router_OS  2.0 以降\n");
        Browser.Page list = mem.get(OURS);
        assertThat(list.text()).contains("Router One", "1.x", "2.0 以降");
        assertThat(list.html().select("[data-product=" + product + "] code").eachText())
                .containsExactly(
                        "pkg:maven/org.example/router-core@2.1", "cpe:2.3:o:example:router_os:*:*:*:*:*:*:*:*");
        assertThat(list.html().select("main form, a[href$=/new]"))
                .as("a member only reads")
                .isEmpty();

        assertThat(change(rei, product, "nameEn", "Router 1", "identifiers", "pkg:maven/org.example/router-core@2.1")
                        .status())
                .isEqualTo(303);
        assertThat(change(rei, product, "state", "END_OF_LIFE", "endOfLife", "2026/3/31")
                        .status())
                .isEqualTo(303);
        assertThat(rei.get(OURS).html().select("[data-state=END_OF_LIFE]")).hasSize(1);
        Browser.Page page = rei.get(OURS + "/" + product);
        assertThat(page.html().select("tr[data-fact]").eachAttr("data-fact"))
                .containsExactlyInAnyOrder("STATE", "NAME_EN", "IDENTIFIERS");
        assertThat(page.html().select("tr[data-fact=NAME_EN]").text()).contains("Rei", "Router One", "Router 1");
        assertThat(page.html().select("tr[data-fact=STATE]").text()).contains("sold", "end of life 2026-03-31");
        assertThat(staff.get(THEIRS + "/" + product).text())
                .as("staff read the same history")
                .contains("Router One");
        assertThat(application.everything(
                        "select subjects from ledger_entry where kind like 'product.%' and subjects like '%" + product
                                + "%'"))
                .hasSize(3);

        change(rei, product, "state", "TAKEN_OFF");
        assertThat(rei.get(OURS).html().select("[data-product=" + product + "]"))
                .isEmpty();
        assertThat(rei.get(OURS + "?off=yes").html().select("[data-product=" + product + "]"))
                .hasSize(1);
    }

    @Test
    void whatCannotBeKeptIsRefusedWithLineAndPlaceAndNothingTypedIsLost() {
        Map<String[], String> wrong = new LinkedHashMap<>();
        wrong.put(new String[] {"nameEn", ""}, "registry-name-missing");
        wrong.put(new String[] {"nameEn", "evil\u202ename"}, "registry-name-form");
        wrong.put(new String[] {"kana", "漢字"}, "kana-form");
        wrong.put(new String[] {"versions", "x".repeat(201)}, "product-versions");
        wrong.put(new String[] {"state", "GONE"}, "product-state");
        wrong.put(new String[] {"state", "END_OF_LIFE", "endOfLife", "2026-02-30"}, "product-day");
        wrong.put(new String[] {"state", "END_OF_LIFE", "endOfLife", ""}, "product-day");
        wrong.put(new String[] {"identifiers", "pkg:npm/a\n\npkg:npm/b@"}, "identifier-purl-version");
        wrong.put(new String[] {"identifiers", "cpe:2.3:a:b"}, "identifier-cpe-parts");
        wrong.put(new String[] {"identifiers", "pkg:npm/a\nPKG:npm/a"}, "identifier-again");
        wrong.put(
                new String[] {
                    "identifiers",
                    IntStream.range(0, 101).mapToObj(i -> "pkg:npm/p" + i).collect(Collectors.joining("\n"))
                },
                "product-identifiers");
        wrong.forEach((fields, slug) -> {
            Browser.Page page = post(rei, OURS, "/new", fields);
            assertThat(page.status()).as(fields[1]).isEqualTo(422);
            assertThat(page.refusal()).as(fields[1]).isEqualTo(slug);
        });
        Browser.Page page = post(rei, OURS, "/new", "identifiers", "pkg:npm/a\n\npkg:npm/b@ words", "versions", "kept");
        assertThat(page.text()).contains("Line 3, character 10");
        assertThat(page.html().select("#versions").val()).isEqualTo("kept");
        assertThat(page.html().select("#identifiers").text()).contains("pkg:npm/b@ words");
        rei.post("/language", "language", "ja");
        assertThat(post(rei, OURS, "/new", "identifiers", "pkg:npm/b@").text()).contains("1行目10文字目");
        rei.post("/language", "language", "en");
    }

    @Test
    void ofALongHistoryThePageShowsTheNewest() {
        String product = added(rei, "nameEn", "Often changed");
        application.asOwner("""
                begin;
                select set_config('chosei.kind', 'system', true), set_config('chosei.purpose', 'backup', true);
                insert into product_change (product_id, organisation_id, fact, was, became)
                select '%s', '%s', 'VERSIONS', 'before ' || n, 'after ' || n from generate_series(1, 120) n;
                commit;
                """.formatted(product, VENDOR_A));
        change(rei, product, "versions", "now");
        Browser.Page page = rei.get(OURS + "/" + product);
        assertThat(page.html().select("tr[data-fact]")).hasSize(100);
        assertThat(page.html().expectFirst("tr[data-fact]").text()).contains("now");
        assertThat(page.text()).contains("The newest 100 changes are shown.");
    }

    @Test
    void secondClickAddsOnceOneNameStandsOnceAndAStalePageChangesNothing() {
        List<String> form = new ArrayList<>(rei.get(OURS + "/new").hidden(OURS));
        form.addAll(List.of("nameEn", "Clicked Twice"));
        assertThat(rei.post(OURS, form.toArray(String[]::new)).status()).isEqualTo(303);
        assertThat(rei.post(OURS, form.toArray(String[]::new)).status()).isEqualTo(303);
        assertThat(application.everything("select id::text from product where name_en = 'Clicked Twice'"))
                .hasSize(1);
        assertThat(post(rei, OURS, "/new", "nameEn", "ＣＬＩＣＫＥＤ  twice").refusal())
                .isEqualTo("product-name-again");

        String product = application
                .everything("select id::text from product where name_en = 'Clicked Twice'")
                .getFirst();
        String path = OURS + "/" + product;
        List<String> stale = new ArrayList<>(rei.get(path).hidden(path));
        stale.addAll(List.of("nameEn", "From an old page"));
        changeAt(staff, THEIRS, product, "versions", "by staff");
        assertThat(rei.post(path, stale.toArray(String[]::new)).refusal()).isEqualTo("product-changed");
        assertThat(rei.get(path).html().select("#nameEn").val()).isEqualTo("Clicked Twice");
    }

    @Test
    void noVendorReachesAnothersProductsAndAMemberChangesNone() {
        String product = added(rei, "nameEn", "Mine alone", "identifiers", "pkg:npm/mine-alone");
        assertThat(other.get(OURS).text()).doesNotContain("Mine alone");
        assertThat(other.get(OURS + "/" + product).status()).isEqualTo(404);
        assertThat(other.get(THEIRS).status()).isEqualTo(404);
        assertThat(other.post(OURS + "/" + product, "seen", product, "nameEn", "Stolen")
                        .status())
                .isEqualTo(404);
        assertThat(other.post(OURS, "form", product, "nameEn", "Stolen").status())
                .isEqualTo(404);
        assertThat(other.get(OURS + "/export.csv").body()).doesNotContain("Mine alone");
        assertThat(mem.get(OURS + "/" + product).status()).isEqualTo(404);
        assertThat(mem.post(OURS, "form", product, "nameEn", "By a member").status())
                .isEqualTo(404);
        assertThat(staff.get("/organisations/" + VENDOR_B + "/products/" + product)
                        .status())
                .as("under another's address it is not there")
                .isEqualTo(404);
        assertThat(staff.get("/organisations/" + COORDINATOR + "/products").status())
                .isEqualTo(404);
    }

    @Test
    void tableIsLookedAtAppliedOnceAsAWholeAndComesOutAsItWentIn() {
        added(other, "nameJa", "既存製品", "versions", "1.x", "identifiers", "pkg:npm/existing");
        String table = "製品名(日本語),製品名(英語),よみがな,バージョン,状態,提供終了日,識別子,識別子のバージョン,備考\n"
                + "既存製品,,,,,,pkg:npm/second,2.x まで,x\n"
                + "新製品,New One,シンセイヒン,すべて,販売・保守中,,pkg:npm/new@1,,\n"
                + "新製品,New One,,,,,cpe:/a:example:new_one,,\n"
                + "旧製品,,,,,2020-03-31,,,\n";
        String path = brought(other, table.getBytes(Charset.forName("windows-31j")));
        Browser.Page look = other.get(path);
        assertThat(look.html().select("[data-problem]")).isEmpty();
        assertThat(look.html().select("[data-added=2][data-changed=1]")).hasSize(1);
        assertThat(look.text()).contains("備考");
        assertThat(application.everything("select name_ja from product where name_ja = '新製品'"))
                .as("nothing is written by looking")
                .isEmpty();
        assertThat(other.post(path + "/application").status()).isEqualTo(303);
        assertThat(other.post(path + "/application").status())
                .as("second click")
                .isEqualTo(303);
        assertThat(other.get(path).html().select("[data-added=2][data-changed=1]"))
                .hasSize(1);
        assertThat(application.everything("select state from product where name_ja in ('新製品', '旧製品')"))
                .containsExactlyInAnyOrder("SOLD", "END_OF_LIFE");

        byte[] export = other.download(OURS + "/export.csv").bytes();
        String text = new String(export, UTF_8);
        assertThat(text)
                .startsWith("\uFEFFName in Japanese,Name in English,")
                .contains("既存製品,,,1.x,sold or maintained,,pkg:npm/existing,\r\n")
                .contains("既存製品,,,1.x,sold or maintained,,pkg:npm/second,2.x まで\r\n")
                .contains("新製品,New One,シンセイヒン,すべて,sold or maintained,,pkg:npm/new@1,\r\n")
                .contains("旧製品,,,,end of life,2020-03-31,,\r\n");
        Browser.Page again = other.get(brought(other, export));
        assertThat(again.html().select("[data-added=0][data-changed=0]"))
                .as("what went out changes nothing when it comes back")
                .hasSize(1);
        assertThat(new String(
                        other.download(OURS + "/export.csv?charset=shift_jis").bytes(), Charset.forName("windows-31j")))
                .contains("新製品,New One");
        assertThat(rei.get(path).status()).as("another vendor").isEqualTo(404);
    }

    @Test
    void everyProblemOfATableIsNamedByRowAndColumnAndNothingIsWritten() {
        String path = brought(
                rei,
                ("NAME_JA,NAME_EN,KANA,VERSIONS,STATE,END_OF_LIFE,IDENTIFIER,IDENTIFIER_VERSIONS\n"
                                + ",,,,,,pkg:npm/a,\n"
                                + ",Good,,,,,pkg:npm/good,\n"
                                + ",Good,,,,,pkg:npm/good,\n"
                                + ",Bad purl,,,,,pkg:npm/,\n"
                                + ",Bad state,,,gone,,,\n"
                                + ",Sold and ended,,,sold or maintained,2026-01-01,,\n"
                                + ",Bad day,,,,2026-13-01,,\n"
                                + "片仮名,,漢字,,,,,\n"
                                + ",Differs,,1,,,,\n"
                                + ",Differs,,2,,,,\n"
                                + ",Words only,,,,,,2.x\n"
                                + ",Short\n")
                        .getBytes(UTF_8));
        Browser.Page look = rei.get(path);
        assertThat(look.html().select("[data-problem]").stream()
                        .map(line -> line.attr("data-row") + " " + line.attr("data-problem"))
                        .toList())
                .containsExactly(
                        "2 registry-name-missing",
                        "4 identifier-again",
                        "5 identifier-purl-name",
                        "6 product-state",
                        "7 product-sold-with-end",
                        "8 product-day",
                        "9 kana-form",
                        "11 product-rows-differ",
                        "12 product-versions-of-nothing",
                        "13 product-cells");
        assertThat(rei.post(path + "/application").status()).isEqualTo(422);
        assertThat(application.everything("select id::text from product where name_en = 'Good'"))
                .isEmpty();
        assertThat(rei.get(brought(rei, "何か,別\n1,2\n".getBytes(UTF_8)))
                        .html()
                        .select("[data-problem]")
                        .eachAttr("data-problem"))
                .containsExactly("product-no-name-column");
        assertThat(rei.upload(OURS + "/import", List.of(new Browser.File("file", "t.csv", new byte[0])))
                        .refusal())
                .isEqualTo("import-no-file");
        byte[] large = ("NAME_EN\n" + "x,\n".repeat(800_000)).getBytes(UTF_8);
        Browser.Page page = rei.upload(OURS + "/import", List.of(new Browser.File("file", "t.csv", large)));
        assertThat(page.status()).isEqualTo(422);
        assertThat(page.refusal()).isEqualTo("import-large");
    }

    @Test
    void listHasAnEndForTheFormForTheTableAndForWhatComesBack() {
        OrganisationId full = new OrganisationId(new UUID(0x7000L, 0x8000_0000_0000_00f0L));
        application.addVendor(full, "Full Maker");
        String theirs = "/organisations/" + full + "/products";
        assertThat(post(staff, theirs, "/new", "nameEn", "Back again").status()).isEqualTo(303);
        String product = application
                .everything("select id::text from product where name_en = 'Back again'")
                .getFirst();
        changeAt(staff, theirs, product, "state", "TAKEN_OFF");
        application.asOwner("""
                begin;
                select set_config('chosei.kind', 'system', true), set_config('chosei.purpose', 'backup', true);
                insert into product (id, organisation_id, name_ja, name_en, state, name_key, search_text, sort_key, version)
                select uuidv7(), '%s', '', 'Full ' || n, 'SOLD', E'\\nfull ' || n, 'full ' || n, 'full ' || n, uuidv7()
                  from generate_series(1, 9999) n;
                commit;
                """.formatted(full));
        Browser.Page table = staff.upload(
                theirs + "/import",
                List.of(new Browser.File("file", "t.csv", rows("last", 2).getBytes(UTF_8))));
        assertThat(staff.get(table.location()).html().select("[data-problem]").stream()
                        .map(line -> line.attr("data-row") + " " + line.attr("data-problem"))
                        .toList())
                .containsExactly("3 product-many");
        assertThat(staff.post(table.location() + "/application").status()).isEqualTo(422);

        assertThat(post(staff, theirs, "/new", "nameEn", "The ten thousandth").status())
                .isEqualTo(303);
        Browser.Page refused = post(staff, theirs, "/new", "nameEn", "One too many");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.refusal()).isEqualTo("product-many");
        assertThat(refused.text()).contains("at most 10,000 products");
        assertThat(refused.html().select("#nameEn").val()).isEqualTo("One too many");
        assertThat(changeAt(staff, theirs, product, "state", "SOLD").refusal()).isEqualTo("product-many");
    }

    @Test
    void numberOfStatementsDoesNotGrowWithTheRowsOfATable() {
        applied(rows("warm", 1));
        int few = statements(rows("few", 2));
        int many = statements(rows("many", 500));
        assertThat(many).isEqualTo(few);
    }

    private int statements(String table) {
        ProductTables tables = application.bean(ProductTables.class);
        String path = brought(rei, table.getBytes(UTF_8));
        java.util.UUID id = java.util.UUID.fromString(path.substring(path.lastIndexOf('/') + 1));
        return org.chosei.access.Scopes.as(
                new org.chosei.access.Scope.Person(
                        new org.chosei.kernel.PersonId(new java.util.UUID(1, 2)),
                        VENDOR_A,
                        java.util.Set.of(Role.RESPONSIBLE)),
                () -> {
                    application.statements().takenHere();
                    assertThat(tables.apply(VENDOR_A, id).applied()).isTrue();
                    return application.statements().takenHere();
                });
    }

    private void applied(String table) {
        assertThat(rei.post(brought(rei, table.getBytes(UTF_8)) + "/application")
                        .status())
                .isEqualTo(303);
    }

    private static String rows(String word, int count) {
        return "NAME_EN,IDENTIFIER\n"
                + IntStream.range(0, count)
                        .mapToObj(i -> "%s %d,pkg:npm/%s-%d@1\n".formatted(word, i, word, i))
                        .collect(Collectors.joining());
    }

    private static String brought(Browser browser, byte[] table) {
        Browser.Page page = browser.upload(OURS + "/import", List.of(new Browser.File("file", "t.csv", table)));
        assertThat(page.status()).as(page.text()).isEqualTo(303);
        return page.location();
    }

    private String added(Browser browser, String... fields) {
        List<String> form = new ArrayList<>(browser.get(OURS + "/new").hidden(OURS));
        String id = form.get(form.indexOf("form") + 1);
        form.addAll(List.of(fields));
        Browser.Page page = browser.post(OURS, form.toArray(String[]::new));
        assertThat(page.status()).as(page.text()).isEqualTo(303);
        return id;
    }

    private static Browser.Page post(Browser browser, String path, String at, String... fields) {
        List<String> form = new ArrayList<>(browser.get(path + at).hidden(path));
        List<String> typed = List.of(fields);
        if (!typed.contains("nameEn")) {
            form.addAll(List.of("nameEn", "Some product"));
        }
        form.addAll(typed);
        return browser.post(path, form.toArray(String[]::new));
    }

    private static Browser.Page change(Browser browser, String product, String... fields) {
        return changeAt(browser, OURS, product, fields);
    }

    /** The form as it stands, with these fields typed over. */
    private static Browser.Page changeAt(Browser browser, String base, String product, String... fields) {
        String path = base + "/" + product;
        Browser.Page page = browser.get(path);
        Map<String, String> form = new LinkedHashMap<>();
        List<String> hidden = page.hidden(path);
        for (int i = 0; i < hidden.size(); i += 2) {
            form.put(hidden.get(i), hidden.get(i + 1));
        }
        page.html()
                .select("main form input:not([type=hidden])")
                .forEach(each -> form.put(each.attr("name"), each.val()));
        form.put("identifiers", page.html().expectFirst("#identifiers").wholeText());
        form.put("state", page.html().select("#state option[selected]").val());
        for (int i = 0; i < fields.length; i += 2) {
            form.put(fields[i], fields[i + 1]);
        }
        List<String> all = new ArrayList<>();
        form.forEach((name, value) -> all.addAll(List.of(name, value)));
        return browser.post(path, all.toArray(String[]::new));
    }
}
