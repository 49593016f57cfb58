package org.chosei.advisories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.chosei.testing.TestOrganisations.COORDINATOR;
import static org.chosei.testing.TestOrganisations.VENDOR_A;

import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import org.chosei.access.Role;
import org.chosei.access.Scope;
import org.chosei.cases.CoordinatedCase;
import org.chosei.kernel.PersonId;
import org.chosei.testing.Browser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApprovalTest {
    private final AdvisoryDesk desk = new AdvisoryDesk();

    @AfterAll
    void stop() {
        desk.close();
    }

    @Test
    void authorCannotApproveWhateverItsRoleAndAnotherApproverCan() {
        CoordinatedCase byCoordinator = desk.openCase(null);
        desk.draft(desk.coordinator, byCoordinator, "By the coordinator");
        assertRefused(desk.approve(desk.coordinator, byCoordinator, 1), "advisory-own-words");
        CoordinatedCase byApprover = desk.openCase(null);
        desk.draft(desk.approver, byApprover, "By an approver");
        assertRefused(desk.approve(desk.approver, byApprover, 1), "advisory-own-words");
        assertRefused(desk.approve(desk.coordinator, byApprover, 1), "advisory-not-approver");
        assertThat(desk.approver.get(AdvisoryDesk.page(byApprover)).html().select("form.approval"))
                .isEmpty();
        assertThat(desk.otherApprover.get(AdvisoryDesk.page(byApprover)).html().select("form.approval"))
                .hasSize(1);
        assertThat(desk.approve(desk.otherApprover, byApprover, 1).status()).isEqualTo(303);
        assertThat(desk.state(byApprover)).isEqualTo("approved");
        assertThat(desk.state(byCoordinator)).isEqualTo("drafted");
    }

    private static void assertRefused(Browser.Page page, String slug) {
        assertThat(page.status()).isEqualTo(403);
        assertThat(page.refusal()).isEqualTo(slug);
    }

    @Test
    void databaseRefusesApprovalByTheAuthorAndPublicationWithoutApproval() {
        CoordinatedCase of = desk.openCase(null);
        desk.draft(desk.coordinator, of, "By SQL");
        Version version = desk.asStaff(
                () -> desk.application.bean(Advisories.class).versions(of.id()).getFirst());
        Scope.Person author = new Scope.Person(
                PersonId.of(version.author().substring("person:".length())), COORDINATOR, Set.of(Role.APPROVER));
        String other = "person:" + UUID.randomUUID();

        assertThatThrownBy(() -> insert(author, version, version.author(), author.actor()))
                .hasStackTraceContaining("approver_is_not_the_author");
        assertThatThrownBy(() -> insert(author, version, other, author.actor())).hasStackTraceContaining("foreign key");
        assertThatThrownBy(() -> insert(author, version, version.author(), other))
                .hasStackTraceContaining("row-level security");
        assertThatThrownBy(() -> desk.as(
                        author,
                        () -> desk.sql()
                                .sql("update advisory_version set author = 'x' where id = :id")
                                .param("id", version.id())
                                .update()))
                .hasStackTraceContaining("permission denied");
        assertThatThrownBy(() -> desk.asPublication(() -> {
                    AdvisoryStore.Advisory advisory = desk.application
                            .bean(AdvisoryStore.class)
                            .find(of.id())
                            .orElseThrow();
                    byte[] bytes = {1};
                    desk.application
                            .bean(PublicationStore.class)
                            .publish(
                                    advisory,
                                    version.id(),
                                    desk.now(),
                                    "{}",
                                    bytes,
                                    Publications.hash("SHA-256", bytes));
                    return true;
                }))
                .hasStackTraceContaining("publication_version_id_fkey");
        assertThat(desk.state(of)).isEqualTo("drafted");
    }

    private int insert(Scope scope, Version version, String author, String approver) {
        return desk.as(
                scope,
                () -> desk.sql()
                        .sql(
                                "insert into advisory_approval (version_id, author, approver) values (:v, :author, :approver)")
                        .param("v", version.id())
                        .param("author", author)
                        .param("approver", approver)
                        .update());
    }

    @Test
    void secondClickOnEveryButtonChangesNothing() {
        CoordinatedCase of = desk.openCase(null);
        for (int click = 0; click < 2; click++) {
            assertThat(desk.draft(desk.coordinator, of, "Clicked twice").status())
                    .isEqualTo(303);
        }
        for (int click = 0; click < 2; click++) {
            assertThat(desk.approve(desk.approver, of, 1).status()).isEqualTo(303);
        }
        var at = desk.now().plus(Duration.ofDays(30));
        for (int click = 0; click < 2; click++) {
            assertThat(desk.schedule(desk.coordinator, of, at).status()).isEqualTo(303);
        }
        assertThat(desk.entries(of, "advisory.drafted")).isEqualTo(1);
        assertThat(desk.entries(of, "advisory.approved")).isEqualTo(1);
        assertThat(desk.entries(of, "advisory.scheduled")).isEqualTo(1);
    }

    @Test
    void approvalOfAnOutdatedVersionIsRefused() {
        CoordinatedCase of = desk.openCase(null);
        desk.draft(desk.coordinator, of, "One");
        desk.draft(desk.coordinator, of, "Two");
        Browser.Page refused = desk.approve(desk.approver, of, 1);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.refusal()).isEqualTo("advisory-newer-version");
    }

    @Test
    void wrongFieldIsNamedAndWhatWasTypedStaysInTheForm() {
        CoordinatedCase of = desk.openCase(null);
        assertWrong(of, "advisory-cvss", "cvss", "CVSS:2.0/nonsense");
        assertWrong(of, "advisory-cwe", "cwe", "CWE-999999");
        assertWrong(of, "cve-malformed", "cve", "CVE-1");
        assertWrong(of, "advisory-reference", "references", "bad | javascript:alert(1)");
        assertWrong(of, "advisory-acknowledgement", "acknowledgements", "| nobody");
        assertWrong(of, "advisory-title-missing", "titleEn", "");
        assertThat(desk.state(of)).isEqualTo("none");
    }

    private void assertWrong(CoordinatedCase of, String slug, String field, String value) {
        String title = field.equals("titleEn") ? "" : "Kept \u202Etitle 𠮷";
        Browser.Page page = desk.coordinator.post(
                AdvisoryDesk.page(of), "titleEn", title, "overviewEn", "Kept\u0000 overview", field, value);
        assertThat(page.status()).isEqualTo(422);
        assertThat(page.refusal()).isEqualTo(slug);
        assertThat(page.html().select("[data-refusal]").attr("data-field")).isEqualTo(field);
        assertThat(page.html().select("#overviewEn").text()).isEqualTo("Kept overview");
        assertThat(page.html().select("#titleEn").val()).isEqualTo(title);
    }

    @Test
    void draftsAreNothingToVendorsAndThePublic() {
        CoordinatedCase of = desk.scheduled("Confidential", Duration.ofDays(30));
        for (String table : new String[] {
            "advisory", "advisory_version", "advisory_approval", "advisory_schedule", "advisory_held_back"
        }) {
            assertThat(desk.count(new Scope.Public(), table)).as(table).isZero();
            assertThat(desk.count(new Scope.Organisation(VENDOR_A), table))
                    .as(table)
                    .isZero();
        }
        assertThat(desk.stranger.get(AdvisoryDesk.page(of)).location()).startsWith("/sign-in");
    }
}
