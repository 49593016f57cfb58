package org.chosei.registry.keywords;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.chosei.testing.TestOrganisations.COORDINATOR;
import static org.chosei.testing.TestOrganisations.VENDOR_A;
import static org.chosei.testing.TestOrganisations.VENDOR_B;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.chosei.access.Role;
import org.chosei.identity.TestPerson;
import org.chosei.kernel.OrganisationId;
import org.chosei.testing.Application;
import org.chosei.testing.Browser;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The keyword list in its versions, and vendors who answer it over the page. */
class KeywordsTest {
    private static final String OURS = "/organisation/keywords";

    private final Application application = Application.start();
    private final Browser staff = person("Cora", COORDINATOR, Role.COORDINATOR);
    private final Browser admin = person("Ada", COORDINATOR, Role.ADMINISTRATOR);
    private final Browser mem = person("Mem", VENDOR_A, Role.MEMBER);
    private final Browser rei = person("Rei", VENDOR_A, Role.RESPONSIBLE);
    private final Browser other = person("Hidden", VENDOR_B, Role.MEMBER);

    @AfterEach
    void stop() {
        application.close();
    }

    private Browser person(String name, OrganisationId organisation, Role role) {
        String email = name.toLowerCase(Locale.ROOT) + "@people.example";
        return TestPerson.joined(application, name, email, organisation, role).browser();
    }

    @Test
    void shippedListIsAskedInGroupsAndEachAnswerIsKeptWithWhoAndForWhichVersion() {
        Browser.Page page = mem.get(OURS);
        int all = Integer.parseInt(page.html().select("[data-all]").attr("data-all"));
        assertThat(all).isEqualTo(72);
        assertThat(page.html().select("fieldset[data-question]")).hasSize(all);
        assertThat(page.text()).contains("0 of 72 answered");
        assertThat(page.html().select("fieldset[data-question] legend").eachText())
                .allMatch(label -> !label.isBlank());
        mem.post("/language", "language", "ja");
        assertThat(mem.get(OURS)
                        .html()
                        .select("[data-question=tls-library] legend")
                        .text())
                .isEqualTo("TLSライブラリ");
        mem.post("/language", "language", "en");

        Browser.Page saved = answer(
                mem,
                "answer.tls-library",
                "DEVELOPS",
                "note.tls-library",
                "A fork\u202eof our own",
                "answer.printer",
                "NOT",
                "answer.ipv6",
                "USES");
        assertThat(saved.location()).isEqualTo(OURS + "?saved=3");
        assertThat(mem.get(saved.location()).text()).contains("3 of 72 answered");
        assertThat(
                        application.everything(
                                "select code || ' ' || answer || ' ' || version || ' ' || (note is not null) from keyword_answer"))
                .containsExactlyInAnyOrder("tls-library DEVELOPS 1 true", "printer NOT 1 false", "ipv6 USES 1 false");
        assertThat(application
                        .everything("select encode(bytes, 'escape') from sealed_item")
                        .toString())
                .as("notes are sealed")
                .doesNotContain("A fork");
        Browser.Page seen = staff.get("/organisations/" + VENDOR_A + "/keywords");
        assertThat(seen.html().select("[data-answer=tls-library]").text())
                .contains("we develop it", "A fork[U+202E]of our own");
        assertThat(rei.get("/organisation/as-seen")
                        .html()
                        .select("[data-answer=tls-library]")
                        .text())
                .as("the vendor reads what staff read")
                .contains("we develop it", "A fork[U+202E]of our own");
        assertThat(other.get(OURS).html().select("[data-answered=0]")).hasSize(1);
    }

