package org.chosei.desk.viewas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.chosei.access.Role;
import org.chosei.access.Scope;
import org.chosei.access.Scopes;
import org.chosei.cases.CoordinatedCase;
import org.chosei.cases.participants.Participants;
import org.chosei.conversation.Messages;
import org.chosei.distribution.Notices;
import org.chosei.distribution.Vendors.Vendor;
import org.chosei.distribution.WaveDesk;
import org.chosei.identity.TestPerson;
import org.chosei.testing.Browser;
import org.chosei.testing.TestOrganisations;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** The coordinator looks at what a vendor sees: exactly that, and leaves no trace that could be taken for the vendor's. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ViewAsTest {
    private static final List<String> PAGES = List.of("", "/status", "/embargo", "/leaving", "/timeline");

    private final WaveDesk desk = new WaveDesk();
    private final CoordinatedCase of = distributed();

    private CoordinatedCase distributed() {
        CoordinatedCase opened = desk.openCase();
        desk.plan(opened, desk.curve);
        desk.application.advance(WaveDesk.SOON.plusSeconds(1));
        desk.file(opened, desk.curve);
        desk.curvePerson.get(WaveDesk.page(opened));
        desk.curvePerson.post(WaveDesk.page(opened) + "/number", "number", "CURVE-77");
        desk.curvePerson.post(
                WaveDesk.page(opened) + "/status", "status", "AFFECTED", "statement", "href=\"/our-cases/x\" <b>");
        return opened;
    }

    @AfterAll
    void stop() {
        desk.close();
    }

    private String view(Vendor vendor) {
        return "/cases/" + of.id() + "/vendors/" + vendor.id() + "/view";
    }

    /** The main part without what differs from one opening to the next and without what only looking changes. */
    private static String main(Browser.Page page, String theirs, String here) {
        Document html = page.html();
        Element main = html.expectFirst("main");
        main.select("input[type=hidden], script").remove();
        main.select("[disabled]").removeAttr("disabled");
        main.select("*").removeAttr("hx-get").removeAttr("hx-trigger").removeAttr("data-draft");
        main.select("form[method=post]").removeAttr("action");
        return main.html().replace("\"" + here, "\"" + theirs);
    }

    @Test
    void everyPageHasTheSameMainPartAsTheVendorsOwn() {
        desk.application.stopAt(desk.now());
        for (String page : PAGES) {
            Browser.Page own = desk.curvePerson.get(WaveDesk.page(of) + page);
            Browser.Page looked = desk.coordinator.get(view(desk.curve) + page);
            assertThat(looked.status()).as(page).isEqualTo(200);
            String here = view(desk.curve);
            if (page.equals("/timeline")) {
                assertThat(looked.html().select("[data-kind]").eachAttr("data-kind"))
                        .isEqualTo(own.html().select("[data-kind]").eachAttr("data-kind"));
            } else {
                assertThat(main(looked, WaveDesk.page(of), here))
                        .as(page)
                        .isEqualTo(main(own, WaveDesk.page(of), here));
            }
            assertThat(looked.html().select("aside.looking").text()).as(page).contains("You see what Curve sees");
        }
        desk.application.go();
    }

    @Test
    void linksStayAmongThePagesLookedAtAndFormsCannotBeFilledIn() {
        Document page = desk.coordinator.get(view(desk.curve)).html();
        assertThat(page.select("main a").eachAttr("href"))
                .contains(view(desk.curve) + "/embargo")
                .noneMatch(href -> href.startsWith("/our-cases"));
        assertThat(page.select("main form[method=post]")).isNotEmpty();
        assertThat(page.select("form[method=post] button, form[method=post] textarea").stream())
                .allMatch(field -> field.hasAttr("disabled"));
    }

    @Test
    void theTalkLeadsToItsThreadAmongThePagesLookedAtAndNothingActsByItself() {
        String address = view(desk.curve) + "/talk";
        Browser.Page page = desk.coordinator.get(address);
        for (int i = 0; i < 3 && page.status() / 100 == 3; i++) {
            address = page.location().replaceFirst("^https?://[^/]+", "").replaceFirst("#.*", "");
            assertThat(address).startsWith(view(desk.curve) + "/talk/");
            page = desk.coordinator.get(address);
        }
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.html().select("aside.looking").text()).contains("You see what Curve sees");
        assertThat(page.html().select("main [data-draft], main [hx-get], main [hx-trigger]"))
                .isEmpty();
        assertThat(desk.coordinator.get(view(desk.curve)).html().select("main [hx-get], main [data-draft]"))
                .isEmpty();
        assertThat(desk.coordinator.get(view(desk.curve) + "/talk/nothing").status())
                .isEqualTo(404);
    }

    @Test
    void everyFormOfEveryPageIsRefused() {
        for (String page : PAGES) {
            Document html = desk.coordinator.get(view(desk.curve) + page).html();
            for (Element form : html.select("form[method=post]")) {
                Browser.Page sent = desk.coordinator.post(form.attr("action"), "status", "FIXED", "text", "Words");
                assertThat(sent.refusal()).as(page + " " + form.attr("action")).isEqualTo("view-as-only-looks");
            }
        }
    }

    @Test
    void noPostRouteOfTheVendorsAnswersUnderThePagesLookedAt() {
        Map<String, List<String>> before = tables();
        List<String> tried = new ArrayList<>();
        desk.application.bean(RequestMappingHandlerMapping.class).getHandlerMethods().keySet().stream()
                .flatMap(info -> info.getPatternValues().stream())
                .filter(pattern -> pattern.startsWith("/our-cases/{id}"))
                .forEach(pattern -> {
                    String rest = pattern.substring("/our-cases/{id}".length())
                            .replaceAll("\\{[a-z]+}", "01990000-0000-7000-8000-00000000dead");
                    int status = desk.coordinator.post(view(desk.curve) + rest).status();
                    assertThat(status).as(pattern).isIn(404, 405, 409);
                    tried.add(pattern);
                });
        assertThat(tried).hasSizeGreaterThan(5);
        assertThat(tables()).isEqualTo(before);
    }

    /** What a vendor's reading or answering would leave behind. */
    private Map<String, List<String>> tables() {
        Map<String, List<String>> all = new TreeMap<>();
        for (String table : desk.application.everything("""
            select relname from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace
               and relname not in ('session', 'ledger_entry', 'ledger_chain', 'ledger_checkpoint', 'scheduled_tasks',
                                   'ledger_signed', 'clear_letter', 'mail_delivery', 'sealed_item', 'notice_due', 'notice_cursor',
                                   'flyway_schema_history') order by 1
            """)) {
            all.put(table, desk.application.everything("select to_jsonb(t)::text from " + table + " t order by 1"));
        }
        return all;
    }

    @Test
    void lookingIsRecordedAsTheLookersAndCountsAsNobodysReading() {
        WaveDesk fresh = desk;
        CoordinatedCase unread = fresh.openCase();
        fresh.plan(unread, fresh.curve);
        fresh.application.advance(WaveDesk.SOON.plusSeconds(1));
        fresh.settled();
        Map<String, List<String>> before = tables();
        String path = "/cases/" + unread.id() + "/vendors/" + fresh.curve.id() + "/view";
        for (String page : PAGES) {
            assertThat(fresh.coordinator.get(path + page).status()).isEqualTo(200);
        }
        assertThat(tables()).isEqualTo(before);
        assertThat(fresh.vendors.entries(unread, "vendor.viewed-as")).isEqualTo(PAGES.size());
        assertThat(fresh.vendors.entries(unread, "content.read")).isZero();
        assertThat(fresh.vendors.line(unread, fresh.curve).readAt()).isNull();
        assertThat(fresh.application.everything(
                        "select distinct audience_id::text from ledger_entry" + " where kind = 'vendor.viewed-as'"))
                .containsOnlyNulls();
        assertThat(fresh.curvePerson
                        .get("/our-cases/" + unread.id() + "/timeline")
                        .html()
                        .select("[data-kind=vendor.viewed-as]"))
                .isEmpty();
    }

    @Test
    void whateverIsDoneInTheScopeThatOnlyLooksIsUndone() {
        Scope.Person looks = desk.vendors.staff().lookingAs(desk.curve.id());
        Map<String, List<String>> before = tables();
        Scopes.as(
                looks,
                () -> desk.application.bean(TransactionOperations.class).executeWithoutResult(_ -> {
                    Notices notices = desk.application.bean(Notices.class);
                    notices.acknowledge(
                            of.id(), notices.read(of.id()).getFirst().id());
                    desk.application.bean(Participants.class).setNumber(of.id(), "FORGED");
                    desk.application.bean(Messages.class).post(desk.thread(of, desk.curve), "Forged", List.of());
                }));
        assertThat(tables()).isEqualTo(before);
        assertThat(desk.vendors.entries(of, "notice.acknowledged")).isZero();
    }

    @Test
    void aVendorThatSeesNothingIsShownToSeeNothing() {
        Browser.Page page = desk.coordinator.get(view(desk.rsa));
        assertThat(page.text()).contains("sees nothing of this case now");
        assertThat(desk.vendors.asStaff(() -> desk.vendors
                        .sql()
                        .sql("select count(*) from ledger_entry where kind = 'vendor.viewed-as' and subjects like :of")
                        .param("of", "%" + desk.rsa.id() + "%")
                        .query(Long.class)
                        .single()))
                .isZero();
    }

    @Test
    void whoDoesNotCoordinateCannotLookAndNobodyLooksFromWithin() {
        Browser administrator = TestPerson.joined(
                        desk.application, "Ada", "ada@csirt.example", TestOrganisations.COORDINATOR, Role.ADMINISTRATOR)
                .browser();
        assertThat(administrator.get(view(desk.curve)).status()).isEqualTo(404);
        assertThat(desk.curvePerson.get(view(desk.curve)).status()).isEqualTo(404);
        assertThat(desk.coordinator.get(view(desk.curve) + "/view").status()).isEqualTo(404);
        assertThat(desk.coordinator.get(view(desk.curve) + "/no-such-page").status())
                .isEqualTo(404);
        assertThat(desk.coordinator.get(WaveDesk.page(of)).status()).isEqualTo(404);
    }

    @Test
    void theBannerSpeaksJapaneseToo() {
        desk.coordinator.post("/language", "language", "ja", "back", "/");
        assertThat(desk.coordinator
                        .get(view(desk.curve))
                        .html()
                        .select("aside.looking")
                        .text())
                .contains("Curve に見えている画面を表示しています");
        desk.coordinator.post("/language", "language", "en", "back", "/");
    }
}
