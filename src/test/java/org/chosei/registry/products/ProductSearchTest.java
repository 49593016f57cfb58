package org.chosei.registry.products;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.chosei.testing.TestOrganisations.COORDINATOR;
import static org.chosei.testing.TestOrganisations.VENDOR_A;
import static org.chosei.testing.TestOrganisations.VENDOR_B;

import java.net.URLEncoder;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.chosei.access.Role;
import org.chosei.access.Scope;
import org.chosei.access.Scopes;
import org.chosei.identity.TestPerson;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.PersonId;
import org.chosei.registry.keywords.Answer;
import org.chosei.registry.keywords.KeywordAnswers;
import org.chosei.registry.keywords.KeywordAnswers.Typed;
import org.chosei.testing.Application;
import org.chosei.testing.Browser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Who is concerned by a package, a product or a technology, and with what certainty. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProductSearchTest {
    private static final Scope STAFF =
            new Scope.Person(new PersonId(new UUID(1, 1)), COORDINATOR, Set.of(Role.COORDINATOR));

    private final Application application = Application.start();
    private final ProductSearch search = application.bean(ProductSearch.class);
    private final Browser staff = TestPerson.joined(
                    application, "Cora", "cora@csirt.example", COORDINATOR, Role.COORDINATOR)
            .browser();

    ProductSearchTest() {
        add(
                VENDOR_A,
                "ミナト監視カメラ",
                "Harbour Camera",
                "みなとかんしかめら",
                "pkg:generic/harbour/camera@1.0\ncpe:/o:harbour:camera_os 2.x まで");
        add(VENDOR_B, "", "Camera Viewer", "", "pkg:generic/harbour/camera@2.0");
        answer(VENDOR_A, "tls-library", Answer.DEVELOPS);
        answer(VENDOR_B, "tls-library", Answer.NOT);
        answer(VENDOR_B, "camera", Answer.USES);
    }

    @AfterAll
    void stop() {
        application.close();
    }

    @Test
    void identifierFindsItsPackageAndSaysWhetherTheVersionFits() {
        assertThat(certainties("pkg:generic/harbour/camera@1.0"))
                .isEqualTo(Map.of(VENDOR_A, Certainty.IDENTIFIER, VENDOR_B, Certainty.PACKAGE));
        assertThat(certainties("pkg:generic/harbour/camera"))
                .as("without a version all are meant")
                .isEqualTo(Map.of(VENDOR_A, Certainty.IDENTIFIER, VENDOR_B, Certainty.IDENTIFIER));
        assertThat(certainties("cpe:2.3:o:Harbour:camera_os:7:*:*:*:*:*:*:*"))
                .as("the vendor named no version, so each may be meant; its words say more")
                .isEqualTo(Map.of(VENDOR_A, Certainty.IDENTIFIER));
        assertThat(certainties("pkg:generic/harbour/other")).isEmpty();
        Reason reason = matching("cpe:/o:harbour:camera_os")
                .getOrDefault(VENDOR_A, List.of())
                .getFirst();
        assertThat(reason).isInstanceOfSatisfying(Reason.ByProduct.class, by -> {
            assertThat(by.versions()).isEqualTo("2.x まで");
            assertThat(by.nameEn()).isEqualTo("Harbour Camera");
        });
    }

    @Test
    void nameIsFoundInEverySpelling() {
        for (String typed : List.of("監視カメラ", "ﾐﾅﾄ", "みなと", "minato kanshi", "HARBOUR", "ｈａｒｂｏｕｒ　camera")) {
            assertThat(certainties(typed)).as(typed).isEqualTo(Map.of(VENDOR_A, Certainty.NAME));
        }
        assertThat(certainties("%")).isEmpty();
    }

    @Test
    void keywordFindsWhoDevelopsOrUsesItByItsNewestAnswer() {
        assertThat(matching(List.of(new Sought.ByKeyword("tls-library"))).keySet())
                .containsExactly(VENDOR_A);
        assertThat(matching(List.of(new Sought.ByKeyword("camera"))).getOrDefault(VENDOR_B, List.of()))
                .containsExactly(new Reason.ByAnswer("camera", Answer.USES, 1));
        assertThat(matching(List.of(new Sought.ByKeyword("no-such"))).keySet()).isEmpty();
    }

    @Test
    void memberSearchesOnlyAmongItsOwn() {
        Scope member = new Scope.Person(new PersonId(new UUID(1, 3)), VENDOR_B, Set.of(Role.MEMBER));
        List<Sought> everything = List.of(
                Sought.read("pkg:generic/harbour/camera", "q"),
                Sought.read("camera", "q"),
                new Sought.ByKeyword("tls-library"));
        assertThat(as(member, () -> search.matching(everything)).keySet()).containsExactly(VENDOR_B);
    }

    @Test
    void listOfOrganisationsIsNarrowedByProductAndKeywordAndSaysWhy() {
        Browser.Page page = found("product", "pkg:generic/harbour/camera@1.0");
        assertThat(names(page)).containsExactlyInAnyOrder("Asahi Electric", "Hidden Industries");
        assertThat(page.html().select("[data-certainty]").eachText())
                .anyMatch(text -> text.startsWith("This very identifier: Harbour Camera"))
                .anyMatch(text -> text.startsWith("Same package, another version: Camera Viewer"));
        assertThat(names(found("keyword", "tls-library"))).containsExactly("Asahi Electric");
        assertThat(names(found("keyword", "camera", "product", "camera"))).containsExactly("Hidden Industries");
        assertThat(names(found("keyword", "tls-library", "q", "hidden"))).isEmpty();
        Browser.Page wrong = found("product", "pkg:generic/");
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.refusal()).isEqualTo("identifier-purl-name");
        assertThat(wrong.html().select("#product").val()).isEqualTo("pkg:generic/");
    }

    @Test
    void ofManyProductsOfOneVendorTheSurestAreReadAndAllAreCounted() {
        OrganisationId many = new OrganisationId(new UUID(0x7000L, 0x8000_0000_0000_00f1L));
        application.addVendor(many, "Many Lathes");
        for (int i = 10; i < 19; i++) {
            add(many, "", "Lathe " + i, "", "pkg:generic/lathe/core@" + (i == 18 ? "18" : "1") + "\n");
        }
        ProductSearch.Reasons named = as(STAFF, () -> search.matching(List.of(Sought.read("lathe", "q"))))
                .getOrDefault(many, ProductSearch.Reasons.NONE);
        assertThat(named.all()).isEqualTo(9);
        assertThat(named.surest())
                .hasSize(6)
                .first()
                .isInstanceOfSatisfying(
                        Reason.ByProduct.class, by -> assertThat(by.nameEn()).isEqualTo("Lathe 10"));
        ProductSearch.Reasons both = as(
                        STAFF,
                        () -> search.matching(
                                List.of(Sought.read("pkg:generic/lathe/core@18", "q"), Sought.read("lathe", "q"))))
                .getOrDefault(many, ProductSearch.Reasons.NONE);
        assertThat(both.all()).isEqualTo(18);
        assertThat(both.surest()).hasSize(12).first().isInstanceOfSatisfying(Reason.ByProduct.class, by -> {
            assertThat(by.nameEn()).as("last by name, first by certainty").isEqualTo("Lathe 18");
            assertThat(by.certainty()).isEqualTo(Certainty.IDENTIFIER);
        });
        Browser.Page page = found("product", "lathe");
        assertThat(names(page)).containsExactly("Many Lathes");
        assertThat(page.html().select("[data-certainty]")).hasSize(5);
        assertThat(page.text()).contains("and 4 more");
    }

    @Test
    void amongThousandsIdentifiersAndKeywordsAreFoundByIndexInOneStatementEach() {
        fill();
        List<Sought> everything = List.of(
                Sought.read("pkg:generic/bulk/p77@1", "q"),
                Sought.read("pkg:generic/bulk/p78", "q"),
                Sought.read("Bulk 4321", "q"),
                Sought.read("Bulk 4322", "q"),
                new Sought.ByKeyword("ssh"),
                new Sought.ByKeyword("ntp"));
        int statements = as(STAFF, () -> {
            application.statements().takenHere();
            assertThat(search.matching(everything)).hasSizeGreaterThan(4);
            return application.statements().takenHere();
        });
        assertThat(statements).as("identifiers, names, keywords").isEqualTo(3);

        String byIdentifier = plan(ProductSearch.BY_IDENTIFIER
                .replace(":keys", "'{pkg:generic/bulk/p77}'")
                .replace(":canonical", "'{pkg:generic/bulk/p77@1}'")
                .replace(":exact", "'{1}'"));
        assertThat(byIdentifier).contains("product_identifier_package").doesNotContain("Seq Scan on product");
        String byKeyword = plan(ProductSearch.BY_KEYWORD.replace(":codes", "'{camera}'"));
        assertThat(byKeyword).contains("keyword_answer_code").doesNotContain("Seq Scan on keyword_answer");
    }

    /** 5,000 organisations with three products each, and answers of all of them to three keywords. */
    private void fill() {
        application.asOwner("""
                begin;
                select set_config('chosei.kind', 'system', true), set_config('chosei.purpose', 'backup', true);
                insert into organisation (id, kind, name_ja, name_en, registration_class)
                select uuidv7(), 'VENDOR', '', 'Bulk Maker ' || i, 'GENERAL' from generate_series(1, 5000) i;
                insert into product (id, organisation_id, name_ja, name_en, state, name_key, search_text, sort_key, version)
                select uuidv7(), o.id, '', 'Bulk ' || n, 'SOLD', E'\\nbulk ' || n, 'bulk ' || n, 'bulk ' || n, uuidv7()
                  from (select id, row_number() over (order by id) as r from organisation where name_en like 'Bulk Maker %') o
                 cross join generate_series(0, 2) k cross join lateral (select o.r * 3 + k as n) as numbered;
                insert into product_identifier (product_id, organisation_id, kind, canonical, package_key, version)
                select id, organisation_id, 'PURL', 'pkg:generic/bulk/p' || substr(name_en, 6) || '@1',
                       'pkg:generic/bulk/p' || substr(name_en, 6), '1'
                  from product where name_en like 'Bulk %';
                insert into keyword_answer (organisation_id, version, code, answer)
                select id, 1, code, 'NOT' from organisation, unnest(array['ssh', 'ntp', 'dhcp', 'snmp', 'vpn']) as code
                 where name_en like 'Bulk Maker %';
                commit;
                analyze product; analyze product_identifier; analyze keyword_answer;
                """);
        application.asOwner(
                "begin; select set_config('chosei.kind', 'system', true), set_config('chosei.purpose', 'backup', true);"
                        + " insert into keyword_answer (organisation_id, version, code, answer)"
                        + " select id, 1, 'ssh', 'USES' from organisation where name_en like 'Bulk Maker 1__'; commit");
    }

    private String plan(String sql) {
        return as(
                STAFF,
                () -> String.join(
                        "\n",
                        application
                                .bean(JdbcClient.class)
                                .sql("explain " + sql)
                                .query(String.class)
                                .list()));
    }

    private void add(OrganisationId organisation, String ja, String en, String kana, String identifiers) {
        ProductForm typed = new ProductForm(ja, en, kana, "", "SOLD", "", identifiers);
        Scopes.as(STAFF, () -> application.bean(Products.class).add(UUID.randomUUID(), organisation, typed));
    }

    private void answer(OrganisationId organisation, String code, Answer answer) {
        Scope member = new Scope.Person(new PersonId(new UUID(1, 2)), organisation, Set.of(Role.MEMBER));
        Scopes.as(
                member,
                () -> application.bean(KeywordAnswers.class).give(1, Map.of(code, new Typed("", answer.name(), ""))));
    }

    private Map<OrganisationId, Certainty> certainties(String typed) {
        Map<OrganisationId, Certainty> surest = new java.util.HashMap<>();
        matching(typed)
                .forEach((organisation, reasons) ->
                        surest.put(organisation, reasons.getFirst().certainty()));
        return surest;
    }

    private Map<OrganisationId, List<Reason>> matching(String typed) {
        return matching(List.of(Sought.read(typed, "q")));
    }

    private Map<OrganisationId, List<Reason>> matching(List<Sought> sought) {
        return as(STAFF, () -> search.matching(sought)).entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, each -> each.getValue().surest()));
    }

    private <T> T as(Scope scope, Supplier<T> work) {
        return Scopes.as(
                scope,
                () -> Objects.requireNonNull(
                        application.bean(TransactionOperations.class).execute(_ -> work.get())));
    }

    private Browser.Page found(String... fields) {
        StringBuilder query = new StringBuilder("/organisations?");
        for (int i = 0; i < fields.length; i += 2) {
            query.append(fields[i])
                    .append('=')
                    .append(URLEncoder.encode(fields[i + 1], UTF_8))
                    .append('&');
        }
        return staff.get(query.toString());
    }

    private static List<String> names(Browser.Page page) {
        return page.html().select("[data-organisation] td:first-child > a").eachText();
    }
}
