package org.chosei.registry.upkeep;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.chosei.testing.TestOrganisations.COORDINATOR;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.chosei.access.Role;
import org.chosei.access.Scope;
import org.chosei.access.Scopes;
import org.chosei.demo.MailSink;
import org.chosei.identity.TestPerson;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.PersonId;
import org.chosei.registry.upkeep.Drill.Whom;
import org.chosei.testing.Browser;
import org.chosei.testing.Post;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Three hundred vendors are asked to answer. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DrillTest {
    private static final int MANY = 300;
    private static final String SUBJECT = "Drill: please answer";

    private final UpkeepRoom room = new UpkeepRoom();
    private final Scope staff =
            new Scope.Person(new PersonId(new UUID(0x7000L, 1L << 63)), COORDINATOR, Set.of(Role.COORDINATOR));

    @BeforeAll
    void manyActiveVendors() {
        room.asStaff(() -> {
            JdbcClient sql = room.application.bean(JdbcClient.class);
            sql.sql("insert into organisation (id, kind, name_ja, name_en, registration_class)"
                            + " select ('01990000-0000-7000-8000-' || lpad(i::text, 12, '0'))::uuid, 'VENDOR', '',"
                            + " 'Many ' || lpad(i::text, 3, '0'), 'GENERAL' from generate_series(1, :many) as i")
                    .param("many", MANY)
                    .update();
            sql.sql("insert into organisation_state (organisation_id, state)"
                            + " select id, 'ACTIVE' from organisation where name_en like 'Many %'")
                    .update();
            return sql.sql("insert into contact_point (id, organisation_id, role, name, email, language)"
                            + " select gen_random_uuid(), id, role, 'Somebody', lower(role) || '@many' || right(name_en, 3)"
                            + " || '.example', 'en' from organisation, unnest(array['TEAM', 'PRIMARY']) as role"
                            + " where name_en like 'Many %'")
                    .update();
        });
    }

    @AfterAll
    void stop() {
        room.close();
    }

    @Test
    void statementsOfPlanningDoNotGrowWithTheContacts() {
        int few = started(Set.of(id(1), id(2), id(3)), 3);
        int many = started(null, MANY);
        assertThat(few).isPositive();
        assertThat(many).isEqualTo(few);
    }

    private int started(@org.jspecify.annotations.Nullable Set<OrganisationId> chosen, int mails) {
        room.application.statements().takenHere();
        Scopes.as(staff, () -> room.application.bean(Drills.class).start(UUID.randomUUID(), Whom.TEAM, chosen, mails));
        return room.application.statements().takenHere();
    }

    @Test
    void drillGoesFromItsPlanToItsReport() {
        Browser cora = room.staff();
        Browser.Page plan = cora.post("/contact-drills/plan", "whom", "ALL", "from", "all");
        assertThat(plan.html().select("[data-mails]").attr("data-mails")).isEqualTo(String.valueOf(2 * MANY));
        assertThat(room.post.count("select count(*) from contact_ask where role = 'PRIMARY'"))
                .as("nothing was sent yet")
                .isZero();
        String[] form = plan.hidden("/contact-drills").toArray(String[]::new);
        String page = cora.post("/contact-drills", form).location().replaceFirst("\\?.*", "");
        assertThat(cora.post("/contact-drills", form).location())
                .as("a second click")
                .startsWith(page);
        assertThat(room.post.count("select count(*) from contact_ask where role = 'PRIMARY'"))
                .isEqualTo(MANY);
        Post.await(
                "not all sent",
                () -> java.util.Optional.of(number(cora, page, "sent")).filter(sent -> sent == 2 * MANY));

        MailSink.Message first = drillMail("team@many001.example");
        assertThat(UpkeepRoom.text(first)).contains("Dear Many 001 team,").doesNotContain("many002");
        assertThat(UpkeepRoom.text(drillMail("primary@many001.example"))).contains("Dear Somebody,");
        Browser anybody = room.application.browser();
        assertThat(anybody.get(UpkeepRoom.link(first)).text()).contains("このメールは届いていますか", "t***@many001.example");
        assertThat(number(cora, page, "answered")).as("opening is no answer").isZero();
        assertThat(anybody.post(UpkeepRoom.link(first)).location()).isEqualTo("/contact-check/done");
        room.bounce(drillMail("team@many002.example"));
        Browser person = TestPerson.joined(
                        room.application, "Petra Person", "petra@many003.example", id(3), Role.RESPONSIBLE)
                .browser();
        person.post(
                "/organisation/confirmation",
                person.get("/organisation").hidden("/organisation/confirmation").toArray(String[]::new));

        assertThat(number(cora, page, "answered"))
                .as("one link, and one person for both contacts")
                .isEqualTo(3);
        assertThat(number(cora, page, "bounced")).isOne();
        assertThat(number(cora, page, "silent")).isEqualTo(2 * MANY - 4);
        assertThat(cora.get(page).html().select("svg rect").eachAttr("class"))
                .containsExactly("drill-ANSWERED", "drill-BOUNCED", "drill-SILENT");
        assertThat(cora.get(page + "?answer=BOUNCED").html().select("tbody tr").text())
                .contains("Many 002")
                .doesNotContain("Many 001");
        assertThat(organisations(cora, page)).hasSize(MANY);

        String[] reminder = cora.get(page).hidden(page + "/reminder").toArray(String[]::new);
        assertThat(cora.post(page + "/reminder", reminder).status()).isEqualTo(303);
        assertThat(cora.post(page + "/reminder", reminder).status())
                .as("a second click")
                .isEqualTo(303);
        Post.await(
                "not reminded",
                () -> java.util.Optional.of(
                                room.mails("team@many004.example", SUBJECT).size())
                        .filter(mails -> mails >= 2));
        assertThat(reminded("team@many004.example")).isEqualTo(2);
        assertThat(reminded("team@many001.example")).as("it had answered").isOne();
        assertThat(reminded("team@many002.example")).as("it had bounced").isOne();
        String second =
                UpkeepRoom.link(room.mails("team@many004.example", SUBJECT).getLast());
        String firstOfTwo =
                UpkeepRoom.link(room.mails("team@many004.example", SUBJECT).getFirst());
        anybody.post(second);
        assertThat(anybody.get(firstOfTwo).refusal()).as("one question").isEqualTo("contact-link-used");

        room.application.advance(Duration.ofMinutes(1));
        cora.post(page + "/end", cora.get(page).hidden(page + "/end").toArray(String[]::new));
        room.application.advance(Duration.ofMinutes(1));
        anybody.post(UpkeepRoom.link(drillMail("team@many005.example")));
        assertThat(room.fresh(id(5), room.application.clock().instant()).confirmedAt())
                .as("a late answer confirms")
                .isAfter(room.application.clock().instant().minus(Duration.ofMinutes(1)));
        assertThat(number(cora, page, "answered")).as("and counts no more").isEqualTo(4);
        assertThat(cora.post(page + "/reminder", "form", UUID.randomUUID().toString())
                        .refusal())
                .isEqualTo("drill-ended");

        String csv = new String(cora.download(page + "/report.csv").bytes(), UTF_8);
        assertThat(csv).startsWith("\uFEFF");
        assertThat(csv.lines()).hasSize(2 * MANY + 1);
        assertThat(csv.lines().filter(line -> line.contains("Many 001,Team")).findFirst())
                .hasValueSatisfying(line -> assertThat(line).contains("Answered", "by the link"));
        assertThat(csv.lines().filter(line -> line.contains("Many 003,Team")).findFirst())
                .hasValueSatisfying(line -> assertThat(line).contains("Answered", "Petra Person"));
        assertThat(csv.lines().filter(line -> line.contains("Many 002,Team")).findFirst())
                .hasValueSatisfying(line -> assertThat(line).contains("Mail came back"));
        assertThat(csv).doesNotContain("@many");
    }

    @Test
    void onlyACoordinatorStartsOneAndOnlyWithTheNumberThatWasShown() {
        Browser approver = TestPerson.joined(room.application, "Apu", "apu@csirt.example", COORDINATOR, Role.APPROVER)
                .browser();
        assertThat(approver.get("/contact-drills").html().select("a[href=/contact-drills/new]"))
                .isEmpty();
        String form = UUID.randomUUID().toString();
        assertThat(approver.post("/contact-drills", "form", form, "mails", String.valueOf(MANY))
                        .status())
                .isEqualTo(404);
        Browser cora = room.staff();
        assertThat(cora.post("/contact-drills", "form", form, "mails", "7").refusal())
                .isEqualTo("drill-changed");
        Browser.Page nobody = cora.post("/contact-drills/plan", "from", "selected");
        assertThat(nobody.status()).isEqualTo(422);
        assertThat(nobody.refusal()).isEqualTo("drill-nobody");
        assertThat(room.post.count("select count(*) from contact_drill where id = '" + form + "'"))
                .isZero();
    }

    private MailSink.Message drillMail(String address) {
        return room.await(address, SUBJECT, 1).getLast();
    }

    private long reminded(String address) {
        return room.post.count("select max(n) from (select count(*) as n from contact_link l join contact_ask a on"
                + " a.id = l.ask_id where a.email = '" + address + "' group by a.id) t");
    }

    private static int number(Browser browser, String page, String what) {
        return Integer.parseInt(browser.get(page)
                .html()
                .expectFirst("[data-count=" + what + "]")
                .text()
                .replaceFirst(" .*", ""));
    }

    /** Every organisation on the pages, one after the other. */
    private static Set<String> organisations(Browser browser, String page) {
        List<String> seen = new ArrayList<>();
        String next = page;
        while (!next.isEmpty()) {
            Browser.Page shown = browser.get(next);
            seen.addAll(
                    new HashSet<>(shown.html().select("tr[data-organisation]").eachAttr("data-organisation")));
            next = shown.html().select("a[href*=after=]").attr("href");
        }
        assertThat(seen).doesNotHaveDuplicates();
        return new HashSet<>(seen);
    }

    private static OrganisationId id(int number) {
        return OrganisationId.of(
                "01990000-0000-7000-8000-%s".formatted(String.format(java.util.Locale.ROOT, "%012d", number)));
    }
}
