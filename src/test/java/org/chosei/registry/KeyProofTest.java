package org.chosei.registry;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.chosei.testing.TestOrganisations.COORDINATOR;
import static org.chosei.testing.TestOrganisations.VENDOR_A;
import static org.chosei.testing.TestOrganisations.VENDOR_B;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.chosei.access.Role;
import org.chosei.identity.TestPerson;
import org.chosei.mail.reading.IncomingMail;
import org.chosei.testing.Application;
import org.chosei.testing.Browser;
import org.chosei.testing.Gpg;
import org.chosei.testing.KeyPage;
import org.chosei.testing.Post;
import org.chosei.testing.TestPartner;
import org.chosei.testing.TestVendor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Keys on the pages of their organisations, with GnuPG as their owner's program. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KeyProofTest {
    private final Application application = Application.start();
    private final Post post = new Post(application);
    private final Gpg gpg = new Gpg();
    private final Gpg others = new Gpg();
    private final Browser member = TestPerson.joined(application, "A", "a@vendor-a.example", VENDOR_A, Role.RESPONSIBLE)
            .browser();
    private final Browser stranger = TestPerson.joined(
                    application, "B", "b@vendor-b.example", VENDOR_B, Role.RESPONSIBLE)
            .browser();
    private final Browser staff = TestPerson.joined(
                    application, "Cora", "cora@csirt.example", COORDINATOR, Role.COORDINATOR)
            .browser();

    @AfterAll
    void stop() {
        gpg.close();
        others.close();
        application.close();
    }

    @Test
    void ownerDecryptsTheChallengeAndTheKeyIsProvedOnce() {
        KeyPage key = uploaded(gpg.generateCurve25519("Vendor <vh@vendor-a.example>"));
        assertThat(key.state()).isEqualTo("UNPROVED");
        gpg.importKey(member.get("/openpgp-key.asc").body().getBytes(US_ASCII));
        Gpg.Run read = gpg.decrypt(key.challenge());
        assertThat(read.exitCode()).isZero();
        assertThat(read.says("GOODSIG")).isTrue();
        assertThat(read.text()).contains("Test Coordination Centre", "試験調整センター");

        String code = key.code(gpg);
        assertThat(key.prove(code.toLowerCase(Locale.ROOT).replace("-", " ")).status())
                .isEqualTo(303);
        assertThat(again(key).state()).isEqualTo("PROVED");
        Browser.Page second = key.prove(code);
        assertThat(second.status()).isEqualTo(409);
        assertThat(second.refusal()).isEqualTo("key-proved");
        assertThat(key.newChallenge().refusal()).isEqualTo("key-proved");
        assertThat(entries("key.proved", key)).isOne();
        assertThat(again(key).page().html().select("[data-key=" + key.fingerprint() + "] pre.challenge"))
                .isEmpty();
    }

    @Test
    void rsaKeyIsProvedAlike() {
        KeyPage key = uploaded(gpg.generateRsa("Vendor <vh@vendor-a.example>", 3072));
        assertThat(key.prove(key.code(gpg)).status()).isEqualTo(303);
    }

    @Test
    void nobodyElseCanReadTheChallenge() {
        KeyPage key = uploaded(gpg.generateCurve25519("Vendor <vh@vendor-a.example>"));
        others.generateCurve25519("Other <other@vendor-b.example>");

        assertThat(others.decrypt(key.challenge()).exitCode()).isNotZero();
    }

    @Test
    void codesAreLimitedInNumberAndEachWrongOneIsRecorded() {
        KeyPage key = uploaded(gpg.generateCurve25519("Vendor <vh@vendor-a.example>"));
        String code = key.code(gpg);
        for (int i = 0; i < 5; i++) {
            Browser.Page wrong = key.prove("22222-22222-22222-2222" + (i + 2));
            assertThat(wrong.status()).isEqualTo(422);
            assertThat(wrong.refusal()).isEqualTo("challenge-wrong");
        }
        assertThat(entries("key.wrong-code", key)).isEqualTo(5);
        Browser.Page right = key.prove(code);
        assertThat(right.status()).isEqualTo(409);
        assertThat(right.refusal()).isEqualTo("challenge-tries");
        assertThat(again(key).state()).isEqualTo("UNPROVED");

        key.newChallenge();
        KeyPage fresh = again(key);
        assertThat(fresh.prove(fresh.code(gpg)).status()).isEqualTo(303);
    }

    @Test
    void newChallengeEndsTheOneBefore() {
        KeyPage key = uploaded(gpg.generateCurve25519("Vendor <vh@vendor-a.example>"));
        String old = key.code(gpg);
        assertThat(key.newChallenge().status()).isEqualTo(303);

        assertThat(key.prove(old).refusal()).isEqualTo("challenge-wrong");
        KeyPage fresh = again(key);
        assertThat(fresh.code(gpg)).isNotEqualTo(old);
    }

    @Test
    void challengeEndsAfterADay() {
        KeyPage key = uploaded(gpg.generateCurve25519("Vendor <vh@vendor-a.example>"));
        String code = key.code(gpg);
        Application elsewhere = Application.start();
        try (elsewhere) {
            Browser browser = TestPerson.joined(elsewhere, "A", "a@vendor-a.example", VENDOR_A, Role.RESPONSIBLE)
                    .browser();
            KeyPage.upload(browser, gpg.publicKey(key.fingerprint()));
            KeyPage there = KeyPage.of(browser, key.fingerprint());
            String itsCode = there.code(gpg);
            assertThat(itsCode).isNotEqualTo(code);
            elsewhere.advance(Duration.ofHours(24));
            Browser again = signedIn(elsewhere);
            KeyPage late = new KeyPage(again, again.get("/organisation"), key.fingerprint());
            Browser.Page over = late.prove(itsCode);
            assertThat(over.status()).isEqualTo(409);
            assertThat(over.refusal()).isEqualTo("challenge-expired");
            assertThat(late.page().html().select("pre.challenge")).isEmpty();
        }
    }

    private static Browser signedIn(Application application) {
        return TestPerson.joined(application, "A2", "a2@vendor-a.example", VENDOR_A, Role.RESPONSIBLE)
                .browser();
    }

    @Test
    void keyOfAnotherOrganisationIsNotFound() {
        KeyPage key = uploaded(gpg.generateCurve25519("Vendor <vh@vendor-a.example>"));
        String code = key.code(gpg);
        for (String step : List.of("/proof", "/challenge", "/retirement")) {
            assertThat(stranger.post(key.action(step), "code", code).status()).isEqualTo(404);
        }
        assertThat(stranger.get("/organisation").body()).doesNotContain(key.fingerprint());
        assertThat(again(key).prove(code).status()).isEqualTo(303);
    }

    @Test
    void plainMemberSeesTheKeysButNeitherGivesProvesNorEndsOne() {
        KeyPage key = uploaded(gpg.generateCurve25519("Vendor <vh@vendor-a.example>"));
        String code = key.code(gpg);
        Browser plain = TestPerson.joined(application, "P", "p@vendor-a.example", VENDOR_A, Role.MEMBER)
                .browser();
        Browser.Page page = plain.get("/organisation");

        assertThat(page.html().select("[data-key=" + key.fingerprint() + "]")).hasSize(1);
        assertThat(page.html().select("form[action^=/organisation/keys], pre.challenge"))
                .isEmpty();
        assertThat(page.html().select("[data-notice=keys-responsible]")).hasSize(1);
        for (String step : List.of("/proof", "/challenge", "/contact", "/retirement")) {
            assertThat(plain.post(key.action(step), "code", code).status()).isEqualTo(404);
        }
        assertThat(KeyPage.upload(plain, gpg.publicKey(gpg.generateCurve25519("Mine <p@vendor-a.example>")))
                        .status())
                .isEqualTo(404);
        assertThat(again(key).state()).isEqualTo("UNPROVED");
    }

    @Test
    void teamAndResponsiblePersonAreToldOfEveryKeyThatIsAddedProvedAndEnded() {
        TestVendor vendor = TestVendor.accepted(application, staff, "Told Ltd", "told.example");
        String fingerprint = gpg.generateCurve25519("Told <vh@told.example>");
        vendor.prove(gpg, fingerprint);
        KeyPage.of(vendor.browser(), fingerprint).retire();

        for (String address : List.of("vh@told.example", "ann@told.example")) {
            Post.await(
                    "a mail of each step to " + address,
                    () -> Optional.of(subjects(address))
                            .filter(all -> all.containsAll(
                                    List.of("A key was added", "A key was proved", "A key has ended"))));
        }
    }

    @Test
    void strangerMayOfferSomebodysKeyButNotProveIt() {
        String fingerprint = gpg.generateCurve25519("Vendor <vh@vendor-a.example>");
        KeyPage.upload(stranger, gpg.publicKey(fingerprint));
        KeyPage key = KeyPage.of(stranger, fingerprint);
        assertThat(others.decrypt(key.challenge()).exitCode()).isNotZero();
        assertThat(key.state()).isEqualTo("UNPROVED");
        assertThat(post.count("select count(*) from key_proof where organisation_id = '" + VENDOR_B + "'"))
                .isZero();
    }

    @Test
    void privateKeyIsRefusedInClearWordsNotKeptAndNotSentBack() {
        String fingerprint = gpg.generateCurve25519("Careless <vh@vendor-a.example>");
        byte[] secret = gpg.secretKey(fingerprint);
        Browser.Page refused = KeyPage.upload(member, secret);

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.refusal()).isEqualTo("key-secret-key");
        assertThat(refused.text()).contains("private key", "revoke it");
        String line = new String(secret, US_ASCII).split("\n")[4];
        assertThat(refused.body()).doesNotContain(line).doesNotContain("PRIVATE KEY BLOCK-----\n");
        assertThat(post.count("select count(*) from contact_key where fingerprint = '" + fingerprint + "'"))
                .isZero();
        byte[] binary = gpg.run("--export-secret-keys", fingerprint).output();
        Browser.Page file = member.upload(
                "/organisation/keys", List.of(new Browser.File("file", "key.gpg", binary)), "armored", "");
        assertThat(file.refusal()).isEqualTo("key-secret-key");
    }

    @Test
    void unfitKeysAreRefusedEachWithItsReasonAndNothingIsKept() {
        String old = "20200101T000000";
        String expired = gpg.generate(
                List.of("--faked-system-time", old),
                "Old <vh@vendor-a.example>",
                "ed25519",
                "cert,sign",
                "seconds=86400");
        String revoked = gpg.generateCurve25519("Revoked <vh@vendor-a.example>");
        gpg.revoke(revoked);
        String weak = gpg.generateRsa("Weak <vh@vendor-a.example>", 1024);
        String signing = gpg.generate("Signing <vh@vendor-a.example>", "ed25519", "cert,sign", "never");

        assertRefused(gpg.publicKey(expired), "key-expired");
        assertRefused(gpg.publicKey(revoked), "key-revoked");
        assertRefused(gpg.publicKey(weak), "key-rsa-too-short");
        assertRefused(gpg.publicKey(signing), "key-cannot-encrypt");
        assertRefused("no key at all 鍵🔑".getBytes(UTF_8), "key-garbage");
        assertRefused(new byte[0], "key-garbage");
        assertRefused(gpg.clearSign("text\n".getBytes(US_ASCII), signing), "key-garbage", "key-not-a-key");
        assertThat(post.staffSees("select fingerprint from contact_key"))
                .doesNotContain(expired, revoked, weak, signing);
    }

    private void assertRefused(byte[] certificate, String... reasons) {
        Browser.Page refused = KeyPage.upload(member, certificate);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.refusal()).isIn((Object[]) reasons);
    }

    @Test
    void sameKeyTwiceIsRefusedAndARetiredOneMayComeBack() {
        KeyPage key = uploaded(gpg.generateCurve25519("Vendor <vh@vendor-a.example>"));
        Browser.Page twice = KeyPage.upload(member, gpg.publicKey(key.fingerprint()));
        assertThat(twice.status()).isEqualTo(409);
        assertThat(twice.refusal()).isEqualTo("key-known");

        assertThat(key.retire().status()).isEqualTo(303);
        assertThat(member.get("/organisation").body()).doesNotContain(key.fingerprint());
        assertThat(key.retire().status()).isEqualTo(404);
        assertThat(KeyPage.upload(member, gpg.publicKey(key.fingerprint())).status())
                .isEqualTo(303);
        assertThat(again(key).state()).isEqualTo("UNPROVED");
    }

    @Test
    void partnersKeyIsConfirmedByItsFingerprintAndAVendorsNever() {
        String fingerprint = others.generateCurve25519("Partner <cert@partner.example>");
        TestPartner partner = TestPartner.added(staff, "Partner", "cert@partner.example");
        assertThat(staff.post(partner.page() + "/keys", "armored", new String(others.publicKey(fingerprint), US_ASCII))
                        .status())
                .isEqualTo(303);
        String confirmation = partner.confirmation(staff, fingerprint);

        Browser.Page wrong = staff.post(
                confirmation,
                "fingerprint",
                (fingerprint.startsWith("0") ? "1" : "0") + fingerprint.substring(1),
                "note",
                "x");
        assertThat(wrong.refusal()).isEqualTo("fingerprint-differs");
        assertThat(staff.post(confirmation, "fingerprint", fingerprint, "note", " ")
                        .refusal())
                .isEqualTo("registry-reason-missing");
        assertThat(staff.post(confirmation, "fingerprint", fingerprint, "note", "called")
                        .status())
                .isEqualTo(303);
        assertThat(staff.post(confirmation, "fingerprint", fingerprint, "note", "called")
                        .refusal())
                .isEqualTo("key-proved");

        KeyPage vendors = uploaded(gpg.generateCurve25519("Vendor <vh@vendor-a.example>"));
        String id = vendors.action("").replaceFirst(".*/", "");
        Browser.Page refused = staff.post(
                "/organisations/" + VENDOR_A + "/keys/" + id + "/confirmation",
                "fingerprint",
                vendors.fingerprint(),
                "note",
                "called");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.refusal()).isEqualTo("key-vendor-proves");
    }

    private List<String> subjects(String address) {
        return application.outside().messagesTo(address).stream()
                .map(message -> ((IncomingMail) IncomingMail.read(message.bytes())).subject())
                .toList();
    }

    private KeyPage uploaded(String fingerprint) {
        assertThat(KeyPage.upload(member, gpg.publicKey(fingerprint)).status()).isEqualTo(303);
        return KeyPage.of(member, fingerprint);
    }

    private static KeyPage again(KeyPage key) {
        return KeyPage.of(key.browser(), key.fingerprint());
    }

    private long entries(String kind, KeyPage key) {
        return post.count("select count(*) from ledger_entry where kind = '" + kind + "' and subjects::text like '%"
                + key.fingerprint() + "%'");
    }
}
