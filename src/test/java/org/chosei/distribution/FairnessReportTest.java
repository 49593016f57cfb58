package org.chosei.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.chosei.cases.CoordinatedCase;
import org.chosei.desk.after.Quarter;
import org.chosei.distribution.Vendors.Vendor;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.OrganisationId;
import org.chosei.mail.Deliveries.State;
import org.chosei.registry.Organisation.RegistrationClass;
import org.chosei.testing.Browser;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What became of a wave, vendor by vendor and wave by wave: on pages, as CSV and as PDF. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FairnessReportTest {
    private final WaveDesk desk = new WaveDesk();
    private final Returning people = new Returning(desk);
    private final Vendor formula = desk.vendors.registered("=HYPERLINK(A1)", RegistrationClass.GENERAL);

    @BeforeEach
    void signIn() {
        people.back();
    }

    @AfterEach
    void go() {
        desk.application.go();
    }

    @AfterAll
    void stop() {
        desk.close();
    }

    private CoordinatedCase distributed() {
        CoordinatedCase of = desk.openCase();
        desk.at(desk.plan(of, desk.curve, desk.rsa));
        WaveDesk.await(() ->
                desk.delivery(of, desk.rsa) == State.HANDED_OVER && desk.delivery(of, desk.curve) == State.HANDED_OVER);
        return of;
    }

    @Test
    void silenceIsShownAsSilenceAndReadingOfMailAsUnknowable() {
        CoordinatedCase of = distributed();
        people.curve().get(WaveDesk.page(of));
        desk.application.stopAt(desk.now().plus(Duration.ofDays(3)));
        people.back();
        for (String language : List.of("ja", "en")) {
            people.coordinator().post("/language", "language", language, "back", "/");
            Browser.Page page = people.coordinator().get("/cases/" + of.id() + "/fairness");
            var curve = page.html().expectFirst("table.fairness tr[data-vendor=" + desk.curve.id() + "]");
            assertThat(curve.select("[data-what=read] time")).hasSize(1);
            assertThat(curve.select("[data-unread]")).isEmpty();
            var rsa = page.html().expectFirst("table.fairness tr[data-vendor=" + desk.rsa.id() + "]");
            assertThat(rsa.select("[data-delivery]").attr("data-delivery")).isEqualTo("HANDED_OVER");
            assertThat(rsa.select("[data-unread]")).hasSize(1);
            assertThat(rsa.select("[data-unknowable]"))
                    .as("nobody can know of the mail")
                    .hasSize(1);
            assertThat(rsa.select("[data-silent-since]").text()).contains("3");
            assertThat(page.html().select("table.waves [data-what=silent]").text())
                    .isEqualTo("1");
            assertThat(page.html().select("table.waves [data-what=access-skew]").text())
                    .as("all see it at the same instant")
                    .isEqualTo("0:00:00");
        }
    }

    @Test
    void quarterHasEveryWaveOfItAndNoneOfAnother() {
        CoordinatedCase of = distributed();
        Instant instant =
                Objects.requireNonNull(desk.vendors.line(of, desk.curve).grantedAt());
        Quarter quarter = Quarter.at(instant, java.time.ZoneId.of("Asia/Tokyo"));
        Browser.Page page = people.coordinator().get("/fairness?quarter=" + quarter);
        assertThat(page.html().select("table.waves a.number").eachText()).contains(of.number());
        assertThat(page.html().select("figure svg title")).isNotEmpty();
        Browser.Page other = people.coordinator().get("/fairness?quarter=2001-Q1");
        assertThat(other.html().select("table.waves")).isEmpty();
        assertThat(people.coordinator().get("/fairness?quarter=2001-Q5").status())
                .isEqualTo(404);
        assertThat(people.curve().get("/fairness").status()).isEqualTo(404);
        assertThat(people.coordinator()
                        .download("/fairness/csv?quarter=" + quarter)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void tableForSpreadsheetsNamesWhoWasNotChosenAndHoldsNoFormula() {
        CoordinatedCase of = distributed();
        people.coordinator().post("/language", "language", "en", "back", "/");
        Browser.Download csv = people.coordinator().download("/cases/" + of.id() + "/fairness/csv");
        String text = new String(csv.bytes(), StandardCharsets.UTF_8);
        assertThat(text).startsWith("\uFEFF");
        List<String> lines = text.lines().toList();
        assertThat(lines).anyMatch(line -> line.contains("'=HYPERLINK(A1)") && line.contains(",no,"));
        assertThat(lines).noneMatch(line -> line.contains(",=HYPERLINK"));
        assertThat(lines.stream().filter(line -> line.contains(",yes,"))).hasSize(2);
        assertThat(lines.stream().filter(line -> line.contains(",unknowable,"))).hasSize(2);
        assertThat(desk.vendors.entries(of, "fairness.exported")).isEqualTo(1);
        assertThat(formula.id()).isNotNull();
    }

    @Test
    void paperHoldsTheNumbersInBothLanguages() throws IOException, InterruptedException {
        CoordinatedCase of = distributed();
        for (String language : List.of("ja", "en")) {
            people.coordinator().post("/language", "language", language, "back", "/");
            Browser.Download pdf = people.coordinator().download("/cases/" + of.id() + "/fairness/pdf");
            assertThat(pdf.status()).isEqualTo(200);
            String text = text(pdf.bytes());
            assertThat(text).contains(of.number(), "Curve", "Rivest").doesNotContain("Undisclosed", "Broken");
            assertThat(text).contains(language.equals("ja") ? "知る手段がありません" : "unknowable");
        }
        assertThat(people.coordinator().download("/fairness/pdf").status()).isEqualTo(200);
    }

    private static String text(byte[] pdf) throws IOException, InterruptedException {
        Path file = Files.createTempFile("fairness", ".pdf");
        Files.write(file, pdf);
        Process process = new ProcessBuilder("pdftotext", "-raw", "-enc", "UTF-8", file.toString(), "-").start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        Files.delete(file);
        return text.replaceAll("\\s+", "");
    }

    @Test
    void skewMedianAndSilenceAreCountedOverTheVendorsThatSawIt() {
        Instant instant = Instant.parse("2026-10-05T01:00:00Z");
        List<FairnessRow> rows = new ArrayList<>();
        rows.add(row(instant, 1L, 10L, 60L));
        rows.add(row(instant, 4L, 20L, null));
        rows.add(row(instant, 9L, null, null));
        WaveSummary wave = WaveSummary.of(rows).getFirst();
        assertThat(wave.vendors()).isEqualTo(3);
        assertThat(wave.accessSkew()).isZero();
        assertThat(wave.mailSkew()).isEqualTo(Duration.ofSeconds(8));
        assertThat(wave.readSkew()).isEqualTo(Duration.ofSeconds(10));
        assertThat(wave.readAge()).isEqualTo(Duration.ofSeconds(15));
        assertThat(wave.acknowledgedAge()).isEqualTo(Duration.ofSeconds(60));
        assertThat(wave.answeredAge()).isNull();
        assertThat(wave.silent()).isEqualTo(1);
    }

    private static final UUID WAVE = UUID.randomUUID();

    private static FairnessRow row(Instant instant, long handedOver, @Nullable Long read, @Nullable Long acknowledged) {
        return new FairnessRow(
                new CaseId(WAVE),
                "CHS-1",
                WAVE,
                1,
                instant,
                new OrganisationId(UUID.randomUUID()),
                "",
                "Vendor",
                new Answer(Answer.Level.FULL, List.of()),
                true,
                instant,
                State.HANDED_OVER,
                instant.plusSeconds(handedOver),
                1,
                1,
                null,
                read == null ? null : instant.plusSeconds(read),
                acknowledged == null ? null : instant.plusSeconds(acknowledged),
                null,
                null);
    }
}
