package org.chosei.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chosei.testing.TestOrganisations.COORDINATOR;
import static org.chosei.testing.TestOrganisations.VENDOR_A;
import static org.chosei.testing.TestOrganisations.VENDOR_B;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.chosei.access.Purpose;
import org.chosei.access.Role;
import org.chosei.access.Scope;
import org.chosei.access.Scopes;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.PersonId;
import org.chosei.testing.Application;
import org.chosei.testing.Browser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** A person of several organisations acts for one at a time, and for which one is its own choice. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ActingTest {
    private static final OrganisationId VENDOR_C = new OrganisationId(new UUID(0x7000L, 0x8000_0000_0000_000cL));

    private final Application application = Application.start();

    @AfterAll
    void stop() {
        application.close();
    }

    private TestPerson ofA(String name) {
        return TestPerson.joined(application, name, name + "@vendor-a.example", VENDOR_A, Role.RESPONSIBLE);
    }

    private Browser.Page join(TestPerson person, OrganisationId organisation) {
        String link = TestPerson.link(application, "Again", person.email(), organisation, Role.MEMBER);
        person.browser().get(link);
        return person.browser().post(link + "/membership", "password", TestPerson.PASSWORD, "code", person.nextCode());
    }

    private String actsFor(Browser browser) {
        return browser.get("/account").html().select("header .organisation").text();
    }

    private String signedInFor(TestPerson person) {
        Browser browser = application.browser();
        assertThat(person.signIn(browser).status()).isEqualTo(303);
        return actsFor(browser);
    }

    private Browser.Page actFor(TestPerson person, OrganisationId organisation) {
        person.browser().get("/account");
        return person.browser().post("/account/organisations/" + organisation);
    }

    @Test
    void invitationOfAnotherOrganisationDoesNotTakeAPersonAwayFromTheFirst() {
        TestPerson anna = ofA("anna");
        Browser.Page joined = join(anna, VENDOR_B);
        assertThat(joined.location()).isEqualTo("/account?done=joined");
        Browser.Page told = anna.browser().get(joined.location());
        assertThat(told.text()).contains("You have joined");
        assertThat(told.html().select("[data-organisation=" + VENDOR_B + "] .state.good"))
                .hasSize(1);
        assertThat(told.html().select("[data-organisation]")).hasSize(2);
        assertThat(actsFor(anna.browser())).isEqualTo("Hidden Industries");
        assertThat(signedInFor(anna)).isEqualTo("Asahi Electric");
    }

    @Test
    void choiceOpensANewSessionEndsThePresentOneAndHoldsAtTheNextSignIn() {
        TestPerson bea = ofA("bea");
        join(bea, VENDOR_B);
        assertThat(signedInFor(bea)).isEqualTo("Asahi Electric");
        String before = bea.browser().cookie("session").orElseThrow();
        assertThat(actFor(bea, VENDOR_B).location()).isEqualTo("/account?done=acting");
        assertThat(bea.browser().cookie("session").orElseThrow()).isNotEqualTo(before);
        assertThat(application
                        .browser()
                        .get("/account", "Cookie", "session=" + before)
                        .location())
                .startsWith("/sign-in");
        assertThat(actsFor(bea.browser())).isEqualTo("Hidden Industries");
        assertThat(signedInFor(bea)).isEqualTo("Hidden Industries");
        assertThat(actFor(bea, VENDOR_A).status()).isEqualTo(303);
        assertThat(actsFor(bea.browser())).isEqualTo("Asahi Electric");
        assertThat(signedInFor(bea)).isEqualTo("Asahi Electric");
        assertThat(application.everything("select kind || subjects::text from ledger_entry"))
                .anyMatch(entry -> entry.startsWith("person.acts-for")
                        && entry.contains(id(bea).toString())
                        && entry.contains(VENDOR_B.toString()));
    }

    @Test
    void pageHeadLeadsToTheChoiceOnlyWhereThereIsOne() {
        TestPerson cora = ofA("cora");
        assertThat(cora.browser().get("/account").html().select("header a[href=/account#organisations]"))
                .isEmpty();
        assertThat(cora.browser().get("/account").html().select("#organisations form"))
                .isEmpty();
        join(cora, VENDOR_B);
        assertThat(cora.browser().get("/organisation").html().select("header a[href=/account#organisations]"))
                .hasSize(1);
        cora.browser().post("/language", "language", "ja");
        Browser.Page japanese = cora.browser().get("/account");
        assertThat(japanese.text()).contains("所属組織", "現在の操作対象", "朝日電機", "秘密工業");
    }

    @Test
    void nobodyActsForAnOrganisationOfWhichThePersonIsNoMember() {
        TestPerson dora = ofA("dora");
        for (Object other : List.of(VENDOR_B, COORDINATOR, UUID.randomUUID(), "no-id")) {
            dora.browser().get("/account");
            Browser.Page refused = dora.browser().post("/account/organisations/" + other);
            assertThat(refused.status()).as(other.toString()).isEqualTo(404);
        }
        assertThat(actsFor(dora.browser())).isEqualTo("Asahi Electric");
    }

    @Test
    void nobodyActsForAnOrganisationThatShutThePersonOutNotEvenWhoChoseItLast() {
        TestPerson emma = ofA("emma");
        join(emma, VENDOR_B);
        assertThat(actFor(emma, VENDOR_B).status()).isEqualTo(303);
        TestPerson keeper =
                TestPerson.joined(application, "Keeper", "keeper@vendor-b.example", VENDOR_B, Role.RESPONSIBLE);
        keeper.browser().get("/members");
        assertThat(keeper.browser()
                        .post("/members/" + id(emma) + "/shutting-out")
                        .status())
                .isEqualTo(303);
        assertThat(emma.browser().get("/account").location()).startsWith("/sign-in");
        assertThat(signedInFor(emma)).isEqualTo("Asahi Electric");
        assertThat(emma.signIn(emma.browser()).status()).isEqualTo(303);
        assertThat(actFor(emma, VENDOR_B).status()).isEqualTo(404);
    }

    @Test
    void organisationThatHasLeftComesLastAtSignInAndCanStillBeReadByChoice() {
        application.addVendor(VENDOR_C, "Leaving Maker");
        TestPerson fay = TestPerson.joined(application, "fay", "fay@vendor-c.example", VENDOR_C, Role.RESPONSIBLE);
        join(fay, VENDOR_A);
        assertThat(signedInFor(fay)).isEqualTo("Leaving Maker");
        assertThat(actFor(fay, VENDOR_C).status()).isEqualTo(303);
        inState(VENDOR_C, "SUSPENDED");
        assertThat(signedInFor(fay)).as("suspended is not for good").isEqualTo("Leaving Maker");
        inState(VENDOR_C, "WITHDRAWN");
        assertThat(signedInFor(fay)).isEqualTo("Asahi Electric");
        assertThat(fay.signIn(fay.browser()).status()).isEqualTo(303);
        assertThat(actFor(fay, VENDOR_C).status()).isEqualTo(303);
        assertThat(fay.browser()
                        .get("/account")
                        .html()
                        .select("[data-organisation=" + VENDOR_C + "] .state.bad")
                        .text())
                .isEqualTo("has left");
        assertThat(fay.browser().get("/organisation").status()).isEqualTo(200);
        fay.browser().get("/members");
        assertThat(fay.browser()
                        .post("/members", "form", UUID.randomUUID().toString(), "name", "X", "email", "x@c.example")
                        .refusal())
                .isEqualTo("organisation-left");
    }

    @Test
    void inAllItsOrganisationsAPersonSeesItsOwnMembershipsAndNobodyElses() {
        TestPerson gwen = ofA("gwen");
        join(gwen, VENDOR_B);
        TestPerson hana = TestPerson.joined(application, "Hana", "hana@vendor-b.example", VENDOR_B, Role.MEMBER);
        JdbcClient jdbc = application.bean(JdbcClient.class);
        PersonId other = id(hana);
        Scope forA = new Scope.Person(id(gwen), VENDOR_A, Set.of(Role.RESPONSIBLE));
        assertThat(in(
                        forA,
                        () -> jdbc.sql("select id::text from own_organisations()")
                                .query(String.class)
                                .list()))
                .containsExactlyInAnyOrder(VENDOR_A.toString(), VENDOR_B.toString());
        assertThat(in(
                        forA,
                        () -> jdbc.sql("select person_id::text from membership where organisation_id = :b")
                                .param("b", VENDOR_B.value())
                                .query(String.class)
                                .list()))
                .containsOnly(id(gwen).toString());
        assertThat(in(
                        forA,
                        () -> jdbc.sql("select count(*) from signs_in_for(:hana) as o where o is not null")
                                .param("hana", other.value())
                                .query(Long.class)
                                .single()))
                .as("for whom others sign in is their own matter")
                .isZero();
        assertThat(in(
                        new Scope.Public(),
                        () -> jdbc.sql("select count(*) from own_organisations()")
                                .query(Long.class)
                                .single()))
                .isZero();
    }

    @Test
    void invitationPageOfAnAccountSaysWhoInvitesAndThatTheOtherMembershipStays() {
        TestPerson iris = ofA("iris");
        String link = TestPerson.link(application, "Iris", iris.email(), VENDOR_B, Role.MEMBER);
        assertThat(application.browser().get(link, "Accept-Language", "en").text())
                .contains("Hidden Industries", "Every other membership of yours stays");
        assertThat(application.browser().get(link, "Accept-Language", "ja").text())
                .contains("Hidden Industries", "ほかの組織への所属はそのまま残り");
    }

    private void inState(OrganisationId organisation, String state) {
        in(new Scope.Person(new PersonId(UUID.randomUUID()), COORDINATOR, Set.of(Role.COORDINATOR)), () -> {
            JdbcClient jdbc = application.bean(JdbcClient.class);
            var reason = application
                    .bean(org.chosei.vault.Vault.class)
                    .seal(organisation, "Because".getBytes(java.nio.charset.StandardCharsets.UTF_8));
            return jdbc.sql(
                            "insert into organisation_state (organisation_id, state, reason) values (:id, :state, :why)")
                    .param("id", organisation.value())
                    .param("state", state)
                    .param("why", reason.value())
                    .update();
        });
    }

    private PersonId id(TestPerson person) {
        return in(
                new Scope.System(Purpose.SIGN_IN),
                () -> application
                        .bean(PersonStore.class)
                        .withEmail(person.email())
                        .orElseThrow());
    }

    private <T> T in(Scope scope, Supplier<T> work) {
        return Scopes.as(
                scope, () -> application.bean(TransactionOperations.class).execute(_ -> work.get()));
    }
}
