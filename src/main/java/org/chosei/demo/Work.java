package org.chosei.demo;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jsoup.nodes.Element;

/** Step 6: one vendor answers on the portal, one by encrypted mail, one is silent; none sees another. */
final class Work implements Scene {
    private static final String ANSWER = "弊社の Router 3 が影響を受けます。修正版は準備中です。";
    private static final String FILE = "affected-products.txt";

    @Override
    public Map<String, Object> play(Cast cast) {
        Played.OpenedCase of = cast.played.main();
        Vendor byPortal = cast.vendor(0);
        Vendor byMail = cast.vendor(1);
        Vendor silent = cast.vendor(2);
        answerOnThePortal(byPortal, of);
        answerByMail(cast, byMail, of);
        Page arrived = Wait.until("the mailed answer in its thread", () -> answered(cast, byMail, of));
        Map<String, Object> stands = new LinkedHashMap<>();
        stands.put(byPortal.name(), stands(cast, byPortal, of, "affected"));
        stands.put(byMail.name(), stands(cast, byMail, of, "answered"));
        stands.put(silent.name(), stands(cast, silent, of, "asked-silent"));
        int looked = new Isolation(cast, of, byPortal, byMail).prove(arrived);
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("stands", stands);
        figures.put("tablesSearched", looked);
        return figures;
    }

    private static void answerOnThePortal(Vendor vendor, Played.OpenedCase of) {
        Visitor browser = vendor.person().browser();
        Page read = browser.open(of.vendorPage()).fine();
        Page acknowledged = browser.submit(read, "form.acknowledge").fine();
        StepFailed.unless(!acknowledged.has("form.acknowledge"), "%s's acknowledgement is not shown", vendor.name());
        browser.submit(
                        acknowledged,
                        "form.status",
                        "status",
                        "AFFECTED",
                        "fixDate",
                        "2027-01-20",
                        "statement",
                        "Router 2 の 1.4 以前が影響を受けます。")
                .fine()
                .element(".our-status");
    }

    /** Answers the mail that it got, from its own program: encrypted to the CSIRT, signed, with a file. */
    private static void answerByMail(Cast cast, Vendor vendor, Played.OpenedCase of) {
        String to = new NoticeMail(cast, of).of(vendor).replyTo();
        StepFailed.unless(to.startsWith("reply+"), "the notice to %s has no address to answer to", vendor.name());
        byte[] entity = Mailing.entity(
                "Re: " + of.number(), ANSWER, FILE, "Router 3, 3.0 to 3.2\r\n".getBytes(StandardCharsets.US_ASCII));
        byte[] armored = vendor.openPgp.encryptAndSign(entity, cast.stage.coordinationKey());
        cast.stage.mail(vendor.team(), to, Mailing.encrypted(vendor.team(), to, armored));
    }

    private static Optional<Page> answered(Cast cast, Vendor vendor, Played.OpenedCase of) {
        Page page =
                cast.coordinator.fetch(of.page() + "/vendors/" + vendor.id()).fine();
        return page.html().select("article.message").stream()
                .filter(message -> message.text().contains(ANSWER))
                .peek(message -> StepFailed.unless(
                        message.select("[title=" + vendor.openPgp.fingerprint() + "]")
                                        .size()
                                == 1,
                        "the mailed answer is not shown as signed by %s",
                        vendor.openPgp.fingerprint()))
                .map(_ -> page)
                .findFirst();
    }

    private static String stands(Cast cast, Vendor vendor, Played.OpenedCase of, String expected) {
        Element row = cast.coordinator.open(of.page()).fine().element("tr[data-vendor=" + vendor.id() + "]");
        String stands = row.select("[data-stands]").attr("data-stands");
        StepFailed.unless(stands.equals(expected), "%s is shown as %s, expected %s", vendor.name(), stands, expected);
        return stands;
    }
}
