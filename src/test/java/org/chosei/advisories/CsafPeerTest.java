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

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.chosei.advisories.AdvisoryDocument.Product;
import org.chosei.advisories.AdvisoryDocument.Status;
import org.chosei.advisories.AdvisoryDocument.Text;
import org.chosei.advisories.AdvisoryDocument.VendorStatus;
import org.chosei.testing.NodePeers;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Others read what {@link CsafWriter} writes: an independent validator and, where they lie, the official schemas. */
class CsafPeerTest {
    private static final Path SCHEMAS = Path.of("..", "shared", "corpora", "schemas");

    /** What cannot be helped when the advisory does not say it, or says a range in words. */
    private static final List<String> ADVICE = List.of(
            "6.2.3", // no score: the advisory has no CVSS vector
            "6.2.16", // no CPE or package URL of a product
            "6.2.18", // a version range in words instead of vers
            "6.3.3", // no CVE
            "6.3.4", // no CWE
            "6.3.9", // no version of a product
            "6.3.10"); // a version range

    @TempDir
    Path folder;

    @Test
    void everyShapeOfAdvisoryPassesSchemaAndMandatoryTests() throws IOException {
        List<JsonNode> findings = validate(write(shapes()));

        assertThat(findings)
                .filteredOn(finding -> !ADVICE.contains(finding.get("test").asString()))
                .isEmpty();
    }

    @Test
    void advisoryThatSaysEverythingPassesOptionalAndInformativeTestsToo() throws IOException {
        assertThat(validate(write(Map.of("full", Documents.full())))).isEmpty();
    }

    @Test
    void brokenDocumentsAreFound() throws IOException {
        String good = new String(new CsafWriter("0.1.0").write(Documents.full()), StandardCharsets.UTF_8);
        Path severity = Files.writeString(folder.resolve("a.json"), good.replace("9.8", "9.7"));
        Path product = Files.writeString(
                folder.resolve("b.json"),
                good.replaceFirst("\"product_id\" : \"CSAFPID-0001\"", "\"product_id\" : \"X\""));
        Path schema = Files.writeString(folder.resolve("c.json"), good.replace("\"csaf_version\" : \"2.0\",", ""));

        List<JsonNode> findings = validate(List.of(severity, product, schema));

        assertThat(tests(findings, severity)).contains("6.1.9");
        assertThat(tests(findings, product)).contains("6.1.1");
        assertThat(tests(findings, schema)).contains("schema");
    }

    @TestFactory
    List<DynamicTest> everyShapeIsValidByTheOfficialSchema() throws IOException {
        if (!Files.isDirectory(SCHEMAS)) {
            return List.of();
        }
        var schemas = Map.of(
                "https://docs.oasis-open.org/csaf/csaf/v2.0/csaf_json_schema.json",
                        read("csaf-2.0/csaf_json_schema.json"),
                "https://www.first.org/cvss/cvss-v2.0.json", read("first/cvss-v2.0.json"),
                "https://www.first.org/cvss/cvss-v3.0.json", read("first/cvss-v3.0.json"),
                "https://www.first.org/cvss/cvss-v3.1.json", read("first/cvss-v3.1.json"));
        var schema = SchemaRegistry.withDefaultDialect(
                        SpecificationVersion.DRAFT_2020_12, builder -> builder.schemas(schemas))
                .getSchema(SchemaLocation.of("https://docs.oasis-open.org/csaf/csaf/v2.0/csaf_json_schema.json"));
        var tests = new ArrayList<DynamicTest>();
        tests.add(DynamicTest.dynamicTest(
                "an empty document is not",
                () -> assertThat(schema.validate("{\"document\":{}}", InputFormat.JSON))
                        .isNotEmpty()));
        shapes().forEach((name, advisory) -> tests.add(DynamicTest.dynamicTest(
                name,
                () -> assertThat(schema.validate(
                                new String(new CsafWriter("0.1.0").write(advisory), StandardCharsets.UTF_8),
                                InputFormat.JSON,
                                context -> context.executionConfig(config -> config.formatAssertionsEnabled(true))))
                        .isEmpty())));
        return tests;
    }

