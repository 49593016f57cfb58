package org.chosei.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chosei.testing.TestOrganisations.VENDOR_A;
import static org.chosei.testing.TestOrganisations.VENDOR_B;

import java.util.UUID;
import org.chosei.access.Role;
import org.chosei.demo.MailSink;
import org.chosei.mail.reading.IncomingMail;
import org.chosei.testing.Application;
import org.chosei.testing.Browser;
import org.chosei.testing.Post;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A responsible person looks after the people of the own organisation, over the pages. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MembersTest {
    private final Application application = Application.start();
    private final Post post = new Post(application);
    private final TestPerson rei = joined("rei@vendor-a.example", Role.RESPONSIBLE);

    @AfterAll
    void stop() {
        application.close();
    }

    private TestPerson joined(String email, Role role) {
        return TestPerson.joined(application, "Person " + email, email, VENDOR_A, role);
    }

    private Browser.Page invite(String form, String email, String role) {
        return rei.browser()
                .post("/members", "form", form, "name", "New Member", "email", email, "role", role, "language", "en");
    }

    private String form() {
        return rei.browser()
                .get("/members")
                .html()
                .select("main input[name=form]")
                .val();
    }

    @Test
    void invitedMemberGetsALinkOnceAndJoinsTheOwnOrganisation() {
        String form = form();
        assertThat(invite(form, "new@vendor-a.example", "MEMBER").location()).isEqualTo("/members?done=invited");
        assertThat(invite(form, "new@vendor-a.example", "MEMBER").status()).isEqualTo(303);
        assertThat(rei.browser().get("/members").text()).contains("new@vendor-a.example");

        String words = text(post.awaitTo("new@vendor-a.example", 1));
        assertThat(words).as("who invites").contains("Asahi Electric");
        String link = words.replaceFirst("(?s).*(/invitation/[A-Za-z0-9_-]+).*", "$1");
        Browser guest = application.browser();
        Browser.Page offer = guest.get(link);
        String secret = offer.html().select("#secret").text().replace(" ", "");
        assertThat(guest.post(
                                link,
                                "password",
                                TestPerson.PASSWORD,
                                "again",
                                TestPerson.PASSWORD,
                                "code",
                                TestPerson.code(secret, application),
                                "language",
                                "en")
                        .status())
                .isEqualTo(303);
        assertThat(guest.get("/organisation").text()).contains("Asahi Electric");
        assertThat(guest.get("/members").status()).as("a member invites nobody").isEqualTo(404);
        assertThat(application.outside().messagesTo("new@vendor-a.example")).hasSize(1);
    }

    @Test
    void staffRolesAndWhatHasNoFormAreRefusedAndLoseNothing() {
        for (String role : new String[] {"COORDINATOR", "ADMINISTRATOR", ""}) {
            Browser.Page refused = invite(form(), "sly@vendor-a.example", role);
            assertThat(refused.status()).isEqualTo(422);
            assertThat(refused.refusal()).isEqualTo("roles-none");
            assertThat(refused.html().select("#email").val()).isEqualTo("sly@vendor-a.example");
        }
        assertThat(invite(form(), "no address", "MEMBER").refusal()).isEqualTo("email-form");
        assertThat(rei.browser()
                        .post(
                                "/members",
                                "form",
                                form(),
                                "name",
                                "a\u202eb",
                                "email",
                                "x@vendor-a.example",
                                "role",
                                "MEMBER")
                        .refusal())
                .isEqualTo("name-form");
        assertThat(application.outside().messagesTo("sly@vendor-a.example")).isEmpty();
    }

    @Test
    void shutOutMemberIsGoneAtOnceEverywhereAndCanBeInvitedAgain() {
        TestPerson leaving = joined("leaving@vendor-a.example", Role.MEMBER);
        assertThat(leaving.browser().get("/organisation").status()).isEqualTo(200);
        String path = "/members/" + id(leaving) + "/shutting-out";
        assertThat(rei.browser().post(path).status()).isEqualTo(303);
        assertThat(leaving.browser().get("/organisation").location()).startsWith("/sign-in");
        assertThat(leaving.signIn(application.browser()).status())
                .as("no organisation to act for")
                .isNotEqualTo(303);
        assertThat(rei.browser().post(path).status()).as("a second click").isEqualTo(404);
        assertThat(rei.browser().get("/members").html().select("[data-member=" + id(leaving) + "] .state.bad"))
                .hasSize(1);
        assertThat(application.everything("select kind || subjects::text from ledger_entry"))
                .anyMatch(entry -> entry.startsWith("member.shut-out") && entry.contains(id(leaving)));

        String link = TestPerson.link(application, "Back", "leaving@vendor-a.example", VENDOR_A, Role.MEMBER);
        Browser again = application.browser();
        again.get(link);
        assertThat(again.post(link + "/membership", "password", TestPerson.PASSWORD, "code", leaving.nextCode())
                        .status())
                .isEqualTo(303);
        assertThat(again.get("/organisation").status()).isEqualTo(200);
    }

    @Test
    void nobodyShutsOutOneselfOrThePeopleOfAnother() {
        TestPerson other = TestPerson.joined(application, "Other", "other@vendor-b.example", VENDOR_B, Role.MEMBER);
        assertThat(rei.browser().post("/members/" + id(rei) + "/shutting-out").refusal())
                .isEqualTo("shut-out-self");
        assertThat(rei.browser().post("/members/" + id(other) + "/shutting-out").status())
                .isEqualTo(404);
        assertThat(other.browser().get("/organisation").status()).isEqualTo(200);
        assertThat(rei.browser().get("/members").body()).doesNotContain("other@vendor-b.example");
    }

    @Test
    void idOfAnothersInvitationInvitesNobody() {
        TestPerson.link(application, "Foreign", "foreign@vendor-b.example", VENDOR_B, Role.MEMBER);
        String foreign = application
                .everything("select id::text from invitation where email = 'foreign@vendor-b.example'")
                .getFirst();
        assertThat(invite(foreign, "clash@vendor-a.example", "MEMBER").status()).isEqualTo(404);
        assertThat(application.outside().messagesTo("clash@vendor-a.example")).isEmpty();
    }

    @Test
    void tooManyOpenInvitationsAreRefused() {
        TestPerson busy = TestPerson.joined(application, "Busy", "busy@vendor-b.example", VENDOR_B, Role.RESPONSIBLE);
        for (int i = 0; i < 20; i++) {
            invite(busy, "many" + i + "@vendor-b.example");
        }
        Browser.Page refused = invite(busy, "one-more@vendor-b.example");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.refusal()).isEqualTo("members-many");
    }

    private static Browser.Page invite(TestPerson by, String email) {
        String form = UUID.randomUUID().toString();
        return by.browser().post("/members", "form", form, "name", "Many", "email", email, "role", "MEMBER");
    }

    private String id(TestPerson person) {
        return application
                .everything("select id::text from person where email = '" + person.email() + "'")
                .getFirst();
    }

    private static String text(MailSink.Message message) {
        return ((IncomingMail) IncomingMail.read(message.bytes())).text().text();
    }
}
