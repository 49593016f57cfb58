package org.chosei.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;
import org.chosei.agreements.AgreementKind;
import org.chosei.cases.Cases;
import org.chosei.cases.CoordinatedCase;
import org.chosei.cases.clocks.ICalendar;
import org.chosei.demo.MailSink;
import org.chosei.distribution.Vendors.Vendor;
import org.chosei.mail.Deliveries;
import org.chosei.mail.OwnKeys;
import org.chosei.registry.Organisation;
import org.chosei.testing.Browser;
import org.chosei.testing.Gpg;
import org.chosei.testing.Openssl;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** P1, P2 and the first half of P4: nothing before the instant, everything from it on, the same for all. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AtTheInstantTest {
    private static final String FORM = "01900000-0000-7000-8000-0000000000f0";

    private final WaveDesk desk = new WaveDesk();
    private final Vendors vendors = desk.vendors;

    @AfterAll
    void stop() {
        desk.close();
    }

    @Test
    void noPathShowsAnythingOneSecondBeforeAndEveryPathShowsItAtTheInstant() {
        CoordinatedCase of = desk.openCase();
        Wave wave = desk.plan(of, desk.curve, desk.rsa);
        String file = desk.file(of, desk.curve);
        String thread = "/threads/" + desk.thread(of, desk.curve) + "/messages";
        String notice = wave.notice().toString();

        desk.oneSecondBefore(wave);

        Browser vendor = desk.curvePerson;
        String unknown =
                vendor.get("/our-cases/01900000-0000-7000-8000-00000000000c").text();
        for (Browser each : List.of(vendor, desk.rsaPerson)) {
            Browser.Page early = each.get(WaveDesk.page(of));
            assertThat(early.status()).isEqualTo(404);
            assertThat(withoutNumber(early.text())).isEqualTo(withoutNumber(unknown));
            assertThat(each.get("/our-cases").body()).doesNotContain(of.number());
        }
        assertThat(vendor.get(file).status()).isEqualTo(404);
        assertThat(vendor.post(thread, "form", FORM, "text", "Too early").status())
                .isEqualTo(404);
        assertThat(vendor.post(WaveDesk.page(of) + "/acknowledgement", "notice", notice)
                        .status())
                .isEqualTo(404);
        assertThat(vendor.post(WaveDesk.page(of) + "/status", "status", "AFFECTED")
                        .status())
                .isEqualTo(404);
        assertThat(foundByNumber(of, desk.curve)).isFalse();
        for (String table : List.of(
                "access_grant",
                "audience",
                "notice",
                "thread",
                "message",
                "message_file",
                "coordination_case",
                "embargo_term",
                "participant",
                "ledger_entry where kind <> 'x'")) {
            assertThat(rows(of, desk.curve, table)).as(table).isZero();
        }
        assertThat(desk.sink.messagesTo(desk.curve.email()))
                .noneMatch(mail -> WaveDesk.text(mail).contains(of.number()));

        desk.at(wave);

        for (Browser each : List.of(vendor, desk.rsaPerson)) {
            assertThat(each.get(WaveDesk.page(of)).html().select(".notice-body").text())
                    .contains("Broken login", "認証の不備", of.number());
            assertThat(each.get("/our-cases").body()).contains(of.number());
        }
        assertThat(vendor.get(file).body()).isEqualTo("payload");
        assertThat(vendor.post(thread, "form", FORM, "text", "We look", "back", WaveDesk.page(of))
                        .status())
                .isEqualTo(303);
        assertThat(vendor.post(WaveDesk.page(of) + "/acknowledgement", "notice", notice)
                        .status())
                .isEqualTo(303);
        assertThat(vendor.post(WaveDesk.page(of) + "/status", "status", "AFFECTED")
                        .status())
                .isEqualTo(303);
        assertThat(foundByNumber(of, desk.curve)).isTrue();
    }

    @Test
    void vendorThatWasNotChosenFindsNothingEvenAfterTheInstant() {
        CoordinatedCase of = desk.openCase();
        Wave wave = desk.plan(of, desk.curve);
        String file = desk.file(of, desk.curve);
        desk.at(wave);
        assertThat(desk.sees(desk.curvePerson, of)).isTrue();
        assertThat(desk.sees(desk.rsaPerson, of)).isFalse();
        assertThat(desk.rsaPerson.get(file).status()).isEqualTo(404);
        assertThat(foundByNumber(of, desk.rsa)).isFalse();
    }

    @Test
    void eachMailIsEncryptedToItsVendorsKeyAloneSignedAndTheSameInside() throws Exception {
        CoordinatedCase of = desk.openCase();
        Wave wave = desk.plan(of, desk.curve, desk.rsa);
        String hash = sealed(of).getFirst().sha256();
        assertThat(vendors.asStaff(() -> vendors.sql()
                        .sql("""
                        select count(*) from ledger_entry where chain = :case and kind = 'wave.planned'
                           and subjects like '%notice-sha256:' || :hash || '%'
                        """)
                        .param("case", of.id().value())
                        .param("hash", hash)
                        .query(Long.class)
                        .single()))
                .isEqualTo(1);

        desk.at(wave);
        WaveDesk.await(() -> !desk.mails(of, desk.curve).isEmpty()
                && !desk.mails(of, desk.rsa).isEmpty());

        byte[] forCurve = decrypted(of, desk.curve, desk.curveKeyring, desk.rsaKeyring);
        byte[] forRsa = decrypted(of, desk.rsa, desk.rsaKeyring, desk.curveKeyring);
        assertThat(forCurve).isEqualTo(forRsa);
        String notice = words(forCurve);
        assertThat(sha256(notice)).isEqualTo(hash);
        BodyPart calendar = part(forCurve, 1);
        assertThat(calendar.getContentType()).startsWith("text/calendar");
        assertThat(ICalendar.events(calendar.getInputStream().readAllBytes()))
                .singleElement()
                .satisfies(event -> assertThat(event).containsEntry("SUMMARY", of.number()));
        Browser.Page page = desk.curvePerson.get(WaveDesk.page(of));
        assertThat(page.html().expectFirst(".notice-body").wholeText()).isEqualTo(notice);
        assertThat(page.html().select(".notice-hash").text()).isEqualTo(hash);
    }

    @Test
    void vendorWithOnlyAnSmimeCertificateGetsTheSameNoticeAndAnOpenPgpVendorItsOwn() throws Exception {
        try (Openssl openssl = new Openssl()) {
            Vendor certified = vendors.registered("Certified", Organisation.RegistrationClass.GENERAL);
            vendors.sign(certified, AgreementKind.NOTE);
            vendors.sign(certified, AgreementKind.NDA);
            Openssl.Pair pair = openssl.rsa(certified.email(), 90);
            vendors.prove(
                    certified,
                    pair.certificate(),
                    challenge -> openssl.decrypt(challenge, "PEM", pair).text());
            CoordinatedCase of = desk.openCase();
            Wave wave = desk.plan(of, desk.curve, certified);
            String hash = sealed(of).getFirst().sha256();

            desk.at(wave);
            WaveDesk.await(() -> !desk.mails(of, desk.curve).isEmpty()
                    && !desk.mails(of, certified).isEmpty());

            byte[] openPgp = decrypted(of, desk.curve, desk.curveKeyring, desk.rsaKeyring);
            MailSink.Message mail = desk.mails(of, certified).getFirst();
            assertThat(WaveDesk.header(mail, "Subject")).isEqualTo("[TLP:AMBER] [" + of.number() + "]");
            byte[] signed = openssl.decrypt(mail.bytes(), "SMIME", pair).output();
            byte[] smime = openssl.output(signed, "cms", "-verify", "-inform", "SMIME", "-noverify");
            assertThat(smime).isEqualTo(openPgp);
            assertThat(sha256(words(smime))).isEqualTo(hash);
            assertThat(desk.delivery(of, certified)).isEqualTo(Deliveries.State.HANDED_OVER);
        }
    }

    /** The one mail of this vendor, opened with its own keyring; the other vendor's keyring cannot. */
    private byte[] decrypted(CoordinatedCase of, Vendor vendor, Gpg own, Gpg other) {
        List<MailSink.Message> mails = desk.mails(of, vendor);
        assertThat(mails).hasSize(1);
        own.importKey(
                desk.application.bean(OwnKeys.class).certificate().toArmor().getBytes(StandardCharsets.US_ASCII));
        byte[] mail = mails.getFirst().bytes();
        Gpg.Run packets = own.runWith(mail, "--list-packets");
        assertThat(packets.text().lines().filter(line -> line.startsWith(":pubkey enc packet")))
                .singleElement()
                .satisfies(line -> assertThat(own.run("--with-colons", "--list-secret-keys", vendor.fingerprint())
                                .text())
                        .contains(line.replaceAll(".*keyid ", "")));
        Gpg.Run run = own.decrypt(mail);
        assertThat(run.exitCode()).as(run.words()).isZero();
        assertThat(run.says("GOODSIG")).isTrue();
        assertThat(run.status())
                .anyMatch(line -> line.startsWith("VALIDSIG ")
                        && line.contains(desk.application
                                .bean(OwnKeys.class)
                                .certificate()
                                .fingerprint()));
        assertThat(other.decrypt(mail).says("DECRYPTION_FAILED")).isTrue();
        return run.output();
    }

    @Test
    void mailTellsNobodyWhoElseGotItAndOutsideNothingButLabelAndNumber() {
        CoordinatedCase of = desk.openCase();
        Wave wave = desk.plan(of, desk.curve, desk.rsa);
        desk.at(wave);
        WaveDesk.await(() -> !desk.mails(of, desk.curve).isEmpty()
                && !desk.mails(of, desk.rsa).isEmpty());
        MailSink.Message mail = desk.mails(of, desk.curve).getFirst();
        assertThat(mail.envelope().recipients()).containsExactly(desk.curve.email());
        assertThat(WaveDesk.header(mail, "To")).isEqualTo(desk.curve.email());
        assertThat(WaveDesk.header(mail, "Cc") + WaveDesk.header(mail, "Bcc")).isEmpty();
        assertThat(WaveDesk.header(mail, "Subject")).isEqualTo("[TLP:AMBER] [" + of.number() + "]");
        assertThat(WaveDesk.header(mail, "Reply-To"))
                .matches("reply\\+[a-z2-7]{26}@csirt.example")
                .isNotEqualTo(WaveDesk.header(desk.mails(of, desk.rsa).getFirst(), "Reply-To"));
        assertThat(WaveDesk.text(mail))
                .doesNotContainIgnoringCase(desk.rsa.email())
                .doesNotContainIgnoringCase(desk.rsa.name())
                .doesNotContain("Broken login", "Undisclosed");
    }

    @Test
    void mailIsHandedOverFromTheInstantOnAndSaysThatInstant() {
        CoordinatedCase of = desk.openCase();
        Wave wave = desk.plan(of, desk.curve);
        desk.oneSecondBefore(wave);
        desk.settled();
        assertThat(desk.delivery(of, desk.curve)).isEqualTo(Deliveries.State.STAGED);
        assertThat(desk.mails(of, desk.curve)).isEmpty();
        desk.at(wave);
        WaveDesk.await(() -> desk.delivery(of, desk.curve) == Deliveries.State.HANDED_OVER);
        assertThat(desk.deliveries(of).getFirst().handedOverAt()).isEqualTo(wave.visibleFrom());
        assertThat(WaveDesk.header(desk.mails(of, desk.curve).getFirst(), "Date"))
                .isEqualTo(java.time.format.DateTimeFormatter.ofPattern(
                                "EEE, d MMM yyyy HH:mm:ss Z", java.util.Locale.ENGLISH)
                        .format(wave.visibleFrom().atZone(java.time.ZoneOffset.UTC)));
    }

    @Test
    void secondNoticeOfACaseIsSeenAtItsOwnInstantByItsOwnAddresseesAlone() {
        CoordinatedCase of = desk.openCase();
        Wave first = desk.plan(of, desk.curve);
        desk.at(first);
        assertThat(notices(desk.curvePerson, of)).isEqualTo(1);

        Wave second = desk.plan(of, desk.rsa, desk.curve);
        Wave third = desk.plan(of, desk.rsa);
        desk.oneSecondBefore(second);
        assertThat(notices(desk.curvePerson, of))
                .as("planned, but not yet at its instant")
                .isEqualTo(1);
        desk.vendors.cancel(second);
        desk.at(second);

        assertThat(notices(desk.curvePerson, of))
                .as("cancelled, and one for others")
                .isEqualTo(1);
        assertThat(desk.rsaPerson
                        .get(WaveDesk.page(of))
                        .html()
                        .select(".notice-text h2")
                        .text())
                .as("only what it was sent itself")
                .isEqualTo("Notice 3");
        assertThat(third.visibleFrom()).isEqualTo(second.visibleFrom());
    }

    private static int notices(Browser browser, CoordinatedCase of) {
        return browser.get(WaveDesk.page(of)).html().select(".notice-text").size();
    }

    private List<Notices.Sealed> sealed(CoordinatedCase of) {
        return vendors.asStaff(() -> desk.application.bean(Notices.class).sealed(of.id()));
    }

    private boolean foundByNumber(CoordinatedCase of, Vendor vendor) {
        return vendors.as(
                vendors.memberOf(vendor),
                () -> desk.application.bean(Cases.class).byNumber(of.number()).isPresent());
    }

    /** What the vendor's scope is shown of the case by the database itself, with no check of ours before it. */
    private long rows(CoordinatedCase of, Vendor vendor, String table) {
        String column = table.startsWith("coordination_case") ? "id" : table.startsWith("ledger") ? "chain" : "case_id";
        return vendors.as(
                vendors.memberOf(vendor),
                () -> vendors.sql()
                        .sql("select count(*) from " + table + (table.contains("where") ? " and " : " where ") + column
                                + " = :case")
                        .param("case", of.id().value())
                        .query(Long.class)
                        .single());
    }

    /** The text inside, read by a mail library that is not ours; the calendar file lies beside it. */
    private static String words(byte[] entity) throws MessagingException, IOException {
        return part(entity, 0).getContent().toString().replace("\r\n", "\n");
    }

    private static BodyPart part(byte[] entity, int number) throws MessagingException, IOException {
        MimeMessage message = new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(entity));
        return ((Multipart) message.getContent()).getBodyPart(number);
    }

    private static String sha256(String text) throws NoSuchAlgorithmException {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Every refusal has a number of its own. */
    private static String withoutNumber(String text) {
        return text.replaceAll("[0-9A-F]{8}", "");
    }
}
