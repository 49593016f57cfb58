package org.chosei.demo;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Step 3: the partner's encrypted and signed reports become cases by a person's decision. */
final class Receive implements Scene {
    static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");
    static final String PRODUCT = "libexample";
    static final String TITLE = "Heap overflow in libexample's header parser";
    static final String TRACKING = "VRF#26-11-DEMO";

    private static final String TO = "coordination@" + Stage.DOMAIN;

    @Override
    public Map<String, Object> play(Cast cast) {
        Instant end = Instant.now().plus(cast.stage.production().embargo()).truncatedTo(ChronoUnit.SECONDS);
        report(
                cast,
                TRACKING,
                PRODUCT,
                TITLE,
                DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").format(LocalDateTime.ofInstant(end, TOKYO))
                        + " Asia/Tokyo");
        report(cast, TRACKING + "-2", "demo-gateway", "Missing check in demo-gateway's setup page", "none");
        Played.OpenedCase main = open(cast, TRACKING, "agreed");
        Played.OpenedCase second = open(cast, TRACKING + "-2", "none");
        StepFailed.unless(
                end.equals(main.embargo()), "the embargo asked for is %s, the case has %s", end, main.embargo());
        acknowledged(cast, main);
        cast.played.opened(main, second);
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("cases", List.of(main.number(), second.number()));
        figures.put("alias", TRACKING);
        figures.put("signedBy", cast.partner.openPgp().fingerprint());
        figures.put("embargo", end.toString());
        return figures;
    }

    private static void report(Cast cast, String tracking, String product, String title, String embargo) {
        String blank = cast.stage.visitor().fetch("/forms/partner-report.txt").body();
        String form = FilledForm.bilingual(
                blank,
                List.of(
                        tracking,
                        product,
                        "1.0 - 1.4.2",
                        "TLP:AMBER",
                        embargo,
                        "no",
                        "no",
                        "Kei Finder",
                        cast.partner.email(),
                        title,
                        "A crafted header overflows a buffer of " + product + " before anybody is authenticated.",
                        "The length of the second header field is trusted. A proof of concept is available on request."));
        byte[] entity = Mailing.entity("Vulnerability report", form, "", new byte[0]);
        byte[] armored = cast.partner.openPgp().encryptAndSign(entity, cast.stage.coordinationKey());
        cast.stage.mail(cast.partner.email(), TO, Mailing.encrypted(cast.partner.email(), TO, armored));
    }

    /** A person looks at the report and opens the case. */
    private static Played.OpenedCase open(Cast cast, String tracking, String embargo) {
        String link = Wait.until("the report " + tracking, () -> row(cast, tracking));
        Page report = cast.coordinator.open(link).fine();
        String signer = report.element("code[data-key]").attr("data-key");
        StepFailed.unless(
                signer.equals(cast.partner.openPgp().fingerprint()), "the report counts as signed by %s", signer);
        StepFailed.unless(
                report.html().select("[data-problem]").isEmpty(),
                "problems in the report: %s",
                report.html().select("[data-problem]").text());
        Page opened = cast.coordinator
                .browser()
                .submit(report, "#open-case", "embargo", embargo)
                .fine();
        String number = opened.element("h1 .number").text();
        StepFailed.unless(
                opened.element(".aliases").text().contains(tracking), "%s lacks its alias %s", number, tracking);
        String until = opened.html().select(".embargo time").attr("datetime");
        String id = opened.path().substring("/cases/".length());
        return new Played.OpenedCase(id, number, until.isEmpty() ? null : Instant.parse(until));
    }

    private static Optional<String> row(Cast cast, String tracking) {
        return cast.coordinator.fetch("/reports").fine().html().select("tr[data-report]").stream()
                .filter(row -> row.select("td.number").text().equals(tracking))
                .map(row -> row.select("a").attr("href"))
                .findFirst();
    }

    /** The acknowledgement carries the number and nothing that the report said. */
    private static void acknowledged(Cast cast, Played.OpenedCase of) {
        Inbox.Letter letter = new Inbox(cast.stage, cast.partner.email()).waitFor(of.number());
        for (String secret : List.of(PRODUCT, "overflow", "header", "demo-gateway")) {
            StepFailed.unless(!letter.raw().contains(secret), "the acknowledgement says %s", secret);
            StepFailed.unless(!letter.text().contains(secret), "the acknowledgement says %s", secret);
        }
    }
}
