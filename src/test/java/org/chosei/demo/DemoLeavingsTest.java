package org.chosei.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.chosei.command.Main;
import org.chosei.testing.Gpg;
import org.chosei.testing.NodePeers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the demo left behind, looked at as a stranger would: with gpg, plain requests, and the command on an export. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DemoLeavingsTest {
    private static final Pattern ARMOR =
            Pattern.compile("-----BEGIN PGP MESSAGE-----.*?-----END PGP MESSAGE-----\r?\n", Pattern.DOTALL);

    private final HttpClient stranger = HttpClient.newHttpClient();
    private final Demo demo = Demo.assemble(Production.usual().hasty());

    @TempDir
    Path folder;

    @BeforeAll
    void play() {
        for (Step step : Step.values()) {
            demo.play(step);
        }
    }

    @AfterAll
    void end() {
        stranger.close();
        demo.close();
    }

    @Test
    void eachNoticeOpensWithItsReadersKeyAloneBearsTheCentresSignatureAndSaysTheSame() throws Exception {
        byte[] centre = get("/openpgp-key.asc").body();
        Set<String> words = new HashSet<>();
        int notices = 0;
        for (Vendor vendor : demo.cast().vendors()) {
            for (MailSink.Message message : demo.stage().outside().messagesTo(vendor.team())) {
                Matcher armor = ARMOR.matcher(new String(message.bytes(), StandardCharsets.US_ASCII));
                if (!armor.find()
                        || !subject(message).contains(demo.cast().played.main().number())) {
                    continue;
                }
                notices++;
                byte[] armored = armor.group().getBytes(StandardCharsets.US_ASCII);
                try (Gpg reader = reader(vendor, centre)) {
                    Gpg.Run run = reader.decrypt(armored);
                    assertThat(run.exitCode()).as(run.words()).isZero();
                    assertThat(run.says("GOODSIG")).isTrue();
                    assertThat(run.status().stream().filter(line -> line.startsWith("ENC_TO ")))
                            .hasSize(1);
                    words.add(run.text());
                }
                for (Vendor other : demo.cast().vendors()) {
                    if (other != vendor) {
                        try (Gpg reader = reader(other, centre)) {
                            assertThat(reader.decrypt(armored).exitCode()).isNotZero();
                        }
                    }
                }
            }
        }
        assertThat(notices).isEqualTo(3);
        assertThat(words).hasSize(1);
    }

    @Test
    void noMailInTheClearSaysWhatTheCaseIsAbout() {
        for (MailSink.Message message : demo.stage().outside().messages()) {
            assertThat(new String(message.bytes(), StandardCharsets.UTF_8))
                    .doesNotContain(Receive.PRODUCT, "overflow", "オーバーフロー", Receive.TITLE);
            assertThat(message.envelope().recipients()).hasSize(1);
        }
    }

    @Test
    void theWithdrawnVendorHasNoMailOfTheSecondCase() {
        String second = demo.cast().played.second().number();
        assertThat(demo.stage().outside().messagesTo(demo.cast().vendor(2).team()))
                .noneMatch(message -> subject(message).contains(second));
        assertThat(demo.stage().outside().messagesTo(demo.cast().vendor(0).team()))
                .anyMatch(message -> subject(message).contains(second));
    }

    @Test
    void anybodyFindsTheAdvisoryOnEveryChannelAndItsCsafPassesTheIndependentValidator() throws Exception {
        String number = demo.cast().played.advisory();
        String csaf =
                "/.well-known/csaf/white/" + number.split("-", -1)[1] + "/" + number.toLowerCase(Locale.ROOT) + ".json";
        assertThat(text("/advisories/" + number)).contains(number);
        assertThat(text("/advisories/feed.ja.atom")).contains(number);
        assertThat(text("/advisories/feed.en.atom")).contains(number);
        Path file = Files.write(folder.resolve("csaf.json"), get(csaf).body());
        JsonNode findings = JsonMapper.shared().readTree(NodePeers.run("csaf-validate.mjs", List.of(file.toString())));
        assertThat(findings)
                .filteredOn(finding -> Set.of("schema", "mandatory")
                        .contains(finding.get("group").asString()))
                .isEmpty();
        assertThat(text(csaf)).doesNotContain("中央ソフト", "Chuo Software", "Delta Devices");
    }

    @Test
    void nothingOfTheCaseIsThereForStrangers() throws Exception {
        for (String path : List.of("/cases", "/our-cases", "/ledger", "/reports", "/mails", "/registrations")) {
            assertThat(get(path).statusCode()).as(path).isIn(302, 303, 404);
        }
        assertThat(get(demo.cast().played.main().page()).statusCode()).isIn(302, 303, 404);
    }

    @Test
    void everyLinkOnEveryPageLeadsSomewhere() {
        List<Person> readers = new ArrayList<>(List.of(
                demo.cast().administrator(),
                demo.cast().coordinator(),
                demo.cast().approver()));
        demo.cast().vendors().forEach(vendor -> readers.add(vendor.person()));
        for (Person reader : readers) {
            Set<String> seen = new HashSet<>(Set.of("/"));
            Deque<String> next = new ArrayDeque<>(seen);
            while (!next.isEmpty() && seen.size() < 300) {
                String path = next.poll();
                Page page = reader.fetch(path);
                assertThat(page.status()).as("%s for %s", path, reader.email()).isEqualTo(200);
                page.html().select("a[href^=/]").eachAttr("href").stream()
                        .map(link -> link.replaceFirst("#.*", ""))
                        .filter(seen::add)
                        .forEach(next::add);
            }
            assertThat(seen).hasSizeGreaterThan(5);
        }
    }

    @Test
    void theExportVerifiesElsewhereAndAChangedOneDoesNot() throws IOException {
        Page export = demo.cast().coordinator.fetch("/ledger/export").fine();
        Path key = Files.write(
                folder.resolve("checkpoint.pub"),
                demo.cast().coordinator.fetch("/ledger/checkpoint.pub").bytes());
        Path whole = Files.write(folder.resolve("ledger.jsonl"), export.bytes());
        assertThat(Main.run("ledger", "verify", whole.toString(), "--key", key.toString()))
                .isZero();
        List<String> lines = new ArrayList<>(Files.readAllLines(whole));
        lines.removeIf(line -> line.contains("\"notice.acknowledged\""));
        Path cut = Files.write(folder.resolve("cut.jsonl"), lines);
        assertThat(Main.run("ledger", "verify", cut.toString(), "--key", key.toString()))
                .isEqualTo(1);
    }

    private static Gpg reader(Vendor vendor, byte[] centre) {
        Gpg gpg = new Gpg();
        gpg.importKey(((GnuPg) vendor.openPgp).secretKey());
        gpg.importKey(centre);
        return gpg;
    }

    private static String subject(MailSink.Message message) {
        return new String(message.bytes(), StandardCharsets.US_ASCII)
                .lines()
                .filter(line -> line.startsWith("Subject: "))
                .findFirst()
                .orElse("");
    }

    private String text(String path) throws IOException, InterruptedException {
        HttpResponse<byte[]> response = get(path);
        assertThat(response.statusCode()).as(path).isEqualTo(200);
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    private HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
        URI address = demo.stage().base().resolve(path);
        return stranger.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofByteArray());
    }
}
