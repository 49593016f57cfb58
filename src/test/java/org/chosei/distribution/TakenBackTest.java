package org.chosei.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.chosei.access.Purpose;
import org.chosei.access.Scope;
import org.chosei.access.Scopes;
import org.chosei.agreements.AgreementKind;
import org.chosei.cases.CoordinatedCase;
import org.chosei.demo.MailSink;
import org.chosei.distribution.Vendors.Vendor;
import org.chosei.kernel.Refusal;
import org.chosei.mail.Deliveries.State;
import org.chosei.mail.EncryptedLetters;
import org.chosei.mail.MaySend;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.transaction.support.TransactionOperations;

/** The second half of P4: what was planned and is taken back in between opens to nobody, and what is open closes at once. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TakenBackTest {
    private final WaveDesk desk = new WaveDesk();
    private final Vendors vendors = desk.vendors;

    @AfterAll
    void stop() {
        desk.close();
    }

    @Test
    void vendorWithdrawnOneSecondBeforeTheInstantSeesNothingAndGetsNoMail() {
        CoordinatedCase of = desk.openCase();
        Wave wave = desk.plan(of, desk.curve, desk.rsa);
        desk.oneSecondBefore(wave);
        vendors.withdraw(of, desk.curve);
        passed(wave, of);

        assertNothing(of, desk.curve, State.CANCELLED);
        assertThat(desk.sees(desk.curvePerson, of)).isFalse();
        assertThat(desk.sees(desk.rsaPerson, of)).isTrue();
        Fairness.Line line = vendors.line(of, desk.curve);
        assertThat(line.grantedAt()).as("it never saw anything").isNull();
        assertThat(line.stands(desk.now())).isEqualTo("withdrawn");
    }

    @Test
    void withdrawalAfterTheInstantCutsEveryPathAtOnceAndTheHistoryStays() {
        CoordinatedCase of = desk.openCase();
        Wave wave = desk.plan(of, desk.curve, desk.rsa);
        String file = desk.file(of, desk.curve);
        passed(wave, of);
        desk.curvePerson.get(WaveDesk.page(of));
        desk.curvePerson.post(WaveDesk.page(of) + "/status", "status", "AFFECTED", "fixDate", "2027-01-31");

        desk.application.advance(Duration.ofSeconds(1));
        vendors.withdraw(of, desk.curve);

        assertThat(desk.sees(desk.curvePerson, of)).isFalse();
        assertThat(desk.curvePerson.get("/our-cases").body()).doesNotContain(of.number());
        assertThat(desk.curvePerson.get(file).status()).isEqualTo(404);
        assertThat(desk.curvePerson
                        .post(
                                "/threads/" + desk.thread(of, desk.curve) + "/messages",
                                "form",
                                UUID.randomUUID().toString(),
                                "text",
                                "Still here")
                        .status())
                .isEqualTo(404);
        assertThat(desk.sees(desk.rsaPerson, of)).isTrue();
        Fairness.Line line = vendors.line(of, desk.curve);
        assertThat(line.grantedAt()).isEqualTo(wave.visibleFrom());
        assertThat(line.readAt()).isNotNull();
        assertThat(line.answeredAt()).isNotNull();
        assertThat(line.withdrawnAt()).isNotNull();
        assertThat(vendors.entries(of, "vendor.withdrawn")).isEqualTo(1);
        assertThat(desk.coordinator
                        .get("/cases/" + of.id() + "/vendors/" + desk.curve.id())
                        .text())
                .contains("For you");
    }

    @Test
    void vendorWithdrawnAndChosenAgainSeesTheNewNoticeAndOnlyThat() {
        CoordinatedCase of = desk.openCase();
        passed(desk.plan(of, desk.curve), of);
        vendors.withdraw(of, desk.curve);
        Wave again = desk.plan(of, desk.curve);
        passed(again, of);
        assertThat(desk.curvePerson
                        .get(WaveDesk.page(of))
                        .html()
                        .select(".notice-text h2")
                        .text())
                .isEqualTo("Notice 2");
        assertThat(vendors.line(of, desk.curve).stands(desk.now())).isEqualTo("read");
    }

    @Test
    void cancelledWaveOpensToNobody() {
        Vendor portalOnly = vendors.active("Portal", desk.curveKeyring);
        vendors.retire(portalOnly);
        CoordinatedCase of = desk.openCase();
        Wave wave = desk.plan(of, desk.curve, desk.rsa, portalOnly);
        desk.oneSecondBefore(wave);
        vendors.cancel(wave);
        passed(wave, of);

        assertNothing(of, desk.curve, State.CANCELLED);
        assertNothing(of, desk.rsa, State.CANCELLED);
        assertThat(desk.mails(of, portalOnly)).isEmpty();
        assertThat(desk.sees(desk.curvePerson, of)).isFalse();
        assertThat(desk.sees(desk.rsaPerson, of)).isFalse();
        assertThat(vendors.line(of, desk.curve).stands(desk.now())).isEqualTo("not-asked");
        assertThat(vendors.entries(of, "wave.cancelled")).isEqualTo(1);
    }

    @Test
    void fromTheInstantOnAWaveCannotBeCancelled() {
        CoordinatedCase of = desk.openCase();
        Wave wave = desk.plan(of, desk.curve);
        desk.at(wave);
        assertThatExceptionOfType(Refusal.WrongState.class)
                .isThrownBy(() -> vendors.cancel(wave))
                .matches(refusal -> refusal.slug().equals("wave-over"));
        assertThat(desk.sees(desk.curvePerson, of)).isTrue();
    }

    @Test
    void ndaEndedInBetweenLeavesNeitherAccessNorMailEvenWhenItIsSignedAgain() {
        Vendor leaving = vendors.active("Leaving", desk.curveKeyring);
        CoordinatedCase of = desk.openCase();
        Wave wave = desk.plan(of, leaving, desk.rsa);
        desk.oneSecondBefore(wave);
        vendors.end(leaving, AgreementKind.NDA);
        vendors.sign(leaving, AgreementKind.NDA);
        passed(wave, of);

        assertNothing(of, leaving, State.HELD_BACK);
        assertThat(visibleCases(leaving)).isZero();
        assertThat(vendors.line(of, leaving).grantedAt()).isNull();
        assertThat(vendors.entries(of, "mail.held-back")).isEqualTo(1);
    }

    @Test
    void waveOfAnEndedNdaIsNotRevivedByALaterOne() {
        Vendor returning = vendors.active("Returning", desk.curveKeyring);
        CoordinatedCase of = desk.openCase();
        Wave first = vendors.plan(of, WaveDesk.SOON.multipliedBy(2), returning);
        vendors.end(returning, AgreementKind.NDA);
        vendors.sign(returning, AgreementKind.NDA);
        Wave second = desk.plan(of, returning);
        passed(second, of);
        passed(first, of);
        assertThat(desk.mails(of, returning)).hasSize(1);
        assertThat(desk.deliveries(of).stream()
                        .filter(each -> first.id().equals(each.wave()))
                        .map(each -> each.state()))
                .containsExactly(State.HELD_BACK);
    }

    @Test
    void ndaThatEndsWhileAWaveIsBeingStagedCutsItsGrantsToo() {
        Vendor racing = vendors.active("Racing", desk.curveKeyring);
        CoordinatedCase of = desk.openCase();
        Waves.Request request = vendors.request(of, vendors.in(WaveDesk.SOON), racing);
        UUID[] wave = new UUID[1];
        Thread ending = Thread.ofVirtual().unstarted(() -> vendors.end(racing, AgreementKind.NDA));
        Scopes.as(vendors.staff(), () -> {
            desk.application
                    .bean(org.springframework.transaction.support.TransactionOperations.class)
                    .executeWithoutResult(_ -> {
                        // joins this transaction, so that the grants are not committed when the agreement ends
                        wave[0] =
                                desk.application.bean(Waves.class).plan(request).id();
                        ending.start();
                        WaveDesk.await(() -> waiting() > 0);
                    });
        });
        WaveDesk.await(() -> !ending.isAlive());
        assertThat(vendors.asStaff(() -> vendors.sql()
                        .sql("select count(*) from access_grant where wave_id = :wave and revoked_at is null")
                        .param("wave", wave[0])
                        .query(Long.class)
                        .single()))
                .isZero();
    }

    private long waiting() {
        return vendors.asStaff(() -> vendors.sql()
                .sql("select count(*) from pg_locks where locktype = 'advisory' and not granted")
                .query(Long.class)
                .single());
    }

    @Test
    void keyRetiredInBetweenGetsNoMailThoughAnotherKeyIsProvedAndTheVendorIsToldOfThePortal() {
        Vendor rolling = vendors.active("Rolling", desk.curveKeyring);
        CoordinatedCase of = desk.openCase();
        Wave wave = desk.plan(of, rolling, desk.rsa);
        vendors.prove(
                rolling, desk.curveKeyring, desk.curveKeyring.generateCurve25519("Rolling <new@rolling.example>"));
        vendors.retire(rolling);
        passed(wave, of);
        WaveDesk.await(() -> !desk.mails(of, rolling).isEmpty());

        assertThat(desk.delivery(of, rolling)).isEqualTo(State.HELD_BACK);
        assertClear(desk.mails(of, rolling), of);
        assertThat(visibleCases(rolling)).isEqualTo(1);
    }

    @Test
    void whoseMailMayNotLeaveIsToldOfThePortalInTheTransactionThatHoldsItBack() {
        Vendor rolling = vendors.active("Late", desk.curveKeyring);
        CoordinatedCase of = desk.openCase();
        Wave wave = desk.plan(of, rolling, desk.rsa);
        vendors.retire(rolling);
        desk.at(wave);
        Scopes.as(
                new Scope.System(Purpose.MAIL_OUT),
                () -> desk.application.bean(PortalNotices.class).run(wave.id()));
        assertThat(told(wave)).as("its mail still waits for its turn").isEmpty();

        List<MaySend.Candidate> waiting = desk.deliveries(of).stream()
                .map(mail ->
                        new MaySend.Candidate(mail.id(), of.id(), mail.wave(), mail.organisation(), mail.fingerprint()))
                .toList();
        Set<UUID> allowed = Scopes.as(
                new Scope.System(Purpose.MAIL_OUT),
                () -> desk.application
                        .bean(TransactionOperations.class)
                        .execute(_ ->
                                desk.application.bean(WaveSendPermission.class).allowed(waiting)));

        assertThat(allowed).hasSize(1);
        assertThat(told(wave)).containsExactly(rolling.id().value());
    }

    private List<UUID> told(Wave wave) {
        return vendors.asStaff(() -> vendors.sql()
                .sql("select organisation_id from portal_notice where wave_id = :wave")
                .param("wave", wave.id())
                .query(UUID.class)
                .list());
    }

    @Test
    void vendorWithoutAKeyIsToldOnceWithoutContentThatSomethingWaits() {
        Vendor portalOnly = vendors.active("Keyless", desk.curveKeyring);
        vendors.retire(portalOnly);
        CoordinatedCase of = desk.openCase();
        Wave wave = desk.plan(of, portalOnly, desk.rsa);
        desk.oneSecondBefore(wave);
        assertThat(desk.mails(of, portalOnly))
                .as("the mail itself would be a disclosure")
                .isEmpty();
        passed(wave, of);
        WaveDesk.await(() -> !desk.mails(of, portalOnly).isEmpty());

        Scopes.as(
                new Scope.System(Purpose.MAIL_OUT),
                () -> desk.application.bean(PortalNotices.class).run(wave.id()));
        desk.settled();

        assertClear(desk.mails(of, portalOnly), of);
        assertThat(visibleCases(portalOnly)).isEqualTo(1);
        assertThat(desk.mails(of, desk.rsa)).hasSize(1).noneMatch(TakenBackTest::isClear);
    }

    @Test
    void vendorWhoseMailWasCancelledIsNotToldOfThePortalEither() {
        CoordinatedCase of = desk.openCase();
        Wave wave = desk.plan(of, desk.curve, desk.rsa);
        // as the job sees it when the withdrawal commits between its look at the grants and its look at the mails
        vendors.asStaff(
                () -> desk.application.bean(EncryptedLetters.class).cancel(of.id(), wave.id(), desk.curve.id()));
        passed(wave, of);
        assertNothing(of, desk.curve, State.CANCELLED);
        assertThat(desk.mails(of, desk.rsa)).hasSize(1);
    }

    @Test
    void nobodyIsToldOfThePortalBeforeTheDatabaseSaysThatTheInstantHasCome() {
        Vendor portalOnly = vendors.active("Skewed", desk.curveKeyring);
        vendors.retire(portalOnly);
        Wave wave = desk.plan(desk.openCase(), portalOnly);
        assertThatExceptionOfType(IllegalStateException.class)
                .as("so that the job runs again instead of having found nobody")
                .isThrownBy(() -> Scopes.as(
                        new Scope.System(Purpose.MAIL_OUT),
                        () -> desk.application.bean(PortalNotices.class).run(wave.id())));
    }

    /** The wave's instant has come, and everything that it was to set in motion has run. */
    private void passed(Wave wave, CoordinatedCase of) {
        desk.at(wave);
        desk.application.go();
        Set<State> open = Set.of(State.STAGED, State.DEFERRED);
        WaveDesk.await(() -> desk.deliveries(of).stream()
                .filter(each -> wave.id().equals(each.wave()))
                .noneMatch(each -> open.contains(each.state())));
        desk.settled();
    }

    private void assertNothing(CoordinatedCase of, Vendor vendor, State state) {
        assertThat(desk.delivery(of, vendor)).isEqualTo(state);
        assertThat(desk.mails(of, vendor)).isEmpty();
    }

    private long visibleCases(Vendor vendor) {
        return vendors.as(
                vendors.memberOf(vendor),
                () -> vendors.sql()
                        .sql("select count(*) from visible_cases()")
                        .query(Long.class)
                        .single());
    }

    private static boolean isClear(MailSink.Message mail) {
        return !WaveDesk.text(mail).contains("BEGIN PGP MESSAGE");
    }

    /** One mail that says where to look and not a word of what there is to see. */
    private static void assertClear(List<MailSink.Message> mails, CoordinatedCase of) {
        assertThat(mails).hasSize(1).allMatch(TakenBackTest::isClear);
        String mail = WaveDesk.text(mails.getFirst());
        String body = mail.split("\r\n\r\n", 2)[1];
        String read = mail.contains("base64")
                ? new String(Base64.getMimeDecoder().decode(body), StandardCharsets.UTF_8)
                : body;
        assertThat(read).contains("/our-cases/" + of.id());
        assertThat(mail + read).doesNotContain("Broken login", "認証の不備", "Close the console", "Undisclosed", "Router");
        assertThat(mails.stream()
                        .flatMap(each -> each.envelope().recipients().stream())
                        .collect(Collectors.toSet()))
                .hasSize(1);
    }
}
