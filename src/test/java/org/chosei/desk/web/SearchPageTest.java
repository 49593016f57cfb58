package org.chosei.desk.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.chosei.testing.TestOrganisations.COORDINATOR;
import static org.chosei.testing.TestOrganisations.VENDOR_A;
import static org.chosei.testing.TestOrganisations.VENDOR_B;

import java.net.URLEncoder;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.chosei.access.Audience;
import org.chosei.access.Audiences;
import org.chosei.access.Grants;
import org.chosei.access.Role;
import org.chosei.cases.Cases;
import org.chosei.cases.CoordinatedCase;
import org.chosei.cases.NewCase;
import org.chosei.conversation.Messages;
import org.chosei.conversation.Threads;
import org.chosei.identity.TestPerson;
import org.chosei.kernel.AudienceId;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Tlp;
import org.chosei.ledger.LedgerRoom;
import org.chosei.testing.Browser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The page of results and the searches that people keep, in both languages. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SearchPageTest {
    private final LedgerRoom room = new LedgerRoom();
    private final Browser coordinator = person("cora@csirt.example", COORDINATOR, Role.COORDINATOR);
    private final Browser colleague = person("carl@csirt.example", COORDINATOR, Role.APPROVER);
    private final Browser ofA = person("ann@a.example", VENDOR_A, Role.MEMBER);
    private final Browser ofB = person("bob@b.example", VENDOR_B, Role.MEMBER);
    private final CoordinatedCase of = open();

    @AfterAll
    void stop() {
        room.close();
    }

    @Test
    void staffFindsATextMarkedWithItsCaseAndALinkToTheVeryPlace() {
        Browser.Page page = search(coordinator, "サーバー 更新");
        assertThat(page.html().select(".found li[data-kind=message] mark").eachText())
                .contains("ｻｰﾊﾞ", "更新");
        assertThat(page.html().select(".found li[data-kind=message] .number").eachText())
                .containsOnly(of.number());
        String link = page.html().select(".found li[data-kind=message] a").attr("href");
        assertThat(link).startsWith("/messages/");
        assertThat(coordinator.get(link).location()).startsWith("/cases/" + of.id() + "/talk/");
        String own = ofA.get(search(ofA, "更新").html().select(".found a").attr("href"))
                .location();
        assertThat(own).startsWith("/our-cases/" + of.id() + "/talk/");
        assertThat(ofA.get(own.substring(0, own.indexOf('#'))).html().select(own.substring(own.indexOf('#'))))
                .hasSize(1);
    }

    @Test
    void aVendorFindsItsOwnAndLearnsNothingOfAnother() {
        assertThat(search(ofA, "更新").html().select(".found li")).hasSize(1);
        assertThat(search(ofA, "更新").html().select(".found a").attr("href")).startsWith("/messages/");
        Browser.Page others = search(ofB, "更新");
        assertThat(others.html().select(".found li")).isEmpty();
        assertThat(others.text()).doesNotContain(of.number());
        assertThat(search(ofB, "updaet").html().select(".near")).isEmpty();
        assertThat(search(ofB, nearly(of.number())).html().select(".near")).isEmpty();
        assertThat(search(ofB, of.number()).html().select("#exact")).isEmpty();
        assertThat(search(ofA, "updaet").html().select(".near a").eachText()).contains("update");
        assertThat(search(ofA, nearly(of.number())).html().select(".near a").eachText())
                .contains(of.number());
        // what nobody wrote and what somebody else wrote look the same but for the words themselves
        assertThat(plain(search(ofB, "更新"))).isEqualTo(plain(search(ofB, "鉄道")));
    }

    @Test
    void aNumberLeadsToItsCaseFirst() {
        assertThat(search(coordinator, of.number())
                        .html()
                        .select("#exact ~ ul a")
                        .eachAttr("href"))
                .containsExactly("/cases/" + of.id());
        assertThat(search(ofA, of.number()).html().select("#exact ~ ul a").eachAttr("href"))
                .containsExactly("/our-cases/" + of.id());
    }

    @Test
    void fieldsNarrowAndWhatCannotBeReadIsSaid() {
        assertThat(search(coordinator, "更新 kind:message case:" + of.number())
                        .html()
                        .select(".found li"))
                .hasSize(1);
        assertThat(search(coordinator, "更新 種類:案件").html().select(".found li")).isEmpty();
        assertThat(search(coordinator, "更新 before:2001-01-01").html().select(".found li"))
                .isEmpty();
        assertThat(search(coordinator, "更新 after:2001-01-01").html().select(".found li"))
                .isNotEmpty();
        Browser.Page wrong = search(coordinator, "更新 before:soon kind:letter");
        assertThat(wrong.html().select("[data-wrong]").eachAttr("data-wrong"))
                .containsExactlyInAnyOrder("BEFORE", "KIND");
        assertThat(wrong.html().select("#q").attr("value")).isEqualTo("更新 before:soon kind:letter");
        assertThat(search(coordinator, "-更新").html().select(".hint.wrong")).hasSize(1);
    }

    @Test
    void productsAreFoundByStaffWithTheirVendorsAndByAVendorAmongItsOwn() {
        for (OrganisationId maker : List.of(VENDOR_A, VENDOR_B)) {
            Browser.Page added = coordinator.post(
                    "/organisations/" + maker + "/products",
                    "form",
                    UUID.randomUUID().toString(),
                    "nameJa",
                    "カミナリ装置",
                    "nameEn",
                    maker.equals(VENDOR_A) ? "Thunder One" : "Thunder Two",
                    "state",
                    "SOLD");
            assertThat(added.status()).as(added.text()).isEqualTo(303);
        }
        assertThat(products(coordinator, "かみなり"))
                .hasSize(2)
                .allSatisfy(link -> assertThat(coordinator.get(link).status()).isEqualTo(200));
        assertThat(search(coordinator, "thunder one")
                        .html()
                        .select("#products ~ ul a")
                        .text())
                .isEqualTo("Thunder One (Asahi Electric)");
        assertThat(search(ofA, "thunder").html().select("#products ~ ul a").eachText())
                .containsExactly("Thunder One");
        assertThat(products(ofA, "thunder"))
                .allSatisfy(link -> assertThat(ofA.get(link).text()).contains("Thunder One"));
        assertThat(search(ofA, "two").html().select("#products")).isEmpty();
    }

    private static List<String> products(Browser by, String typed) {
        return search(by, typed).html().select("#products ~ ul a").eachAttr("href");
    }

    @Test
    void daysAreThoseOfTheReadersZone() {
        Instant said = room.application.clock().instant();
        LocalDate here = LocalDate.ofInstant(said, ZoneId.of("Asia/Tokyo"));
        String far = Stream.of("Pacific/Kiritimati", "Pacific/Pago_Pago")
                .filter(zone -> !LocalDate.ofInstant(said, ZoneId.of(zone)).equals(here))
                .findFirst()
                .orElseThrow();
        LocalDate there = LocalDate.ofInstant(said, ZoneId.of(far));
        Browser reader = person("zoe@csirt.example", COORDINATOR, Role.COORDINATOR);
        assertThat(reader.post("/account", "name", "Zoe", "language", "en", "zone", far)
                        .status())
                .isEqualTo(303);
        assertThat(search(reader, "更新 after:" + there).html().select(".found li"))
                .isNotEmpty();
        assertThat(search(reader, "更新 before:" + there).html().select(".found li"))
                .isEmpty();
        assertThat(search(reader, "更新 before:" + there.plusDays(1)).html().select(".found li"))
                .isNotEmpty();
    }

    /** Opening a snippet is reading: one entry of the case for one response. */
    @Test
    void whatIsShownOfATextWasReadOnce() {
        long before = reads();
        search(ofA, "更新");
        assertThat(reads()).isEqualTo(before + 1);
        search(ofB, "更新");
        assertThat(reads()).isEqualTo(before + 1);
    }

    @Test
    void thePageTeachesInBothLanguagesAndTheBoxIsOnEveryPage() {
        for (String language : List.of("en", "ja")) {
            coordinator.get("/search");
            coordinator.post("/language", "language", language, "back", "/search");
            Browser.Page page = coordinator.get("/search");
            assertThat(page.status()).isEqualTo(200);
            assertThat(page.html().select("html").attr("lang")).isEqualTo(language);
            assertThat(page.html().select("#how ~ dl dt")).hasSize(6);
            assertThat(page.html().select("header input#search")).hasSize(1);
        }
        coordinator.post("/language", "language", "en", "back", "/search");
        assertThat(ofA.get("/our-cases").html().select("header input#search")).hasSize(1);
        assertThat(room.application.browser().get("/").html().select("#search")).isEmpty();
    }

    @Test
    void aSearchIsKeptSealedUnderANameAndSharedOnlyByChoice() {
        keep(coordinator, "Own words", "更新 秘匿語", "");
        keep(coordinator, "For all", "CVE-2026-1", "yes");
        assertThat(coordinator.get("/search").html().select(".saved a").eachText())
                .contains("Own words", "For all");
        assertThat(colleague.get("/search").html().select(".saved a").eachText())
                .containsExactly("For all");
        assertThat(colleague.get("/search").html().select(".saved form")).isEmpty();
        assertThat(ofA.get("/search").html().select(".saved a").eachText()).doesNotContain("Own words", "For all");
        assertThat(room.application.everything("select s::text from saved_search s where s::text ~ '秘匿|Own|CVE'"))
                .isEmpty();
        String removal = coordinator
                .get("/search")
                .html()
                .select(".saved form[action$=/removal]")
                .attr("action");
        assertThat(colleague.post(removal).status()).isEqualTo(404);
        assertThat(coordinator.post(removal).status()).isEqualTo(303);
        assertThat(coordinator.get("/search").html().select(".saved a")).hasSize(1);
    }

    @Test
    void aFormSentTwiceKeepsOneAndABadOneLosesNothing() {
        String form = UUID.randomUUID().toString();
        ofA.get("/search?q=x");
        for (int i = 0; i < 2; i++) {
            assertThat(ofA.post("/searches", "form", form, "name", "Twice", "q", "更新", "shared", "yes")
                            .status())
                    .isEqualTo(303);
        }
        assertThat(ofA.get("/search").html().select(".saved a").eachText()).containsExactly("Twice");
        Browser.Page bad = ofA.post("/searches", "form", form, "name", "n".repeat(61), "q", "更新");
        assertThat(bad.status()).isEqualTo(422);
        assertThat(bad.refusal()).isEqualTo("search-name-long");
        assertThat(bad.html().select("#name").attr("value")).hasSize(61);
        assertThat(bad.html().select("#q").attr("value")).isEqualTo("更新");
    }

    private void keep(Browser by, String name, String q, String shared) {
        by.get("/search?q=x");
        assertThat(by.post("/searches", "form", UUID.randomUUID().toString(), "name", name, "q", q, "shared", shared)
                        .status())
                .isEqualTo(303);
    }

    /** The results, without what was typed. */
    private static String plain(Browser.Page page) {
        return page.html().select("main .empty, main .found, main h2").text();
    }

    private static String nearly(String number) {
        return number.substring(0, number.length() - 1) + (number.endsWith("9") ? "8" : "9");
    }

    private long reads() {
        return Long.parseLong(room.application
                .everything("select count(*)::text from ledger_entry where kind = 'content.read'")
                .getFirst());
    }

    private static Browser.Page search(Browser by, String typed) {
        Browser.Page page = by.get("/search?q=" + URLEncoder.encode(typed, UTF_8));
        assertThat(page.status()).isEqualTo(200);
        return page;
    }

    private Browser person(String email, OrganisationId organisation, Role role) {
        return TestPerson.joined(room.application, email.substring(0, 4), email, organisation, role)
                .browser();
    }

    private CoordinatedCase open() {
        return room.as(room.staff, () -> {
            CoordinatedCase opened = room.application
                    .bean(Cases.class)
                    .open(new NewCase(
                            "白い題名",
                            "要約",
                            "Router",
                            Tlp.AMBER,
                            COORDINATOR,
                            "",
                            null,
                            room.application.clock().instant()));
            AudienceId audience =
                    room.application.bean(Audiences.class).open(opened.id(), Audience.Kind.ORGANISATION, VENDOR_A);
            room.application
                    .bean(Grants.class)
                    .grant(
                            opened.id(),
                            null,
                            room.application.clock().instant().minusSeconds(1),
                            List.of(new Grants.Grant(VENDOR_A, audience, null)));
            room.application.bean(Threads.class).openFor(opened.id(), List.of(VENDOR_A));
            room.application
                    .bean(Messages.class)
                    .post(
                            room.application
                                    .bean(Threads.class)
                                    .of(opened.id(), VENDOR_A)
                                    .orElseThrow(),
                            "ｻｰﾊﾞの更新を確認しました。 The update is out.",
                            List.of());
            return opened;
        });
    }
}
