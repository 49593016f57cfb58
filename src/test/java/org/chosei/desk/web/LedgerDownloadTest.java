package org.chosei.desk.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.chosei.testing.TestOrganisations.COORDINATOR;
import static org.chosei.testing.TestOrganisations.VENDOR_A;
import static org.chosei.testing.TestOrganisations.VENDOR_B;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import org.chosei.access.Role;
import org.chosei.cases.Cases;
import org.chosei.cases.CoordinatedCase;
import org.chosei.cases.NewCase;
import org.chosei.identity.TestPerson;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.Tlp;
import org.chosei.ledger.Anchor;
import org.chosei.ledger.LedgerRoom;
import org.chosei.ledger.VerificationKey;
import org.chosei.ledger.proof.Report;
import org.chosei.ledger.proof.Trust;
import org.chosei.ledger.proof.Verification;
import org.chosei.testing.Browser;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What the coordinator takes away from the pages, verified as a stranger would. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LedgerDownloadTest {
    private final LedgerRoom room = new LedgerRoom();
    private final Browser coordinator = TestPerson.joined(
                    room.application, "Cora", "cora@csirt.example", COORDINATOR, Role.COORDINATOR)
            .browser();
    private final Browser vendor = TestPerson.joined(
                    room.application, "Rei", "rei@vendor-a.example", VENDOR_A, Role.RESPONSIBLE, Role.MEMBER)
            .browser();
    private final CoordinatedCase of = room.as(
            room.staff,
            () -> room.application
                    .bean(Cases.class)
                    .open(new NewCase(
                            "Undisclosed title",
                            "Undisclosed summary",
                            "Router",
                            Tlp.AMBER,
                            VENDOR_B,
                            "",
                            null,
                            room.application.clock().instant())));

    @AfterAll
    void stop() {
        room.close();
    }

    @Test
    void theTimelineOffersTheCasesChainWhichVerifiesElsewhereAndTellsOfItsOwnDownload() throws IOException {
        Document timeline = coordinator.get("/cases/" + of.id() + "/timeline").html();
        String path = timeline.select("a[href^=/cases/][href$=/ledger]").attr("href");
        Browser.Page file = coordinator.get(path);
        assertThat(file.status()).isEqualTo(200);
        assertThat(file.headers().firstValue("Content-Disposition"))
                .hasValueSatisfying(value -> assertThat(value).contains("ledger-" + of.number() + ".jsonl"));
        assertThat(file.body())
                .contains("\"kind\":\"case.opened\"", "\"kind\":\"ledger.exported\"")
                .containsPattern(
                        "\\A\\{\"export\":\"chosei-ledger\",\"v\":1,\"at\":\"[0-9-]{10}T[0-9:]{8}\\.[0-9]{3}Z\"")
                .doesNotContain("Undisclosed", "\"details\":");
        Report report = verify(file, List.of());
        assertThat(report.findings()).isEmpty();
        assertThat(report.caseId()).isEqualTo(of.id().value());
        assertThat(report.unsigned()).as("signed before it left").isZero();
        assertThat(coordinator.get("/cases/" + of.id() + "/timeline").text()).contains("ledger downloaded");
    }

    @Test
    void detailsAreRevealedOnlyWhenAskedForAndThatIsRecorded() throws IOException {
        Browser.Page file = coordinator.get("/cases/" + of.id() + "/ledger/details");
        assertThat(file.body()).contains("\"details\":{\"details\":{", "\"kind\":\"ledger.details-exported\"");
        assertThat(verify(file, List.of()).findings()).isEmpty();
    }

    @Test
    void thePageOfTheLedgerShowsWhatToNoteAndTheExportOfAllHoldsIt() throws IOException {
        coordinator.get("/ledger/export");
        Document page = coordinator.get("/ledger").html();
        String[] noted = page.select("[data-what=last]").text().split(":");
        assertThat(page.select("[data-what=key]").text()).isEqualTo(room.key().id());
        Browser.Page file = coordinator.get("/ledger/export");
        Report report = verify(file, List.of(new Anchor.Kept(Long.parseLong(noted[0]), noted[1])));
        assertThat(report.findings()).isEmpty();
        assertThat(report.anchored()).isEqualTo(1);
        assertThat(report.chains()).isGreaterThan(1);
        assertThat(Long.parseLong(page.select("[data-what=entries]").text())).isPositive();
    }

    @Test
    void vendorsAndStrangersFindNoneOfIt() {
        for (String path : List.of(
                "/ledger",
                "/ledger/export",
                "/ledger/checkpoint.pub",
                "/cases/" + of.id() + "/ledger",
                "/cases/" + of.id() + "/ledger/details")) {
            assertThat(vendor.get(path).status()).as(path).isEqualTo(404);
            assertThat(room.application.browser().get(path).location()).as(path).startsWith("/sign-in");
        }
    }

    @Test
    void aCaseThatIsNotThereHasNoLedger() {
        CaseId none = LedgerRoom.newCase();
        assertThat(coordinator.get("/cases/" + none + "/ledger").status()).isEqualTo(404);
    }

    private Report verify(Browser.Page file, List<Anchor.Kept> noted) throws IOException {
        VerificationKey key =
                VerificationKey.ofPem(coordinator.get("/ledger/checkpoint.pub").body());
        return Verification.of(new ByteArrayInputStream(file.body().getBytes(UTF_8)), new Trust(List.of(key), noted));
    }
}
