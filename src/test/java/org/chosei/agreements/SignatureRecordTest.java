package org.chosei.agreements;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.chosei.access.Role;
import org.chosei.agreements.Parties.Vendor;
import org.chosei.identity.TestPerson;
import org.chosei.testing.Application;
import org.chosei.testing.Browser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The record of a signature as text and as PDF, read back with poppler's own programs. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SignatureRecordTest {
    private final Parties parties = new Parties();

    @AfterAll
    void stop() {
        parties.close();
    }

    private Vendor signed(String kind, String language) {
        Vendor vendor = parties.vendor();
        vendor.browser().get("/agreements?kind=" + kind + "&language=" + language);
        List<String> fields = new ArrayList<>(List.of("name", "髙橋 一郎", "capacity", "代表取締役 🛡"));
        fields.addAll(List.of("agree", "yes", "otherName", "yes", "password", TestPerson.PASSWORD));
        fields.addAll(List.of("code", vendor.person().nextCode(), "version", "1", "language", language));
        fields.addAll(List.of(
                "sha256",
                parties.asStaff(() -> parties.application
                        .bean(TextStore.class)
                        .find(AgreementKind.of(kind), 1, language)
                        .orElseThrow()
                        .sha256())));
        Browser.Page page = vendor.browser().post("/agreements/" + kind + "/signature", fields.toArray(String[]::new));
        assertThat(page.status()).isEqualTo(303);
        return vendor;
    }

    private static String record(Vendor vendor, String ending) {
        return vendor.browser()
                .get("/agreements")
                .html()
                .select("a[href$=record" + ending + "]")
                .attr("href");
    }

    private byte[] pdf(Browser browser, String path) {
        byte[] bytes = browser.download(path).bytes();
        assertThat(new String(bytes, 0, 5, ISO_8859_1)).isEqualTo("%PDF-");
        return bytes;
    }

    private String poppler(byte[] pdf, String... command) {
        try {
            Path file = Files.write(Files.createTempFile("record", ".pdf"), pdf);
            List<String> all = new ArrayList<>(List.of(command));
            all.add(file.toString());
            if (command[0].equals("pdftotext")) {
                all.add("-");
            }
            Process process = new ProcessBuilder(all).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), UTF_8);
            assertThat(process.waitFor()).as(said).isZero();
            Files.delete(file);
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static String dense(String text) {
        return text.replaceAll("[\\s\\u00a0]", "");
    }

    /** Without the foot of each page, which stands between the words of a text that goes on. */
    private String words(byte[] pdf, String id) {
        return dense(poppler(pdf, "pdftotext", "-raw", "-enc", "UTF-8")
                .replaceAll("(?m)^" + id + "\\s*\\d+ / ?\\d*\\s*", ""));
    }

    private void assertWhole(Vendor vendor, String kind, String language, List<String> facts) {
        byte[] pdf = pdf(vendor.browser(), record(vendor, ".pdf"));
        Signature signature = parties.signatures(vendor).getFirst();
        String words = words(pdf, signature.id().toString());
        String text = vendor.browser()
                .get("/agreements/texts/" + kind + "/1/" + language)
                .body();
        text.lines()
                .filter(line -> !line.isBlank())
                .forEach(line -> assertThat(words).contains(dense(line)));
        assertThat(words).contains(dense(text.lines().skip(4).limit(3).reduce("", String::concat)));
        facts.forEach(fact -> assertThat(words).contains(dense(fact)));
        assertThat(words).contains(signature.textSha256(), signature.id().toString());
        List<String> fonts = poppler(pdf, "pdffonts").lines().skip(2).toList();
        assertThat(fonts)
                .isNotEmpty()
                .allSatisfy(font -> assertThat(font).contains("CID TrueType").containsPattern("\\byes +yes +yes\\b"));
        assertThat(pdf.length).isLessThan(1_000_000);
    }

    @Test
    void japanesePdfHoldsTheWholeTextAndRecordWithItsFontInside() {
        Vendor vendor = signed("nda", "ja");
        assertWhole(
                vendor,
                "nda",
                "ja",
                List.of(
                        "署名記録",
                        "守秘義務契約",
                        "髙橋 一郎(代表取締役 [U+1F6E1])",
                        "パスワードとワンタイムコードで確認",
                        "127.0.0.1",
                        "調整機関の署名",
                        "未署名",
                        "試験調整センター",
                        "台帳の記録(署名)",
                        "JST (+09:00) = "));
    }

    @Test
    void englishPdfHoldsTheWholeTextAndRecord() {
        Vendor vendor = signed("note", "en");
        assertWhole(
                vendor,
                "note",
                "en",
                List.of(
                        "Record of a signature",
                        "Note of Confirmation",
                        "髙橋 一郎, 代表取締役 [U+1F6E1]",
                        vendor.name(),
                        "proved by password and one-time code",
                        "not counter-signed",
                        "Test Coordination Centre"));
    }

    @Test
    void sameRecordIsTheSameBytesForTheOrganisationAndForStaffUntilSomethingIsAdded() {
        Vendor vendor = signed("nda", "ja");
        String path = record(vendor, ".pdf");
        byte[] first = pdf(vendor.browser(), path);
        parties.application.advance(java.time.Duration.ofMinutes(10));
        assertThat(pdf(vendor.browser(), path)).isEqualTo(first);
        assertThat(pdf(parties.coordinator.browser(), path)).isEqualTo(first);

        parties.countersign(parties.coordinator, vendor, "nda", 1, parties.coordinator.nextCode());
        byte[] countersigned = pdf(vendor.browser(), path);
        assertThat(countersigned).isNotEqualTo(first);
        assertThat(words(countersigned, path.split("/", -1)[3]))
                .contains(dense("Cora Staff(Coordinator)"), dense("台帳の記録(調整機関の署名)"));
        parties.end(vendor, "nda", "事業の終了");
        assertThat(words(pdf(parties.coordinator.browser(), path), path.split("/", -1)[3]))
                .contains(dense("終了の理由 事業の終了"), dense("台帳の記録(終了)"));
    }

    @Test
    void textRecordNamesTheLedgerEntryAndEndsWithTheWordsThatWereSigned() {
        Vendor vendor = signed("nda", "en");
        String text = vendor.browser().get(record(vendor, ".txt")).body();
        String entry = parties.asStaff(() -> parties.application
                .bean(org.springframework.jdbc.core.simple.JdbcClient.class)
                .sql("select '#' || seq || ' ' || hash from ledger_entry where kind = 'agreement.signed' and subjects"
                        + " like '%" + vendor.id() + "%'")
                .query(String.class)
                .single());
        assertThat(text)
                .contains("Ledger entry of the signature: " + entry)
                .endsWith(vendor.browser().get("/agreements/texts/nda/1/en").body());
    }

    @Test
    void recordIsForTheOrganisationAndStaffAlone() {
        Vendor vendor = signed("nda", "ja");
        Vendor other = parties.vendor();
        TestPerson member =
                TestPerson.joined(parties.application, "Mem", "mem@record.example", vendor.id(), Role.MEMBER);
        for (String ending : List.of(".pdf", ".txt")) {
            String path = record(vendor, ending);
            assertThat(other.browser().get(path).status()).isEqualTo(404);
            assertThat(parties.application.browser().get(path).status()).isEqualTo(302);
            assertThat(member.browser().get(path).status()).isEqualTo(200);
            assertThat(member.browser()
                            .get(path)
                            .headers()
                            .firstValue("Content-Security-Policy")
                            .orElse(""))
                    .contains("sandbox");
        }
    }

    @Test
    void withoutAFontThePageSaysWhatIsMissingAndWhoCanChangeItAndTheTextStays() {
        try (Application bare = Application.start("test.font=/usr/share/fonts/no-such-font.ttc")) {
            java.util.UUID id = java.util.UUID.randomUUID();
            bare.addVendor(new org.chosei.kernel.OrganisationId(id), "Fontless");
            TestPerson person = TestPerson.joined(
                    bare, "Rei", "rei@fontless.example", new org.chosei.kernel.OrganisationId(id), Role.RESPONSIBLE);
            var form = person.browser().get("/agreements").html().expectFirst("#nda form.sign");
            List<String> fields = new ArrayList<>(List.of("name", "Rei", "capacity", "Head", "agree", "yes"));
            fields.addAll(List.of("password", TestPerson.PASSWORD, "code", person.nextCode()));
            for (String name : List.of("version", "language", "sha256")) {
                fields.addAll(List.of(name, form.select("[name=" + name + "]").val()));
            }
            person.browser().post("/agreements/nda/signature", fields.toArray(String[]::new));
            String path = person.browser()
                    .get("/agreements")
                    .html()
                    .select("a[href$=record.pdf]")
                    .attr("href");
            Browser.Page page = person.browser().get(path);
            assertThat(page.status()).isEqualTo(503);
            assertThat(page.body()).doesNotContain("font-file", "/usr/share/fonts");
            TestPerson staff = TestPerson.joined(
                    bare,
                    "Cora",
                    "cora@csirt.example",
                    org.chosei.testing.TestOrganisations.COORDINATOR,
                    Role.COORDINATOR);
            assertThat(staff.browser().get(path).text()).contains("font-file", "/usr/share/fonts/no-such-font.ttc");
            String text = page.html().select("main a[href$=record.txt]").attr("href");
            assertThat(person.browser().get(text).status()).isEqualTo(200);
        }
    }
}
