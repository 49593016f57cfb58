package org.chosei.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chosei.testing.TestOrganisations.VENDOR_A;
import static org.chosei.testing.TestOrganisations.VENDOR_B;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
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

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccountTest {
    private static final String NEW_PASSWORD = "staple of another horse";

    private final Application application = Application.start();
    private final OrganisationId csirt =
            application.bean(CoordinatorOrganisation.class).id();
    private final TestPerson administrator =
            TestPerson.joined(application, "Admin", "admin@csirt.example", csirt, Role.ADMINISTRATOR);
    private final TestPerson coordinator =
            TestPerson.joined(application, "Coordinator", "coordinator@csirt.example", csirt, Role.COORDINATOR);
    private final TestPerson vendorA =
            TestPerson.joined(application, "Anna", "anna@vendor-a.example", VENDOR_A, Role.MEMBER);
    private final TestPerson vendorB =
            TestPerson.joined(application, "Bert", "bert@vendor-b.example", VENDOR_B, Role.MEMBER);

    @AfterAll
    void stop() {
        application.close();
    }

    @Test
    void passwordChangeEndsEveryOtherSessionAndTheOldPassword() {
        TestPerson person = member("change");
        Browser phone = application.browser();
        assertThat(person.signIn(phone).status()).isEqualTo(303);
        assertThat(change(person, TestPerson.PASSWORD, person.nextCode()).location())
                .isEqualTo("/account?done=password");
        assertThat(person.browser().get("/account").status()).isEqualTo(200);
        assertThat(phone.get("/account").status()).isEqualTo(302);
        assertThat(signIn(person, TestPerson.PASSWORD)).isEqualTo(422);
        assertThat(signIn(person, NEW_PASSWORD)).isEqualTo(303);
    }

    @Test
    void passwordChangeNeedsTheOldPasswordAndAFreshCodeAndIsLimitedLikeSignIn() {
        TestPerson person = member("proof");
        assertThat(change(person, "not the old password", person.nextCode()).refusal())
                .isEqualTo("proof-wrong");
        assertThat(change(person, TestPerson.PASSWORD, "000000").refusal()).isEqualTo("proof-wrong");
        for (int i = 2; i < AttemptLimits.ACCOUNT_FAILURES; i++) {
            assertThat(change(person, TestPerson.PASSWORD, "000000").status()).isEqualTo(422);
        }
        assertThat(change(person, TestPerson.PASSWORD, person.code()).status()).isEqualTo(429);
        application.advance(Duration.ofMinutes(1));
    }

    @Test
    void personChangesNameLanguageAndZone() {
        TestPerson person = member("settings");
        person.browser().get("/account");
        assertThat(person.browser()
                        .post("/account", "name", "新しい名前", "language", "ja", "zone", "Europe/Berlin")
                        .location())
                .isEqualTo("/account?done=settings");
        Browser.Page page = person.browser().get("/account?done=settings");
        assertThat(page.html().select("html").attr("lang")).isEqualTo("ja");
        assertThat(page.html().select("header").text()).contains("新しい名前");
        assertThat(page.html().select("#zone option[selected]").val()).isEqualTo("Europe/Berlin");
        assertThat(page.text()).contains("設定を保存しました");
        Browser.Page refused = person.browser().post("/account", "name", "Typed", "language", "ja", "zone", "Moon/Sea");
        assertThat(refused.refusal()).isEqualTo("zone-unknown");
        assertThat(refused.html().select("#name").val()).isEqualTo("Typed");
    }

    @Test
    void onlyAdministratorsFindThePeoplePage() {
        assertThat(administrator.browser().get("/people").text())
                .contains("Admin", "Coordinator", "coordinator@csirt.example")
                .doesNotContain("Anna");
        assertThat(coordinator.browser().get("/people").status()).isEqualTo(404);
        assertThat(vendorA.browser().get("/people").status()).isEqualTo(404);
        assertThat(vendorA.browser()
                        .post("/people", "name", "Eve", "email", "eve@evil.example", "roles", "ADMINISTRATOR")
                        .status())
                .isEqualTo(404);
        assertThat(application.browser().get("/people").location()).isEqualTo("/sign-in?next=%2Fpeople");
    }

    @Test
    void openInvitationsStandInTheListAndVendorRolesCannotBeInvitedHere() {
        TestPerson.link(application, "Newcomer", "newcomer@csirt.example", csirt, Role.APPROVER);
        assertThat(administrator.browser().get("/people").text()).contains("Newcomer", "Approver");
        Browser.Page refused = administrator
                .browser()
                .post("/people", "name", "Typed", "email", "typed@csirt.example", "roles", "MEMBER");
        assertThat(refused.refusal()).isEqualTo("roles-foreign");
        assertThat(refused.html().select("#email").val()).isEqualTo("typed@csirt.example");
    }

    @Test
    void personWhoIsShutOutIsOutAtOnceAndCannotReturn() {
        TestPerson leaver = TestPerson.joined(application, "Leaver", "leaver@csirt.example", csirt, Role.COORDINATOR);
        String action = administrator
                .browser()
                .get("/people")
                .html()
                .select("tr:contains(Leaver) form")
                .attr("action");
        assertThat(administrator.browser().post(action).location()).isEqualTo("/people?done=disabled");
        assertThat(leaver.browser().get("/account").status()).isEqualTo(302);
        assertThat(signIn(leaver, TestPerson.PASSWORD)).isEqualTo(422);
    }

    @Test
    void administratorCannotShutOutOneself() {
        assertThat(administrator.browser().get("/people").html().select("tr:contains(admin@csirt) form"))
                .isEmpty();
        administrator.browser().get("/people");
        assertThat(administrator
                        .browser()
                        .post("/people/" + id(administrator) + "/disabling")
                        .refusal())
                .isEqualTo("disable-self");
        assertThat(administrator.browser().get("/people").status()).isEqualTo(200);
    }

    @Test
    void memberKnowsNamesOfTheOwnOrganisationAndOfStaffAndNobodyElse() {
        List<PersonId> everybody =
                Stream.of(administrator, vendorA, vendorB).map(this::id).toList();
        assertThat(as(vendorA, VENDOR_A, Role.MEMBER, () -> people().names(everybody)))
                .containsOnlyKeys(id(administrator), id(vendorA));
        assertThat(as(administrator, csirt, Role.ADMINISTRATOR, () -> people().names(everybody)))
                .containsOnlyKeys(everybody);
        assertThat(in(new Scope.Public(), () -> people().names(everybody))).isEmpty();
    }

    @Test
    void memberCannotListPeopleOfAnotherOrganisation() {
        assertThat(as(vendorA, VENDOR_A, Role.MEMBER, () -> people().members(VENDOR_A)))
                .extracting(Member::email)
                .contains("anna@vendor-a.example");
        assertThat(as(vendorA, VENDOR_A, Role.MEMBER, () -> people().members(VENDOR_B)))
                .isEmpty();
        assertThat(as(vendorA, VENDOR_A, Role.MEMBER, () -> people().members(csirt)))
                .as("staff are known by name, not by address")
                .isEmpty();
    }

    @Test
    void databaseShowsAMemberNoCredentialsSessionsOrInvitationsOfOthers() {
        JdbcClient jdbc = application.bean(JdbcClient.class);
        PersonId anna = id(vendorA);
        assertThat(vendorB.signIn(application.browser()).status()).isEqualTo(303);
        for (String query : List.of(
                "select count(*) from credential where person_id <> :self",
                "select count(*) from session where person_id <> :self",
                "select count(*) from invitation where true or id = :self",
                "select count(*) from sign_in_attempt where true or key = :self::text")) {
            assertThat(as(vendorA, VENDOR_A, Role.MEMBER, () -> count(jdbc, query, anna)))
                    .as(query)
                    .isZero();
            assertThat(in(new Scope.Public(), () -> count(jdbc, query, anna)))
                    .as(query)
                    .isZero();
            assertThat(in(new Scope.System(Purpose.SIGN_IN), () -> count(jdbc, query, anna)))
                    .as("there is something to hide: %s", query)
                    .isPositive();
        }
        String others = "select count(*) from person where email not like '%@vendor-a.example' or id = :self";
        assertThat(as(vendorA, VENDOR_A, Role.MEMBER, () -> count(jdbc, others, anna)))
                .isOne();
        String hashes = "select count(*) from credential where person_id <> :self";
        assertThat(as(administrator, csirt, Role.ADMINISTRATOR, () -> count(jdbc, hashes, id(administrator))))
                .as("not even staff reach other people's hashes")
                .isZero();
    }

    private Browser.Page change(TestPerson person, String old, String code) {
        person.browser().get("/account");
        return person.browser()
                .post("/account/password", "old", old, "password", NEW_PASSWORD, "again", NEW_PASSWORD, "code", code);
    }

    private int signIn(TestPerson person, String password) {
        return application
                .browser()
                .post("/sign-in", "email", person.email(), "password", password, "code", person.nextCode())
                .status();
    }

    private TestPerson member(String name) {
        return TestPerson.joined(application, name, name + "@vendor-a.example", VENDOR_A, Role.MEMBER);
    }

    private People people() {
        return application.bean(People.class);
    }

    private PersonId id(TestPerson person) {
        return in(
                new Scope.System(Purpose.SIGN_IN),
                () -> application
                        .bean(PersonStore.class)
                        .withEmail(person.email())
                        .orElseThrow());
    }

    private <T> T as(TestPerson person, OrganisationId organisation, Role role, Supplier<T> work) {
        return in(new Scope.Person(id(person), organisation, Set.of(role)), work);
    }

    private <T> T in(Scope scope, Supplier<T> work) {
        return Scopes.as(
                scope, () -> application.bean(TransactionOperations.class).execute(_ -> work.get()));
    }

    private static long count(JdbcClient jdbc, String query, PersonId self) {
        return jdbc.sql(query).param("self", self.value()).query(Long.class).single();
    }
}
