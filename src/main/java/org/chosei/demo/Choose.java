package org.chosei.demo;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Element;

/** Step 4: the gate says for each vendor what it may get and why; a hand-made request cannot talk it round. */
final class Choose implements Scene {

    @Override
    public Map<String, Object> play(Cast cast) {
        Played.OpenedCase of = cast.played.main();
        Page choice = cast.coordinator.open(of.page() + "/waves/new").fine();
        Map<String, Object> answers = new LinkedHashMap<>();
        for (Vendor vendor : cast.vendors) {
            Element row = choice.element("tr[data-vendor=" + vendor.id() + "]");
            String level = row.attr("data-gate");
            List<String> reasons = row.select("[data-reason]").eachAttr("data-reason");
            boolean offered = row.selectFirst("input[name=vendor]") != null;
            boolean eligible = cast.active().contains(vendor);
            StepFailed.unless(
                    eligible == offered && eligible == level.equals("FULL") && eligible != reasons.contains("NO_NDA"),
                    "the gate says %s %s for %s",
                    level,
                    reasons,
                    vendor.name());
            answers.put(vendor.name(), level + " " + String.join(" ", reasons));
        }
        int refused = bySleightOfHand(cast, of);
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("answers", answers);
        figures.put("handMadeRequest", refused);
        return figures;
    }

    /** A request as no page would send it. */
    private static int bySleightOfHand(Cast cast, Played.OpenedCase of) {
        Page answer = cast.coordinator
                .browser()
                .post(
                        of.page() + "/waves",
                        "vendor",
                        cast.withoutNda().id(),
                        "titleJa",
                        "件名",
                        "bodyJa",
                        "本文",
                        "titleEn",
                        "Title",
                        "bodyEn",
                        "Body",
                        "instant",
                        "2099-01-01T00:00:00",
                        "zone",
                        "Asia/Tokyo");
        StepFailed.unless(
                answer.status() == 403 && answer.refusal().equals("vendor-not-eligible"),
                "a vendor without an NDA was planned by hand: %d %s",
                answer.status(),
                answer.refusal());
        StepFailed.unless(
                !cast.coordinator.open(of.page()).fine().has("[data-wave]"), "a wave stands although it was refused");
        return answer.status();
    }
}
