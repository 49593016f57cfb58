package org.chosei.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The same eight steps in a real browser; afterwards every page is looked at in both languages, at a desk and on a phone. */
@Tag("slow")
class ChromiumDemoTest {

    @Test
    void theEightStepsHoldInChromiumAndItsConsoleStaysSilent() {
        assertThat(GnuPg.version()).as("gpg is needed").isNotEmpty();
        try (Chromium chromium = new Chromium()) {
            Production usual = Production.usual();
            Production production = new Production(
                    Duration.ofSeconds(150),
                    Duration.ofSeconds(40),
                    Duration.ofSeconds(12),
                    Duration.ofSeconds(10),
                    base -> new ChromiumVisitor(chromium, base),
                    usual.gnuPg(),
                    0,
                    usual.backstage());
            try (Demo demo = Demo.assemble(production)) {
                for (Step step : Step.values()) {
                    assertThat(demo.play(step)).as(step.label()).isNotEmpty();
                    if (step == Step.WORK) {
                        underEmbargo(chromium, demo.cast());
                    }
                }
                look(chromium, demo);
            }
            assertThat(chromium.complaints()).isEmpty();
        }
    }

    /** The pages that say most while an embargo is in force. */
    private static void underEmbargo(Chromium chromium, Cast cast) {
        String of = cast.played.main().page();
        Map<String, String> staff = new LinkedHashMap<>();
        staff.put("case-under-embargo", of);
        staff.put("embargo", of + "/embargo");
        pictures(chromium, cast.coordinator.browser(), staff);
        Map<String, String> vendor = new LinkedHashMap<>();
        vendor.put("our-search", "/search?q=%E8%84%86%E5%BC%B1%E6%80%A7");
        vendor.put("our-embargo", cast.played.main().vendorPage() + "/embargo");
        pictures(chromium, cast.vendor(0).person().browser(), vendor);
    }

