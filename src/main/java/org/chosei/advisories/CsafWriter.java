package org.chosei.advisories;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.chosei.advisories.AdvisoryDocument.Acknowledgment;
import org.chosei.advisories.AdvisoryDocument.Language;
import org.chosei.advisories.AdvisoryDocument.Publisher;
import org.chosei.advisories.AdvisoryDocument.Reference;
import org.chosei.advisories.AdvisoryDocument.Revision;
import org.chosei.advisories.AdvisoryDocument.Text;
import org.chosei.kernel.Tlp;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes an advisory as a CSAF 2.0 document (OASIS Standard, 18 November 2022), so that machines read what people read.
 *
 * <p>An advisory in two languages is one document: CSAF identifies a document by publisher and {@code tracking.id}, so
 * a second file for the second language would either need another id, and then be another advisory, or share the file
 * name that section 5.1 derives from the id. The document's {@code lang} is English where there is English, else
 * Japanese; the other language follows whole as notes whose titles end in its tag, such as {@code 概要 (ja)}.
 *
 * <p>The profile is {@code csaf_security_advisory}. It demands a product status for every vulnerability (test
 * 6.1.27.6); an advisory for which no vendor gave one is a {@code csaf_base} document.
 *
 * <p>The same advisory and version of Chosei give the same bytes: keys are sorted (test 6.2.13), and no clock is read.
 */