    private static Map<String, AdvisoryDocument> shapes() {
        var both = Map.of(EN, ENGLISH, JA, JAPANESE);
        var one = List.of(INJECTION);
        var affected = List.of(vendor("Acme", status(Status.AFFECTED, product("Router X", "1.2.3"))));
        var shapes = new LinkedHashMap<String, AdvisoryDocument>();
        shapes.put("full", Documents.full());
        shapes.put("ja", Documents.of(Map.of(JA, JAPANESE), one, affected));
        shapes.put("en", Documents.of(Map.of(EN, ENGLISH), one, affected));
        shapes.put("both", Documents.of(both, one, affected));
        for (Status status : Status.values()) {
            shapes.put(status + "-unnamed", Documents.of(both, one, List.of(vendor("Acme", status(status)))));
            shapes.put(
                    status + "-silent",
                    Documents.of(
                            Map.of(EN, new Text("t", "o", null, null, null)),
                            one,
                            List.of(vendor("Acme", new VendorStatus(0, status, List.of(), Map.of())))));
        }
        shapes.put("three", Documents.of(both, List.of(INJECTION, BARE), threeVendors()));
        shapes.put("bare", Documents.of(both, List.of(BARE), affected));
        shapes.put("no-vendor", Documents.of(both, one, List.of()));
        shapes.put("text", strangeText());
        return shapes;
    }

    private static List<AdvisoryDocument.Vendor> threeVendors() {
        return List.of(
                vendor(
                        "Acme",
                        status(Status.AFFECTED, new Product("X", "prior to 1.2", null, null), product("X", "1.0")),
                        status(Status.FIXED, new Product("X", "1.2", null, null)),
                        new VendorStatus(1, Status.INVESTIGATING, List.of(), Map.of())),
                vendor(
                        "山田電機",
                        status(Status.NOT_AFFECTED, new Product("ルータY", null, null, null)),
                        new VendorStatus(1, Status.FIXED, List.of(product("ルータY", "2.0")), Map.of())),
                vendor(
                        "Quiet",
                        status(Status.INVESTIGATING, new Product("Z", "vers:semver/>=1.0.0|<2.0.0", null, null))));
    }

    private static AdvisoryDocument strangeText() {
        String strange = "𠮷野家 \uD83D\uDC68\u200D\uD83D\uDC69 \u202Eabc\u202C \"<&>'\\ \u0000\uD800 ﾊﾝｶｸ\r\nend";
        return Documents.of(
                "CHS 2026/" + "𠮷",
                Map.of(JA, new Text(strange, strange, strange, strange, strange)),
                List.of(INJECTION),
                List.of(vendor(
                        strange,
                        new VendorStatus(
                                0,
                                Status.AFFECTED,
                                List.of(new Product(strange, strange, null, null)),
                                Map.of(JA, strange)))));
    }

    private List<Path> write(Map<String, AdvisoryDocument> advisories) throws IOException {
        var files = new ArrayList<Path>();
        for (var advisory : new TreeMap<>(advisories).entrySet()) {
            files.add(Files.write(
                    folder.resolve(advisory.getKey() + ".json"), new CsafWriter("0.1.0").write(advisory.getValue())));
        }
        return files;
    }

    private static List<JsonNode> validate(List<Path> files) {
        String printed = NodePeers.run(
                "csaf-validate.mjs", files.stream().map(Path::toString).toList());
        return JsonMapper.shared().readTree(printed).valueStream().toList();
    }

    private static List<String> tests(List<JsonNode> findings, Path file) {
        return findings.stream()
                .filter(finding -> finding.get("file").asString().equals(file.toString()))
                .map(finding -> finding.get("test").asString())
                .toList();
    }

    private static String read(String schema) throws IOException {
        return Files.readString(SCHEMAS.resolve(schema), StandardCharsets.UTF_8);
    }
}
