package org.chosei.advisories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.chosei.advisories.AdvisoryDesk.await;
import static org.chosei.testing.TestOrganisations.VENDOR_A;
import static org.chosei.testing.TestOrganisations.VENDOR_B;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.chosei.access.Audience;
import org.chosei.access.Audiences;
import org.chosei.access.Purpose;
import org.chosei.access.Scope;
import org.chosei.access.Scopes;
import org.chosei.cases.CoordinatedCase;
import org.chosei.cases.participants.Participants;
import org.chosei.cases.status.Statuses;
import org.chosei.cases.status.VendorStatus;
import org.chosei.testing.Browser;
import org.chosei.testing.NodePeers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PublicationTest {
    /** The test server has no TLS, and the draft no package URL. */
    private static final List<String> ADVICE = List.of("6.2.11", "6.2.16");

    private final AdvisoryDesk desk = new AdvisoryDesk();

    @AfterAll
    void stop() {
        desk.close();
    }

    @Test
    void nothingIsPublicBeforeTheInstantAndPageFilesAndFeedsAreAtIt() {
        CoordinatedCase of = desk.scheduled("Together", Duration.ofHours(1));
        assertThat(desk.state(of)).isEqualTo("scheduled");
        desk.application.advance(Duration.ofMinutes(59));
        Browser.Page unknown = desk.stranger.get("/advisories/CHS-1999-00001");
        for (String path : desk.publicPaths(of)) {
            Browser.Page early = desk.stranger.get(path);
            assertThat(early.status()).as(path).isEqualTo(404);
            assertThat(withoutNumber(early)).isEqualTo(withoutNumber(unknown));
            assertThat(early.headers().firstValue("Cache-Control")).contains("no-store");
        }
        assertListed(of, false);
        assertThat(desk.coordinator.get(AdvisoryDesk.page(of)).html().select("[data-published]"))
                .isEmpty();
        assertThat(desk.count(new Scope.Organisation(VENDOR_A), "publication where number = '" + of.number() + "'"))
                .isZero();

        desk.application.advance(Duration.ofMinutes(2));
        desk.awaitPublic(of);

        for (String path : desk.publicPaths(of)) {
            assertThat(desk.stranger.get(path).status()).as(path).isEqualTo(200);
        }
        assertListed(of, true);
        assertThat(desk.state(of)).isEqualTo("published");
        assertThat(desk.entries(of, "advisory.published")).isEqualTo(1);
        assertThat(desk.coordinator
                        .get(AdvisoryDesk.page(of))
                        .html()
                        .select("[data-published] a")
                        .attr("href"))
                .as("the case says so itself")
                .isEqualTo("/advisories/" + of.number());
        assertThat(desk.coordinator
                        .post(
                                "/cases/" + of.id() + "/closing",
                                "reason",
                                "PUBLISHED",
                                "words",
                                "Done",
                                "number",
                                of.number())
                        .status())
                .as("now it may be closed as published")
                .isEqualTo(303);
    }

    private void assertListed(CoordinatedCase of, boolean listed) {
        for (String path : List.of("/advisories", "/advisories/feed.ja.atom", "/advisories/feed.en.atom")) {
            assertThat(desk.stranger.get(path).body().contains(of.number()))
                    .as(path)
                    .isEqualTo(listed);
        }
    }

    @Test
    void rowWrittenTooEarlyIsSeenByNobodyBeforeItsInstant() {
        CoordinatedCase of = desk.scheduled("Early row", Duration.ofDays(40));
        Instant at = desk.now().plus(Duration.ofMinutes(10)).truncatedTo(ChronoUnit.MILLIS);
        byte[] bytes = "{}".getBytes(StandardCharsets.UTF_8);
        desk.asPublication(() -> {
            AdvisoryStore store = desk.application.bean(AdvisoryStore.class);
            AdvisoryStore.Advisory advisory = store.find(of.id()).orElseThrow();
            UUID version = store.versions(advisory.id()).getFirst().id();
            desk.application
                    .bean(PublicationStore.class)
                    .publish(advisory, version, at, "{}", bytes, Publications.hash("SHA-256", bytes));
            return true;
        });
        String row = "publication where number = '" + of.number() + "'";
        assertThat(desk.count(new Scope.Public(), row)).isZero();
        assertThat(desk.asStaff(() -> desk.sql()
                        .sql("select count(*) from " + row)
                        .query(Long.class)
                        .single()))
                .isZero();
        desk.application.advance(Duration.ofMinutes(11));
        assertThat(desk.count(new Scope.Public(), row)).isEqualTo(1);
        removed(of);
    }

    /** The row is no advisory, so that other tests' lists must not meet it. */
    private void removed(CoordinatedCase of) {
        try (Connection owner = desk.ownerConnection();
                Statement statement = owner.createStatement()) {
            statement.execute("select set_config('chosei.purpose', 'backup', false)");
            assertThat(statement.executeUpdate("delete from publication where number = '" + of.number() + "'"))
                    .isEqualTo(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void publicationBeforeTheEndOfTheEmbargoIsRefusedAndAtItsEndItEndsTheEmbargo() {
        CoordinatedCase of = desk.openCase(Duration.ofHours(5));
        desk.draft(desk.coordinator, of, "Embargoed");
        desk.approve(desk.approver, of, 1);
        Instant end = desk.asStaff(() -> desk.sql()
                .sql("select until from embargo_term where case_id = :case")
                .param("case", of.id().value())
                .query((row, _) ->
                        row.getObject(1, java.time.OffsetDateTime.class).toInstant())
                .single());

        Browser.Page refused = desk.schedule(desk.coordinator, of, end.minusSeconds(1));

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.refusal()).isEqualTo("publication-before-embargo");
        assertThat(refused.text())
                .contains(
                        end.atZone(AdvisoryDesk.TOKYO).toLocalTime().toString().substring(0, 5));
        assertThat(desk.schedule(desk.coordinator, of, end).status()).isEqualTo(303);
        desk.application.advance(Duration.ofHours(5).plusSeconds(1));
        desk.awaitPublic(of);
        assertThat(kindsAtTheEnd(of)).containsSubsequence("advisory.published", "embargo.ended");
        assertThat(desk.coordinator.get(AdvisoryDesk.page(of)).html().select(".embargo"))
                .isEmpty();
    }

    private List<String> kindsAtTheEnd(CoordinatedCase of) {
        return desk.asStaff(() -> desk.sql()
                .sql("select kind from ledger_entry where chain = :case order by seq")
                .param("case", of.id().value())
                .query(String.class)
                .list());
    }

    @Test
    void endOfTheEmbargoAlonePublishesNothing() {
        CoordinatedCase of = desk.openCase(Duration.ofHours(1));
        desk.draft(desk.coordinator, of, "No duty");
        desk.approve(desk.approver, of, 1);
        desk.application.advance(Duration.ofHours(2));
        assertThat(desk.isPublic(of)).isFalse();
        assertThat(desk.state(of)).isEqualTo("approved");
    }

    @Test
    void advisoryEditedAfterItsApprovalIsHeldBackAndThePageSaysWhy() {
        CoordinatedCase of = desk.scheduled("Edited", Duration.ofMinutes(10));
        desk.draft(desk.coordinator, of, "Edited afterwards");
        desk.application.advance(Duration.ofMinutes(11));
        await(() -> desk.state(of).equals("held-back"));
        assertThat(desk.isPublic(of)).isFalse();
        assertThat(desk.entries(of, "advisory.held-back")).isEqualTo(1);
        assertThat(desk.coordinator.get(AdvisoryDesk.page(of)).text()).contains("newer version");

        assertThat(desk.schedule(desk.coordinator, of, desk.now().plusSeconds(600))
                        .refusal())
                .isEqualTo("advisory-not-approved");
        desk.approve(desk.approver, of, 2);
        desk.schedule(desk.coordinator, of, desk.now().plusSeconds(600));
        desk.application.advance(Duration.ofMinutes(11));
        desk.awaitPublic(of);
        assertThat(desk.stranger.get("/advisories/" + of.number()).text()).contains("Edited afterwards");
    }

    @Test
    void cancelledScheduleDoesNotPublishAndAMovedOneOnlyAtItsNewInstant() {
        CoordinatedCase cancelled = desk.scheduled("Cancelled", Duration.ofMinutes(10));
        CoordinatedCase moved = desk.scheduled("Moved", Duration.ofMinutes(10));
        CoordinatedCase control = desk.scheduled("Control", Duration.ofMinutes(12));
        String cancellation = AdvisoryDesk.page(cancelled) + "/schedule/cancellation";
        assertThat(desk.coordinator.post(cancellation).status()).isEqualTo(303);
        assertThat(desk.coordinator.post(cancellation).refusal()).isEqualTo("advisory-not-scheduled");
        desk.schedule(desk.coordinator, moved, desk.now().plus(Duration.ofMinutes(60)));

        desk.application.advance(Duration.ofMinutes(13));
        desk.awaitPublic(control);
        assertThat(desk.isPublic(cancelled)).isFalse();
        assertThat(desk.isPublic(moved)).isFalse();
        runJob(desk.schedule(cancelled));
        assertThat(desk.isPublic(cancelled)).isFalse();

        desk.application.advance(Duration.ofMinutes(50));
        desk.awaitPublic(moved);
        assertThat(desk.isPublic(cancelled)).isFalse();
        assertThat(desk.state(cancelled)).isEqualTo("approved");
    }

    @Test
    void jobThatRunsTwicePublishesOnceAndNeverBeforeTheInstant() {
        CoordinatedCase of = desk.scheduled("Twice", Duration.ofMinutes(10));
        UUID schedule = desk.schedule(of);
        assertThatThrownBy(() -> runJob(schedule)).hasMessageContaining("before its instant");
        assertThat(desk.isPublic(of)).isFalse();
        desk.application.advance(Duration.ofMinutes(11));
        desk.awaitPublic(of);
        String before = desk.stranger.get(desk.publicPaths(of).get(1)).body();
        runJob(schedule);
        runJob(schedule);
        assertThat(desk.entries(of, "advisory.published")).isEqualTo(1);
        assertThat(desk.stranger.get(desk.publicPaths(of).get(1)).body()).isEqualTo(before);
    }

    private void runJob(UUID schedule) {
        Scopes.as(
                new Scope.System(Purpose.PUBLICATION),
                () -> desk.application.bean(PublishJob.class).run(schedule));
    }

    @Test
    void publicationCutOffAtItsCommitShowsNothingAndIsDoneAgainExactlyOnce() throws SQLException {
        CoordinatedCase of = desk.scheduled("Cut off", Duration.ofMinutes(10));
        try (Connection owner = desk.ownerConnection();
                Statement statement = owner.createStatement()) {
            owner.setAutoCommit(false);
            statement.execute("select from ledger_chain where id = '" + of.id() + "' for update");
            desk.application.advance(Duration.ofMinutes(11));
            await(() -> terminated() == 1);
            assertThat(desk.isPublic(of)).isFalse();
            owner.rollback();
        }
        desk.application.advance(Duration.ofSeconds(10));
        desk.awaitPublic(of);
        assertThat(desk.entries(of, "advisory.published")).isEqualTo(1);
        assertThat(desk.count(new Scope.Public(), "publication where number = '" + of.number() + "'"))
                .isEqualTo(1);
    }

    /** Ends the connection that waits to write its last statement, as kill -9 of the server would. */
    private long terminated() {
        List<Integer> waiting = desk.as(
                new Scope.Public(),
                () -> desk.sql().sql("""
                        select pid from pg_stat_activity where datname = current_database()
                           and wait_event_type = 'Lock' and query like '%ledger_append%'
                        """).query(Integer.class).list());
        waiting.forEach(pid -> desk.as(
                new Scope.Public(),
                () -> desk.sql()
                        .sql("select pg_terminate_backend(:pid)")
                        .param("pid", pid)
                        .query(Boolean.class)
                        .single()));
        return waiting.size();
    }

    @Test
    void publishedDocumentPassesTheIndependentValidatorAndNamesNoVendorThatWasNotChosen(@TempDir Path folder)
            throws IOException {
        CoordinatedCase of = desk.openCase(null);
        desk.asStaff(() -> {
            desk.application.bean(Participants.class).add(of.id(), List.of(VENDOR_A, VENDOR_B));
            desk.application.bean(Audiences.class).open(of.id(), Audience.Kind.ORGANISATION, VENDOR_A);
            desk.application
                    .bean(Statuses.class)
                    .state(of.id(), VENDOR_A, VendorStatus.AFFECTED, null, "版を上げてください。", null);
            return true;
        });
        Browser.Page form = desk.coordinator.get(AdvisoryDesk.page(of));
        assertThat(form.html()
                        .select("#status-" + VENDOR_A + " option[selected]")
                        .val())
                .isEqualTo("AFFECTED");
        assertThat(form.html().select("#statementJa-" + VENDOR_A).text()).isEqualTo("版を上げてください。");
        desk.draft(
                desk.coordinator,
                of,
                "Router X",
                "cvss",
                "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H",
                "cwe",
                "CWE-78",
                "cve",
                "CVE-2027-12345",
                "references",
                "Vendor's notice | https://vendor.example/notice",
                "acknowledgements",
                "山田太郎 | 例示大学",
                "status-" + VENDOR_A,
                "AFFECTED",
                "products-" + VENDOR_A,
                "Router X | 1.0",
                "fixed-" + VENDOR_A,
                "Router X | 1.1",
                "statementJa-" + VENDOR_A,
                "版を上げてください。");
        desk.approve(desk.approver, of, 1);
        desk.schedule(desk.coordinator, of, desk.now().plusSeconds(60));
        desk.application.advance(Duration.ofMinutes(2));
        desk.awaitPublic(of);

        String csaf = desk.stranger.get(desk.publicPaths(of).get(1)).body();
        String page = desk.stranger.get("/advisories/" + of.number()).body();
        Path file = Files.writeString(folder.resolve(CsafWriter.fileName(of.number())), csaf);
        String printed = NodePeers.run("csaf-validate.mjs", List.of(file.toString()));
        assertThat(JsonMapper.shared().readTree(printed).valueStream())
                .filteredOn(finding -> !ADVICE.contains(finding.get("test").asString()))
                .isEmpty();
        assertThat(JsonMapper.shared()
                        .readTree(csaf)
                        .at("/vulnerabilities/0/product_status")
                        .propertyNames())
                .containsExactlyInAnyOrder("known_affected", "fixed");
        assertThat(page).contains("朝日電機").doesNotContain("秘密工業");
        assertThat(csaf).contains("Asahi Electric").doesNotContain("Hidden Industries");
        assertThat(desk.as(
                        new Scope.Public(),
                        () -> desk.sql()
                                .sql("select content from publication where number = :number")
                                .param("number", of.number())
                                .query(String.class)
                                .single()))
                .doesNotContain("秘密工業")
                .doesNotContain(VENDOR_B.toString());
    }

    @Test
    void filesCarryTheirTypeAndHashAndAreNotSentAgainUnchanged() {
        CoordinatedCase of = desk.scheduled("Headers", Duration.ofSeconds(30));
        desk.application.advance(Duration.ofMinutes(1));
        desk.awaitPublic(of);
        List<String> paths = desk.publicPaths(of);
        Browser.Page csaf = desk.stranger.get(paths.get(1));
        assertThat(csaf.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(csaf.headers().allValues("Cache-Control")).containsExactly("max-age=60, public");
        byte[] bytes = csaf.body().getBytes(StandardCharsets.UTF_8);
        String name = CsafWriter.fileName(of.number());
        assertThat(desk.stranger.get(paths.get(2)).body())
                .isEqualTo(Publications.hash("SHA-256", bytes) + "  " + name + "\n");
        assertThat(desk.stranger.get(paths.get(3)).body())
                .isEqualTo(Publications.hash("SHA-512", bytes) + "  " + name + "\n");
        String tag = csaf.headers().firstValue("ETag").orElseThrow();
        assertThat(desk.stranger.get(paths.get(1), "If-None-Match", tag).status())
                .isEqualTo(304);
        assertThat(desk.stranger.get("/advisories/feed.en.atom").headers().firstValue("Content-Type"))
                .contains("application/atom+xml;charset=UTF-8");
        assertThat(desk.stranger.get("/advisories/" + of.number()).headers().allValues("Cache-Control"))
                .containsExactly("private, max-age=60");
    }

    @Test
    void newVersionReplacesPageAndDocumentTogetherAndKeepsTheFirstInstant() {
        CoordinatedCase of = desk.scheduled("First words", Duration.ofSeconds(30));
        desk.application.advance(Duration.ofMinutes(1));
        desk.awaitPublic(of);
        desk.draft(desk.coordinator, of, "Second words");
        assertThat(desk.stranger.get("/advisories/" + of.number()).text()).contains("First words");
        desk.approve(desk.approver, of, 2);
        desk.schedule(desk.coordinator, of, desk.now().plusSeconds(60));
        desk.application.advance(Duration.ofMinutes(2));
        await(() -> desk.stranger.get("/advisories/" + of.number()).text().contains("Second words"));
        JsonNode tracking = JsonMapper.shared()
                .readTree(desk.stranger.get(desk.publicPaths(of).get(1)).body())
                .at("/document/tracking");
        assertThat(tracking.get("version").asString()).isEqualTo("2");
        assertThat(tracking.get("revision_history").size()).isEqualTo(2);
        assertThat(tracking.get("initial_release_date")).isNotEqualTo(tracking.get("current_release_date"));
    }

    /** Every refusal has a number of its own. */
    private static String withoutNumber(Browser.Page page) {
        return page.text().replaceAll("[0-9A-F]{8}", "");
    }
}
