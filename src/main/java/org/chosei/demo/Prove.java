package org.chosei.demo;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Element;

/** Step 8: the fairness report, the timeline, and the ledger, verified where it lies and on an export elsewhere. */
final class Prove implements Scene {

    @Override
    public Map<String, Object> play(Cast cast) {
        Played.OpenedCase of = cast.played.main();
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("fairness", fairness(cast, of));
        figures.put("timeline", timeline(cast, of));
        figures.put("ledger", new Auditor(cast).verify(of));
        return figures;
    }

    private static Map<String, Object> fairness(Cast cast, Played.OpenedCase of) {
        Page report = cast.coordinator.open(of.page() + "/fairness").fine();
        String granted = instant(report, cast.vendor(0), "granted");
        for (Vendor vendor : cast.active()) {
            StepFailed.unless(
                    granted.equals(instant(report, vendor, "granted")),
                    "%s was granted another instant",
                    vendor.name());
            StepFailed.unless(
                    !instant(report, vendor, "handed-over").isEmpty(), "no mail to %s is reported", vendor.name());
        }
        expect(report, cast.vendor(0), true, true, true);
        expect(report, cast.vendor(1), false, false, true);
        expect(report, cast.vendor(2), false, false, false);
        String chosen = row(report, cast.withoutNda()).attr("data-chosen");
        StepFailed.unless(
                chosen.equals("no"), "%s counts as chosen", cast.withoutNda().name());
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("vendors", cast.vendors.size());
        figures.put("grantedAt", granted);
        return figures;
    }

    private static void expect(Page report, Vendor vendor, boolean read, boolean acknowledged, boolean answered) {
        List<String> what = List.of("read", "acknowledged", "answered");
        List<Boolean> expected = List.of(read, acknowledged, answered);
        for (int i = 0; i < what.size(); i++) {
            StepFailed.unless(
                    instant(report, vendor, what.get(i)).isEmpty() != expected.get(i),
                    "the report is wrong about what %s has %s",
                    vendor.name(),
                    what.get(i));
        }
    }

    private static Element row(Page report, Vendor vendor) {
        return report.element("tr[data-vendor=" + vendor.id() + "]");
    }

    private static String instant(Page report, Vendor vendor, String what) {
        return row(report, vendor).select("td[data-what=" + what + "] time").attr("datetime");
    }

    private static int timeline(Cast cast, Played.OpenedCase of) {
        Page timeline = cast.coordinator.open(of.page() + "/timeline").fine();
        List<String> kinds = timeline.html().select("[data-kind]").eachAttr("data-kind");
        for (String kind : List.of("wave.planned", "notice.acknowledged", "status.stated", "advisory.published")) {
            StepFailed.unless(kinds.contains(kind), "the timeline lacks %s: %s", kind, kinds);
        }
        return kinds.size();
    }
}
