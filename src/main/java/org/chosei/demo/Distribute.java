package org.chosei.demo;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Step 5: a wave opens at one instant for everybody; a vendor withdrawn in the last moment before gets nothing. */
final class Distribute implements Scene {
    @Override
    public Map<String, Object> play(Cast cast) {
        Played.OpenedCase main = cast.played.main();
        Played.OpenedCase second = cast.played.second();
        Vendor withdrawn = cast.vendor(2);
        Instant instant =
                Instant.now().plus(cast.stage.production().beforeWave()).truncatedTo(ChronoUnit.SECONDS);
        plan(cast, main, cast.active(), instant);
        plan(cast, second, List.of(cast.vendor(0), withdrawn), instant);
        nothingYet(cast, List.of(main, second));
        Wait.untilAfter(instant.minus(cast.stage.production().lastMoment()));
        withdraw(cast, second, withdrawn);
        StepFailed.unless(
                Instant.now().isBefore(instant), "the machine was too slow to withdraw %s in time", withdrawn.name());
        Map<String, Instant> seen = new Opening(cast, main, instant).watch();
        Map<String, Object> mails = new NoticeMail(cast, main).check(cast.active());
        new NoticeMail(cast, second).check(List.of(cast.vendor(0)));
        StepFailed.unless(invisible(withdrawn, second), "%s sees %s", withdrawn.name(), second.number());
        StepFailed.unless(
                invisible(cast.withoutNda(), main),
                "%s sees %s",
                cast.withoutNda().name(),
                main.number());
        noMail(cast, withdrawn, second);
        noMail(cast, cast.withoutNda(), main);
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("instant", instant.toString());
        figures.put("firstSeen", seen);
        figures.putAll(mails);
        figures.put("withdrawn", withdrawn.name() + " from " + second.number());
        return figures;
    }

    private static void plan(Cast cast, Played.OpenedCase of, List<Vendor> vendors, Instant instant) {
        Page choice = cast.coordinator.open(of.page() + "/waves/new").fine();
        List<String> fields = new ArrayList<>();
        vendors.forEach(vendor -> fields.addAll(List.of("vendor", vendor.id())));
        fields.addAll(List.of("titleJa", Receive.PRODUCT + " のヘッダー解析処理におけるヒープオーバーフロー"));
        fields.addAll(List.of("bodyJa", "未公開の情報です。影響の有無と、修正の予定をお知らせください。\n対象: " + Receive.PRODUCT + " 1.0 から 1.4.2"));
        fields.addAll(List.of("titleEn", Receive.TITLE));
        fields.addAll(List.of(
                "bodyEn", "This is undisclosed. Please tell us whether you are affected, and when you will fix it."));
        fields.addAll(List.of("zone", "Asia/Tokyo"));
        fields.addAll(List.of(
                "instant", LocalDateTime.ofInstant(instant, Receive.TOKYO).toString()));
        Page planned = cast.coordinator
                .browser()
                .submit(choice, "form[action$='/waves']", fields.toArray(String[]::new))
                .fine();
        String shown = planned.element("[data-wave] time").attr("datetime");
        StepFailed.unless(Instant.parse(shown).equals(instant), "the wave opens at %s, not at %s", shown, instant);
    }

    /** No path gives anything away before the instant. */
    private static void nothingYet(Cast cast, List<Played.OpenedCase> cases) {
        for (Vendor vendor : cast.vendors) {
            for (Played.OpenedCase of : cases) {
                StepFailed.unless(invisible(vendor, of), "%s sees %s too early", vendor.name(), of.number());
            }
            StepFailed.unless(
                    new Inbox(cast.stage, vendor.team()).letters().stream().noneMatch(Inbox.Letter::encrypted),
                    "mail left to %s before the instant",
                    vendor.name());
        }
    }

    /** Page, list, answer, and the staff's own pages: each as if the case did not exist. */
    private static boolean invisible(Vendor vendor, Played.OpenedCase of) {
        Visitor browser = vendor.person().browser();
        boolean listed = browser.fetch("/our-cases").fine().body().contains(of.number());
        String unknown = "/our-cases/" + of.id();
        return !listed
                && browser.fetch(unknown).status() == 404
                && browser.post(unknown + "/status", "status", "AFFECTED").status() == 404
                && browser.fetch(of.page()).status() == 404
                && browser.fetch(of.page() + "/timeline").status() == 404;
    }

    private static void withdraw(Cast cast, Played.OpenedCase of, Vendor vendor) {
        Page page = cast.coordinator.open(of.page() + "/vendors/" + vendor.id()).fine();
        cast.coordinator
                .browser()
                .submit(page, "form.withdraw", "reason", "Its product does not contain the component after all.")
                .fine();
    }

    /** Long after the others got theirs, there is still none. */
    private static void noMail(Cast cast, Vendor vendor, Played.OpenedCase of) {
        boolean told = new Inbox(cast.stage, vendor.team())
                .letters().stream().anyMatch(letter -> letter.subject().contains(of.number()));
        StepFailed.unless(!told, "%s got mail about %s", vendor.name(), of.number());
    }
}