public final class CsafWriter {
    private static final ObjectWriter JSON = JsonMapper.builder()
            .enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED)
            .build()
            .writer()
            .with(new DefaultPrettyPrinter()
                    .withObjectIndenter(new DefaultIndenter("  ", "\n"))
                    .withArrayIndenter(new DefaultIndenter("  ", "\n")));

    private final String version;

    /** A writer that names this version of Chosei as the document's generator. */
    public CsafWriter(String version) {
        this.version = version;
    }

    /** The name of the document's file by CSAF 2.0, section 5.1; two ids may share one, so check before publishing. */
    public static String fileName(String id) {
        return id.toLowerCase(Locale.ROOT).replaceAll("[^+\\-a-z0-9]+", "_") + ".json";
    }

    /** The document in UTF-8, without a byte order mark and with a line feed at its end. */
    public byte[] write(AdvisoryDocument advisory) {
        return (JSON.writeValueAsString(tree(advisory)) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private ObjectNode tree(AdvisoryDocument advisory) {
        var products = new CsafProducts(advisory);
        ObjectNode root = Csaf.object();
        ArrayNode vulnerabilities = root.putArray("vulnerabilities");
        for (int i = 0; i < advisory.vulnerabilities().size(); i++) {
            vulnerabilities.add(new CsafVulnerability(advisory, i, products).node());
        }
        root.set("document", document(advisory, allHaveStatus(vulnerabilities)));
        if (!products.isEmpty()) {
            root.set("product_tree", products.tree());
        }
        return root;
    }

    private static boolean allHaveStatus(ArrayNode vulnerabilities) {
        return vulnerabilities.valueStream().allMatch(vulnerability -> vulnerability.has("product_status"));
    }

    private ObjectNode document(AdvisoryDocument advisory, boolean statuses) {
        Language main = advisory.mainLanguage();
        ObjectNode node = Csaf.object();
        Csaf.putArray(node, "acknowledgments", advisory.acknowledgments(), CsafWriter::acknowledgment);
        node.put("category", statuses ? "csaf_security_advisory" : "csaf_base");
        node.put("csaf_version", "2.0");
        node.set("distribution", distribution(advisory.tlp()));
        node.put("lang", main.tag());
        node.set("notes", notes(advisory));
        node.set("publisher", publisher(advisory.publisher()));
        node.set("references", references(advisory));
        node.put("title", advisory.text(main).title());
        node.set("tracking", tracking(advisory));
        return node;
    }

    private static ObjectNode acknowledgment(Acknowledgment acknowledgment) {
        ObjectNode node = Csaf.object();
        Csaf.putStrings(node, "names", acknowledgment.names());
        Csaf.put(node, "organization", acknowledgment.organization());
        Csaf.put(node, "summary", acknowledgment.summary());
        return node;
    }

    /** CSAF 2.0 speaks TLP 1: WHITE is CLEAR, and AMBER+STRICT is AMBER with its restriction in words. */
    private static ObjectNode distribution(Tlp tlp) {
        ObjectNode node = Csaf.object();
        String label = switch (tlp) {
            case CLEAR -> "WHITE";
            case GREEN -> "GREEN";
            case AMBER, AMBER_STRICT -> "AMBER";
            case RED -> "RED";
        };
        if (tlp == Tlp.AMBER_STRICT) {
            node.put("text", "TLP:AMBER+STRICT");
        }
        node.putObject("tlp").put("label", label).put("url", "https://www.first.org/tlp/");
        return node;
    }

    private static ArrayNode notes(AdvisoryDocument advisory) {
        ArrayNode notes = Csaf.array();
        Language main = advisory.mainLanguage();
        advisory.texts().forEach((language, text) -> {
            var words = new CsafWords(language, main);
            if (language != main) {
                Csaf.note(notes, "other", words.title("title"), text.title());
            }
            addText(notes, words, text);
        });
        advisory.publisher()
                .termsOfUse()
                .forEach((language, terms) ->
                        Csaf.note(notes, "legal_disclaimer", new CsafWords(language, main).title("terms"), terms));
        return notes;
    }

    private static void addText(ArrayNode notes, CsafWords words, Text text) {
        Csaf.note(notes, "summary", words.title("overview"), text.overview());
        Csaf.note(notes, "details", words.title("impact"), text.impact());
        Csaf.note(notes, "details", words.title("solution"), text.solution());
        Csaf.note(notes, "details", words.title("workaround"), text.workaround());
    }

    private static ObjectNode publisher(Publisher publisher) {
        ObjectNode node = Csaf.object();
        node.put("category", "coordinator");
        Csaf.put(node, "contact_details", publisher.contact());
        node.put("name", publisher.name());
        node.put("namespace", publisher.namespace().toASCIIString());
        return node;
    }

    private static ArrayNode references(AdvisoryDocument advisory) {
        var words = new CsafWords(advisory.mainLanguage(), advisory.mainLanguage());
        ArrayNode references = Csaf.array();
        references.add(reference("self", new Reference(words.text("self"), advisory.csaf())));
        references.add(reference("self", new Reference(words.text("page"), advisory.page())));
        advisory.references().forEach(reference -> references.add(reference("external", reference)));
        advisory.vendors()
                .forEach(vendor -> vendor.references()
                        .forEach(link -> references.add(reference(
                                "external", new Reference(vendor.name() + ": " + link.summary(), link.url())))));
        return references;
    }

    private static ObjectNode reference(String category, Reference reference) {
        return Csaf.object()
                .put("category", category)
                .put("summary", reference.summary())
                .put("url", reference.url().toASCIIString());
    }

    private ObjectNode tracking(AdvisoryDocument advisory) {
        ObjectNode node = Csaf.object();
        Csaf.putStrings(node, "aliases", advisory.aliases());
        node.put("current_release_date", instant(advisory.currentRelease()));
        // The date of the content, not of this run: a document written again must not differ.
        node.putObject("generator")
                .put("date", instant(advisory.currentRelease()))
                .putObject("engine")
                .put("name", "Chosei")
                .put("version", version);
        node.put("id", advisory.id());
        node.put("initial_release_date", instant(advisory.initialRelease()));
        Csaf.putArray(node, "revision_history", advisory.revisions(), revision -> revision(advisory, revision));
        node.put("status", "final");
        node.put("version", String.valueOf(advisory.revisions().getLast().number()));
        return node;
    }

    private static ObjectNode revision(AdvisoryDocument advisory, Revision revision) {
        return Csaf.object()
                .put("date", instant(revision.at()))
                .put("number", String.valueOf(revision.number()))
                .put("summary", CsafWords.preferred(revision.summary(), advisory.mainLanguage()));
    }

    private static String instant(Instant instant) {
        return DateTimeFormatter.ISO_INSTANT.format(instant);
    }
}
