package org.chosei.registry.facts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chosei.testing.TestOrganisations.COORDINATOR;
import static org.chosei.testing.TestOrganisations.VENDOR_A;
import static org.chosei.testing.TestOrganisations.VENDOR_B;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.chosei.access.Role;
import org.chosei.identity.TestPerson;
import org.chosei.kernel.OrganisationId;
import org.chosei.testing.Application;
import org.chosei.testing.Browser;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Facts as staff keep them over the page. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OrganisationFactsTest {
    private final Application application = Application.start();
    private final Browser staff = TestPerson.joined(
                    application, "Cora", "cora@csirt.example", COORDINATOR, Role.COORDINATOR)
            .browser();

    @AfterAll
    void stop() {
        application.close();
    }

    @Test
    void factsAreFoldedKeptAndShownToStaffAndToTheOrganisation() {
        OrganisationId vendor = vendor("Folded");
        assertThat(change(
                                vendor,
                                "nameJa",
                                "株式会社折り畳み",
                                "kana",
                                "おりたたみ　ﾎｰﾙﾃﾞｨﾝｸﾞｽ",
                                "corporateNumber",
                                "７-000012050002",
                                "domains",
                                "EXAMPLE.co.jp\n日本語。jp, ｅｘａｍｐｌｅ．co.jp",
                                "seat",
                                "HOME")
                        .location())
                .isEqualTo("/organisations/" + vendor + "?done=changed");

        assertThat(values(vendor))
                .containsEntry("kana", "オリタタミ ホールディングス")
                .containsEntry("corporateNumber", "7000012050002")
                .containsEntry("domains", "example.co.jp\nxn--wgv71a119e.jp")
                .containsEntry("seat", "HOME");
        Browser member = TestPerson.joined(application, "Mem", "mem@folded.example", vendor, Role.MEMBER)
                .browser();
        for (Browser.Page page : List.of(staff.get("/organisations/" + vendor), member.get("/organisation"))) {
            assertThat(page.text()).contains("オリタタミ ホールディングス", "7000012050002", "日本語.jp", "home");
        }
    }

    @Test
    void everyChangeLeavesWhoWhenOldAndNewAndAnEntryInTheLedger() {
        OrganisationId vendor = vendor("Renamed");
        change(vendor, "nameEn", "Renamed Ltd");
        change(vendor, "nameEn", "Renamed Inc", "seat", "ABROAD");

        Browser.Page page = staff.get(path(vendor));
        assertThat(page.html().select("tr[data-fact=NAME_EN]").eachText())
                .hasSize(2)
                .allMatch(row -> row.contains("Cora"));
        assertThat(page.html().expectFirst("tr[data-fact=NAME_EN]").text()).contains("Renamed Ltd", "Renamed Inc");
        assertThat(page.html().select("tr[data-fact=SEAT]").text()).contains("–", "abroad");
        assertThat(staff.get("/organisations").text()).contains("Renamed Inc");
        assertThat(application.everything(
                        "select subjects::text from ledger_entry where kind = 'organisation.changed'"))
                .filteredOn(entry -> entry.contains(vendor.toString()))
                .hasSize(2)
                .last()
                .asString()
                .contains("fact:NAME_EN", "fact:SEAT");
        change(vendor);
        assertThat(staff.get(path(vendor)).html().select("tr[data-fact]"))
                .as("nothing changed")
                .hasSize(3);
    }

    @Test
    void whatHasNotItsFormIsRefusedAtItsFieldAndLosesNothingThatWasTyped() {
        OrganisationId vendor = vendor("Strict");
        Map<String[], String> wrong = new LinkedHashMap<>();
        wrong.put(new String[] {"nameEn", ""}, "registry-name-missing");
        wrong.put(new String[] {"nameEn", "a\0b"}, "registry-name-form");
        wrong.put(new String[] {"nameJa", "社\u202e名"}, "registry-name-form");
        wrong.put(new String[] {"kana", "漢字"}, "kana-form");
        wrong.put(new String[] {"kana", "ア\0"}, "kana-form");
        wrong.put(new String[] {"kana", "ア".repeat(121)}, "kana-form");
        wrong.put(new String[] {"corporateNumber", "8000012050002"}, "corporate-number-digit");
        wrong.put(new String[] {"corporateNumber", "12"}, "corporate-number-form");
        wrong.put(new String[] {"domains", "https://example.com"}, "domain-form");
        wrong.put(new String[] {"domains", "a@example.com"}, "domain-form");
        wrong.put(new String[] {"domains", "localhost"}, "domain-form");
        wrong.put(new String[] {"domains", "-a.example"}, "domain-form");
        wrong.put(new String[] {"domains", "a\0.example"}, "domain-form");
        wrong.put(new String[] {"domains", "evil\u202e.example"}, "domain-form");
        wrong.put(new String[] {"domains", many()}, "domains-many");
        wrong.put(new String[] {"parent", "Nobody at all"}, "parent-unknown");
        wrong.put(new String[] {"seat", "MOON"}, "seat-unknown");
        wrong.forEach((fields, slug) -> {
            Browser.Page refused = change(vendor, fields);
            assertThat(refused.status()).as(fields[1]).isEqualTo(422);
            assertThat(refused.refusal()).as(fields[1]).isEqualTo(slug);
            assertThat(refused.html().select("[name=domains], [name=nameEn]")).hasSize(2);
        });
        assertThat(change(vendor, "kana", "typed before", "domains", "kept.example")
                        .html()
                        .select("#domains")
                        .text())
                .isEqualTo("kept.example");
        assertThat(staff.get(path(vendor)).html().select("tr[data-fact]")).isEmpty();
    }

    private static String many() {
        StringBuilder many = new StringBuilder();
        for (int i = 0; i < 21; i++) {
            many.append("a").append(i).append(".example ");
        }
        return many.toString();
    }

    @Test
    void parentsMakeNoCircleAndAreStaffsOwn() {
        OrganisationId top = vendor("Top");
        OrganisationId middle = vendor("Middle");
        OrganisationId bottom = vendor("Bottom");
        change(top, "corporateNumber", "7000012050002");
        assertThat(change(middle, "parent", "7000012050002").status()).isEqualTo(303);
        assertThat(change(bottom, "parent", name("Middle")).status()).isEqualTo(303);
        assertThat(change(top, "parent", name("Bottom")).refusal()).isEqualTo("parent-circle");
        assertThat(change(top, "parent", name("Top")).refusal()).isEqualTo("parent-circle");
        assertThat(staff.get("/organisations/" + bottom).text()).contains(name("Middle"));
        Browser member = TestPerson.joined(application, "Sub", "sub@bottom.example", bottom, Role.RESPONSIBLE)
                .browser();
        assertThat(member.get("/organisation").body()).doesNotContain(name("Middle"), middle.toString());

        vendor("Twin");
        vendor("Twin");
        assertThat(change(top, "parent", name("Twin")).refusal()).isEqualTo("parent-several");
        assertThat(change(bottom, "parent", "").status()).isEqualTo(303);
        assertThat(values(bottom)).containsEntry("parent", "");
    }

    @Test
    void secondClickAndAPageThatWasOpenBeforeChangeNothing() {
        OrganisationId vendor = vendor("Stale");
        Map<String, String> fields = values(vendor);
        fields.put("kana", "イチ");
        assertThat(post(vendor, fields).status()).isEqualTo(303);
        fields.put("kana", "ニ");
        Browser.Page stale = post(vendor, fields);
        assertThat(stale.status()).isEqualTo(409);
        assertThat(stale.refusal()).isEqualTo("facts-changed");
        assertThat(values(vendor)).containsEntry("kana", "イチ");
    }

    @Test
    void theCoordinatingCsirtIsCalledAsTheSettingsSayAndMembersChangeNothing() {
        assertThat(staff.get(path(COORDINATOR)).status()).isEqualTo(404);
        assertThat(staff.get("/organisations/" + COORDINATOR).status()).isEqualTo(200);
        Browser member = TestPerson.joined(application, "Rei", "rei@a.example", VENDOR_A, Role.RESPONSIBLE)
                .browser();
        for (OrganisationId each : List.of(VENDOR_A, VENDOR_B)) {
            assertThat(member.get(path(each)).status()).isEqualTo(404);
            assertThat(member.post(path(each), "seen", each.toString(), "nameEn", "Mine now")
                            .status())
                    .isEqualTo(404);
        }
    }

    private Browser.Page change(OrganisationId vendor, String... changes) {
        Map<String, String> fields = values(vendor);
        for (int i = 0; i < changes.length; i += 2) {
            fields.put(changes[i], changes[i + 1]);
        }
        return post(vendor, fields);
    }

    private Browser.Page post(OrganisationId vendor, Map<String, String> fields) {
        List<String> all = new ArrayList<>();
        fields.forEach((name, value) -> all.addAll(List.of(name, value)));
        return staff.post(path(vendor), all.toArray(String[]::new));
    }

    /** What the form says now. */
    private Map<String, String> values(OrganisationId vendor) {
        Map<String, String> values = new LinkedHashMap<>();
        Element form = staff.get(path(vendor)).html().expectFirst("main form");
        for (Element field : form.select("input:not([name=_csrf]), textarea")) {
            values.put(field.attr("name"), field.tagName().equals("textarea") ? field.wholeText() : field.val());
        }
        values.put("seat", form.select("#seat option[selected]").attr("value"));
        return values;
    }

    private static String path(OrganisationId vendor) {
        return "/organisations/" + vendor + "/facts";
    }

    private String name(String word) {
        return word + " Maker";
    }

    private OrganisationId vendor(String word) {
        OrganisationId id = new OrganisationId(UUID.randomUUID());
        application.addVendor(id, name(word));
        return id;
    }
}