    private static void look(Chromium chromium, Demo demo) {
        Cast cast = demo.cast();
        String of = cast.played.main().page();
        Visitor finder = report(chromium, cast);
        Map<String, String> staff = new LinkedHashMap<>();
        staff.put("inbox", "/inbox");
        staff.put("inbox-waiting", "/inbox?tab=waiting");
        staff.put("inbox-overdue", "/inbox?tab=overdue");
        staff.put("inbox-snoozed", "/inbox?tab=snoozed");
        staff.put("bulk-assign", bulk(cast.coordinator, "ASSIGN"));
        staff.put("bulk-snooze", bulk(cast.coordinator, "SNOOZE"));
        staff.put("bulk-settle", bulk(cast.coordinator, "SETTLE"));
        staff.put("talk", of + "/talk");
        staff.put("talk-new", of + "/talk/new");
        staff.put("duty", "/duty");
        staff.put("keys", "/keys");
        staff.put("commands", "/palette");
        staff.put("assignment", of + "/assignment");
        staff.put("cases", "/cases");
        staff.put("search-empty", "/search");
        staff.put("search", "/search?q=%E8%84%86%E5%BC%B1%E6%80%A7");
        staff.put("case", of);
        staff.put("case-vendor", of + "/vendors/" + cast.vendor(1).id());
        staff.put("participants", of + "/participants");
        staff.put("merge-and-split", of + "/joining");
        staff.put("closing", of + "/closing");
        staff.put("status", of + "/status");
        staff.put("vulnerabilities", of + "/vulnerabilities");
        staff.put("new-wave", of + "/waves/new");
        staff.put("waves", of + "/waves");
        staff.put("wave", first(cast.coordinator, of + "/waves", "tr[data-item] a"));
        staff.put("wishes", of + "/wishes");
        staff.put("groups", "/vendor-groups");
        staff.put("policy", "/distribution-policy");
        staff.put("advisory-draft", of + "/advisory");
        staff.put("scoring", of + "/scoring");
        staff.put("fairness", of + "/fairness");
        staff.put("fairness-quarter", "/fairness");
        staff.put("asks", of + "/asks?show=all");
        staff.put("ask-rules", "/ask-rules");
        staff.put("reach", of + "/vendors/" + cast.vendor(1).id() + "/reach");
        staff.put("leak", of + "/leak");
        staff.put("elsewhere", of + "/elsewhere");
        staff.put("deadlines", of + "/deadlines");
        staff.put("holidays", "/holidays");
        staff.put("closures", "/organisations/" + cast.vendor(0).id() + "/closures");
        staff.put("calendar", "/account/calendar");
        staff.put("timeline", of + "/timeline");
        staff.put("timeline-filtered", of + "/timeline?group=STATUS&order=oldest&since=2020-01-01");
        staff.put("view-as", of + "/vendors/" + cast.vendor(0).id() + "/view");
        staff.put("notices", "/account/notices");
        staff.put("ledger", "/ledger");
        staff.put("reports", "/reports");
        String mailed = "tr[data-report] a[href^='/reports/']:not([href^='/reports/received/'])";
        staff.put("report", first(cast.coordinator, "/reports", mailed));
        staff.put("reports-by-impact", "/reports?order=impact");
        staff.put("received-report", first(cast.coordinator, "/reports", "a[href^='/reports/received/']"));
        staff.put("hand-over", "/reports/hand-over");
        staff.put("registrations", "/registrations?state=accepted");
        staff.put("registration", first(cast.coordinator, "/registrations?state=accepted", "tr[data-registration] a"));
        staff.put("organisations", "/organisations");
        staff.put("organisation", "/organisations/" + cast.vendor(0).id());
        staff.put("organisation-products", "/organisations/" + cast.vendor(0).id() + "/products");
        staff.put("organisation-keywords", "/organisations/" + cast.vendor(0).id() + "/keywords");
        staff.put("keywords", "/keywords");
        staff.put("organisation-agreements", "/organisations/" + cast.vendor(0).id() + "/agreements");
        staff.put("vetting", "/organisations/" + cast.vendor(0).id() + "/vetting");
        staff.put("vetting-call", "/organisations/" + cast.vendor(0).id() + "/vetting?write=CALL_BACK");
        staff.put("class", "/organisations/" + cast.vendor(0).id() + "/class");
        String accounts = "/organisations/" + cast.vendor(0).id() + "/people";
        staff.put("organisation-people", accounts);
        staff.put("recoveries", "/recoveries");
        staff.put("recovery-new", first(cast.coordinator, accounts, "a[href$=/recovery]"));
        staff.put("new-organisation", "/organisations/new");
        staff.put("contact-told", "/organisations/" + cast.vendor(0).id() + "/contacts/DEPUTY");
        staff.put("contact-upkeep", "/contact-upkeep");
        staff.put("contact-drills", "/contact-drills");
        staff.put("new-drill", "/contact-drills/new");
        staff.put("paper", "/organisations/" + cast.vendor(0).id() + "/papers/new");
        staff.put("waiting", "/agreements/waiting");
        staff.put("keys-that-end", "/organisations/keys");
        staff.put("import", "/organisations/import");
        staff.put("mails", "/mails");
        staff.put("our-keys", "/our-keys");
        staff.put("account", "/account");
        staff.put("drafts", "/drafts");
        staff.put("pending-files", "/uploads?place=test");
        Map<String, String> vendor = new LinkedHashMap<>();
        vendor.put("our-inbox", "/inbox");
        vendor.put("our-cases", "/our-cases");
        vendor.put("our-talk", cast.played.main().vendorPage() + "/talk");
        vendor.put("our-bulk", bulk(cast.vendor(0).person(), "SNOOZE"));
        vendor.put("our-case", cast.played.main().vendorPage());
        vendor.put("leaving-a-case", cast.played.main().vendorPage() + "/leaving");
        vendor.put("our-timeline", cast.played.main().vendorPage() + "/timeline");
        vendor.put("our-contact-elsewhere", cast.played.main().vendorPage() + "/elsewhere");
        vendor.put("our-status", cast.played.main().vendorPage() + "/status");
        vendor.put("our-reports", "/our-reports");
        vendor.put("our-report-form", "/our-reports/new");
        vendor.put("agreements", "/agreements");
        vendor.put("agreement-end", "/agreements/nda/end");
        vendor.put("our-organisation", "/organisation");
        vendor.put("leaving", "/organisation/withdrawal");
        vendor.put("our-closures", "/organisation/closures");
        vendor.put("our-products", "/organisation/products");
        vendor.put("our-product", "/organisation/products/new");
        vendor.put("our-products-import", "/organisation/products/import");
        vendor.put("our-keywords", "/organisation/keywords");
        vendor.put("as-seen", "/organisation/as-seen");
        Map<String, String> everybody = new LinkedHashMap<>();
        everybody.put("start", "/");
        everybody.put("sign-in", "/sign-in");
        everybody.put("register", "/register");
        everybody.put("report-form", "/report");
        everybody.put("receipt-asked", "/receipt");
        everybody.put("advisories", "/advisories");
        everybody.put("advisory", "/advisories/" + cast.played.advisory());
        everybody.put("not-found", "/nothing-here");
        pictures(chromium, cast.coordinator.browser(), staff);
        Map<String, String> administrator = new LinkedHashMap<>();
        administrator.put("people", "/people");
        administrator.put("documents", "/agreement-texts");
        administrator.put("new-version", "/agreement-texts/nda");
        administrator.put("new-keywords", "/keywords/next");
        administrator.put("blank-forms", "/blank-forms");
        administrator.put("new-blank-form", "/blank-forms/next");
        administrator.put("holidays-import", "/holidays");
        pictures(chromium, cast.administrator.browser(), administrator);
        pictures(chromium, cast.vendor(0).person().browser(), vendor);
        pictures(chromium, cast.stage.visitor(), everybody);
        pictures(chromium, finder, Map.of("receipt", "/receipt"));
    }

