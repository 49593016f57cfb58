package org.chosei.demo;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/** Step 7: another person approves the advisory; page, CSAF file and feed appear together at the instant. */
final class Publish implements Scene {
    @Override
    public Map<String, Object> play(Cast cast) {
        Played.OpenedCase of = cast.played.main();
        String workspace = of.page() + "/advisory";
        Page drafted = draft(cast, workspace);
        ownApprovalIsRefused(cast, workspace);
        Page approved = cast.approver
                .browser()
                .submit(cast.approver.open(workspace).fine(), "form.approval")
                .fine();
        approved.element("[data-advisory=approved]");
        Instant end = java.util.Objects.requireNonNull(of.embargo());
        tooEarlyIsRefused(cast, drafted.path(), end);
        Instant at = later(
                end,
                Instant.now().plus(cast.stage.production().beforePublication()).truncatedTo(ChronoUnit.SECONDS));
        schedule(cast, workspace, at).fine().element("[data-advisory=scheduled]");
        PublicView everybody = new PublicView(cast.stage.visitor(), of.number(), at);
        Map<String, Object> figures = new LinkedHashMap<>(everybody.watch());
        cast.coordinator.open(workspace).fine().element("[data-advisory=published]");
        cast.played.published(everybody.number());
        return figures;
    }

    private static Page draft(Cast cast, String workspace) {
        Page blank = cast.coordinator.open(workspace).fine();
        String affected = "-" + cast.vendor(0).id();
        String fixed = "-" + cast.vendor(1).id();
        return cast.coordinator
                .browser()
                .submit(
                        blank,
                        "form.draft",
                        "titleJa",
                        Receive.PRODUCT + " におけるヒープオーバーフローの脆弱性",
                        "titleEn",
                        Receive.TITLE,
                        "overviewJa",
                        Receive.PRODUCT + " のヘッダー解析処理にヒープオーバーフローの脆弱性があります。",
                        "overviewEn",
                        Receive.PRODUCT + " trusts the length of a header field.",
                        "impactJa",
                        "遠隔の第三者によって任意のコードを実行される可能性があります。",
                        "impactEn",
                        "A remote attacker may execute arbitrary code.",
                        "solutionJa",
                        "各開発者が提供する情報をもとに、最新版へアップデートしてください。",
                        "solutionEn",
                        "Update to the version that your vendor names.",
                        "cvss",
                        "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H",
                        "cwe",
                        "CWE-122",
                        "status" + affected,
                        "AFFECTED",
                        "products" + affected,
                        "Router 2 | 1.4",
                        "status" + fixed,
                        "FIXED",
                        "products" + fixed,
                        "Router 3 | 3.2",
                        "fixed" + fixed,
                        "Router 3 | 3.3")
                .fine();
    }

    private static void ownApprovalIsRefused(Cast cast, String workspace) {
        Page answer = cast.coordinator.browser().post(workspace + "/approval", "version", "1");
        StepFailed.unless(
                answer.status() == 403,
                "the author's own approval was answered %d %s",
                answer.status(),
                answer.refusal());
    }

    /** Not to be shown on a machine so slow that the embargo is over already. */
    private static void tooEarlyIsRefused(Cast cast, String workspace, Instant end) {
        if (Instant.now().isBefore(end.minusSeconds(3))) {
            Page answer = schedule(cast, workspace, end.minusSeconds(2));
            StepFailed.unless(
                    answer.refusal().equals("publication-before-embargo"),
                    "a publication before the embargo's end was answered %d %s",
                    answer.status(),
                    answer.refusal());
        }
    }

    private static Page schedule(Cast cast, String workspace, Instant at) {
        Page page = cast.coordinator.open(workspace).fine();
        return cast.coordinator
                .browser()
                .submit(
                        page,
                        "form.schedule",
                        "instant",
                        LocalDateTime.ofInstant(at, Receive.TOKYO).toString(),
                        "zone",
                        "Asia/Tokyo");
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /** What somebody on the internet finds. */
    private record PublicView(Visitor browser, String number, Instant at) {

        Map<String, Object> watch() {
            String year = number.split("-")[1];
            String csaf = "/.well-known/csaf/white/" + year + "/" + number.toLowerCase(java.util.Locale.ROOT) + ".json";
            List<String> paths = List.of("/advisories/" + number, csaf, csaf + ".sha256");
            while (Instant.now().isBefore(at.minusMillis(300))) {
                StepFailed.unless(visible(paths) == 0, "something is public before %s", at);
                Wait.untilAfter(earlier(Instant.now().plusSeconds(1), at.minusMillis(299)));
            }
            int published = Wait.until("the publication", () -> {
                Instant asked = Instant.now();
                int found = visible(paths);
                StepFailed.unless(
                        found == 0 || !asked.plusMillis(50).isBefore(at), "public at %s, before %s", asked, at);
                return found == 0 ? java.util.Optional.empty() : java.util.Optional.of(visible(paths));
            });
            StepFailed.unless(published == paths.size() + 2, "only %d of %d are public", published, paths.size() + 2);
            String hash = browser.fetch(csaf + ".sha256").body().split(" ")[0].strip();
            StepFailed.unless(
                    Register.sha256(browser.fetch(csaf).bytes()).equals(hash), "the CSAF file has not its hash");
            String named = JsonMapper.shared()
                    .readTree(browser.fetch(csaf).bytes())
                    .at("/document/tracking/id")
                    .asString();
            StepFailed.unless(named.equals(number), "the CSAF file of %s is about %s", number, named);
            browser.open("/advisories/" + number).fine();
            Map<String, Object> figures = new LinkedHashMap<>();
            figures.put("instant", at.toString());
            figures.put("page", "/advisories/" + number);
            figures.put("csaf", csaf);
            figures.put("csafSha256", hash);
            return figures;
        }

        /** How many of the channels have it: pages and files, and both feeds. */
        private int visible(List<String> paths) {
            List<String> found = paths.stream()
                    .filter(path -> browser.fetch(path).status() == 200)
                    .collect(Collectors.toList());
            for (String feed : List.of("/advisories/feed.ja.atom", "/advisories/feed.en.atom")) {
                if (browser.fetch(feed).body().contains(number)) {
                    found.add(feed);
                }
            }
            return found.size();
        }

        private static Instant earlier(Instant one, Instant other) {
            return one.isBefore(other) ? one : other;
        }
    }
}
