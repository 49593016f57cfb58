package org.chosei.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.chosei.agreements.AgreementKind.NDA;
import static org.chosei.agreements.AgreementKind.NOTE;
import static org.chosei.registry.Organisation.RegistrationClass.GENERAL;
import static org.chosei.registry.Organisation.RegistrationClass.INDIVIDUAL;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.chosei.access.Purpose;
import org.chosei.access.Role;
import org.chosei.access.Scope;
import org.chosei.access.Scopes;
import org.chosei.cases.CoordinatedCase;
import org.chosei.distribution.Answer.Level;
import org.chosei.distribution.Answer.Reason;
import org.chosei.distribution.Vendors.Vendor;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Refusal;
import org.chosei.registry.Vetting;
import org.chosei.registry.keys.Keys;
import org.chosei.testing.Application;
import org.chosei.testing.Gpg;
import org.chosei.testing.Openssl;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What the gate answers about vendors that really registered, signed and proved, or really did not. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GateTest {
    private final Application application = Application.start();
    private final Vendors vendors = new Vendors(application::bean);
    private final Gpg gpg = new Gpg();
    private final Vendor olderNda = vendors.active("Older", gpg);
    private final Vendor active = afterANewNda("Active");
    private final Vendor neverSigned = vendors.registered("Unsigned", GENERAL);
    private final CoordinatedCase of = vendors.openCase(30);

    @AfterAll
    void stop() {
        gpg.close();
        application.close();
    }

    /** From here on the NDA in force is version 2. */
    private Vendor afterANewNda(String name) {
        vendors.as(new Scope.System(Purpose.SETUP), () -> vendors.sql().sql("""
                        insert into agreement_text (kind, version, language, body, sha256)
                        select 'nda', 2, language, body || ' (2)', encode(sha256(convert_to(body || ' (2)', 'UTF8')), 'hex')
                          from agreement_text where kind = 'nda' and version = 1
                        """).update());
        return vendors.active(name, gpg);
    }

    private Answer answer(CoordinatedCase about, Vendor vendor) {
        Map<OrganisationId, Answer> answers =
                vendors.asStaff(() -> application.bean(Waves.class).candidates(about.id())).stream()
                        .collect(Collectors.toMap(each -> each.vendor().id(), Waves.Candidate::answer));
        return java.util.Objects.requireNonNull(answers.get(vendor.id()));
    }

    private void assertNo(Vendor vendor, Reason... reasons) {
        assertThat(answer(of, vendor).level()).isEqualTo(Level.NO);
        assertThat(answer(of, vendor).reasons()).containsExactly(reasons);
        assertRefused(of, vendor);
    }

    /** Nobody can plan it, whatever the selection page offered, and nothing is left of the attempt. */
    private void assertRefused(CoordinatedCase about, Vendor vendor) {
        Scope.Person staff = vendors.staff();
        for (Role role : new Role[] {Role.COORDINATOR, Role.ADMINISTRATOR, Role.APPROVER}) {
            Scope.Person person = new Scope.Person(staff.id(), staff.organisation(), Set.of(role));
            assertThatExceptionOfType(Refusal.NotPermitted.class)
                    .isThrownBy(() -> Scopes.as(
                            person,
                            () -> application
                                    .bean(Waves.class)
                                    .plan(vendors.request(about, vendors.in(Duration.ofHours(1)), active, vendor))))
                    .matches(refusal -> refusal.slug().equals("vendor-not-eligible"));
        }
        assertThat(vendors.asStaff(() -> application.bean(Waves.class).of(about.id())))
                .isEmpty();
    }

    @Test
    void activeVendorWithNoteNdaAndKeyGetsNoticeAndMail() {
        assertThat(answer(of, active)).isEqualTo(new Answer(Level.FULL, java.util.List.of(Reason.ALL_MET)));
    }

    @Test
    void vettingThatIsNotToldCountsAsMissing() {
        Vetting told = vendors.as(
                new Scope.System(Purpose.UPKEEP),
                () -> java.util.Objects.requireNonNull(application
                                .bean(org.chosei.agreements.Standings.class)
                                .of(List.of(active.id()))
                                .get(active.id()))
                        .vetting());
        assertThat(told).isEqualTo(Vetting.UNKNOWN);
        assertThat(told.due()).isTrue();
        assertThat(told.state().vetted()).isFalse();
    }

    @Test
    void registeredVendorThatSignedNothingGetsNothingForEveryReasonAtOnce() {
        assertNo(neverSigned, Reason.NOT_ACTIVE, Reason.NO_NOTE, Reason.NO_NDA);
    }

    @Test
    void withdrawnNoteOrNdaEndsEligibility() {
        Vendor noNote = vendors.active("Noteless", gpg);
        vendors.end(noNote, NOTE);
        assertNo(noNote, Reason.NO_NOTE);
        Vendor noNda = vendors.active("Ndaless", gpg);
        vendors.end(noNda, NDA);
        assertNo(noNda, Reason.NO_NDA);
    }

    @Test
    void ndaOfAnOlderVersionIsNotEnoughUntilTheNewOneIsSigned() {
        assertNo(olderNda, Reason.NDA_NOT_CURRENT);
        vendors.sign(olderNda, NDA);
        assertThat(answer(of, olderNda).level()).isEqualTo(Level.FULL);
    }

    @Test
    void individualRegistrationGetsNoSharedNotice() {
        Vendor individual = vendors.registered("Individual", INDIVIDUAL);
        vendors.sign(individual, NOTE);
        vendors.sign(individual, NDA);
        vendors.prove(individual, gpg, gpg.generateCurve25519("Individual <i@individual.example.jp>"));
        assertNo(individual, Reason.INDIVIDUAL_REGISTRATION);
    }

    @Test
    void embargoBeyondTheStandingConsentNeedsTheVendorsOwnAcceptance() {
        CoordinatedCase within = vendors.openCase(90);
        assertThat(answer(within, active).level()).isEqualTo(Level.FULL);
        CoordinatedCase beyond = vendors.openCase(92);
        assertThat(answer(beyond, active).reasons()).containsExactly(Reason.EMBARGO_BEYOND_CONSENT);
        assertRefused(beyond, active);
    }

    @Test
    void embargoCountsFromTheWavesInstantNotFromToday() {
        CoordinatedCase later = vendors.openCase(91);
        assertThat(answer(later, active).level()).isEqualTo(Level.NO);
        assertThat(vendors.plan(later, Duration.ofDays(3), active).cancelledAt())
                .isNull();
    }

    @Test
    void vendorWithoutAUsableKeyReadsOnThePortalOnly() {
        Vendor keyless = vendors.active("Keyless", gpg);
        vendors.retire(keyless);
        assertThat(answer(of, keyless)).isEqualTo(new Answer(Level.PORTAL_ONLY, java.util.List.of(Reason.NO_KEY)));
    }

    @Test
    void revokedKeyCountsNoLongerAsSoonAsItsOwnerUploadsTheRevokedCopy() {
        Vendor revoking = vendors.active("Revoking", gpg);
        gpg.revoke(revoking.fingerprint());
        Keys keys = application.bean(Keys.class);
        Scopes.as(vendors.memberOf(revoking), () -> {
            keys.upload(revoking.id(), gpg.publicKey(revoking.fingerprint()), null);
        });
        assertThat(answer(of, revoking))
                .isEqualTo(new Answer(Level.PORTAL_ONLY, java.util.List.of(Reason.KEY_REVOKED)));
        assertThat(vendors.asStaff(() -> vendors.sql()
                        .sql("""
                        select count(*) from ledger_entry where kind = 'key.revoked' and subjects like '%' || :key || '%'
                        """)
                        .param("key", revoking.fingerprint())
                        .query(Long.class)
                        .single()))
                .isEqualTo(1);
    }

    @Test
    void revokedKeyOfAnotherOrganisationIsRefusedAndChangesNothing() {
        Vendor owner = vendors.active("Owner", gpg);
        gpg.revoke(owner.fingerprint());
        assertThatExceptionOfType(Refusal.Invalid.class)
                .isThrownBy(() -> Scopes.as(vendors.memberOf(active), () -> {
                    application.bean(Keys.class).upload(active.id(), gpg.publicKey(owner.fingerprint()), null);
                }))
                .matches(refusal -> refusal.slug().equals("key-revoked"));
        assertThat(answer(of, owner).level()).isEqualTo(Level.FULL);
    }

    @Test
    void noticeIsMailedToAnSmimeKeyWhereThereIsNoOther() {
        Vendor certified = vendors.active("Certified", gpg);
        try (Openssl openssl = new Openssl()) {
            Openssl.Pair pair = openssl.rsa("vh@certified.example", 90);
            vendors.prove(
                    certified,
                    pair.certificate(),
                    challenge -> openssl.decrypt(challenge, "PEM", pair).text());
        }
        assertThat(answer(of, certified).level()).as("by its OpenPGP key").isEqualTo(Level.FULL);
        vendors.retire(certified);
        assertThat(answer(of, certified))
                .as("by its S/MIME key")
                .isEqualTo(new Answer(Level.FULL, java.util.List.of(Reason.ALL_MET)));
    }

    @Test
    void expiredKeyIsNotEncryptedTo() {
        Vendor expiring = vendors.active("Expiring", gpg, userId -> {
            String key = gpg.generate(userId, "ed25519", "cert,sign", "2d");
            gpg.addSubkey(key, "cv25519", "encr", "2d");
            return key;
        });
        assertThat(answer(of, expiring).level()).isEqualTo(Level.FULL);
        application.advance(Duration.ofDays(3));
        assertThat(answer(of, expiring))
                .isEqualTo(new Answer(Level.PORTAL_ONLY, java.util.List.of(Reason.KEY_EXPIRED)));
    }

    @Test
    void vendorThatRegisteredByFormGetsNothingUntilTwoPeopleHaveVettedItHoweverCompleteTheRestIs() {
        Vendor signed = vendors.unvetted("Unvetted", GENERAL);
        vendors.sign(signed, NOTE);
        vendors.sign(signed, NDA);
        Vendor unvetted = vendors.prove(signed, gpg, gpg.generateCurve25519("Unvetted <" + signed.email() + ">"));
        Answer refused = answer(of, unvetted);
        assertThat(refused.level()).isEqualTo(Level.NO);
        assertThat(refused.reasons()).containsExactly(Reason.NOT_VETTED);
        vendors.vetting().call(unvetted.id(), vendors.now());
        assertThat(answer(of, unvetted).reasons()).containsExactly(Reason.NOT_VETTED);
        vendors.vetting().vet(unvetted.id(), vendors.now());
        assertThat(answer(of, unvetted).level()).isEqualTo(Level.FULL);
    }

    @Test
    void policySaysOfWhomVettingIsAskedAndOlderVersionsAskItOfNobody() {
        Vetting open = new Vetting(Vetting.State.OPEN, true, vendors.now(), null, null);
        Vetting none = Vetting.NONE;
        Vetting done = new Vetting(Vetting.State.DONE, true, vendors.now(), null, null);
        Vetting elsewhere = new Vetting(Vetting.State.ELSEWHERE, false, vendors.now(), null, null);
        for (Vetting each : List.of(open, none, done, elsewhere)) {
            assertThat(policy(null).asksVetting(each)).isFalse();
            assertThat(policy(Policy.Asked.NOBODY).asksVetting(each)).isFalse();
            assertThat(policy(Policy.Asked.REGISTERED_BY_FORM).asksVetting(each))
                    .isEqualTo(each == open);
            assertThat(policy(Policy.Asked.EVERYBODY).asksVetting(each)).isEqualTo(each == open || each == none);
        }
    }

    private static Policy policy(Policy.@Nullable Asked asked) {
        return new Policy(9, true, true, true, false, 90, true, asked, null, null, null, null, null, "", "");
    }

    @Test
    void vendorPlansNothingForItself() {
        assertThatExceptionOfType(Refusal.NotFound.class)
                .isThrownBy(() -> Scopes.as(
                        vendors.memberOf(active),
                        () -> application
                                .bean(Waves.class)
                                .plan(vendors.request(of, vendors.in(Duration.ofHours(1)), active))));
    }
}
