package org.chosei.agreements.paper;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.chosei.testing.TestOrganisations.COORDINATOR;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.chosei.access.Role;
import org.chosei.identity.TestPerson;
import org.chosei.kernel.OrganisationId;
import org.chosei.testing.Application;
import org.chosei.testing.Browser;
import org.chosei.testing.Post;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A paper is a signature only when two persons read the same from its scan, each without the other's reading. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PaperTest {
    private static final byte[] SCAN = "%PDF-1.7 a scan of a paper".getBytes(US_ASCII);

    private final Application application = Application.start();
    private final Post post = new Post(application);
    private final Browser cora = staff("Cora", Role.COORDINATOR);
    private final Browser ada = staff("Ada", Role.ADMINISTRATOR);
    private int vendors;

    @AfterAll
    void stop() {
        application.close();
    }

    private Browser staff(String name, Role role) {
        return TestPerson.joined(application, name, name + "@csirt.example", COORDINATOR, role)
                .browser();
    }

    private OrganisationId vendor() {
        OrganisationId id = new OrganisationId(UUID.randomUUID());
        application.addVendor(id, "Paper Maker " + ++vendors);
        return id;
    }

    private static Browser.Page bring(Browser by, OrganisationId vendor, byte[] scan, String... changed) {
        List<String> fields = new ArrayList<>(List.of("kind", "nda", "language", "ja", "signer", "山田 太郎"));
        fields.addAll(List.of("capacity", "代表取締役", "signedOn", "2025-11-20", "version", "1"));
        for (int i = 0; i < changed.length; i += 2) {
            fields.set(fields.indexOf(changed[i]) + 1, changed[i + 1]);
        }
        return by.upload(
                "/organisations/" + vendor + "/papers",
                List.of(new Browser.File("scan", "署名 nda.pdf", scan)),
                fields.toArray(String[]::new));
    }

    private String brought(OrganisationId vendor) {
        Browser.Page page = bring(cora, vendor, SCAN);
        assertThat(page.status()).isEqualTo(303);
        return page.location();
    }

    private static Browser.Page read(Browser by, String paper, String signer, String on, String version) {
        return by.post(paper + "/readings", "signer", signer, "capacity", "社長", "signedOn", on, "version", version);
    }

    private long signatures(OrganisationId vendor) {
        return post.count("select count(*) from agreement_signature where organisation_id = '" + vendor + "'");
    }

    private static String state(Browser.Page page) {
        return page.html().select("h1 [data-paper-state]").attr("data-paper-state");
    }

    @Test
    void twoPersonsWhoReadTheSameMakeASignatureThatShowsBothAndTheScan() {
        OrganisationId vendor = vendor();
        String paper = brought(vendor);
        assertThat(signatures(vendor)).isZero();
        assertThat(ada.get("/agreements/waiting").html().select("table.to-read").text())
                .contains("Paper Maker", "waits for a second person");
        assertThat(read(ada, paper, "山田太郎", "2025-11-20", "１").location()).endsWith("?done=signed");

        assertThat(state(ada.get(paper))).isEqualTo("signed");
        Browser.Page records = ada.get("/organisations/" + vendor + "/agreements");
        assertThat(records.text())
                .contains("山田 太郎, 代表取締役", "signed on paper", "the paper is dated 2025-11-20")
                .doesNotContain("from ,");
        String signature = records.html().select("a[href$=record.txt]").attr("href");
        assertThat(ada.get(signature).body()).contains("山田 太郎", "2025-11-20", Post.sha256(SCAN), "2名が独立に読み取り");
        assertThat(post.staffSees("select first_person::text || ' ' || second_person from agreement_signed_paper where"
                        + " organisation_id = '" + vendor + "'"))
                .hasSize(1);
        assertThat(post.count("select count(*) from ledger_entry where kind = 'agreement.signed' and subjects like '%"
                        + vendor + "%proof:paper%" + paper.substring("/papers/".length()) + "%'"))
                .isOne();
        assertThat(ada.get("/agreements/waiting")
                        .html()
                        .select("table.to-countersign")
                        .text())
                .contains("山田 太郎");
        assertThat(read(ada, paper, "山田太郎", "2025-11-20", "1").refusal()).isEqualTo("paper-done");
    }

    @Test
    void secondPersonSeesTheScanAndNothingOfWhatTheFirstTyped() {
        OrganisationId vendor = vendor();
        String paper = brought(vendor);
        for (Browser each : List.of(ada, cora)) {
            assertThat(each.get(paper).body()).doesNotContain("山田", "代表取締役", "2025-11-20");
        }
        Browser.Page scan = ada.get(paper + "/scan");
        assertThat(scan.body()).isEqualTo(new String(SCAN, US_ASCII));
        assertThat(scan.headers().firstValue("Content-Type").orElse("")).startsWith("application/octet-stream");
        assertThat(scan.headers().firstValue("Content-Disposition").orElse("")).startsWith("attachment;");
        assertThat(scan.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("sandbox");
        assertThat(post.staffSees("select e.content::text from agreement_paper_reading e join sealed_item s on s.id ="
                        + " e.content where position('2025-11-20'::bytea in s.bytes) > 0"))
                .isEmpty();
    }

    @Test
    void firstPersonDoesNotReadTwiceAlsoNotAtTheSameTime() throws Exception {
        OrganisationId vendor = vendor();
        String paper = brought(vendor);
        assertThat(cora.get(paper).html().select("form.reading")).isEmpty();
        assertThat(cora.get(paper).html().select("[data-paper=mine]")).hasSize(1);
        try (ExecutorService both = Executors.newFixedThreadPool(4)) {
            Callable<Browser.Page> again = () -> read(cora, paper, "山田太郎", "2025-11-20", "1");
            for (Future<Browser.Page> page : both.invokeAll(Collections.nCopies(4, again))) {
                assertThat(page.get().refusal()).isEqualTo("paper-same-person");
            }
        }
        assertThat(signatures(vendor)).isZero();
    }

    @Test
    void ofSecondReadingsAtTheSameTimeOneCountsAndOneSignatureIsMade() throws Exception {
        OrganisationId vendor = vendor();
        String paper = brought(vendor);
        try (ExecutorService both = Executors.newFixedThreadPool(4)) {
            Callable<Browser.Page> second = () -> read(ada, paper, "山田太郎", "2025-11-20", "1");
            List<String> answers = new ArrayList<>();
            for (Future<Browser.Page> page : both.invokeAll(Collections.nCopies(4, second))) {
                answers.add(page.get().status() == 303 ? "signed" : page.get().refusal());
            }
            assertThat(answers).containsExactlyInAnyOrder("signed", "paper-done", "paper-done", "paper-done");
        }
        assertThat(signatures(vendor)).isOne();
    }

    @Test
    void differentReadingsAreShownToBothAndTheEntryIsOpenAgain() {
        OrganisationId vendor = vendor();
        String paper = brought(vendor);
        assertThat(read(ada, paper, "山田 次郎", "2025-11-21", "1").location()).endsWith("?done=differs");
        for (Browser each : List.of(cora, ada)) {
            Browser.Page page = each.get(paper);
            assertThat(state(page)).isEqualTo("differs");
            assertThat(page.html().select("table.differing").text())
                    .contains("Cora", "Ada", "山田 太郎", "山田 次郎", "2025-11-20", "2025-11-21");
            assertThat(page.html().select("table.differing .state.bad")).hasSize(2);
        }
        assertThat(signatures(vendor)).isZero();
        assertThat(read(ada, paper, "山田 太郎", "2025-11-20", "1").location()).endsWith("?done=waits");
        assertThat(cora.get(paper).body()).doesNotContain("山田");
        assertThat(read(ada, paper, "山田 太郎", "2025-11-20", "1").refusal()).isEqualTo("paper-same-person");
        assertThat(read(cora, paper, "山田 太郎", "2025-11-20", "1").location()).endsWith("?done=signed");
        assertThat(signatures(vendor)).isOne();
    }

    @Test
    void whatCannotBeReadIsRefusedWithWhatWasTyped() {
        OrganisationId vendor = vendor();
        Browser.Page page = bring(cora, vendor, "#!/bin/sh".getBytes(US_ASCII));
        assertThat(page.refusal()).isEqualTo("paper-scan");
        assertThat(page.status()).isEqualTo(422);
        assertThat(page.html().select("#signer").val()).isEqualTo("山田 太郎");
        assertThat(page.html().select("#language option[selected]").val()).isEqualTo("ja");
        assertThat(bring(cora, vendor, SCAN, "signedOn", "2999-01-01").refusal())
                .isEqualTo("paper-date");
        assertThat(bring(cora, vendor, SCAN, "signedOn", "昨日").refusal()).isEqualTo("paper-date");
        assertThat(bring(cora, vendor, SCAN, "version", "99").refusal()).isEqualTo("paper-version");
        assertThat(bring(cora, vendor, SCAN, "signer", " ").refusal()).isEqualTo("paper-signer");
        assertThat(bring(cora, vendor, SCAN, "capacity", "").refusal()).isEqualTo("paper-capacity");
        assertThat(bring(cora, vendor, new byte[0]).refusal()).isEqualTo("paper-no-scan");
        assertThat(post.count("select count(*) from agreement_paper where organisation_id = '" + vendor + "'"))
                .isZero();
        for (String start : List.of("ffd8ff00", "89504e470d0a1a0a00", "49492a0000", "4d4d002a00")) {
            assertThat(bring(cora, vendor, java.util.HexFormat.of().parseHex(start))
                            .status())
                    .isEqualTo(303);
        }
    }

    @Test
    void discardedPaperBecomesNoSignature() {
        OrganisationId vendor = vendor();
        String paper = brought(vendor);
        assertThat(ada.post(paper + "/discard", "reason", " ").refusal()).isEqualTo("paper-reason");
        assertThat(ada.post(paper + "/discard", "reason", "Wrong organisation").status())
                .isEqualTo(303);
        assertThat(ada.get(paper).text()).contains("discarded", "Wrong organisation");
        assertThat(read(ada, paper, "山田 太郎", "2025-11-20", "1").refusal()).isEqualTo("paper-done");
        assertThat(signatures(vendor)).isZero();
    }

    @Test
    void paperOfWhatIsSignedAlreadyAddsNothing() {
        OrganisationId vendor = vendor();
        String one = brought(vendor);
        String other = brought(vendor);
        assertThat(read(ada, one, "山田 太郎", "2025-11-20", "1").status()).isEqualTo(303);
        assertThat(read(ada, other, "山田 太郎", "2025-11-20", "1").refusal()).isEqualTo("paper-signed-already");
        assertThat(state(ada.get(other))).isEqualTo("one");
        assertThat(signatures(vendor)).isOne();
    }
}