    @Test
    void secondClickWritesNothingAndAnOldPageTakesNothingBack() {
        List<String> old = form(mem);
        answer(rei, "answer.ssh", "USES", "note.ssh", "By Rei");
        List<String> sent = new ArrayList<>(old);
        set(sent, "answer.dhcp", "DEVELOPS");
        assertThat(mem.post(OURS, sent.toArray(String[]::new)).location()).isEqualTo(OURS + "?saved=1");
        assertThat(mem.post(OURS, sent.toArray(String[]::new)).location())
                .as("second click")
                .isEqualTo(OURS + "?saved=0");
        assertThat(application.everything("select code from keyword_answer order by id"))
                .as("what a colleague answered meanwhile stays")
                .containsExactly("ssh", "dhcp");
        answer(mem, "answer.ssh", "", "note.ssh", "");
        assertThat(mem.get(OURS).html().select("[data-question=ssh]").attr("data-standing"))
                .as("an answer is taken back, and the old one stays in the history")
                .isEqualTo("OPEN");
        assertThat(application.everything("select count(*)::text from keyword_answer where code = 'ssh'"))
                .containsExactly("2");
    }

    @Test
    void onlyTheNotesThatStandAreOpenedHoweverOftenAnAnswerWasChanged() {
        answer(mem, "answer.ssh", "USES", "note.ssh", "first words");
        answer(mem, "answer.dhcp", "USES", "note.dhcp", "other words");
        answer(mem, "answer.ssh", "DEVELOPS", "note.ssh", "last words");
        application.asOwner("""
                begin;
                select set_config('chosei.kind', 'system', true), set_config('chosei.purpose', 'backup', true);
                update sealed_item set bytes = '\\x00'
                 where id = (select note from keyword_answer where code = 'ssh' order by id limit 1);
                commit;
                """);
        Browser.Page page = mem.get(OURS);
        assertThat(page.status())
                .as("the oldest note can no longer be opened, and nobody needs it")
                .isEqualTo(200);
        assertThat(page.body()).contains("last words", "other words");
        assertThat(answer(mem, "answer.ssh", "USES", "note.ssh", "newer words").location())
                .isEqualTo(OURS + "?saved=1");
        assertThat(staff.get("/organisations/" + VENDOR_A + "/keywords").text())
                .contains("newer words", "other words")
                .doesNotContain("last words");
    }

    @Test
    void onNewVersionOnlyNewAndChangedQuestionsAreAskedAgain() {
        answer(
                mem,
                "answer.ssh",
                "USES",
                "answer.ntp",
                "NOT",
                "answer.snmp",
                "DEVELOPS",
                "note.snmp",
                "agent",
                "answer.vpn",
                "USES");
        String table = table().replace(
                                "ssh,暗号と認証,Cryptography and identity,SSH,SSH",
                                "ssh,暗号と認証,Cryptography and identity,SSHサーバー,SSH server")
                        .replaceFirst("(snmp,[^\\r]*),\\r", "$1,yes\r")
                        .replace("SNMP,SNMP,", "SNMPとその派生,SNMP and kin,")
                        .replaceFirst("vpn,[^\\r]*\\r\\n", "")
                + "quantum,暗号と認証,Cryptography and identity,耐量子暗号,post-quantum cryptography,,,\r\n";
        Browser.Page preview = next(admin, "preview", table);
        assertThat(preview.html().select("dl[data-preview] dd").eachText())
                .containsExactly(
                        "quantum post-quantum cryptography",
                        "ssh SSH server",
                        "snmp SNMP and kin",
                        "vpn VPN appliance or software");
        assertThat(application.everything("select version::text from keyword_list"))
                .containsExactly("1");
        assertThat(next(admin, "publish", table).location()).isEqualTo("/keywords/2");
        assertThat(next(admin, "publish", table).status())
                .as("the list that is asked now is the same already")
                .isEqualTo(422);

        Browser.Page page = mem.get(OURS);
        Map<String, String> standings = new LinkedHashMap<>();
        page.html()
                .select("[data-question]")
                .forEach(each -> standings.put(each.attr("data-question"), each.attr("data-standing")));
        assertThat(standings)
                .containsEntry("ssh", "ASKED_AGAIN")
                .containsEntry("ntp", "CARRIED_OVER")
                .containsEntry("snmp", "CARRIED_OVER")
                .containsEntry("quantum", "OPEN")
                .doesNotContainKey("vpn");
        assertThat(page.text()).contains("2 of 72 answered", "Questions changed", "carried over from version 1");
        assertThat(page.html().select("[data-question=ssh]").text())
                .contains("For version 1 you answered: our products use it");
        assertThat(page.html().select("[data-question=ssh] input[checked]").attr("value"))
                .as("an answer to another question is not put in")
                .isEmpty();
        assertThat(page.html().select("[data-question=ntp] input[checked]").attr("value"))
                .isEqualTo("NOT");

        assertThat(answer(mem, "answer.ssh", "USES").location())
                .as("the same answer to the new question is an answer; what is carried over is not written again")
                .isEqualTo(OURS + "?saved=1");
        assertThat(application.everything("select version::text from keyword_answer where code = 'ssh' order by id"))
                .containsExactly("1", "2");
        assertThat(mem.get(OURS).html().select("[data-question=ssh]").attr("data-standing"))
                .isEqualTo("ANSWERED");
        assertThat(staff.get("/organisations/" + VENDOR_A + "/keywords")
                        .html()
                        .select("[data-answer=snmp]")
                        .text())
                .contains("carried over from version 1", "agent");
        assertThat(staff.get("/keywords/1").html().select("[data-keyword=vpn]"))
                .as("old versions stay readable")
                .hasSize(1);
    }

