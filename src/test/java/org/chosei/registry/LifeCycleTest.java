package org.chosei.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chosei.registry.OrganisationState.*;
import static org.chosei.testing.TestOrganisations.COORDINATOR;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.chosei.access.Role;
import org.chosei.access.Scope;
import org.chosei.access.Scopes;
import org.chosei.identity.TestPerson;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.PersonId;
import org.chosei.kernel.Refusal;
import org.chosei.registry.Organisation.Kind;
import org.chosei.testing.Application;
import org.chosei.testing.Browser;
import org.chosei.testing.TestVetting;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** The way of an organisation from acceptance to leaving, by the use case and over the pages. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LifeCycleTest {
    /** What may follow, written a second time: a line for each state, and the states that staff may choose for a vendor. */
    private static final Map<OrganisationState, Set<OrganisationState>> EXPECTED = new EnumMap<>(Map.of(
            REGISTERED, Set.of(IDENTITY_VERIFIED, DOCUMENTS_SENT, MEETING_HELD, SUSPENDED, WITHDRAWN),
            IDENTITY_VERIFIED, Set.of(DOCUMENTS_SENT, MEETING_HELD, SUSPENDED, WITHDRAWN),
            DOCUMENTS_SENT, Set.of(MEETING_HELD, SUSPENDED, WITHDRAWN),
            MEETING_HELD, Set.of(SUSPENDED, WITHDRAWN),
            ACTIVE, Set.of(SUSPENDED, WITHDRAWN),
            SUSPENDED, Set.of(REGISTERED, WITHDRAWN),
            WITHDRAWN, Set.of()));

    private final Application application = Application.start();
    private final LifeCycle lifeCycle = application.bean(LifeCycle.class);
    private final TestVetting vetting = TestVetting.of(application);
    private final TestPerson coordinator =
            TestPerson.joined(application, "Cora", "cora@csirt.example", COORDINATOR, Role.COORDINATOR);
    private final Browser staff = coordinator.browser();
    private final Scope scope =
            new Scope.Person(new PersonId(new UUID(0x7000L, 1L << 63)), COORDINATOR, Set.of(Role.COORDINATOR));

    @AfterAll
    void stop() {
        application.close();
    }

    @Test
    void everyLegalStepIsTakenAndEveryOtherIsRefusedAndLeavesNoTrace() {
        List<String> wrong = new ArrayList<>();
        for (OrganisationState from : values()) {
            for (OrganisationState to : values()) {
                OrganisationId vendor = vendor(from);
                boolean legal = EXPECTED.getOrDefault(from, Set.of()).contains(to);
                String answer = tried(vendor, newest(vendor).id(), to);
                if (!answer.equals(legal ? "" : "organisation-step")
                        || states(vendor).getLast() != (legal ? to : from)) {
                    wrong.add(from + " to " + to + ": '" + answer + "', " + states(vendor));
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void vendorBecomesActiveFromEveryStateOfWaitingAndFromNoOther() {
        for (OrganisationState from : values()) {
            OrganisationId vendor = vendor(from);
            as(new Scope.Person(scopePerson(), vendor, Set.of(Role.RESPONSIBLE)), () -> {
                application.bean(Organisations.class).activate(vendor);
                return true;
            });
            assertThat(states(vendor).getLast()).as(from.name()).isEqualTo(from.waits() ? ACTIVE : from);
            assertThat(from.waits()).isEqualTo(from.next().contains(ACTIVE) && from != SUSPENDED);
        }
    }

    @Test
    void partnerIsSuspendedAndActiveAgainWithoutTheStepsOfVendors() {
        assertThat(LifeCycle.choices(Kind.PARTNER_CSIRT, ACTIVE)).containsExactly(SUSPENDED, WITHDRAWN);
        assertThat(LifeCycle.choices(Kind.PARTNER_CSIRT, SUSPENDED)).containsExactly(ACTIVE, WITHDRAWN);
        assertThat(LifeCycle.choices(Kind.COORDINATOR, null)).isEmpty();
    }

    @Test
    void whatEndsNeedsAReasonWhichIsSealed() {
        for (OrganisationState to : List.of(SUSPENDED, WITHDRAWN)) {
            OrganisationId vendor = vendor(REGISTERED);
            Browser.Page refused = move(vendor, newest(vendor).id(), to.name(), " \u0000 ");
            assertThat(refused.status()).isEqualTo(422);
            assertThat(refused.refusal()).isEqualTo("registry-reason-missing");
            assertThat(refused.html().select("#to option[selected]").val()).isEqualTo(to.name());
            assertThat(states(vendor)).containsExactly(REGISTERED);
        }
        OrganisationId resumed = vendor(SUSPENDED);
        assertThat(move(resumed, newest(resumed).id(), "REGISTERED", "").refusal())
                .isEqualTo("registry-reason-missing");

        OrganisationId told = vendor(REGISTERED);
        move(told, newest(told).id(), "SUSPENDED", "Leaked \u202ea secret");
        assertThat(staff.get("/organisations/" + told).text()).contains("suspended", "Leaked [U+202E]a secret", "Cora");
        assertThat(application.everything("select encode(bytes, 'escape') from sealed_item"))
                .noneMatch(bytes -> bytes.contains("Leaked"));
        assertThat(application.everything("select kind || subjects::text from ledger_entry"))
                .anyMatch(entry -> entry.startsWith("organisation.moved")
                        && entry.contains(told.toString())
                        && entry.contains("state:SUSPENDED"));
    }

    @Test
    void stepsAreRecordedOverThePageOnceAndOnWhatWasSeen() {
        OrganisationId vendor = vendor(REGISTERED);
        UUID seen = newest(vendor).id();
        assertThat(staff.get("/organisations/" + vendor)
                        .html()
                        .select("[name=seen]")
                        .val())
                .isEqualTo(seen.toString());
        assertThat(move(vendor, seen, "DOCUMENTS_SENT", "").status()).isEqualTo(303);
        Browser.Page second = move(vendor, seen, "DOCUMENTS_SENT", "");
        assertThat(second.status()).isEqualTo(409);
        assertThat(second.refusal()).isEqualTo("organisation-moved");
        assertThat(move(vendor, newest(vendor).id(), "nonsense", "").refusal()).isEqualTo("organisation-no-step");
        assertThat(move(vendor, newest(vendor).id(), "ACTIVE", "").refusal()).isEqualTo("organisation-step");
        assertThat(staff.get("/organisations/" + vendor)
                        .html()
                        .select("[data-step]")
                        .eachAttr("data-step"))
                .containsExactly("REGISTERED", "DOCUMENTS_SENT");
    }

    @Test
    void stepIsTakenOnlyOnWhatIsOnRecordAndTheRefusalSaysWhoCanRecordIt() {
        OrganisationId vendor = new OrganisationId(UUID.randomUUID());
        application.addVendor(vendor, "Vendor " + vendor);
        as(
                scope,
                () -> application
                        .bean(JdbcClient.class)
                        .sql("insert into organisation_state (organisation_id, state) values (:id, 'REGISTERED')")
                        .param("id", vendor.value())
                        .update());
        Browser.Page refused = move(vendor, newest(vendor).id(), "IDENTITY_VERIFIED", "I am sure");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.refusal()).isEqualTo("vetting-step-call-back");
        assertThat(refused.text()).contains("Any member of staff can make it");
        assertThat(refused.html().select("#reason").text()).isEqualTo("I am sure");
        assertThat(move(vendor, newest(vendor).id(), "MEETING_HELD", "").refusal())
                .isEqualTo("vetting-step-meeting");
        assertThat(states(vendor)).containsExactly(REGISTERED);

        vetting.call(vendor, application.clock().instant());
        assertThat(move(vendor, newest(vendor).id(), "MEETING_HELD", "").refusal())
                .isEqualTo("vetting-step-meeting");
        assertThat(move(vendor, newest(vendor).id(), "IDENTITY_VERIFIED", "").status())
                .isEqualTo(303);
        vetting.meet(vendor, application.clock().instant());
        assertThat(move(vendor, newest(vendor).id(), "MEETING_HELD", "").status())
                .isEqualTo(303);
        assertThat(states(vendor)).containsExactly(REGISTERED, IDENTITY_VERIFIED, MEETING_HELD);
    }

    @Test
    void suspendingAndWithdrawingAreConfirmedSeparatelyAndNothingIsChosenBeforehand() {
        OrganisationId vendor = vendor(REGISTERED);
        Browser.Page page = staff.get("/organisations/" + vendor);
        assertThat(page.html().select("#to option[selected]")).isEmpty();
        assertThat(page.html().select("#to option").getFirst().val()).isEmpty();
        for (String to : List.of("SUSPENDED", "WITHDRAWN")) {
            Browser.Page refused = staff.post(
                    "/organisations/" + vendor + "/state",
                    "seen",
                    newest(vendor).id().toString(),
                    "to",
                    to,
                    "reason",
                    "By mistake");
            assertThat(refused.status()).isEqualTo(422);
            assertThat(refused.refusal()).isEqualTo("organisation-confirm");
            assertThat(refused.html().select("#reason").val()).isEqualTo("By mistake");
        }
        assertThat(states(vendor)).containsExactly(REGISTERED);
    }

    @Test
    void memberSeesStateAndReasonOfItsOwnOrganisationAndTakesNoStep() {
        OrganisationId vendor = vendor(SUSPENDED);
        Browser member = TestPerson.joined(application, "Mem", "mem@member.example", vendor, Role.RESPONSIBLE)
                .browser();
        Browser.Page page = member.get("/organisation");
        assertThat(page.html().select("h1 [data-state=SUSPENDED]")).hasSize(1);
        assertThat(page.text()).contains("A reason for SUSPENDED");
        assertThat(member.post(
                                "/organisations/" + vendor + "/state",
                                "seen",
                                newest(vendor).id().toString(),
                                "to",
                                "REGISTERED",
                                "reason",
                                "We are fine")
                        .status())
                .isEqualTo(404);
        assertThat(states(vendor).getLast()).isEqualTo(SUSPENDED);
    }

    private Browser.Page move(OrganisationId vendor, UUID seen, String to, String reason) {
        staff.get("/organisations");
        return staff.post(
                "/organisations/" + vendor + "/state",
                "seen",
                seen.toString(),
                "to",
                to,
                "reason",
                reason,
                "confirm",
                "yes");
    }

    private String tried(OrganisationId vendor, UUID seen, OrganisationState to) {
        try {
            Scopes.as(scope, () -> lifeCycle.move(vendor, seen, to, "A reason for " + to));
            return "";
        } catch (Refusal.WrongState refusal) {
            return refusal.slug();
        }
    }

    private LifeCycle.Step newest(OrganisationId vendor) {
        return Scopes.as(scope, () -> lifeCycle.history(vendor)).getLast();
    }

    private List<OrganisationState> states(OrganisationId vendor) {
        return Scopes.as(scope, () -> lifeCycle.history(vendor)).stream()
                .map(LifeCycle.Step::state)
                .collect(Collectors.toList());
    }

    private OrganisationId vendor(OrganisationState state) {
        OrganisationId id = new OrganisationId(UUID.randomUUID());
        application.addVendor(id, "Vendor " + id);
        vetting.call(id, application.clock().instant());
        vetting.meet(id, application.clock().instant());
        String first = state == ACTIVE ? "ACTIVE" : "REGISTERED";
        as(
                scope,
                () -> application
                        .bean(JdbcClient.class)
                        .sql("insert into organisation_state (organisation_id, state) values (:id, :state)")
                        .param("id", id.value())
                        .param("state", first)
                        .update());
        if (!state.name().equals(first)) {
            assertThat(tried(id, newest(id).id(), state)).isEmpty();
        }
        return id;
    }

    private PersonId scopePerson() {
        return new PersonId(new UUID(0x7000L, 1L << 62));
    }

    private <T> T as(Scope who, java.util.function.Supplier<T> work) {
        return Scopes.as(
                who,
                () -> java.util.Objects.requireNonNull(
                        application.bean(TransactionOperations.class).execute(_ -> work.get())));
    }
}
