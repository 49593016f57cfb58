package org.chosei.registry.contact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chosei.testing.TestOrganisations.COORDINATOR;

import java.nio.charset.Charset;
import java.util.List;
import org.chosei.access.Role;
import org.chosei.demo.MailSink;
import org.chosei.identity.TestPerson;
import org.chosei.mail.reading.IncomingMail;
import org.chosei.registry.upkeep.Contacts;
import org.chosei.testing.Application;
import org.chosei.testing.Browser;
import org.chosei.testing.Post;
import org.chosei.testing.TestVendor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The charset of a contact's mail, contacts that are removed, and changes that staff were told in another way. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ContactDetailsTest {
    private final Application application = Application.start();
    private final Post post = new Post(application);
    private final Browser staff = person("Cora", "cora");
    private final Browser second = person("Sid", "sid");
    private int vendors;

    @AfterAll
    void stop() {
        application.close();
    }

    @Test
    void oldMailProgramGetsIso2022JpAndUtf8WhereACharacterIsMissing() {
        TestVendor vendor = vendor();
        change(vendor, "TEAM", "language", "ja", "charset", "ISO-2022-JP", "honorific", "KAKUI");
        change(vendor, "TEAM", "phone", "03-1111-2222");
        MailSink.Message mail = letter(vendor.team(), "連絡先の変更", 1);
        String raw = Post.text(mail);
        assertThat(raw)
                .contains("Subject: =?ISO-2022-JP?B?", "charset=\"iso-2022-jp\"", "Content-Transfer-Encoding: 7bit");
        String body = new String(mail.bytes(), Charset.forName("ISO-2022-JP"));
        assertThat(body).contains("ご担当者各位", "試験調整センターです。");

        change(vendor, "TEAM", "honorific", "SAMA", "name", "吉野屋 𠮷郎");
        change(vendor, "TEAM", "phone", "03-1111-2223");
        MailSink.Message lacking = letter(vendor.team(), "連絡先の変更", 3);
        assertThat(Post.text(lacking)).contains("charset=\"utf-8\"").doesNotContain("ISO-2022-JP");
        assertThat(text(lacking)).startsWith("吉野屋 𠮷郎 様");
    }

    @Test
    void deputyIsRemovedAfterApprovalAndTheRemovedAddressIsTold() {
        TestVendor vendor = vendor();
        String deputy = "dep@" + domain(vendor);
        change(vendor, "DEPUTY", "name", "Dep Uty", "email", deputy, "language", "en", "honorific", "SAMA");
        String path = "/organisation/contacts/DEPUTY";
        String[] form = vendor.browser().get(path).hidden(path + "/removal").toArray(String[]::new);
        assertThat(vendor.browser().post(path + "/removal", form).status()).isEqualTo(303);
        assertThat(vendor.browser().post(path + "/removal", form).status())
                .as("a second click")
                .isEqualTo(303);
        String change = Contacts.newest(vendor.browser());
        assertThat(staff.get(change).html().select("[data-removal]")).hasSize(1);
        assertThat(contacts(vendor)).as("until it is approved").contains("DEPUTY");
        assertThat(staff.post(change + "/approval").status()).isEqualTo(303);

        assertThat(contacts(vendor)).containsExactly("TEAM", "PRIMARY");
        assertThat(vendor.browser()
                        .get("/organisation")
                        .html()
                        .select("[data-contact]")
                        .text())
                .doesNotContain(deputy);
        assertThat(text(letter(deputy, "no longer a contact", 1))).startsWith("Dear Dep Uty,");
        assertThat(post.staffSees(
                        "select email || name from contact_point where role = 'DEPUTY' and organisation_id = '"
                                + vendor.id() + "'"))
                .containsExactly("");
        change(vendor, "DEPUTY", "name", "New Deputy", "email", "new@" + domain(vendor));
        assertThat(contacts(vendor)).as("somebody new").contains("DEPUTY");
    }

    @Test
    void teamAndResponsiblePersonAreNeeded() {
        TestVendor vendor = vendor();
        for (String role : List.of("TEAM", "PRIMARY")) {
            String path = "/organisation/contacts/" + role;
            Browser.Page page = vendor.browser().get(path);
            assertThat(page.html().select("form[action$=/removal]")).isEmpty();
            Browser.Page refused =
                    vendor.browser().post(path + "/removal", page.hidden(path).toArray(String[]::new));
            assertThat(refused.status()).isEqualTo(409);
            assertThat(refused.refusal()).isEqualTo("contact-needed");
        }
        assertThat(vendor.browser()
                        .post(
                                "/organisation/contacts/DEPUTY/removal",
                                "form",
                                java.util.UUID.randomUUID().toString())
                        .status())
                .as("there is none")
                .isEqualTo(404);
    }

    @Test
    void whatStaffWereToldByTelephoneIsApprovedByAnotherPerson() {
        TestVendor vendor = vendor();
        String path = "/organisations/" + vendor.id() + "/contacts/TEAM";
        String psirt = "psirt@" + domain(vendor);
        Browser.Page unexplained = Contacts.proposeAt(staff, path, "email", psirt);
        assertThat(unexplained.status()).isEqualTo(422);
        assertThat(unexplained.refusal()).isEqualTo("registry-reason-missing");
        assertThat(unexplained.html().select("#email").val()).isEqualTo(psirt);

        String change = Contacts.proposeAt(staff, path, "email", psirt, "note", "Called 03-1234-5678, Ann said so")
                .location()
                .replaceFirst("\\?.*", "");
        assertThat(staff.get(change).html().select("form[action$=/approval]")).isEmpty();
        for (String own : List.of("/approval", "/refusal")) {
            Browser.Page refused = staff.post(change + own, "reason", "Because");
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.refusal()).isEqualTo("contact-change-own");
        }
        assertThat(second.post(change + "/taking-back").refusal()).isEqualTo("contact-change-of-others");
        for (Browser.Page page : List.of(second.get(change), vendor.browser().get("/organisation"))) {
            assertThat(page.html().select("[data-by-staff]").text()).contains("Called 03-1234-5678, Ann said so");
        }
        assertThat(second.post(change + "/approval").status()).isEqualTo(303);
        assertThat(second.get("/organisations/" + vendor.id())
                        .html()
                        .select("[data-contact=TEAM]")
                        .text())
                .contains(psirt);
        letter(vendor.team(), "contact point was changed", 1);
        assertThat(post.staffSees("select note::text from contact_change where id = '"
                        + change.substring("/contact-changes/".length()) + "'"))
                .as("sealed")
                .noneMatch(note -> note.contains("Ann"));
    }

    @Test
    void proposalOfStaffIsTakenBackByWhoMadeItAndByTheOrganisation() {
        TestVendor vendor = vendor();
        String path = "/organisations/" + vendor.id() + "/contacts/TEAM";
        for (Browser browser : List.of(staff, vendor.browser())) {
            String change = Contacts.proposeAt(staff, path, "phone", "03-9999-8888", "note", "Told by telephone")
                    .location()
                    .replaceFirst("\\?.*", "");
            String taking = browser == staff
                    ? change + "/taking-back"
                    : change.replace("/contact-changes/", "/organisation/changes/") + "/taking-back";
            assertThat(browser.post(taking).status()).isEqualTo(303);
            assertThat(second.post(change + "/approval").refusal()).isEqualTo("contact-change-decided");
        }
    }

    private Browser person(String name, String word) {
        return TestPerson.joined(application, name, word + "@csirt.example", COORDINATOR, Role.COORDINATOR)
                .browser();
    }

    private TestVendor vendor() {
        vendors++;
        return TestVendor.registered(application, staff, "Detailed Maker " + vendors, "detail" + vendors + ".example");
    }

    private void change(TestVendor vendor, String role, String... changed) {
        assertThat(Contacts.propose(vendor.browser(), role, changed).status()).isEqualTo(303);
        assertThat(Contacts.approve(staff, vendor.browser()).status()).isEqualTo(303);
    }

    private List<String> contacts(TestVendor vendor) {
        return staff.get("/organisations/" + vendor.id())
                .html()
                .select("[data-contact]")
                .eachAttr("data-contact");
    }

    private static String domain(TestVendor vendor) {
        return vendor.team().substring("vh@".length());
    }

    private MailSink.Message letter(String address, String subject, int number) {
        return Post.await("no mail about " + subject, () -> {
            List<MailSink.Message> found = application.outside().messagesTo(address).stream()
                    .filter(message -> ((IncomingMail) IncomingMail.read(message.bytes()))
                            .subject()
                            .contains(subject))
                    .toList();
            return found.size() < number ? java.util.Optional.empty() : java.util.Optional.of(found.get(number - 1));
        });
    }

    private static String text(MailSink.Message message) {
        return ((IncomingMail) IncomingMail.read(message.bytes())).text().text();
    }
}