    @Test
    void answersSentFromAnOldVersionAreKeptForThatVersion() {
        List<String> old = form(mem);
        String table = table().replace("SSH,SSH,", "SSHサーバー,SSH server,");
        assertThat(next(admin, "publish", table).location()).isEqualTo("/keywords/2");
        set(old, "answer.ssh", "NOT");
        set(old, "answer.ntp", "NOT");
        assertThat(mem.post(OURS, old.toArray(String[]::new)).location()).isEqualTo(OURS + "?saved=2");
        Browser.Page page = mem.get(OURS);
        assertThat(page.html().select("[data-question=ssh]").attr("data-standing"))
                .isEqualTo("ASKED_AGAIN");
        assertThat(page.html().select("[data-question=ntp]").attr("data-standing"))
                .isEqualTo("CARRIED_OVER");
    }

    @Test
    void onlyAnAdministratorPublishesAndOnlyAListThatIsWhole() {
        for (Browser each : List.of(staff, rei)) {
            assertThat(each.get("/keywords/next").status()).isEqualTo(404);
            assertThat(each.post("/keywords/next", "after", "1", "step", "publish", "table", table())
                            .status())
                    .isEqualTo(404);
        }
        assertThat(rei.get("/keywords").status()).isEqualTo(404);
        assertThat(staff.get("/keywords").html().select("a[href=/keywords/next]"))
                .isEmpty();
        Map<String, String> wrong = new LinkedHashMap<>();
        wrong.put(table(), "keyword-same");
        wrong.put("", "import-empty");
        wrong.put("code,label\na,b\n", "keyword-header");
        wrong.put(table() + "SSH 2,g,g,a,b,,,\r\n", "keyword-code");
        wrong.put(table() + "ssh,g,g,a,b,,,\r\n", "keyword-twice");
        wrong.put(table() + "x,g,g,,b,,,\r\n", "keyword-words");
        wrong.put(table() + "x,g,g,a,evil\u202e,,,\r\n", "keyword-cell");
        wrong.forEach((table, slug) -> {
            for (String step : List.of("preview", "publish")) {
                Browser.Page page = next(admin, step, table);
                assertThat(page.status()).as(slug).isEqualTo(422);
                assertThat(page.refusal()).isEqualTo(slug);
                assertThat(page.html().select("#changesEn").text()).isEqualTo("Questions changed");
            }
        });
        String changed = table() + "quantum,g,g,耐量子暗号,post-quantum,,,\r\n";
        assertThat(admin.post("/keywords/next", "after", "1", "step", "publish", "table", changed, "changesJa", "変更")
                        .refusal())
                .as("vendors are told in both languages what changed")
                .isEqualTo("keyword-changes");
        assertThat(next(admin, "publish", changed).status()).isEqualTo(303);
        assertThat(admin.post("/keywords/next", "after", "1", "step", "publish", "table", changed + "y,g,g,a,b,,,\r\n")
                        .refusal())
                .isEqualTo("keyword-version-newer");
        assertThat(admin.upload(
                                "/keywords/next",
                                List.of(new Browser.File(
                                        "file", "k.csv", (changed + "z,g,g,a,b,,,\r\n").getBytes(UTF_8))),
                                "after",
                                "2")
                        .html()
                        .expectFirst("dl[data-preview] dd")
                        .text())
                .isEqualTo("z b");
        byte[] large = "x".repeat(2 * 1024 * 1024 + 1).getBytes(UTF_8);
        Browser.Page page = admin.upload(
                "/keywords/next",
                List.of(new Browser.File("file", "k.csv", large)),
                "after",
                "2",
                "changesEn",
                "kept",
                "table",
                "typed before");
        assertThat(page.status()).isEqualTo(422);
        assertThat(page.refusal()).isEqualTo("import-large");
        assertThat(page.html().select("#changesEn").text()).isEqualTo("kept");
        assertThat(page.html().select("#table").text()).isEqualTo("typed before");
    }

