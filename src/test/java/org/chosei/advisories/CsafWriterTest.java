package org.chosei.advisories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chosei.advisories.AdvisoryDocument.Language.EN;
import static org.chosei.advisories.AdvisoryDocument.Language.JA;
import static org.chosei.advisories.Documents.BARE;
import static org.chosei.advisories.Documents.ENGLISH;
import static org.chosei.advisories.Documents.INJECTION;
import static org.chosei.advisories.Documents.JAPANESE;
import static org.chosei.advisories.Documents.product;
import static org.chosei.advisories.Documents.status;
import static org.chosei.advisories.Documents.vendor;

import java.util.List;
import java.util.Map;
import org.chosei.advisories.AdvisoryDocument.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CsafWriterTest {
    private final CsafWriter writer = new CsafWriter("0.1.0");

    @Test
    void sameAdvisoryGivesTheSameBytes() {
        assertThat(writer.write(Documents.full())).isEqualTo(writer.write(Documents.full()));
    }

    @ParameterizedTest
    @CsvSource({
        "CHS-2026-00012, chs-2026-00012.json",
        "Example Company - 2019-YH3234, example_company_-_2019-yh3234.json",
        "RHBA-2019:0024, rhba-2019_0024.json",
        "2022 #01-A/B+c, 2022_01-a_b+c.json",
        "İD№１, i_d_.json"
    })
    void fileNameFollowsTheRuleOfTheStandard(String id, String name) {
        assertThat(CsafWriter.fileName(id)).isEqualTo(name);
    }

    @Test
    void englishLeadsAndJapaneseFollowsWholeAsNotes() {
        JsonNode document = write(Documents.full()).get("document");

        assertThat(document.get("lang").asString()).isEqualTo("en");
        assertThat(document.get("title").asString()).isEqualTo(ENGLISH.title());
        assertThat(document.get("notes")
                        .valueStream()
                        .map(note -> note.get("title").asString()))
                .containsSubsequence("Overview", "タイトル (ja)", "概要 (ja)", "対策方法 (ja)");
        assertThat(document.get("notes").toString()).contains(JAPANESE.title(), JAPANESE.workaround());
    }

    @Test
    void japaneseLeadsWhereThereIsNoEnglish() {
        JsonNode document = write(Documents.of(Map.of(JA, JAPANESE), List.of(INJECTION), List.of()))
                .get("document");

        assertThat(document.get("lang").asString()).isEqualTo("ja");
        assertThat(document.get("title").asString()).isEqualTo(JAPANESE.title());
        assertThat(document.at("/notes/0/title").asString()).isEqualTo("概要");
    }

    @Test
    void publishedAdvisoryIsFinalAndMarkedWhite() {
        JsonNode document = write(Documents.full()).get("document");

        assertThat(document.at("/distribution/tlp/label").asString()).isEqualTo("WHITE");
        assertThat(document.at("/tracking/status").asString()).isEqualTo("final");
        assertThat(document.at("/tracking/version").asString()).isEqualTo("2");
        assertThat(document.at("/tracking/initial_release_date").asString()).isEqualTo("2026-11-24T03:00:00Z");
        assertThat(document.at("/tracking/current_release_date").asString()).isEqualTo("2026-11-25T03:00:00Z");
        assertThat(document.at("/references/0/url").asString())
                .isEqualTo("https://csirt.example.org/.well-known/csaf/white/2026/chs-2026-00012.json");
    }

    @Test
    void eachStatusNamesItsProducts() {
        JsonNode root = write(Documents.full());
        JsonNode status = root.at("/vulnerabilities/0/product_status");

        assertThat(names(root, status.get("known_affected"))).containsExactly("Acme Router X 1.2.3");
        assertThat(names(root, status.get("fixed"))).containsExactly("Acme Router X 1.2.4");
        assertThat(names(root, status.get("known_not_affected"))).containsExactly("山田電機 ルータY 2.0");
        assertThat(root.at("/vulnerabilities/0/threats/0/details").asString()).isEqualTo("We say so.");
    }

    @Test
    void scoreIsForAffectedProductsAndZeroForFixedOnes() {
        JsonNode scores = write(Documents.full()).at("/vulnerabilities/0/scores");

        assertThat(scores.at("/0/cvss_v3/baseScore").decimalValue()).isEqualByComparingTo("9.8");
        assertThat(scores.at("/0/cvss_v3").has("environmentalScore")).isFalse();
        assertThat(scores.at("/1/cvss_v3/environmentalScore").decimalValue()).isEqualByComparingTo("0");
        assertThat(scores).hasSize(2);
    }

    @Test
    void vectorIsKeptAsNoteWhenNoProductCanBeScored() {
        JsonNode vulnerability = write(Documents.of(
                        Map.of(EN, ENGLISH), List.of(INJECTION), List.of(vendor("A", status(Status.INVESTIGATING)))))
                .at("/vulnerabilities/0");

        assertThat(vulnerability.has("scores")).isFalse();
        assertThat(vulnerability.get("notes").toString()).contains("CVSS:3.1/AV:N/AC:L");
    }

    @Test
    void rangeInWordsIsNeverCalledAVersion() {
        JsonNode branches = write(Documents.of(
                        Map.of(EN, ENGLISH),
                        List.of(BARE),
                        List.of(vendor(
                                "A",
                                status(
                                        Status.AFFECTED,
                                        new AdvisoryDocument.Product("P", "1.2 より前のバージョン", null, null),
                                        new AdvisoryDocument.Product("P", "1.1.1k", null, null))))))
                .at("/product_tree/branches/0/branches/0/branches");

        assertThat(branches.at("/0/category").asString()).isEqualTo("product_version_range");
        assertThat(branches.at("/1/category").asString()).isEqualTo("product_version");
    }

    @Test
    void statementThatCoversSeveralStatusesIsWrittenOnce() {
        JsonNode notes = write(Documents.full()).at("/vulnerabilities/0/notes");

        assertThat(notes.valueStream().map(note -> note.get("title").asString()))
                .containsOnlyOnce("Statement of Acme", "Acme のステートメント (ja)");
    }

    @Test
    void silentVendorStillGetsAnActionForItsAffectedProducts() {
        JsonNode remediations = write(Documents.of(
                        Map.of(EN, new AdvisoryDocument.Text("t", "o", null, null, null)),
                        List.of(INJECTION),
                        List.of(
                                vendor("A", status(Status.AFFECTED)),
                                vendor("B", status(Status.INVESTIGATING)),
                                vendor("C", status(Status.AFFECTED, product("X", "1")), status(Status.FIXED)))))
                .at("/vulnerabilities/0/remediations");

        assertThat(remediations.valueStream().map(node -> node.get("category").asString()))
                .containsExactly("none_available", "none_available", "vendor_fix");
        assertThat(remediations.at("/1/details").asString()).startsWith("B is still investigating");
    }

    @Test
    void advisoryWithoutAnyVendorsStatusIsABaseDocument() {
        JsonNode root = write(Documents.of(Map.of(EN, ENGLISH), List.of(BARE), List.of()));

        assertThat(root.at("/document/category").asString()).isEqualTo("csaf_base");
        assertThat(root.has("product_tree")).isFalse();
    }

    @Test
    void oneProductHasOneIdHoweverOftenItIsNamed() {
        JsonNode root = write(Documents.of(
                Map.of(EN, ENGLISH),
                List.of(INJECTION, BARE),
                List.of(vendor(
                        "Acme",
                        status(Status.AFFECTED, product("X", "1"), product("X", "1")),
                        new AdvisoryDocument.VendorStatus(
                                1, Status.NOT_AFFECTED, List.of(product("X", "1")), Map.of())))));

        assertThat(root.at("/vulnerabilities/0/product_status/known_affected"))
                .isEqualTo(root.at("/vulnerabilities/1/product_status/known_not_affected"))
                .hasSize(1);
    }

    private JsonNode write(AdvisoryDocument advisory) {
        return JsonMapper.shared().readTree(writer.write(advisory));
    }

    private static List<String> names(JsonNode root, JsonNode ids) {
        return ids.valueStream()
                .map(id -> root.get("product_tree").findParents("product_id").stream()
                        .filter(product -> product.get("product_id").equals(id))
                        .findFirst()
                        .orElseThrow()
                        .get("name")
                        .asString())
                .toList();
    }
}
