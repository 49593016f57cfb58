package org.chosei.intake;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.chosei.testing.TestOrganisations.COORDINATOR;
import static org.chosei.testing.TestOrganisations.VENDOR_A;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.chosei.access.Role;
import org.chosei.identity.TestPerson;
import org.chosei.mail.reading.IncomingMail;
import org.chosei.registry.form.Forms;
import org.chosei.testing.Application;
import org.chosei.testing.Browser;
import org.chosei.testing.Gpg;
import org.chosei.testing.Mails;
import org.chosei.testing.Post;
import org.chosei.testing.TestPartner;
import org.chosei.testing.TestVendor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Reports as a partner mails them with GnuPG, and what a person makes of them in the browser. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PartnerReportTest {
    private static final String PARTNER = "cert@partner.example";
    private static final String EMBARGO = "2027-01-15 10:00 Asia/Tokyo";

    private final Application application = Application.start();
    private final Post post = new Post(application);
    private final Gpg gpg = new Gpg();
    private final Browser staff = coordinator(application, "cora");
    private String us = "";
    private String key = "";
    private int reports;

    @BeforeAll
    void registerThePartner() {
        key = gpg.generateCurve25519("Partner CSIRT <" + PARTNER + ">");
        us = importOurKey(application);
        TestPartner.added(staff, "Partner CSIRT", PARTNER).confirm(staff, gpg.publicKey(key), key);
    }

    @AfterAll
    void stop() {
        gpg.close();
        application.close();
    }

    @Test
    void signedAndEncryptedReportBecomesACaseThatAPersonOpens() {
        String number = nextNumber();
        Browser.Page report = filed(signed(form(number, EMBARGO)));

        assertThat(report.html().select("[data-key]").attr("data-key")).isEqualTo(key);
        assertThat(field(report, "trackingNumber")).isEqualTo(number);
        assertThat(field(report, "product")).isEqualTo("Pump controller 堅牢");
        assertThat(report.html().select("[data-problem]")).isEmpty();
        assertThat(report.html().select("#until").val()).startsWith("2027-01-15T10:00");
        assertThat(report.html().select("#zone option[selected]").val()).isEqualTo("Asia/Tokyo");

        Browser.Page opened = open(report, "agreed");
        assertThat(opened.status()).isEqualTo(303);
        Browser.Page of = staff.get(opened.location());
        String caseNumber = of.html().select("h1 .number, h1.number").text();
        assertThat(caseNumber).matches("CHS-2026-[0-9]{5}");
        assertThat(of.text())
                .contains(number, "Remote stop of pumps", "2027-01-15 10:00 JST (01:00Z)")
                .contains("The admin page takes commands");
        assertThat(post.count("select count(*) from ledger_entry where kind = 'report.opened'"))
                .isPositive();

        IncomingMail acknowledgement =
                (IncomingMail) IncomingMail.read(acknowledgement(caseNumber).getBytes(US_ASCII));
        assertThat(acknowledgement.subject()).startsWith("[" + caseNumber + "]");
        assertThat(acknowledgement.text().text())
                .contains(caseNumber)
                .doesNotContain("Pump", "Remote stop", number, "2027");
        assertThat(staff.get("/reports").text()).contains(caseNumber);
    }

    /** The one mail to the partner that names this case. */
    private String acknowledgement(String caseNumber) {
        return Post.await("no acknowledgement of " + caseNumber, () -> {
            List<String> naming = application.outside().messagesTo(PARTNER).stream()
                    .map(Post::text)
                    .filter(mail -> mail.contains("Subject: [" + caseNumber + "]"))
                    .toList();
            assertThat(naming).hasSizeLessThan(2);
            return naming.stream().findFirst();
        });
    }

    @Test
    void secondClickOpensNoSecondCase() {
        Browser.Page report = filed(signed(form(nextNumber(), EMBARGO)));
        long before = post.count("select count(*) from coordination_case");

        assertThat(open(report, "agreed").status()).isEqualTo(303);
        Browser.Page second = open(report, "agreed");
        assertThat(second.status()).isEqualTo(409);
        assertThat(second.refusal()).isEqualTo("report-opened");
        assertThat(second.text()).contains("CHS-2026-");
        assertThat(refuse(report, "too late").refusal()).isEqualTo("report-opened");
        assertThat(post.count("select count(*) from coordination_case")).isEqualTo(before + 1);
    }

    @Test
    void sameReportTwiceIsMarkedAndLeadsToOneCase() {
        String number = nextNumber();
        Browser.Page first = filed(signed(form(number, EMBARGO)));
        Browser.Page second = filed(signed(form(number.toLowerCase(Locale.ROOT), EMBARGO)));
        assertThat(second.html().select("[data-repeats]").attr("data-repeats")).isEqualTo(id(first));

        assertThat(open(first, "agreed").status()).isEqualTo(303);
        assertThat(open(second, "agreed").refusal()).isEqualTo("report-opened");
        Browser.Page shown = staff.get("/reports/" + id(second));
        assertThat(shown.html().select("#open-case")).isEmpty();
        assertThat(refuse(second, "Repeats the first").status()).isEqualTo(303);
        assertThat(staff.get("/reports/" + id(second)).text()).contains("Repeats the first");
    }

    @Test
    void sameMailHandedOverTwiceIsOneReport() {
        String number = nextNumber();
        byte[] mail = signed(form(number, EMBARGO));
        filed(mail);
        post.deliver(mail);
        assertThat(post.count("select count(*) from report where number = '" + number + "'"))
                .isOne();
    }

    @Test
    void embargoThatCannotBeReadIsShownAsWrittenAndDecidedByAPerson() {
        Map<String, String> unclear = Map.of(
                "mid January", "embargo-unreadable",
                "2027-01-15", "embargo-hour",
                "2027-01-15 10:00", "embargo-zone",
                "2027-01-15 10:00 CST", "embargo-zone",
                "2027-02-30 10:00 UTC", "embargo-unreadable",
                "2020-01-15 10:00 UTC", "embargo-past",
                "", "embargo-blank");
        unclear.forEach((written, problem) -> {
            Browser.Page report = filed(signed(form(nextNumber(), written)));
            assertThat(report.html().select("[data-problem]").eachAttr("data-problem"))
                    .as(written)
                    .containsExactly(problem);
            assertThat(field(report, "embargo")).isEqualTo(written.isEmpty() ? "–" : written);
            Browser.Page undecided = open(report, "");
            assertThat(undecided.status()).isEqualTo(422);
            assertThat(undecided.refusal()).isEqualTo("embargo-undecided");
        });
        Browser.Page report = filed(signed(form(nextNumber(), "mid January")));
        assertThat(open(report, "agreed", "until", "", "zone", "").refusal()).isEqualTo("instant-malformed");
        assertThat(open(report, "agreed", "until", "2027-03-14T02:30", "zone", "America/New_York")
                        .refusal())
                .isEqualTo("instant-twofold");
        assertThat(open(report, "none").status()).isEqualTo(303);
    }

    @Test
    void reportWithoutItsFieldsWaitsWithWhatIsMissing() {
        String text = form("", EMBARGO).replace("Remote stop of pumps", "").replace("TLP:AMBER", "TLP:PURPLE");
        Browser.Page report = filed(signed(text));
        assertThat(report.html().select("[data-problem]").eachAttr("data-problem"))
                .containsExactlyInAnyOrder("missing.trackingNumber", "missing.title", "tlp-unknown");
        assertThat(open(report, "none", "title", " ").status()).isEqualTo(422);
        assertThat(report.html().select("#tlp option[selected]").val()).isEmpty();
    }

    @Test
    void whatIsNotSignedByTheirKeyAndEncryptedToOursLiesOnTheDeskWithItsReason() {
        String attacker = gpg.generateCurve25519("Partner CSIRT <" + PARTNER + ">");
        String entity = Mails.entity("report", form(nextNumber(), EMBARGO));
        byte[] bytes = entity.getBytes(UTF_8);
        String other = entity.replace("Remote stop", "Local stop");
        String ascii = entity.replaceAll("[^\\x00-\\x7f]", "");

        assertDesk(Mails.pgpMime(PARTNER, "...", gpg.encrypt(bytes, us)), "intake.desk.unsigned");
        Browser.Page forged = assertDesk(
                Mails.pgpMime(PARTNER, "...", gpg.encryptAndSign(bytes, us, attacker)), "intake.desk.unknown-key");
        assertThat(signature(forged)).isEqualTo("desk.signature.unknown");
        assertThat(forged.html().select("[data-protection=desk.encrypted]")).hasSize(1);
        assertThat(forged.text()).contains("Partner CSIRT", "Remote stop of pumps");
        assertDesk(Mails.pgpMime(PARTNER, "...", gpg.encryptAndSign(bytes, attacker, key)), "intake.desk.unreadable");
        assertDesk(
                Mails.pgpMime(PARTNER, "...", tampered(gpg.encryptAndSign(bytes, us, key))), "intake.desk.unreadable");
        assertDesk(
                Mails.pgpMime(PARTNER, "...", gpg.encrypt(signedEntity(other, gpg.signDetached(bytes, key)), us)),
                "intake.desk.bad-signature");
        assertDesk(
                Mails.pgpMime(
                        PARTNER,
                        "...",
                        gpg.encryptAndSign(bytes, us, key, "--digest-algo", "SHA1", "--allow-weak-digest-algos")),
                "intake.desk.weak-signature");
        assertDesk(
                Mails.pgpSigned(PARTNER, "report", ascii, gpg.signDetached(ascii.getBytes(US_ASCII), key)),
                "intake.desk.not-encrypted");
        assertDesk(Mails.plain(PARTNER, "report", "utf-8", form(nextNumber(), EMBARGO)), "intake.desk.not-encrypted");
        assertDesk(
                Mails.pgpMime("cert@elsewhere.example", "...", gpg.encryptAndSign(bytes, us, key)),
                "intake.desk.unknown-sender");
    }

    @Test
    void vendorsCannotReportAsPartners() {
        String vendor = gpg.generateCurve25519("Vendor <vh@not-partner.example>");
        TestVendor.registered(application, staff, "Not A Partner", "not-partner.example")
                .prove(gpg, vendor);
        byte[] entity = Mails.entity("report", form(nextNumber(), EMBARGO)).getBytes(UTF_8);
        assertDesk(
                Mails.pgpMime("vh@not-partner.example", "...", gpg.encryptAndSign(entity, us, vendor)),
                "intake.desk.not-a-partner");
    }

    @Test
    void signatureOfARevokedKeyIsNotBelieved() {
        String revoked = gpg.generateCurve25519("Other <cert@revoked.example>");
        TestPartner partner = TestPartner.added(staff, "Revoked", "cert@revoked.example");
        partner.confirm(staff, gpg.publicKey(revoked), revoked);
        byte[] entity = Mails.entity("report", form(nextNumber(), EMBARGO)).getBytes(UTF_8);
        byte[] signed = gpg.encryptAndSign(entity, us, revoked);
        gpg.revoke(revoked);
        assertThat(staff.post(partner.page() + "/keys", "armored", new String(gpg.publicKey(revoked), US_ASCII))
                        .status())
                .isEqualTo(303);
        assertDesk(Mails.pgpMime("cert@revoked.example", "...", signed), "intake.desk.revoked-key");
    }

    @Test
    void signatureOfAnExpiredKeyIsNotBelieved() {
        try (Application later = Application.start()) {
            Post itsPost = new Post(later);
            Browser coordinator = coordinator(later, "early");
            String ours = importOurKey(later);
            String ending = gpg.generate("Ending <cert@ending.example>", "ed25519", "cert,sign", "seconds=172800");
            gpg.addSubkey(ending, "cv25519", "encr", "seconds=172800");
            TestPartner.added(coordinator, "Ending", "cert@ending.example")
                    .confirm(coordinator, gpg.publicKey(ending), ending);
            byte[] entity = Mails.entity("report", form(nextNumber(), EMBARGO)).getBytes(UTF_8);
            byte[] mail = Mails.pgpMime("cert@ending.example", "...", gpg.encryptAndSign(entity, ours, ending));
            later.advance(Duration.ofDays(3));
            assertThat(itsPost.deliver(mail).note()).isEqualTo("intake.desk.expired-key");
        }
    }

    @Test
    void unknownTagAndUnknownMailWaitOnTheDesk() {
        assertDesk(
                Mails.plain("a@nowhere.example", "Re: [CHS-2026-99999]", "utf-8", "hello"),
                "conversation.desk.unknown-tag");
        assertDesk(
                Mails.plain("a@nowhere.example", "Re: ＣＨＳ－２０２６－９９９９９", "utf-8", "hello"),
                "conversation.desk.unknown-tag");
        assertDesk(Mails.plain("a@nowhere.example", "Hello", "utf-8", "hello"), "mail.desk.unknown");
        byte[] toAnother = gpg.encrypt("words\n".getBytes(US_ASCII), key);
        Browser.Page shown = assertDesk(Mails.pgpMime("a@nowhere.example", "...", toAnother), "mail.desk.not-for-us");
        assertThat(signature(shown)).isEqualTo("desk.signature.unreadable");
    }

    @Test
    void personReadsADeskMailKeepsItsBytesAndSettlesItOnce() {
        byte[] mail = Mails.plain("a@nowhere.example", "Odd \u202email 🛡", "utf-8", "words \u202e turned");
        Post.Routed routed = post.deliver(mail);
        String path = "/mails/" + routed.id();

        Browser.Page page = staff.get(path);
        assertThat(page.text())
                .contains("Says it is from a@nowhere.example", "words", "No part of the system recognised it");
        assertThat(page.body()).doesNotContain("\u202e");
        Browser.Download raw = staff.download(path + "/raw");
        assertThat(raw.bytes()).isEqualTo(mail);
        assertThat(raw.headers().firstValue("Content-Disposition").orElse("")).startsWith("attachment");
        assertThat(raw.headers().firstValue("Content-Type")).contains("application/octet-stream");
        assertThat(post.count(
                        "select count(*) from ledger_entry where kind = 'content.read' and actor like 'person:%'"))
                .isPositive();

        assertThat(staff.post(path + "/settlement", "note", "  ").status()).isEqualTo(422);
        assertThat(staff.post(path + "/settlement", "note", "Answered by phone").status())
                .isEqualTo(303);
        assertThat(staff.post(path + "/settlement", "note", "again").refusal()).isEqualTo("mail-taken");
        assertThat(staff.post(path + "/routing").refusal()).isEqualTo("mail-taken");
        assertThat(staff.get("/mails").html().select("[data-mail=" + routed.id() + "]"))
                .isEmpty();
        assertThat(staff.get(path).text()).contains("Answered by phone");
    }

    @Test
    void deskIsForThoseWhoTakeReportsIn() {
        Post.Routed routed = post.deliver(Mails.plain("a@nowhere.example", "Private", "utf-8", "hello"));
        Browser member = TestPerson.joined(application, "M", "m@vendor-a.example", VENDOR_A, Role.RESPONSIBLE)
                .browser();
        Browser.Page report = filed(signed(form(nextNumber(), EMBARGO)));
        for (String each : List.of(
                "/mails",
                "/mails/" + routed.id(),
                "/mails/" + routed.id() + "/raw",
                "/reports",
                "/reports/" + id(report))) {
            assertThat(member.get(each).status()).as(each).isEqualTo(404);
        }
    }

    @Test
    void mailIsRoutedAgainOnceTheKeyIsConfirmed() {
        String fresh = gpg.generateCurve25519("New <cert@new.example>");
        TestPartner partner = TestPartner.added(staff, "New", "cert@new.example");
        byte[] entity = Mails.entity("report", form(nextNumber(), EMBARGO)).getBytes(UTF_8);
        byte[] mail = Mails.pgpMime("cert@new.example", "...", gpg.encryptAndSign(entity, us, fresh));
        Post.Routed before = post.deliver(mail);
        assertThat(before.note()).isEqualTo("intake.desk.unknown-key");

        partner.confirm(staff, gpg.publicKey(fresh), fresh);
        assertThat(staff.post("/mails/" + before.id() + "/routing").status()).isEqualTo(303);
        Post.await(
                "not routed again",
                () -> Optional.of(post.staffSees(
                                "select note from incoming_mail where id = '" + before.id() + "' and state = 'TAKEN'"))
                        .filter(notes -> notes.equals(List.of("intake.filed"))));
    }

    private static Browser coordinator(Application application, String name) {
        return TestPerson.joined(application, "Cora", name + "@csirt.example", COORDINATOR, Role.COORDINATOR)
                .browser();
    }

    private String importOurKey(Application of) {
        String armored = of.browser().get("/openpgp-key.asc").body();
        Gpg.Run imported = gpg.runWith(armored.getBytes(US_ASCII), "--import");
        return imported.status().stream()
                .filter(line -> line.startsWith("IMPORT_OK"))
                .map(line -> line.split(" ", -1)[2])
                .findFirst()
                .orElseThrow();
    }

    private String nextNumber() {
        reports++;
        return "VU#" + (100000 + reports);
    }

    /** The published form, filled in. */
    private String form(String number, String embargo) {
        String blank =
                application.browser().get("/forms/partner-report.txt").body().replace("\r\n", "\n");
        return Forms.fill(
                blank,
                Map.of(
                        "1. ", number,
                        "2. ", "Pump controller 堅牢",
                        "3. ", "1.0 to 1.4",
                        "4. ", "TLP:AMBER",
                        "5. ", embargo,
                        "6. ", "no",
                        "9. ", "Analyst, +1 555 0100",
                        "10. ", "Remote stop of pumps",
                        "11. ", "The admin page takes commands of anybody.",
                        "12. ", "A POST to /stop\n\nneeds no password. 認証が不要です。"));
    }

    private byte[] signed(String form) {
        byte[] entity = Mails.entity("Report", form).getBytes(UTF_8);
        return Mails.pgpMime(PARTNER, "...", gpg.encryptAndSign(entity, us, key));
    }

    private static byte[] signedEntity(String entity, byte[] signature) {
        return ("Content-Type: multipart/signed; micalg=pgp-sha512; protocol=\"application/pgp-signature\"; boundary=s\r\n"
                        + "\r\n--s\r\n" + entity + "\r\n--s\r\nContent-Type: application/pgp-signature\r\n\r\n"
                        + new String(signature, US_ASCII).replace("\n", "\r\n") + "\r\n--s--\r\n")
                .getBytes(UTF_8);
    }

    /** One letter of the armor changed, with the checksum left out, as no relay would notice. */
    private static byte[] tampered(byte[] armored) {
        List<String> lines = new String(armored, US_ASCII).lines().toList();
        StringBuilder changed = new StringBuilder();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            boolean middle = i == lines.size() / 2;
            changed.append(middle ? (line.charAt(0) == 'A' ? 'B' : 'A') + line.substring(1) : line)
                    .append('\n');
        }
        return changed.toString().replaceAll("\n=[A-Za-z0-9+/]{4}\n", "\n").getBytes(US_ASCII);
    }

    private Browser.Page assertDesk(byte[] mail, String reason) {
        long reports = post.count("select count(*) from report");
        Post.Routed routed = post.deliver(mail);
        assertThat(routed.state()).as(reason).isEqualTo("DESK");
        assertThat(routed.note()).isEqualTo(reason);
        assertThat(staff.get("/mails")
                        .html()
                        .select("[data-mail=" + routed.id() + "]")
                        .attr("data-note"))
                .isEqualTo(reason);
        assertThat(staff.download("/mails/" + routed.id() + "/raw").bytes()).isEqualTo(mail);
        assertThat(post.count("select count(*) from report")).isEqualTo(reports);
        Browser.Page shown = staff.get("/mails/" + routed.id());
        assertThat(shown.status()).isEqualTo(200);
        return shown;
    }

    /** What the desk says of a mail's signature. */
    private static String signature(Browser.Page shown) {
        return shown.html().select("[data-signature]").attr("data-signature");
    }

    private Browser.Page filed(byte[] mail) {
        Post.Routed routed = post.deliver(mail);
        assertThat(routed.note()).isEqualTo("intake.filed");
        return staff.get("/reports/"
                + post.staffSees("select id::text from report where mail_id = '" + routed.id() + "'")
                        .getFirst());
    }

    private static String id(Browser.Page report) {
        String action = report.html().select("form[action$=/refusal]").attr("action");
        return action.split("/", -1)[2];
    }

    private static String field(Browser.Page report, String name) {
        return report.html().select("[data-field=" + name + "]").text();
    }

    /** Sends the form as the page proposes it, but for {@code changed}. */
    private Browser.Page open(Browser.Page report, String embargo, String... changed) {
        Map<String, String> fields = new LinkedHashMap<>();
        var form = report.html().expectFirst("#open-case");
        form.select("input[id], textarea")
                .forEach(each -> fields.put(
                        each.attr("name"), each.tagName().equals("textarea") ? each.wholeText() : each.val()));
        form.select("select")
                .forEach(each -> fields.put(
                        each.attr("name"), each.select("option[selected]").val()));
        fields.put("embargo", embargo);
        if (fields.getOrDefault("tlp", "").isEmpty()) {
            fields.put("tlp", "TLP:AMBER");
        }
        for (int i = 0; i < changed.length; i += 2) {
            fields.put(changed[i], changed[i + 1]);
        }
        return staff.post(
                form.attr("action"),
                fields.entrySet().stream()
                        .flatMap(each -> Stream.of(each.getKey(), each.getValue()))
                        .toArray(String[]::new));
    }

    private Browser.Page refuse(Browser.Page report, String reason) {
        return staff.post("/reports/" + id(report) + "/refusal", "reason", reason);
    }
}