    @Test
    void whatCannotBeKeptIsRefusedAndTheAnswersComeBackAsTheyWereTyped() {
        Browser.Page page = answer(mem, "answer.ssh", "USES", "note.ssh", "n".repeat(301));
        assertThat(page.status()).isEqualTo(422);
        assertThat(page.refusal()).isEqualTo("keyword-note");
        assertThat(page.html().select("[data-question=ssh] input[checked]").attr("value"))
                .isEqualTo("USES");
        assertThat(answer(mem, "answer.ssh", "PERHAPS").refusal()).isEqualTo("keyword-answer");
        assertThat(mem.post(OURS, "version", "7", "answer.ssh", "USES").status())
                .isEqualTo(404);
    }

    @Test
    void navigationOfTheOwnOrganisationMarksWhereTheReaderIs() {
        for (Map.Entry<String, String> each : Map.of(
                        "/organisation",
                        "Overview",
                        "/organisation/contacts/TEAM",
                        "Contact points",
                        "/members",
                        "Members",
                        "/organisation/products",
                        "Products",
                        "/organisation/products/new",
                        "Products",
                        OURS,
                        "Technology keywords",
                        "/organisation/as-seen",
                        "As the CSIRT sees us")
                .entrySet()) {
            assertThat(rei.get(each.getKey())
                            .html()
                            .select("nav.own a[aria-current=page]")
                            .eachText())
                    .as(each.getKey())
                    .containsExactly(each.getValue());
        }
        assertThat(mem.get("/organisation").html().select("nav.own a").eachText())
                .as("a member invites nobody")
                .doesNotContain("Members");
    }

    private String table() {
        return staff.get("/keywords/1/table.csv").body().substring(1);
    }

    private static Browser.Page next(Browser browser, String step, String table) {
        String after =
                browser.get("/keywords/next").html().select("[name=after]").val();
        return browser.post(
                "/keywords/next",
                "after",
                after,
                "step",
                step,
                "table",
                table,
                "changesJa",
                "質問の変更",
                "changesEn",
                "Questions changed");
    }

    private static Browser.Page answer(Browser browser, String... fields) {
        List<String> form = form(browser);
        for (int i = 0; i < fields.length; i += 2) {
            set(form, fields[i], fields[i + 1]);
        }
        return browser.post(OURS, form.toArray(String[]::new));
    }

    private static void set(List<String> form, String name, String value) {
        form.set(form.indexOf(name) + 1, value);
    }

    /** The whole form as it stands on the page. */
    private static List<String> form(Browser browser) {
        List<String> form = new ArrayList<>();
        for (Element field : browser.get(OURS).html().select("form.keywords input:not([name=_csrf])")) {
            if (!field.attr("type").equals("radio") || field.hasAttr("checked")) {
                form.addAll(List.of(field.attr("name"), field.val()));
            }
        }
        return form;
    }
}