    /** Somebody without an account reports, forgets an answer first, and opens the receipt. */
    private static Visitor report(Chromium chromium, Cast cast) {
        Visitor finder = cast.stage.visitor();
        Page mended = finder.submit(
                finder.open("/report"), "#report", "product", "Gadget", "version", "unknown", "weakness", "It opens");
        assertThat(mended.refusal()).isEqualTo("report-answer-missing");
        chromium.checkAccess("report-mended");
        Page checked = finder.submit(mended, "#report", "impact", "Anybody gets in", "channel", "receipt");
        chromium.checkAccess("report-checked");
        chromium.picture("report-checked");
        Page sent = finder.submit(checked, "#checked");
        chromium.checkAccess("report-sent");
        chromium.picture("report-sent");
        String reference = sent.element("#reference").text();
        String code = sent.element("#code").text();
        Page receipt =
                finder.submit(finder.open("/receipt"), "form[action='/receipt']", "reference", reference, "code", code);
        assertThat(receipt.html().select("[data-state=received]")).isNotEmpty();
        return finder;
    }

    private static String first(Person person, String list, String link) {
        return person.fetch(list).element(link).attr("href");
    }

    /** What would be done with everything that waits. */
    private static String bulk(Person person, String act) {
        return "/inbox/bulk?act=" + act
                + person.fetch("/inbox?tab=waiting").html().select("[name=item]").eachAttr("value").stream()
                        .map(item -> "&item=" + item)
                        .collect(Collectors.joining());
    }

    private static void pictures(Chromium chromium, Visitor reader, Map<String, String> pages) {
        Set<String> followed = new HashSet<>();
        for (String language : List.of("en", "ja")) {
            Page any = reader.open(pages.values().iterator().next());
            if (!any.element("html").attr("lang").equals(language)) {
                reader.submit(any, "form[action='/language']");
            }
            pages.forEach((name, path) -> {
                Page page = reader.open(path);
                assertThat(page.element("html").attr("lang")).as(path).isEqualTo(language);
                if (page.html().select("h1").size() != 1) {
                    chromium.complain(name + " has " + page.html().select("h1").size() + " main headings");
                }
                assertThat(page.html().title()).as(path).isNotBlank();
                List<String> menu = page.html().select("nav.pages a").eachAttr("href");
                if (menu.stream().distinct().count() != menu.size()) {
                    chromium.complain(name + " names a page twice in its menu: " + menu);
                }
                if (language.equals("en")) {
                    chromium.checkAccess(name);
                }
                chromium.picture(name + "." + language);
                if (language.equals("en")) {
                    page.html().select("main a[href^=/]").eachAttr("href").stream()
                            .filter(followed::add)
                            .filter(link -> reader.fetch(link).status() == 404)
                            .forEach(link -> chromium.complain(name + " leads nowhere: " + link));
                }
            });
        }
    }
}
