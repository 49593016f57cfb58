package org.chosei.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.chosei.access.Scopes;
import org.chosei.agreements.AgreementKind;
import org.chosei.cases.Cases;
import org.chosei.cases.CoordinatedCase;
import org.chosei.cases.NewCase;
import org.chosei.distribution.Answer.Level;
import org.chosei.distribution.Answer.Reason;
import org.chosei.distribution.Vendors.Vendor;
import org.chosei.kernel.Refusal;
import org.chosei.kernel.Tlp;
import org.chosei.registry.Organisation.RegistrationClass;
import org.chosei.registry.Organisations;
import org.chosei.registry.products.ProductForm;
import org.chosei.registry.products.Products;
import org.chosei.testing.Browser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The policy as data: versions that people read and put in force, each of whose rules the gate follows. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PolicyTest {
    private static final int SHIPPED = 3;

    private final WaveDesk desk = new WaveDesk();
    private final Vendors vendors = desk.vendors;
    private final PolicyDesk policy = new PolicyDesk(desk.application);
    private final Vendor individual = individual();

    @AfterAll
    void stop() {
        desk.close();
    }

    private Vendor individual() {
        Vendor vendor = vendors.registered("Solo", RegistrationClass.INDIVIDUAL);
        vendors.sign(vendor, AgreementKind.NOTE);
        vendors.sign(vendor, AgreementKind.NDA);
        ProductForm product = new ProductForm("", "Solo Router", "", "", "SOLD", "", "pkg:generic/solo/router");
        Scopes.as(vendors.staff(), () -> {
            desk.application.bean(Products.class).add(UUID.randomUUID(), vendor.id(), product);
        });
        return vendors.prove(
                vendor, desk.curveKeyring, desk.curveKeyring.generateCurve25519("Solo <" + vendor.email() + ">"));
    }

    private CoordinatedCase opened(Tlp tlp) {
        return vendors.asStaff(() -> desk.application
                .bean(Cases.class)
                .open(new NewCase(
                        "Undisclosed title",
                        "Undisclosed summary",
                        "Router",
                        tlp,
                        desk.application.bean(Organisations.class).coordinator(),
                        "",
                        vendors.in(Duration.ofDays(20)).atZone(ZoneOffset.UTC),
                        vendors.now())));
    }

    private Answer answer(CoordinatedCase of, Vendor vendor) {
        return vendors.asStaff(() -> desk.application.bean(Waves.class).candidates(of.id())).stream()
                .filter(each -> each.vendor().id().equals(vendor.id()))
                .findFirst()
                .orElseThrow()
                .answer();
    }

    private void sought(CoordinatedCase of, String lines) {
        vendors.asStaff(() -> {
            desk.application.bean(CaseScopes.class).record(of.id(), lines);
            return true;
        });
    }

    @Test
    void pageSaysInBothLanguagesWhatEachVersionSaysAndWhatDiffersFromTheOneBefore() {
        for (String language : List.of("ja", "en")) {
            desk.coordinator.post("/language", "language", language, "back", "/");
            Browser.Page page = desk.coordinator.get("/distribution-policy/3");
            assertThat(page.html().select("tr[data-rule]").eachAttr("data-rule"))
                    .containsExactly(
                            "registration",
                            "note",
                            "nda",
                            "individual",
                            "vetting",
                            "consent",
                            "red",
                            "wishes",
                            "key",
                            "approval");
            assertThat(page.html().select("tr:has([data-differs])").eachAttr("data-rule"))
                    .containsExactly("individual", "red");
            assertThat(page.text())
                    .contains(
                            language.equals("ja")
                                    ? "守秘義務契約は、配布から90日以内に終わる公表待機期間への同意とみなす"
                                    : "the NDA consents to embargoes that end within 90 days of distribution")
                    .doesNotContain("distribution.rule");
        }
        assertThat(desk.coordinator.get("/distribution-policy/2").text()).contains("version 2");
        assertThat(desk.coordinator.get("/distribution-policy/99").status()).isEqualTo(404);
        assertThat(desk.coordinator.get(PolicyDesk.NEXT).status())
                .as("who distributes does not decide by which policy")
                .isEqualTo(404);
        assertThat(desk.curvePerson.get("/distribution-policy").status()).isEqualTo(404);
    }

    @Test
    void administratorPutsANewVersionInForceOnceAndNoOlderOneChanges() {
        String before = bodies();
        String[] form = policy.fields(Map.of("days", "60", "reason", "Shorter"));
        assertThat(policy.administrator.post(PolicyDesk.NEXT, form).status()).isEqualTo(303);
        int made = policy.inForce();
        assertThat(policy.administrator.post(PolicyDesk.NEXT, form).status())
                .as("a second click")
                .isEqualTo(303);
        assertThat(policy.inForce()).isEqualTo(made).isGreaterThan(SHIPPED);
        assertThat(bodies()).startsWith(before);
        Browser.Page page = policy.administrator.get("/distribution-policy");
        assertThat(page.text()).contains("Shorter", "Ada");
        assertThat(page.html().select("tr:has([data-differs])").eachAttr("data-rule"))
                .contains("consent");

        CoordinatedCase of = vendors.openCase(70);
        assertThat(answer(of, desk.curve).reasons()).containsExactly(Reason.EMBARGO_BEYOND_CONSENT);
        policy.back(SHIPPED);
        assertThat(policy.inForce()).isEqualTo(SHIPPED);
        assertThat(answer(of, desk.curve).level()).isEqualTo(Level.FULL);
        assertThat(vendors.asStaff(() -> vendors.sql()
                        .sql("select count(*) from ledger_entry where kind = 'policy.enacted'")
                        .query(Long.class)
                        .single()))
                .isGreaterThanOrEqualTo(2);
    }

    private String bodies() {
        return vendors.asStaff(() -> Objects.requireNonNull(vendors.sql()
                .sql("select string_agg(body, '|' order by version) from distribution_policy")
                .query(String.class)
                .single()));
    }

    @Test
    void badInputOfAVersionIsNamedAtItsFieldAndLosesNothing() {
        Browser.Page days =
                policy.administrator.post(PolicyDesk.NEXT, policy.fields(Map.of("days", "many", "reason", "Because")));
        assertThat(days.refusal()).isEqualTo("policy-days");
        assertThat(days.html().select("[name=reason]").val()).isEqualTo("Because");
        assertThat(policy.administrator
                        .post(PolicyDesk.NEXT, policy.fields(Map.of("days", "61", "reason", " ")))
                        .refusal())
                .isEqualTo("reason-missing");
        assertThat(policy.administrator
                        .post(PolicyDesk.NEXT, policy.fields(Map.of("ja", " ", "reason", "x")))
                        .refusal())
                .isEqualTo("policy-words");
        assertThat(policy.administrator
                        .post(PolicyDesk.NEXT, policy.fields(Map.of("red", "PINK", "reason", "x")))
                        .refusal())
                .isEqualTo("policy-choice");
        assertThat(policy.administrator
                        .post(PolicyDesk.NEXT, policy.fields(Map.of("reason", "x")))
                        .refusal())
                .isEqualTo("policy-same");
        assertThat(policy.administrator
                        .post(PolicyDesk.NEXT, policy.fields(Map.of("seen", "1", "days", "61", "reason", "x")))
                        .refusal())
                .isEqualTo("policy-newer");
    }

    @Test
    void versionThatRefusesAVendorOfAWaveAheadWaitsUntilThatIsTakenBack() {
        CoordinatedCase of = desk.openCase();
        policy.make(Map.of("vetting", "NOBODY", "reason", "In a hurry"));
        Vendor signed = vendors.unvetted("Unknown", RegistrationClass.GENERAL);
        vendors.sign(signed, AgreementKind.NOTE);
        vendors.sign(signed, AgreementKind.NDA);
        String key = desk.curveKeyring.generateCurve25519("Unknown <" + signed.email() + ">");
        Vendor unknown = vendors.prove(signed, desk.curveKeyring, key);
        assertThat(answer(of, unknown).reasons()).containsExactly(Reason.ALL_MET);
        Wave wave = vendors.plan(of, Duration.ofHours(8), unknown);
        assertThat(policy.enact(SHIPPED).refusal()).isEqualTo("policy-wave-ahead");
        vendors.cancel(wave);
        policy.back(SHIPPED);
    }

    @Test
    void eachWaveShowsTheVersionThatWasAppliedToIt() {
        CoordinatedCase of = desk.openCase();
        Wave first = vendors.plan(of, Duration.ofHours(7), desk.curve);
        int made = policy.make(Map.of("days", "80", "reason", "A little shorter"));
        Wave second = vendors.plan(of, Duration.ofHours(7), desk.rsa);
        policy.back(SHIPPED);
        assertThat(version(first)).isEqualTo(SHIPPED);
        assertThat(version(second)).isEqualTo(made);
        vendors.cancel(first);
        vendors.cancel(second);
    }

    private int version(Wave wave) {
        return Integer.parseInt(desk.coordinator
                .get("/waves/" + wave.id())
                .html()
                .expectFirst("[data-policy]")
                .attr("data-policy"));
    }

    @Test
    void individualRegistrationGetsCasesOfItsOwnRegisteredProductsAndNoOthers() {
        CoordinatedCase of = desk.openCase();
        assertThat(answer(of, individual).reasons()).containsExactly(Reason.INDIVIDUAL_REGISTRATION);
        sought(of, "pkg:generic/other/thing");
        assertThat(answer(of, individual).reasons()).containsExactly(Reason.INDIVIDUAL_REGISTRATION);
        sought(of, "pkg:generic/solo/router@2.1\nkeyword:tls-library");
        assertThat(answer(of, individual).level()).isEqualTo(Level.FULL);
        sought(of, "keyword:tls-library");
        assertThat(answer(of, individual).reasons()).containsExactly(Reason.INDIVIDUAL_REGISTRATION);
        assertThatExceptionOfType(Refusal.Invalid.class)
                .isThrownBy(() -> sought(of, "keyword:no-such"))
                .matches(refusal -> refusal.slug().equals("sought-keyword"));
        policy.make(Map.of("individual", "EVERYTHING", "reason", "All of them"));
        assertThat(answer(of, individual).level()).isEqualTo(Level.FULL);
        policy.back(SHIPPED);
    }

    @Test
    void redGoesToWhoeverAcceptedTheTermsItselfAndToNobodyByItsNdaAlone() {
        CoordinatedCase of = opened(Tlp.RED);
        assertThat(answer(of, desk.curve).reasons()).containsExactly(Reason.RED_NOT_ACCEPTED);
        Browser.Page asked = desk.coordinator.post(
                "/cases/" + of.id() + "/embargo/invitations",
                "organisation",
                desk.curve.id().toString());
        assertThat(asked.status()).as(asked.body()).isEqualTo(303);
        String path = "/our-cases/" + of.id() + "/embargo";
        String term = desk.curvePerson
                .get(path)
                .html()
                .select("section[data-term]")
                .eachAttr("data-term")
                .getLast();
        assertThat(desk.curvePerson
                        .post(path + "/proposals/" + term + "/answer", "answer", "agree", "sure", "yes")
                        .status())
                .isEqualTo(303);
        assertThat(answer(of, desk.curve).level()).isEqualTo(Level.FULL);
        assertThat(answer(of, desk.rsa).reasons()).containsExactly(Reason.RED_NOT_ACCEPTED);
        policy.make(Map.of("red", "NOBODY", "reason", "Red stays here"));
        assertThat(answer(of, desk.curve).reasons()).containsExactly(Reason.RED_TO_NOBODY);
        policy.make(Map.of("red", "AS_OTHERS", "reason", "As others"));
        assertThat(answer(of, desk.rsa).level()).isEqualTo(Level.FULL);
        policy.back(SHIPPED);
    }

    private Browser.Page wishes(CoordinatedCase of, String wish, Vendor... recipients) {
        String path = "/cases/" + of.id() + "/wishes";
        List<String> fields = new ArrayList<>(desk.coordinator.get(path).hidden(path));
        fields.addAll(List.of("wish", wish, "words", "By mail of today"));
        for (Vendor each : recipients) {
            fields.addAll(List.of("vendor", each.id().toString()));
        }
        return desk.coordinator.post(path, fields.toArray(String[]::new));
    }

    @Test
    void holdOneSecondBeforeTheInstantStopsAccessAndMailAndReleaseLetsThePlanningGoOn() {
        CoordinatedCase of = desk.openCase();
        Wave wave = desk.plan(of, desk.curve);
        desk.oneSecondBefore(wave);
        assertThat(wishes(of, "HOLD").status()).isEqualTo(303);
        desk.at(wave);
        desk.application.go();
        desk.settled();
        assertThat(desk.sees(desk.curvePerson, of)).isFalse();
        assertThat(desk.mails(of, desk.curve)).isEmpty();
        assertThat(answer(of, desk.curve).reasons()).containsExactly(Reason.ORIGINATOR_HOLDS);
        assertThat(desk.coordinator
                        .get("/cases/" + of.id() + "/wishes")
                        .html()
                        .select("[data-wish]")
                        .eachAttr("data-wish"))
                .containsExactly("HOLD");
        assertThat(wishes(of, "RELEASE").status()).isEqualTo(303);
        assertThat(answer(of, desk.curve).level()).isEqualTo(Level.FULL);
        assertThat(vendors.entries(of, "originator.wished")).isEqualTo(2);
    }

    @Test
    void permittedRecipientsAreTheOnlyOnesAndAWaveToOthersEndsWithTheWish() {
        CoordinatedCase of = desk.openCase();
        Wave toBoth = vendors.plan(of, Duration.ofHours(6), desk.curve, desk.rsa);
        Wave toOne = vendors.plan(of, Duration.ofHours(6), desk.curve);
        assertThat(wishes(of, "ONLY").refusal()).isEqualTo("wish-nobody");
        assertThat(wishes(of, "ONLY", desk.curve).status()).isEqualTo(303);
        assertThat(cancelled(toBoth)).isTrue();
        assertThat(cancelled(toOne)).isFalse();
        assertThat(answer(of, desk.curve).level()).isEqualTo(Level.FULL);
        assertThat(answer(of, desk.rsa).reasons()).containsExactly(Reason.ORIGINATOR_PERMITS_OTHERS);
        policy.make(Map.of("wishes", "IGNORED", "reason", "We decide alone"));
        assertThat(answer(of, desk.rsa).level()).isEqualTo(Level.FULL);
        policy.back(SHIPPED);
        assertThat(wishes(of, "ANYBODY").status()).isEqualTo(303);
        assertThat(answer(of, desk.rsa).level()).isEqualTo(Level.FULL);
        vendors.cancel(toOne);
    }

    private boolean cancelled(Wave wave) {
        return vendors.asStaff(
                () -> desk.application.bean(Waves.class).get(wave.id()).cancelledAt() != null);
    }

    @Test
    void wishIsForStaffAloneAndAVendorLearnsNothingOfIt() {
        CoordinatedCase of = desk.openCase();
        wishes(of, "ONLY", desk.curve);
        assertThat(vendors.as(
                        vendors.memberOf(desk.curve),
                        () -> vendors.sql()
                                .sql("select count(*) from originator_wish")
                                .query(Long.class)
                                .single()))
                .isZero();
        assertThat(desk.curvePerson.get("/cases/" + of.id() + "/wishes").status())
                .isEqualTo(404);
    }
}
