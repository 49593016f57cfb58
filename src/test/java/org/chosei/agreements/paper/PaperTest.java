package org.chosei.agreements.paper;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.chosei.testing.TestOrganisations.COORDINATOR;

import java.time.Duration;
import java.time.LocalDate;
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
import org.chosei.web.Site;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A paper is a signature only when two persons read the same from its scan, each without the other's reading. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PaperTest {
    private static final byte[] SCAN = "%PDF-1.7 a scan of a paper".getBytes(US_ASCII);

    private final Application application = aged();
    private final LocalDate today = LocalDate.ofInstant(
            application.clock().instant(), application.bean(Site.class).zone());
    private final String on = today.toString();
    private final String dayBefore = today.minusDays(3).toString();
    private final Post post = new Post(application);
    private final Browser cora = staff("Cora", Role.COORDINATOR);
    private final Browser ada = staff("Ada", Role.ADMINISTRATOR);
    private int vendors;

    /** The texts have been there for some days. */
    private static Application aged() {
        Application application = Application.start();
        application.advance(Duration.ofDays(3));
        return application;
    }

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

    private Browser.Page bring(Browser by, OrganisationId vendor, byte[] scan, String... changed) {
        List<String> fields = new ArrayList<>(List.of("kind", "nda", "language", "ja", "signer", "山田 太郎"));
        fields.addAll(List.of("capacity", "代表取締役", "signedOn", on, "version", "1"));
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
        assertThat(read(ada, paper, "山田太郎", on, "１").location()).endsWith("?done=signed");

        assertThat(state(ada.get(paper))).isEqualTo("signed");
        Browser.Page records = ada.get("/organisations/" + vendor + "/agreements");
        assertThat(records.text())
                .contains("山田 太郎, 代表取締役", "signed on paper", "the paper is dated " + on)
                .doesNotContain("from ,");
        String signature = records.html().select("a[href$=record.txt]").attr("href");
        assertThat(ada.get(signature).body()).contains("山田 太郎", on, Post.sha256(SCAN), "2名が独立に読み取り");
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
        assertThat(read(ada, paper, "山田太郎", on, "1").refusal()).isEqualTo("paper-done");
    }

    @Test
    void secondPersonSeesTheScanAndNothingOfWhatTheFirstTyped() {
        OrganisationId vendor = vendor();
        String on = today.minusDays(2).toString();
        String paper = bring(cora, vendor, SCAN, "signedOn", on).location();
        for (Browser each : List.of(ada, cora)) {
            assertThat(each.get(paper).body()).doesNotContain("山田", "代表取締役", on);
        }
        Browser.Page scan = ada.get(paper + "/scan");
        assertThat(scan.body()).isEqualTo(new String(SCAN, US_ASCII));
        assertThat(scan.headers().firstValue("Content-Type").orElse("")).startsWith("application/octet-stream");
        assertThat(scan.headers().firstValue("Content-Disposition").orElse("")).startsWith("attachment;");
        assertThat(scan.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("sandbox");
        assertThat(post.staffSees("select e.content::text from agreement_paper_reading e join sealed_item s on s.id ="
                        + " e.content where position('" + on + "'::bytea in s.bytes) > 0"))
                .isEmpty();
    }

    @Test
    void firstPersonDoesNotReadTwiceAlsoNotAtTheSameTime() throws Exception {
        OrganisationId vendor = vendor();
        String paper = brought(vendor);
        assertThat(cora.get(paper).html().select("form.reading")).isEmpty();
        assertThat(cora.get(paper).html().select("[data-paper=mine]")).hasSize(1);
        try (ExecutorService both = Executors.newFixedThreadPool(4)) {
            Callable<Browser.Page> again = () -> read(cora, paper, "山田太郎", on, "1");
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
            Callable<Browser.Page> second = () -> read(ada, paper, "山田太郎", on, "1");
            List<String> answers = new ArrayList<>();
            for (Future<Browser.Page> page : both.invokeAll(Collections.nCopies(4, second))) {
                answers.add(page.get().status() == 303 ? "signed" : page.get().refusal());
            }
            assertThat(answers).containsExactlyInAnyOrder("signed", "paper-done", "paper-done", "paper-done");
        }
        assertThat(signatures(vendor)).isOne();
    }

    @Test
    void ofDifferentReadingsBothLearnOnlyWhatDiffersAndTheEntryIsOpenAgain() {
        OrganisationId vendor = vendor();
        String paper = brought(vendor);
        assertThat(read(ada, paper, "山田 次郎", dayBefore, "1").location()).endsWith("?done=differs");
        for (Browser each : List.of(cora, ada)) {
            Browser.Page page = each.get(paper);
            assertThat(state(page)).isEqualTo("differs");
            assertThat(page.html().select("[data-differs]").eachAttr("data-differs"))
                    .containsExactly("SIGNER", "SIGNED_ON");
            assertThat(page.body()).doesNotContain("山田", "次郎", dayBefore);
        }
        assertThat(signatures(vendor)).isZero();
        assertThat(read(ada, paper, "山田 太郎", on, "1").location()).endsWith("?done=waits");
        assertThat(cora.get(paper).body()).doesNotContain("山田");
        assertThat(read(ada, paper, "山田 太郎", on, "1").refusal()).isEqualTo("paper-same-person");
        assertThat(read(cora, paper, "山田 太郎", on, "1").location()).endsWith("?done=signed");
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
        assertThat(read(ada, paper, "山田 太郎", on, "1").refusal()).isEqualTo("paper-done");
        assertThat(signatures(vendor)).isZero();
    }

    @Test
    void paperOfWhatIsSignedAlreadyAddsNothing() {
        OrganisationId vendor = vendor();
        String one = brought(vendor);
        String other =
                bring(cora, vendor, "%PDF-1.7 another scan".getBytes(US_ASCII)).location();
        assertThat(read(ada, one, "山田 太郎", on, "1").status()).isEqualTo(303);
        assertThat(read(ada, other, "山田 太郎", on, "1").refusal()).isEqualTo("paper-signed-already");
        assertThat(state(ada.get(other))).isEqualTo("one");
        assertThat(signatures(vendor)).isOne();
    }

    @Test
    void sameScanIsNotBroughtTwiceUnlessItWasDiscarded() {
        OrganisationId vendor = vendor();
        String paper = brought(vendor);
        Browser.Page again = bring(ada, vendor, SCAN);
        assertThat(again.refusal()).isEqualTo("paper-scan-again");
        assertThat(again.html().select("#signer").val()).isEqualTo("山田 太郎");
        assertThat(bring(cora, vendor, SCAN, "kind", "note").status())
                .as("one file may hold both papers")
                .isEqualTo(303);
        assertThat(ada.post(paper + "/discard", "reason", "Wrong name typed").status())
                .isEqualTo(303);
        assertThat(bring(cora, vendor, SCAN).status()).isEqualTo(303);
    }

    @Test
    void dateBeforeTheVersionCameIsRefused() {
        OrganisationId vendor = vendor();
        String tooEarly = today.minusDays(4).toString();
        assertThat(bring(cora, vendor, SCAN, "signedOn", tooEarly).refusal()).isEqualTo("paper-before-version");
        String paper = brought(vendor);
        assertThat(read(ada, paper, "山田 太郎", tooEarly, "1").refusal()).isEqualTo("paper-before-version");
        assertThat(signatures(vendor)).isZero();
    }

    @Test
    void paperOfTheDayOfTheEndOrBeforeRevivesNothing() {
        OrganisationId vendor = vendor();
        String waiting =
                bring(cora, vendor, "%PDF-1.7 an older scan".getBytes(US_ASCII)).location();
        assertThat(read(ada, brought(vendor), "山田 太郎", on, "1").location()).endsWith("?done=signed");
        assertThat(cora.post("/organisations/" + vendor + "/agreements/nda/end", "reason", "They stop")
                        .status())
                .isEqualTo(303);
        byte[] other = "%PDF-1.7 another scan".getBytes(US_ASCII);
        assertThat(bring(cora, vendor, other).refusal()).isEqualTo("paper-before-end");
        assertThat(bring(cora, vendor, other, "signedOn", dayBefore).refusal()).isEqualTo("paper-before-end");
        assertThat(read(ada, waiting, "山田 太郎", on, "1").refusal()).isEqualTo("paper-before-end");
        assertThat(bring(cora, vendor, other, "kind", "note").status())
                .as("the other text never ended")
                .isEqualTo(303);
        assertThat(signatures(vendor)).isOne();
    }

    @Test
    void versionWhoseGraceIsOverIsRefused() {
        OrganisationId vendor = vendor();
        String[] typed = {"kind", "note"};
        String paper = bring(cora, vendor, SCAN, typed).location();
        String after =
                ada.get("/agreement-texts/note").html().select("[name=after]").val();
        List<String> fields = new ArrayList<>(List.of("after", after, "ja", "新しい本文", "en", "New words"));
        fields.addAll(List.of("instant", "", "zone", "UTC", "graceDays", "0", "step", "keep"));
        assertThat(ada.post("/agreement-texts/note", fields.toArray(String[]::new))
                        .status())
                .isEqualTo(303);
        application.advance(Duration.ofMinutes(2));
        assertThat(bring(cora, vendor(), SCAN, typed).refusal()).isEqualTo("paper-version-over");
        assertThat(read(ada, paper, "山田 太郎", on, "1").refusal()).isEqualTo("paper-version-over");
        assertThat(signatures(vendor)).isZero();
    }

    @Test
    void nobodyBringsOrDiscardsInAnothersName() {
        String paper = brought(vendor()).substring("/papers/".length());
        for (String sql : List.of(
                """
                insert into agreement_paper (id, organisation_id, kind, language, scan, scan_name, scan_type, scan_size,
                                             scan_sha256, brought_by)
                select gen_random_uuid(), organisation_id, kind, language, scan, scan_name, scan_type, scan_size,
                       scan_sha256, %s from agreement_paper where id = '""" + paper + "'",
                "insert into agreement_paper_discard (paper_id, reason, discarded_by) select id, scan_name, %s from"
                        + " agreement_paper where id = '" + paper + "'")) {
            assertThatThrownBy(() -> asStaff(sql.formatted("'person:other'")))
                    .rootCause()
                    .hasMessageContaining("row-level security");
            assertThat(asStaff(sql.formatted("scope_actor()"))).isOne();
        }
    }

    @Test
    void nothingIsSignedOnPaperForWhoHasLeft() {
        OrganisationId vendor = vendor();
        String before = brought(vendor);
        asStaff("insert into organisation_state (organisation_id, state) values ('" + vendor + "', 'ACTIVE')");
        String page = "/organisations/" + vendor;
        String seen = ada.get(page)
                .html()
                .select("form[action$='/state'] input[name=seen]")
                .attr("value");
        assertThat(ada.post(page + "/state", "seen", seen, "to", "WITHDRAWN", "reason", "Gone", "confirm", "yes")
                        .status())
                .isEqualTo(303);
        assertThat(bring(cora, vendor, "%PDF-1.7 another scan".getBytes(US_ASCII))
                        .refusal())
                .isEqualTo("organisation-left");
        assertThat(read(ada, before, "山田 太郎", on, "1").refusal()).isEqualTo("organisation-left");
        assertThat(signatures(vendor)).isZero();
    }

    private int asStaff(String sql) {
        return post.asStaff(() -> application.bean(JdbcClient.class).sql(sql).update());
    }
}
