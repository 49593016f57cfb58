package org.chosei.agreements;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.chosei.testing.TestOrganisations.VENDOR_A;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.chosei.access.Grants;
import org.chosei.access.Purpose;
import org.chosei.access.Role;
import org.chosei.access.Scope;
import org.chosei.access.Scopes;
import org.chosei.identity.CoordinatorOrganisation;
import org.chosei.identity.TestPerson;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.PersonId;
import org.chosei.kernel.Refusal;
import org.chosei.registry.Organisation;
import org.chosei.registry.Organisations;
import org.chosei.testing.Application;
import org.chosei.testing.Browser;
import org.chosei.web.Site;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AgreementsTest {
    private static final Scope SETUP = new Scope.System(Purpose.SETUP);

    private final Application application = Application.start();
    private final OrganisationId csirt =
            application.bean(CoordinatorOrganisation.class).id();
    private final TestPerson coordinator =
            TestPerson.joined(application, "Cora", "cora@csirt.example", csirt, Role.COORDINATOR);
    private final TestPerson responsible =
            TestPerson.joined(application, "Rei", "rei@vendor-a.example", VENDOR_A, Role.RESPONSIBLE);
    private int vendors;

    @AfterAll
    void stop() {
        application.close();
    }

    @Test
    void signingRecordsWhoWhenAndWhichExactText() throws NoSuchAlgorithmException {
        Vendor vendor = vendor();
        Instant before = application.clock().instant();
        assertThat(vendor.sign("nda", "鈴木 一郎").location()).isEqualTo("/agreements?done=signed");
        assertThat(vendor.browser().get("/agreements?done=signed").html().select("#nda .state.good"))
                .hasSize(1);

        Signature signature = as(vendor, () -> store().of(vendor.id())).getFirst();
        assertThat(signature.kind()).isEqualTo(AgreementKind.NDA);
        assertThat(signature.signer()).isEqualTo("鈴木 一郎");
        assertThat(signature.person()).isEqualTo(vendor.person());
        assertThat(signature.by().capacity()).isEqualTo("Head of PSIRT");
        assertThat(signature.by().address()).isEqualTo("127.0.0.1");
        assertThat(signature.by().proof()).isEqualTo("password-totp");
        assertThat(signature.countersignature()).isNull();
        assertThat(signature.signedAt())
                .isBetween(before.minusSeconds(1), application.clock().instant().plusSeconds(1));
        String words = vendor.browser().get("/agreements/texts/nda/1/en").body();
        assertThat(words).contains("Test Coordination Centre").doesNotContain("{csirt}");
        assertThat(signature.textSha256())
                .isEqualTo(HexFormat.of()
                        .formatHex(
                                MessageDigest.getInstance("SHA-256").digest(words.getBytes(StandardCharsets.UTF_8))));
        assertThat(ledger())
                .anyMatch(entry -> entry.startsWith("agreement.signed person:" + vendor.person())
                        && entry.contains("organisation:" + vendor.id())
                        && entry.contains("text:nda-1")
                        && entry.contains("sha256:" + signature.textSha256()));
    }

    @Test
    void staffSeeWhoSignedWhichTextAndMembersOfVendorsFindNoSuchPage() {
        Vendor vendor = vendor();
        vendor.sign("note", "Signing Person");
        String path = "/organisations/" + vendor.id() + "/agreements";
        assertThat(coordinator.browser().get(path).text())
                .contains(
                        "Signing Person",
                        "version 1",
                        as(vendor, () -> store().of(vendor.id())).getFirst().textSha256());
        assertThat(coordinator.browser().get("/agreements/texts/note/1/ja").body())
                .contains("試験調整センター");
        assertThat(vendor.browser().get(path).status()).isEqualTo(404);
    }

    @Test
    void textShownInTheOtherLanguageIsTheOneThatIsSigned() {
        Vendor vendor = vendor();
        Element form =
                vendor.browser().get("/agreements?kind=note&language=ja").html().expectFirst("#note form.sign");
        assertThat(post(vendor, form, "name", "Name", "agree", "yes").status()).isEqualTo(303);
        assertThat(as(vendor, () -> store().of(vendor.id())))
                .extracting(Signature::language)
                .containsExactly("ja");
    }

    @Test
    void secondClickAddsNothing() {
        Vendor vendor = vendor();
        Element form = vendor.form("nda");
        assertThat(post(vendor, form, "name", "Name", "agree", "yes").status()).isEqualTo(303);
        Browser.Page again = post(vendor, form, "name", "Name", "agree", "yes");
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.refusal()).isEqualTo("agreement-signed");
        assertThat(as(vendor, () -> store().of(vendor.id()))).hasSize(1);
    }

    @Test
    void signatureWithoutConsentOrNameOrWithAnotherTextIsRefusedAndKeepsWhatWasTyped() {
        Vendor vendor = vendor();
        Element form = vendor.form("nda");
        Browser.Page unticked = post(vendor, form, "name", "Typed Name");
        assertThat(unticked.refusal()).isEqualTo("agreement-agree");
        assertThat(unticked.html().select("#nda-name").val()).isEqualTo("Typed Name");
        assertThat(post(vendor, form, "name", "  ", "agree", "yes").refusal()).isEqualTo("agreement-name");
        assertThat(post(vendor, form, "name", "a\0b", "agree", "yes").refusal()).isEqualTo("agreement-name");
        form.expectFirst("[name=sha256]").val("0".repeat(64));
        Browser.Page changed = post(vendor, form, "name", "Name", "agree", "yes");
        assertThat(changed.status()).isEqualTo(409);
        assertThat(changed.refusal()).isEqualTo("agreement-changed");
        assertThat(as(vendor, () -> store().of(vendor.id()))).isEmpty();
    }

    @Test
    void onlyAResponsiblePersonSigns() {
        Vendor vendor = vendor();
        TestPerson member = TestPerson.joined(
                application, "Member", "member" + vendors + "@vendor.example", vendor.id(), Role.MEMBER);
        Browser.Page page = member.browser().get("/agreements");
        assertThat(page.html().select("form.sign")).isEmpty();
        Element form = vendor.form("nda");
        assertThat(member.browser()
                        .post(
                                form.attr("action"),
                                "version",
                                "1",
                                "language",
                                "en",
                                "sha256",
                                form.select("[name=sha256]").val(),
                                "name",
                                "Member",
                                "agree",
                                "yes")
                        .status())
                .isEqualTo(404);
        assertThat(as(vendor, () -> store().of(vendor.id()))).isEmpty();
    }

    @Test
    void olderVersionIsRefusedAndTheOneInForceIsShown() {
        try (Application other = Application.start()) {
            TestPerson person = TestPerson.joined(other, "Old", "old@vendor-a.example", VENDOR_A, Role.RESPONSIBLE);
            Vendor vendor = new Vendor(other, person, VENDOR_A);
            Element first = vendor.form("nda");
            in(other, SETUP, () -> {
                other.bean(TextStore.class).keep(AgreementKind.NDA, 2, "ja", "新しい本文");
                other.bean(TextStore.class).keep(AgreementKind.NDA, 2, "en", "The newer words");
                return true;
            });
            Browser.Page refused = post(vendor, first, "name", "Name", "agree", "yes");
            assertThat(refused.status()).isEqualTo(409);
            assertThat(refused.refusal()).isEqualTo("agreement-older");
            assertThat(refused.html().select("#nda .agreement-text").text()).isEqualTo("The newer words");
            Element second = refused.html().expectFirst("#nda form.sign");
            assertThat(post(vendor, second, "name", "Name", "agree", "yes").status())
                    .isEqualTo(303);
        }
    }

    @Test
    void newVersionLeavesTheOldSignatureStandingButNotCurrent() {
        try (Application other = Application.start()) {
            TestPerson person = TestPerson.joined(other, "Old", "old@vendor-a.example", VENDOR_A, Role.RESPONSIBLE);
            Vendor vendor = new Vendor(other, person, VENDOR_A);
            vendor.sign("nda", "Name");
            assertThat(standing(vendor).nda()).matches(Standing.Signed::current);
            in(other, SETUP, () -> {
                other.bean(TextStore.class).keep(AgreementKind.NDA, 2, "en", "The newer words");
                return true;
            });
            assertThat(standing(vendor).nda()).matches(nda -> nda.version() == 1 && !nda.current());
        }
    }

    @Test
    void otherOrganisationSeesNoSignatureAndCannotSignOrEndForIt() {
        Vendor vendor = vendor();
        Vendor stranger = vendor();
        vendor.sign("nda", "Name");
        assertThat(as(stranger, () -> store().of(vendor.id()))).isEmpty();
        assertThat(as(stranger, () -> store().holding(List.of(vendor.id(), stranger.id()))))
                .isEmpty();
        assertThat(as(stranger, () -> store().end(vendor.id(), AgreementKind.NDA, "malice")))
                .isEmpty();
        assertThat(in(application, new Scope.Public(), () -> store().of(vendor.id())))
                .isEmpty();
        AgreementText text = as(
                stranger,
                () -> application
                        .bean(TextStore.class)
                        .find(AgreementKind.NOTE, 1, "en")
                        .orElseThrow());
        assertThatExceptionOfType(RuntimeException.class)
                .isThrownBy(() -> as(
                        stranger,
                        () -> store().add(
                                        vendor.id(),
                                        stranger.person(),
                                        text,
                                        new Act("Forged", "Nobody", true),
                                        Act.Proof.passwordAndCode("192.0.2.1"))))
                .havingRootCause()
                .withMessageContaining("row-level security");
        assertThat(as(vendor, () -> store().of(vendor.id())))
                .extracting(Signature::endedAt)
                .containsOnlyNulls();
    }

    @Test
    void endedNdaChangesTheStandingAndIsInTheLedger() {
        Vendor vendor = vendor();
        vendor.sign("note", "Name");
        vendor.sign("nda", "Name");
        assertThat(standing(vendor).nda()).isNotNull();
        vendor.browser().get("/agreements");
        assertThat(vendor.browser().post("/agreements/nda/end", "reason", " ").refusal())
                .isEqualTo("agreement-reason");
        Browser.Page unproved = vendor.browser().post("/agreements/nda/end", "reason", "We left the market");
        assertThat(unproved.refusal()).isEqualTo("agreement-proof");
        assertThat(unproved.html().select("[name=reason]").val()).isEqualTo("We left the market");
        assertThat(standing(vendor).nda()).isNotNull();
        assertThat(end(vendor, "We left the market").location()).isEqualTo("/agreements?done=ended");
        assertThat(standing(vendor).nda()).isNull();
        assertThat(standing(vendor).note()).isNotNull();
        assertThat(ledger())
                .anyMatch(entry -> entry.startsWith("agreement.ended person:" + vendor.person())
                        && entry.contains("organisation:" + vendor.id())
                        && entry.contains("text:nda-1"));
        assertThat(end(vendor, "again").refusal()).isEqualTo("agreement-not-signed");
        vendor.sign("nda", "Name");
        assertThat(standing(vendor).nda()).isNotNull();
    }

    @Test
    void staffEndAnAgreementForAReason() {
        Vendor vendor = vendor();
        vendor.sign("nda", "Name");
        String path = "/organisations/" + vendor.id() + "/agreements";
        coordinator.browser().get(path);
        assertThat(coordinator
                        .browser()
                        .post(path + "/nda/end", "reason", "Breach")
                        .location())
                .isEqualTo(path);
        assertThat(coordinator.browser().get(path).text()).contains("Breach");
        assertThat(standing(vendor).nda()).isNull();
    }

    @Test
    void endOfAnAgreementCutsGrantsThatTheVendorSeesAndThoseItCannotSeeYetAndNoOthers() {
        Vendor vendor = vendor();
        Vendor bystander = vendor();
        vendor.sign("nda", "Name");
        grant(vendor.id(), Instant.EPOCH);
        grant(vendor.id(), application.clock().instant().plusSeconds(3600));
        grant(bystander.id(), Instant.EPOCH);
        assertThat(as(vendor, this::visibleCases)).isOne();
        vendor.browser().get("/agreements");
        assertThat(end(vendor, "We leave").status()).isEqualTo(303);
        assertThat(as(vendor, this::visibleCases)).isZero();
        assertThat(openGrants(vendor.id())).isZero();
        as(vendor, () -> {
            application.bean(Grants.class).revokeEverything(bystander.id(), "malice");
            return true;
        });
        assertThat(openGrants(bystander.id())).isOne();
    }

    @Test
    void shippedTextsLoadAgainButAChangedOneIsRefusedAtStart() {
        ShippedTexts same = application.bean(ShippedTexts.class);
        same.load();
        assertThat(texts()).isEqualTo(10);
        ShippedTexts renamed = new ShippedTexts(
                application.bean(TextStore.class),
                application.bean(TransactionOperations.class),
                new Site(URI.create("http://127.0.0.1"), "別の名前", "Another Name", ZoneId.of("Asia/Tokyo")));
        assertThatIllegalStateException()
                .isThrownBy(renamed::load)
                .withMessageContaining("version 1")
                .withMessageContaining("new version number");
        assertThat(texts()).isEqualTo(10);
    }

    @Test
    void unknownKindOrVersionIsNotFound() {
        assertThat(responsible.browser().get("/agreements/texts/nda/9/en").status())
                .isEqualTo(404);
        assertThat(responsible.browser().get("/agreements/texts/other/1/en").status())
                .isEqualTo(404);
        assertThatExceptionOfType(Refusal.NotFound.class).isThrownBy(() -> AgreementKind.of("NDA"));
    }

    /** A vendor of its own for each test, with a responsible person. */
    private record Vendor(Application application, TestPerson account, OrganisationId id) {

        Browser browser() {
            return account.browser();
        }

        PersonId person() {
            return new PersonId(in(
                    application,
                    new Scope.System(Purpose.SIGN_IN),
                    () -> application
                            .bean(JdbcClient.class)
                            .sql("select id from person where email = :email")
                            .param("email", account.email())
                            .query(UUID.class)
                            .single()));
        }

        Element form(String kind) {
            return browser().get("/agreements").html().expectFirst("#" + kind + " form.sign");
        }

        Browser.Page sign(String kind, String name) {
            return post(this, form(kind), "name", name, "agree", "yes");
        }
    }

    private Vendor vendor() {
        vendors++;
        OrganisationId id = new OrganisationId(UUID.randomUUID());
        application.addVendor(id, "Vendor " + vendors);
        TestPerson person = TestPerson.joined(
                application, "Responsible", "responsible" + vendors + "@vendor.example", id, Role.RESPONSIBLE);
        return new Vendor(application, person, id);
    }

    private static Browser.Page post(Vendor vendor, Element form, String... more) {
        List<String> fields = new ArrayList<>(List.of(more));
        for (String name : List.of("version", "language", "sha256")) {
            fields.add(name);
            fields.add(form.select("[name=" + name + "]").val());
        }
        fields.addAll(List.of("otherName", "yes"));
        if (!fields.contains("capacity")) {
            fields.addAll(List.of("capacity", "Head of PSIRT"));
        }
        if (!fields.contains("code")) {
            fields.addAll(List.of(
                    "password", TestPerson.PASSWORD, "code", vendor.account().nextCode()));
        }
        return vendor.browser().post(form.attr("action"), fields.toArray(String[]::new));
    }

    private static Browser.Page end(Vendor vendor, String reason) {
        return vendor.browser()
                .post(
                        "/agreements/nda/end",
                        "reason",
                        reason,
                        "password",
                        TestPerson.PASSWORD,
                        "code",
                        vendor.account().nextCode());
    }

    private SignatureStore store() {
        return application.bean(SignatureStore.class);
    }

    private Standing standing(Vendor vendor) {
        var registered = new Organisations.Registered(Organisation.RegistrationClass.GENERAL, true);
        return in(
                vendor.application(),
                SETUP,
                () -> vendor.application()
                        .bean(Standings.class)
                        .of(Map.of(vendor.id(), registered))
                        .get(vendor.id()));
    }

    private List<String> ledger() {
        return in(
                application,
                new Scope.System(Purpose.VERIFICATION),
                () -> application
                        .bean(JdbcClient.class)
                        .sql("select kind || ' ' || actor || ' ' || subjects from ledger_entry order by seq")
                        .query(String.class)
                        .list());
    }

    private int texts() {
        return in(application, SETUP, () -> count("select count(*) from agreement_text"));
    }

    private void grant(OrganisationId vendor, Instant from) {
        in(application, staff(), () -> {
            UUID audience = UUID.randomUUID();
            UUID caseId = UUID.randomUUID();
            JdbcClient jdbc = application.bean(JdbcClient.class);
            jdbc.sql("insert into audience (id, case_id, kind) values (:id, :case, 'all-vendors')")
                    .param("id", audience)
                    .param("case", caseId)
                    .update();
            return jdbc.sql("""
                            insert into access_grant (case_id, audience_id, organisation_id, visible_from)
                            values (:case, :audience, :vendor, :from)
                            """)
                    .param("case", caseId)
                    .param("audience", audience)
                    .param("vendor", vendor.value())
                    .param("from", from.atOffset(ZoneOffset.UTC))
                    .update();
        });
    }

    private int visibleCases() {
        return count("select count(*) from visible_cases()");
    }

    private int openGrants(OrganisationId vendor) {
        return in(
                application,
                staff(),
                () -> application
                        .bean(JdbcClient.class)
                        .sql("select count(*) from access_grant where organisation_id = :vendor and revoked_at is null")
                        .param("vendor", vendor.value())
                        .query(Integer.class)
                        .single());
    }

    private int count(String sql) {
        return application.bean(JdbcClient.class).sql(sql).query(Integer.class).single();
    }

    private Scope staff() {
        return new Scope.Person(new PersonId(UUID.randomUUID()), csirt, Set.of(Role.COORDINATOR));
    }

    private <T> T as(Vendor vendor, Supplier<T> work) {
        return in(application, new Scope.Person(vendor.person(), vendor.id(), Set.of(Role.RESPONSIBLE)), work);
    }

    private static <T> T in(Application application, Scope scope, Supplier<T> work) {
        return Scopes.as(
                scope, () -> application.bean(TransactionOperations.class).execute(_ -> work.get()));
    }
}
