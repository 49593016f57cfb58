package org.chosei.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.chosei.testing.TestOrganisations.COORDINATOR;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
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

/** An import that takes its time is looked on; a table says whose subsidiary an organisation is. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RegistryImportsTest {
    private static final Scope STAFF =
            new Scope.Person(new PersonId(new UUID(1, 2)), COORDINATOR, Set.of(Role.COORDINATOR));
    private static final String HEADER = "会社名,法人番号,親会社,登録区分,メール\n";
    private static final String[] COLUMNS = {
        "map", "NAME_JA", "map", "CORPORATE_NUMBER", "map", "PARENT", "map", "CLASS", "map", "EMAIL"
    };

    private final Application application = Application.start();
    private final Browser staff = TestPerson.joined(
                    application, "Cora", "cora@csirt.example", COORDINATOR, Role.COORDINATOR)
            .browser();

    @AfterAll
    void stop() {
        application.close();
    }

    @Test
    void progressIsShownWhileTheImportWaitsAndTheResultAfterwards() {
        String path = brought(HEADER + "待機工業,,,一般登録,psirt@waiting.example\n");
        whileItsResultIsHeld(path, () -> {
            assertThat(staff.post(path + "/application", COLUMNS).status()).isEqualTo(303);
            Browser.Page page = staff.get(path);
            assertThat(page.html().select("progress[value=0][max=1]")).hasSize(1);
            assertThat(page.html().select("form[action$=application]"))
                    .as("nobody applies it twice")
                    .isEmpty();
            assertThat(staff.post(path + "/application", COLUMNS).status()).isEqualTo(303);
        });
        applied(path);
        assertThat(application.everything("select count(*)::text from organisation where name_ja = '待機工業'"))
                .containsExactly("1");
        assertThat(application.everything("select distinct uploaded_by || ' ' || applied_by from registry_import i"
                        + " join registry_import_applied a on a.import_id = i.id where id = '" + id(path) + "'"))
                .as("in the name of who pressed the button")
                .singleElement()
                .asString()
                .matches("(person:\\S+) \\1");
    }

    @Test
    void whileAnotherImportRunsNoneBeginsAndNoneWaits() {
        String path = brought(HEADER + "後続工業,,,一般登録,psirt@later.example\n");
        asStaff(() -> {
            application
                    .bean(JdbcClient.class)
                    .sql("select pg_advisory_xact_lock(hashtext('registry_import'))")
                    .query((_, _) -> true)
                    .single();
            Browser.Page refused = staff.post(path + "/application", with("vetted", "by ourselves in 2019"));
            assertThat(refused.status()).isEqualTo(422);
            assertThat(refused.refusal()).isEqualTo("import-another-runs");
            assertThat(refused.html().select("#vetted").text()).isEqualTo("by ourselves in 2019");
            assertThat(application.everything(
                            "select count(*)::text from pg_locks where locktype = 'advisory'" + " and not granted"))
                    .as("nobody waits with a connection in hand")
                    .containsExactly("0");
        });
        assertThat(application.everything(
                        "select count(*)::text from registry_import_progress where import_id = '" + id(path) + "'"))
                .as("nothing began")
                .containsExactly("0");
        assertThat(staff.post(path + "/application", COLUMNS).status()).isEqualTo(303);
        applied(path);
    }

    @Test
    void importThatFailedSaysSoUntilItIsApplied() {
        String path = brought(HEADER + "失敗工業,,,一般登録,psirt@failed.example\n");
        assertThat(staff.get(path).html().select("[data-stopped]")).isEmpty();
        application.asOwner("create function no_more() returns trigger language plpgsql as"
                + " 'begin raise exception ''disk full''; end';"
                + " create trigger no_more before insert on registry_import_row execute function no_more()");
        assertThat(staff.post(path + "/application", COLUMNS).status()).isEqualTo(303);
        Browser.Page page = Post.await(
                "stopped",
                () -> Optional.of(staff.get(path))
                        .filter(each -> !each.html().select("[data-stopped]").isEmpty()));
        application.asOwner("drop function no_more() cascade");
        assertThat(page.text()).contains("The last attempt stopped and nothing was changed");
        assertThat(application.everything("select count(*)::text from organisation where name_ja = '失敗工業'"))
                .containsExactly("0");
        assertThat(staff.post(path + "/application", COLUMNS).status()).isEqualTo(303);
        applied(path);
        assertThat(staff.get(path).html().select("[data-stopped]")).isEmpty();
    }

    @Test
    void importThatWasGivenUpMayBeAppliedAgain() {
        String path = brought(HEADER + "再起工業,,,一般登録,psirt@again.example\n");
        asStaff(() -> application
                .bean(JdbcClient.class)
                .sql("""
                        insert into registry_import_progress (import_id, state, done, of_all, at)
                        values (:id, 'RUNNING', 0, 1, chosei_now() - interval '3 minutes')
                        """)
                .param("id", UUID.fromString(id(path)))
                .update());
        assertThat(staff.get(path + "?map=NAME_JA&map=CORPORATE_NUMBER&map=PARENT&map=CLASS&map=EMAIL")
                        .html()
                        .select("form[action$=application]"))
                .hasSize(1);
        assertThat(staff.get(path).html().select("[data-stopped]")).hasSize(1);
        assertThat(staff.post(path + "/application", COLUMNS).status()).isEqualTo(303);
        applied(path);
    }

    @Test
    void parentIsAnotherRowOrAnOrganisationThatIsKnownByNumberOrName() {
        String path = brought(HEADER
                + "親ホールディングス,7000012050002,,一般登録,psirt@oya.example\n"
                + "子電機,1180301018771,７０００-０１２０５-０００２,一般登録,psirt@ko.example\n"
                + "孫ソフト,,子 電機,一般登録,psirt@mago.example\n"
                + "朝日の子,,Asahi Electric,一般登録,psirt@asahi-ko.example\n");
        Browser.Page answer = staff.post(path + "/application", COLUMNS);
        assertThat(answer.status()).as(answer.text()).isEqualTo(303);
        applied(path);
        assertThat(application.everything("select c.name_ja || ' < ' || coalesce(nullif(p.name_ja, ''), p.name_en)"
                        + " from organisation_parent f join organisation c on c.id = f.organisation_id"
                        + " join organisation p on p.id = f.parent_id order by 1"))
                .contains("子電機 < 親ホールディングス", "孫ソフト < 子電機", "朝日の子 < 朝日電機");
        assertThat(staff.get("/organisations/export.csv").body())
                .contains("子電機,,vendor,General,psirt@ko.example,,,ja,,1180301018771,,,7000012050002,registered")
                .contains("孫ソフト,,vendor,General,psirt@mago.example,,,ja,,,,,1180301018771,registered");
    }

    @Test
    void unknownParentAndCircleAreProblemsOfTheirRows() {
        Browser.Page look = staff.get(brought(HEADER
                + "甲社,,乙社,一般登録,a@circle.example\n"
                + "乙社,,丙社,一般登録,b@circle.example\n"
                + "丙社,,甲社,一般登録,c@circle.example\n"
                + "丁社,,どこにもない社,一般登録,d@circle.example\n"
                + "戊社,,甲社,一般登録,e@circle.example\n"
                + "己社,,己社,一般登録,f@circle.example\n"
                + "庚社,,-,一般登録,g@circle.example\n"
                + "辛社,,－,一般登録,h@circle.example\n"));
        assertThat(look.html().select("[data-problem]").stream()
                        .map(line -> line.attr("data-row") + " " + line.attr("data-problem"))
                        .toList())
                .containsExactly(
                        "2 parent-circle",
                        "3 parent-circle",
                        "4 parent-circle",
                        "5 parent-unknown",
                        "7 parent-circle",
                        "8 parent-unknown",
                        "9 parent-unknown");
    }

    /** Another transaction that writes the same result, and gives it up, keeps an import from going on meanwhile. */
    private void whileItsResultIsHeld(String path, Runnable work) {
        Scopes.as(
                STAFF,
                () -> application.bean(TransactionOperations.class).executeWithoutResult(status -> {
                    status.setRollbackOnly();
                    application
                            .bean(JdbcClient.class)
                            .sql("insert into registry_import_applied (import_id, organisations) values (:id, 0)")
                            .param("id", UUID.fromString(id(path)))
                            .update();
                    work.run();
                }));
    }

    private static String[] with(String name, String value) {
        return Stream.concat(Stream.of(COLUMNS), Stream.of(name, value)).toArray(String[]::new);
    }

    private void asStaff(Runnable work) {
        Scopes.as(STAFF, () -> application.bean(TransactionOperations.class).executeWithoutResult(_ -> work.run()));
    }

    private String brought(String table) {
        Browser.Page page = staff.upload(
                "/organisations/import", List.of(new Browser.File("file", "table.csv", table.getBytes(UTF_8))));
        assertThat(page.status()).as(page.text()).isEqualTo(303);
        return page.location();
    }

    private void applied(String path) {
        Post.await(
                "applied",
                () -> Optional.of(staff.get(path).html())
                        .filter(page -> !page.select("[data-applied]").isEmpty()));
    }

    private static String id(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
