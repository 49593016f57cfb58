package org.chosei.registry.contact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chosei.testing.TestOrganisations.COORDINATOR;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chosei.access.Role;
import org.chosei.demo.MailSink;
import org.chosei.identity.TestPerson;
import org.chosei.mail.reading.IncomingMail;
import org.chosei.testing.Application;
import org.chosei.testing.Browser;
import org.chosei.testing.Post;
import org.chosei.testing.TestVendor;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A vendor proposes how it is reached, staff decide, and the old address is told, over the pages and the relay. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ContactChangeTest {
    private final Application application = Application.start();
    private final Post post = new Post(application);
    private final Browser staff = TestPerson.joined(
                    application, "Cora", "cora@csirt.example", COORDINATOR, Role.COORDINATOR)
            .browser();
    private int vendors;

    @AfterAll
    void stop() {
        application.close();
    }

    @Test
    void approvedChangeTakesEffectAndTheOldAddressIsToldThatButNotWhat() {
        TestVendor vendor = vendor();
        String old = vendor.team();
        assertThat(propose(vendor, "TEAM", "email", "ｐｓｉｒｔ＠new.example", "phone", "03-1234-5678 内線 12", "hours", "9–17")
                        .location())
                .isEqualTo("/organisation?done=proposed#changes");
        Browser.Page waiting = staff.get(change(vendor));
        assertThat(waiting.html().select("tr[data-difference=email]").text()).contains(old, "psirt@new.example");
        assertThat(waiting.html().select("tr[data-difference=person], tr[data-difference=fax]"))
                .isEmpty();
        assertThat(staff.get("/organisations/" + vendor.id()).text())
                .contains(old)
                .doesNotContain("psirt@new.example");
        assertThat(staff.get("/contact-changes").text()).contains(vendor.name());

        assertThat(staff.post(change(vendor) + "/approval").status()).isEqualTo(303);

        for (Browser.Page page : List.of(
                staff.get("/organisations/" + vendor.id()), vendor.browser().get("/organisation"))) {
            assertThat(page.html().select("[data-contact=TEAM]").text())
                    .contains("psirt@new.example", "03-1234-5678 内線 12", "9–17")
                    .doesNotContain(old);
        }
        MailSink.Message told = letterTo(old, "contact point was changed");
        assertThat(text(told))
                .contains("Dear " + vendor.name() + " team,", "/organisation")
                .doesNotContain("new.example");
        assertThat(application.outside().messagesTo("psirt@new.example")).isEmpty();
        assertThat(ledger())
                .anyMatch(e -> e.startsWith("contact.changed")
                        && e.contains(vendor.id().toString()));
    }

    @Test
    void newDeputyIsToldToTheTeamAndThePersonsOwnChangeToThePersonsOldAddress() {
        TestVendor vendor = vendor();
        assertThat(propose(vendor, "DEPUTY", "name", "Dep Uty", "email", "dep@" + domain(vendor))
                        .status())
                .isEqualTo(303);
        staff.post(change(vendor) + "/approval");
        letterTo(vendor.team(), "contact point was changed");
        assertThat(staff.get("/organisations/" + vendor.id())
                        .html()
                        .select("[data-contact]")
                        .eachAttr("data-contact"))
                .containsExactly("TEAM", "PRIMARY", "DEPUTY");

        propose(vendor, "PRIMARY", "email", "other@" + domain(vendor));
        staff.post(change(vendor) + "/approval");
        assertThat(text(letterTo("ann@" + domain(vendor), "contact point was changed")))
                .contains("Dear Ann Author,");
    }

    @Test
    void japaneseContactIsToldInJapaneseWithItsHonorific() {
        TestVendor vendor = vendor();
        propose(vendor, "TEAM", "language", "ja", "honorific", "KAKUI");
        staff.post(change(vendor) + "/approval");
        propose(vendor, "TEAM", "phone", "03-1111-2222");
        staff.post(change(vendor) + "/approval");
        assertThat(text(letterTo(vendor.team(), "連絡先の変更"))).startsWith("ご担当者各位");
    }

    @Test
    void refusalChangesNothingAndTheVendorReadsWhy() {
        TestVendor vendor = vendor();
        propose(vendor, "TEAM", "email", "attacker@elsewhere.example");
        String change = change(vendor);
        Browser.Page unexplained = staff.post(change + "/refusal", "reason", " \u0000 ");
        assertThat(unexplained.status()).isEqualTo(422);
        assertThat(unexplained.refusal()).isEqualTo("registry-reason-missing");
        assertThat(staff.post(change + "/refusal", "reason", "You never \u202easked")
                        .status())
                .isEqualTo(303);

        Browser.Page ours = vendor.browser().get("/organisation");
        assertThat(ours.html().select("[data-outcome=REFUSED]")).hasSize(1);
        assertThat(ours.text()).contains("You never [U+202E]asked");
        assertThat(ours.html().select("[data-contact=TEAM]").text()).contains(vendor.team());
        for (String again : List.of("/approval", "/refusal")) {
            Browser.Page decided = staff.post(change + again, "reason", "Again");
            assertThat(decided.status()).isEqualTo(409);
            assertThat(decided.refusal()).isEqualTo("contact-change-decided");
        }
        assertThat(application.outside().messagesTo("attacker@elsewhere.example"))
                .isEmpty();
    }

    @Test
    void secondClickProposesAndApprovesOnce() {
        TestVendor vendor = vendor();
        Map<String, String> fields = values(vendor, "TEAM");
        fields.put("phone", "03-1234-5678");
        assertThat(post(vendor, "TEAM", fields).status()).isEqualTo(303);
        assertThat(post(vendor, "TEAM", fields).status()).isEqualTo(303);
        assertThat(changes(vendor)).isOne();
        String change = change(vendor);
        assertThat(staff.post(change + "/approval").status()).isEqualTo(303);
        assertThat(staff.post(change + "/approval").refusal()).isEqualTo("contact-change-decided");
        letterTo(vendor.team(), "contact point was changed");
        assertThat(post.count("select count(*) from clear_letter where template = 'CONTACT_CHANGED' and address = '"
                        + vendor.team() + "'"))
                .isOne();
    }

    @Test
    void oneChangeOfAContactWaitsAtATimeAndCanBeTakenBack() {
        TestVendor vendor = vendor();
        Map<String, String> stale = values(vendor, "TEAM");
        propose(vendor, "TEAM", "phone", "03-1234-5678");
        assertThat(propose(vendor, "TEAM", "phone", "03-8765-4321").refusal()).isEqualTo("contact-change-open");
        String id = change(vendor).substring("/contact-changes/".length());
        assertThat(vendor.browser()
                        .post("/organisation/changes/" + id + "/taking-back")
                        .status())
                .isEqualTo(303);
        assertThat(vendor.browser()
                        .post("/organisation/changes/" + id + "/taking-back")
                        .refusal())
                .isEqualTo("contact-change-decided");
        assertThat(staff.post("/contact-changes/" + id + "/approval").refusal()).isEqualTo("contact-change-decided");

        propose(vendor, "TEAM", "phone", "03-8765-4321");
        staff.post(change(vendor) + "/approval");
        stale.put("fax", "03-0000-1111");
        Browser.Page late = post(vendor, "TEAM", stale);
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.refusal()).isEqualTo("contact-changed");
    }

    @Test
    void whatNobodyCouldBeReachedByIsRefusedAtItsFieldAndLosesNothing() {
        TestVendor vendor = vendor();
        Map<String[], String> wrong = new LinkedHashMap<>();
        wrong.put(new String[] {"email", ""}, "registry-address-form");
        wrong.put(new String[] {"email", "a\u0000@b.example"}, "registry-address-form");
        wrong.put(new String[] {"email", "a\u202e@b.example"}, "registry-address-form");
        wrong.put(new String[] {"email", "a@b.example, c@d.example"}, "registry-address-form");
        wrong.put(new String[] {"phone", "12"}, "contact-number");
        wrong.put(new String[] {"fax", "none"}, "contact-number");
        wrong.put(new String[] {"name", "Turned\u202ename"}, "registry-name-form");
        wrong.put(new String[] {"title", "https://evil.example"}, "registry-name-form");
        wrong.put(new String[] {"postal", "x".repeat(301)}, "contact-long");
        wrong.put(new String[] {"hours", "x".repeat(121)}, "contact-long");
        wrong.put(new String[] {"honorific", "殿"}, "contact-honorific");
        wrong.put(new String[] {}, "contact-same");
        wrong.forEach((fields, slug) -> {
            Browser.Page refused = propose(vendor, "TEAM", fields);
            assertThat(refused.status()).as(slug).isEqualTo(422);
            assertThat(refused.refusal()).isEqualTo(slug);
        });
        assertThat(propose(vendor, "PRIMARY", "name", " ", "title", "Kept")
                        .html()
                        .select("#title")
                        .val())
                .isEqualTo("Kept");
        assertThat(propose(vendor, "OUT_OF_HOURS", "email", "", "phone", "").refusal())
                .isEqualTo("registry-address-form");
        assertThat(changes(vendor)).isZero();
        assertThat(propose(vendor, "OUT_OF_HOURS", "phone", "+81-90-1234-5678", "postal", "Tokyo\u0000 \u202eoykoT")
                        .status())
                .as("a telephone is enough at night")
                .isEqualTo(303);
        assertThat(staff.get(change(vendor))
                        .html()
                        .select("tr[data-difference=postal]")
                        .text())
                .contains("Tokyo [U+202E]oykoT");
    }

    @Test
    void freeMailAndPersonalAddressesAreWarnedAboutOnBothSides() {
        TestVendor vendor = vendor();
        propose(vendor, "TEAM", "email", "ann.author@gmail.com");
        for (Browser.Page page :
                List.of(staff.get(change(vendor)), vendor.browser().get("/organisation"))) {
            assertThat(page.html().select("[data-warning]").eachAttr("data-warning"))
                    .containsExactlyInAnyOrder("freemail", "personal-address");
        }
        TestVendor careful = vendor();
        propose(careful, "TEAM", "email", "psirt@" + domain(careful));
        assertThat(staff.get(change(careful)).html().select("[data-warning]")).isEmpty();
    }

    @Test
    void nobodyReachesAnothersRequestsAndAMemberProposesNothing() {
        TestVendor vendor = vendor();
        TestVendor other = vendor();
        propose(vendor, "TEAM", "phone", "03-1234-5678");
        String id = change(vendor).substring("/contact-changes/".length());
        for (String path :
                List.of("/contact-changes/" + id + "/approval", "/organisation/changes/" + id + "/taking-back")) {
            assertThat(other.browser().post(path).status()).as(path).isEqualTo(404);
        }
        assertThat(vendor.browser().post("/contact-changes/" + id + "/approval").status())
                .isEqualTo(404);
        assertThat(other.browser().get("/organisation").body()).doesNotContain(id);
        Map<String, String> fields = values(other, "TEAM");
        fields.put("form", id);
        fields.put("phone", "03-9999-9999");
        assertThat(post(other, "TEAM", fields).status())
                .as("the id of another's request")
                .isEqualTo(404);
        assertThat(changes(other)).isZero();

        Browser member = TestPerson.joined(application, "Mem", "mem@" + domain(vendor), vendor.id(), Role.MEMBER)
                .browser();
        assertThat(member.get("/organisation").html().select("a[href^=/organisation/contacts/]"))
                .isEmpty();
        assertThat(member.get("/organisation/contacts/TEAM").status()).isEqualTo(404);
        assertThat(member.post("/organisation/changes/" + id + "/taking-back").status())
                .isEqualTo(404);
    }

    @Test
    void staffMarkAContactAsVerifiedUntilItChanges() {
        TestVendor vendor = vendor();
        String path = "/organisations/" + vendor.id();
        String verify = path + "/contacts/TEAM/verification";
        Element form = staff.get(path).html().expectFirst("form[action=" + verify + "]");
        String seen = form.select("[name=seen]").val();
        assertThat(staff.get(path).html().select("[data-contact=TEAM]").text()).contains("not since it was changed");
        assertThat(staff.post(verify, "seen", seen).status()).isEqualTo(303);
        assertThat(staff.get(path).html().select("[data-contact=TEAM]").text())
                .doesNotContain("not since it was changed");
        propose(vendor, "TEAM", "phone", "03-1234-5678");
        staff.post(change(vendor) + "/approval");
        assertThat(staff.get(path).html().select("[data-contact=TEAM]").text()).contains("not since it was changed");
        assertThat(staff.post(verify, "seen", seen).refusal()).isEqualTo("contact-changed");
    }

    private TestVendor vendor() {
        vendors++;
        return TestVendor.registered(
                application, staff, "Changing Maker " + vendors, "changing" + vendors + ".example");
    }

    private static String domain(TestVendor vendor) {
        return vendor.team().substring("vh@".length());
    }

    private Browser.Page propose(TestVendor vendor, String role, String... changed) {
        Map<String, String> fields = values(vendor, role);
        for (int i = 0; i < changed.length; i += 2) {
            fields.put(changed[i], changed[i + 1]);
        }
        return post(vendor, role, fields);
    }

    private static Browser.Page post(TestVendor vendor, String role, Map<String, String> fields) {
        List<String> all = new ArrayList<>();
        fields.forEach((name, value) -> all.addAll(List.of(name, value)));
        return vendor.browser().post("/organisation/contacts/" + role, all.toArray(String[]::new));
    }

    /** What the form says now. */
    private static Map<String, String> values(TestVendor vendor, String role) {
        Map<String, String> values = new LinkedHashMap<>();
        Element form =
                vendor.browser().get("/organisation/contacts/" + role).html().expectFirst("main form");
        for (Element field : form.select("input:not([name=_csrf])")) {
            values.put(field.attr("name"), field.val());
        }
        for (Element choice : form.select("select")) {
            Element chosen = choice.selectFirst("option[selected]");
            values.put(choice.attr("name"), (chosen == null ? choice.expectFirst("option") : chosen).val());
        }
        return values;
    }

    /** The page of the vendor's newest request. */
    private String change(TestVendor vendor) {
        return "/contact-changes/"
                + vendor.browser()
                        .get("/organisation")
                        .html()
                        .expectFirst("[data-change]")
                        .attr("data-change");
    }

    private int changes(TestVendor vendor) {
        return vendor.browser()
                .get("/organisation")
                .html()
                .select("[data-change]")
                .size();
    }

    private MailSink.Message letterTo(String address, String subject) {
        for (int count = 1; ; count++) {
            MailSink.Message message = post.awaitTo(address, count);
            if (((IncomingMail) IncomingMail.read(message.bytes())).subject().contains(subject)) {
                return message;
            }
        }
    }

    private static String text(MailSink.Message message) {
        return ((IncomingMail) IncomingMail.read(message.bytes())).text().text();
    }

    private List<String> ledger() {
        return application.everything("select kind || ' ' || subjects::text from ledger_entry");
    }
}
