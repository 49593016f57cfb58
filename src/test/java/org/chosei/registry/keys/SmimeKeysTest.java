package org.chosei.registry.keys;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.chosei.testing.TestOrganisations.COORDINATOR;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.chosei.access.Role;
import org.chosei.identity.TestPerson;
import org.chosei.testing.Application;
import org.chosei.testing.Browser;
import org.chosei.testing.KeyPage;
import org.chosei.testing.Openssl;
import org.chosei.testing.Post;
import org.chosei.testing.TestVendor;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** S/MIME certificates on the pages of their organisations, with OpenSSL as their owner's program. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SmimeKeysTest {
    private static final Pattern CODE = Pattern.compile("[2-9A-HJ-NP-Z]{5}(-[2-9A-HJ-NP-Z]{5}){3}");

    private final Application application = Application.start();
    private final Post post = new Post(application);
    private final Openssl openssl = new Openssl();
    private final Browser staff = TestPerson.joined(
                    application, "Cora", "cora@csirt.example", COORDINATOR, Role.COORDINATOR)
            .browser();
    private final TestVendor vendor = TestVendor.registered(application, staff, "Maker", "maker.example");
    private final TestVendor other = TestVendor.registered(application, staff, "Other", "other.example");

    @AfterAll
    void stop() {
        openssl.close();
        application.close();
    }

    @Test
    void ownerDecryptsTheChallengeWithOpensslInEveryFormAndIsToldHonestlyWhatTheKeyIsFor() {
        Openssl.Pair pair = openssl.rsa("vh@maker.example", 90);
        KeyPage key = uploaded(pair);
        assertThat(key.state()).isEqualTo("UNPROVED");
        String code = code(openssl.decrypt(key.challenge(), "PEM", pair));

        Browser.Download file = vendor.browser().download(key.action("/challenge"));
        assertThat(file.headers().firstValue("content-disposition").orElse(""))
                .startsWith("attachment;")
                .contains("smime.p7m");
        assertThat(code(openssl.decrypt(file.bytes(), "DER", pair))).isEqualTo(code);
        Browser.Download mail = vendor.browser().download(key.action("/challenge.eml"));
        assertThat(code(openssl.decrypt(mail.bytes(), "SMIME", pair))).isEqualTo(code);
        assertThat(openssl.decrypt(mail.bytes(), "SMIME", openssl.ec("x@x.example", 9))
                        .text())
                .doesNotContain(code);

        assertThat(key.prove("22222-22222-22222-22222").refusal()).isEqualTo("challenge-wrong");
        assertThat(key.prove(code).status()).isEqualTo(303);
        Element shown = shown(vendor.browser().get("/organisation"), key.fingerprint());
        assertThat(shown.select("[data-key-state]").attr("data-key-state")).isEqualTo("PROVED");
        assertThat(shown.select("h3").text()).matches("([0-9A-F]{4} ?){16}");
        assertThat(shown.text()).contains("SHA-256", "RSA 3072", "when you have no OpenPGP key", "cn=PSIRT,o=Maker");
        assertThat(shown.select("[data-key-address]")).isEmpty();
        assertThat(vendor.browser().download(key.action("/challenge")).status()).isEqualTo(409);
        assertThat(staff.get("/organisations/" + vendor.id()).text()).contains("active Ann Author");
    }

    @Test
    void certificateOnACurveIsProvedAlike() {
        Openssl.Pair pair = openssl.ec("psirt@maker.example", 90);
        KeyPage key = uploaded(pair);
        assertThat(key.prove(code(openssl.decrypt(key.challenge(), "PEM", pair)))
                        .status())
                .isEqualTo(303);
    }

    @Test
    void addressThatIsNobodysHereIsWarnedAboutAndNotRefused() {
        KeyPage key = uploaded(openssl.rsa("somebody@elsewhere.example", 90));
        for (Browser.Page page : List.of(key.page(), staff.get("/organisations/" + vendor.id()))) {
            assertThat(shown(page, key.fingerprint()).select("[data-key-address=unfamiliar]"))
                    .hasSize(1);
        }
    }

    @Test
    void whatCannotBeUsedIsRefusedWithItsReasonAndPrivateKeysAreNeitherKeptNorSentBack() {
        Openssl.Pair pair = openssl.rsa("vh@maker.example", 90);
        assertRefused(openssl.selfSigned("rsa:1024", "vh@maker.example", 9).certificate(), "key-rsa-too-short");
        assertRefused(
                openssl.selfSigned("rsa:2048", "vh@maker.example", 9, "-sha1").certificate(), "key-weak-signature");
        assertRefused(
                openssl.selfSigned("rsa:2048", "vh@maker.example", 9, "-addext", "keyUsage=digitalSignature")
                        .certificate(),
                "key-smime-cannot-encrypt");
        assertRefused(
                openssl.selfSigned("ec", "vh@maker.example", 9, "-pkeyopt", "ec_paramgen_curve:P-192")
                        .certificate(),
                "key-curve-too-small");
        assertRefused("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----".getBytes(UTF_8), "key-garbage");
        byte[] secret = openssl.read(pair.key());
        Browser.Page refused = assertRefused(secret, "key-secret-key");
        assertThat(refused.body()).doesNotContain(new String(secret, US_ASCII).split("\n")[3]);
        byte[] p12 = openssl.output(
                pair.certificate(), "pkcs12", "-export", "-inkey", pair.key().toString(), "-passout", "pass:x");
        Browser.Page file = vendor.browser()
                .upload("/organisation/keys", List.of(new Browser.File("file", "key.p12", p12)), "armored", "");
        assertThat(file.refusal()).isEqualTo("key-secret-key");
        assertThat(file.text()).contains("private key", "revoke it");
    }

    private Browser.Page assertRefused(byte[] certificate, String reason) {
        long before = post.count("select count(*) from contact_key");
        Browser.Page refused = KeyPage.upload(vendor.browser(), certificate);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.refusal()).isEqualTo(reason);
        assertThat(post.count("select count(*) from contact_key")).isEqualTo(before);
        return refused;
    }

    @Test
    void renewedCertificateOfTheSameKeyTakesItsPlaceWithItsProofAndTheOlderCopyIsInTheHistory() {
        Openssl.Pair pair = openssl.rsa("vh@maker.example", 90);
        KeyPage key = uploaded(pair);
        key.prove(code(openssl.decrypt(key.challenge(), "PEM", pair)));
        Openssl.Pair renewed = openssl.renewed(pair, "vh@maker.example", 400);
        Browser.Page taken = KeyPage.upload(vendor.browser(), renewed.certificate());
        assertThat(taken.location()).isEqualTo("/organisation?done=replaced#keys");

        assertThat(KeyPage.of(vendor.browser(), fingerprint(renewed)).state()).isEqualTo("PROVED");
        for (Browser.Page page :
                List.of(vendor.browser().get("/organisation"), staff.get("/organisations/" + vendor.id()))) {
            assertThat(page.html().select("[data-key=" + key.fingerprint() + "]"))
                    .isEmpty();
            assertThat(page.html().select("#past-keys tr[data-past=REPLACED]").text())
                    .contains(spoken(key.fingerprint()), "Ann Author");
        }
        assertThat(KeyPage.upload(vendor.browser(), pair.certificate()).refusal())
                .as("the older copy brings nothing new")
                .isEqualTo("key-known");
        assertThat(KeyPage.upload(vendor.browser(), renewed.certificate()).refusal())
                .isEqualTo("key-known");
    }

    @Test
    void callIsNotedBesideTheProofWithASealedNoteThatOnlyStaffRead() {
        Openssl.Pair pair = openssl.rsa("vh@maker.example", 90);
        KeyPage key = uploaded(pair);
        String path =
                "/organisations/" + vendor.id() + "/keys/" + key.action("").replaceFirst(".*/", "") + "/comparison";
        Browser.Page wrong = staff.post(path, "fingerprint", "00", "note", "Spoke with Ann");
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.refusal()).isEqualTo("fingerprint-differs");
        assertThat(wrong.html().select("[name=note][value=Spoke with Ann]")).hasSize(1);
        String spoken = spoken(key.fingerprint()).toLowerCase(Locale.ROOT);
        List<String> sealed = ownSees("select id::text from sealed_item order by 1");
        assertThat(staff.post(path, "fingerprint", spoken, "note", " ").refusal())
                .isEqualTo("registry-reason-missing");

        assertThat(staff.post(path, "fingerprint", spoken, "note", "Spoke with Ann at 03-1234")
                        .status())
                .isEqualTo(303);
        Element staffs = shown(staff.get("/organisations/" + vendor.id()), key.fingerprint());
        assertThat(staffs.select("[data-key-compared=1]").text()).contains("Cora", "Spoke with Ann at 03-1234");
        Element own = shown(vendor.browser().get("/organisation"), key.fingerprint());
        assertThat(own.select("[data-key-compared=1]")).hasSize(1);
        assertThat(own.text()).doesNotContain("Spoke with Ann");
        assertThat(own.select("[data-key-state]").attr("data-key-state"))
                .as("a call is no proof of a vendor's key")
                .isEqualTo("UNPROVED");
        assertThat(application
                        .everything("select to_jsonb(t)::text from key_comparison t")
                        .toString())
                .doesNotContain("Spoke", "note");
        assertThat(ownSees("select fingerprint from key_comparison")).containsExactly(key.fingerprint());
        assertThat(ownSees("select note::text from key_comparison_note")).isEmpty();
        assertThat(ownSees("select id::text from sealed_item order by 1")).isEqualTo(sealed);
        assertThat(post.count("select count(*) from ledger_entry where kind = 'key.compared' and subjects::text like '%"
                        + key.fingerprint() + "%'"))
                .isOne();
        assertThat(staff.post(
                                path.replace(vendor.id().toString(), other.id().toString()),
                                "fingerprint",
                                spoken,
                                "note",
                                "x")
                        .status())
                .as("under another organisation")
                .isEqualTo(404);
    }

    @Test
    void keyNamesItsContactAndIsShownThere() {
        KeyPage key = uploaded(openssl.rsa("ann@maker.example", 90));
        assertThat(vendor.browser()
                        .post(key.action("/contact"), "contact", "PRIMARY")
                        .status())
                .isEqualTo(303);
        for (Browser.Page page :
                List.of(vendor.browser().get("/organisation"), staff.get("/organisations/" + vendor.id()))) {
            assertThat(page.html().select("[data-contact=PRIMARY]").text()).contains(spoken(key.fingerprint()));
            assertThat(page.html().select("[data-contact=TEAM]").text()).doesNotContain(spoken(key.fingerprint()));
        }
        Browser.Page unknown = vendor.browser().post(key.action("/contact"), "contact", "DEPUTY");
        assertThat(unknown.status()).isEqualTo(422);
        assertThat(unknown.refusal()).isEqualTo("key-contact-unknown");
        assertThat(vendor.browser()
                        .post(key.action("/contact"), "contact", "NOBODY")
                        .refusal())
                .isEqualTo("key-contact-unknown");
        assertThat(vendor.browser().post(key.action("/contact"), "contact", "").status())
                .isEqualTo(303);
        assertThat(vendor.browser()
                        .get("/organisation")
                        .html()
                        .select("[data-contact=PRIMARY]")
                        .text())
                .doesNotContain(spoken(key.fingerprint()));
    }

    @Test
    void nobodyReachesAnothersKeyItsChallengeOrItsHistory() {
        KeyPage key = uploaded(openssl.rsa("vh@maker.example", 90));
        Browser stranger = other.browser();
        for (String step : List.of("/challenge", "/challenge.eml")) {
            assertThat(stranger.get(key.action(step)).status()).as(step).isEqualTo(404);
            assertThat(staff.get(key.action(step)).status()).as(step).isEqualTo(404);
        }
        for (String step : List.of("/proof", "/challenge", "/contact", "/retirement")) {
            assertThat(stranger.post(key.action(step), "code", "x", "contact", "TEAM")
                            .status())
                    .as(step)
                    .isEqualTo(404);
        }
        assertThat(vendor.browser().get("/organisations/keys").status()).isEqualTo(404);
        assertThat(key.retire().status()).isEqualTo(303);
        assertThat(vendor.browser()
                        .get("/organisation")
                        .html()
                        .select("#past-keys tr[data-past=RETIRED]")
                        .text())
                .contains(spoken(key.fingerprint()), "Ann Author");
        assertThat(stranger.get("/organisation").body()).doesNotContain(spoken(key.fingerprint()));
    }

    @Test
    void historySaysThatAKeyWasLost() {
        KeyPage key = uploaded(openssl.rsa("vh@maker.example", 90));
        assertThat(vendor.browser()
                        .post(key.action("/retirement"), "revoked", "yes")
                        .status())
                .isEqualTo(303);
        assertThat(staff.get("/organisations/" + vendor.id())
                        .html()
                        .select("#past-keys tr[data-past=REVOKED]")
                        .text())
                .contains(spoken(key.fingerprint()));
    }

    private List<String> ownSees(String sql) {
        return org.chosei.access.Scopes.as(
                new org.chosei.access.Scope.Organisation(vendor.id()),
                () -> java.util.Objects.requireNonNull(application
                        .bean(org.springframework.transaction.support.TransactionOperations.class)
                        .execute(_ -> application
                                .bean(org.springframework.jdbc.core.simple.JdbcClient.class)
                                .sql(sql)
                                .query(String.class)
                                .list())));
    }

    private KeyPage uploaded(Openssl.Pair pair) {
        assertThat(KeyPage.upload(vendor.browser(), pair.certificate()).location())
                .isEqualTo("/organisation?done=uploaded#keys");
        return KeyPage.of(vendor.browser(), fingerprint(pair));
    }

    private String fingerprint(Openssl.Pair pair) {
        return new String(openssl.output(pair.certificate(), "x509", "-noout", "-fingerprint", "-sha256"), US_ASCII)
                .replaceFirst(".*=", "")
                .replaceAll("[:\\s]", "");
    }

    private static String spoken(String fingerprint) {
        return fingerprint.replaceAll("(.{4})(?!$)", "$1 ");
    }

    private static Element shown(Browser.Page page, String fingerprint) {
        return page.html().expectFirst("[data-key=" + fingerprint + "]");
    }

    private static String code(Openssl.Run run) {
        Matcher code = CODE.matcher(run.text());
        if (!code.find()) {
            throw new AssertionError("no code: " + run.words());
        }
        return code.group();
    }
}
