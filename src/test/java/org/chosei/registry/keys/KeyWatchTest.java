package org.chosei.registry.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chosei.testing.TestOrganisations.COORDINATOR;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.chosei.access.Purpose;
import org.chosei.access.Role;
import org.chosei.access.Scope;
import org.chosei.access.Scopes;
import org.chosei.agreements.Fact;
import org.chosei.agreements.Facts;
import org.chosei.crypto.Certificate;
import org.chosei.crypto.KeyFitness;
import org.chosei.crypto.KeyReading;
import org.chosei.identity.TestPerson;
import org.chosei.kernel.OrganisationId;
import org.chosei.mail.reading.IncomingMail;
import org.chosei.registry.ContactKeys;
import org.chosei.registry.UsableKeys;
import org.chosei.testing.Application;
import org.chosei.testing.Browser;
import org.chosei.testing.Gpg;
import org.chosei.testing.KeyPage;
import org.chosei.testing.Post;
import org.chosei.testing.TestVendor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Keys that end, on a clock that is put forward. */
class KeyWatchTest {
    private final Application application = Application.start();
    private final Post post = new Post(application);
    private final Gpg gpg = new Gpg();
    private int people;
    private final TestVendor vendor = TestVendor.registered(application, staff("cora"), "Maker", "maker.example");

    @AfterEach
    void stop() {
        gpg.close();
        application.close();
    }

    @Test
    void organisationIsTold30And7AndOneDayAheadAndWhenTheKeyEndedEachOnce() {
        String key = provedFor("40d");
        Instant end = end(key);
        watch();
        assertThat(letters()).isEmpty();

        at(end.minus(Duration.ofDays(30)).minusSeconds(60));
        assertThat(letters()).as("a minute more than 30 days ahead").isEmpty();
        at(end.minus(Duration.ofDays(30)));
        assertThat(letters()).containsExactly("KEY_RUNS_OUT");
        at(end.minus(Duration.ofDays(8)));
        assertThat(letters()).as("between the stages").hasSize(1);
        at(end.minus(Duration.ofDays(7)));
        assertThat(letters()).hasSize(2);
        at(end.minus(Duration.ofHours(24)));
        assertThat(letters()).containsExactly("KEY_RUNS_OUT", "KEY_RUNS_OUT", "KEY_RUNS_OUT");
        at(end);
        assertThat(letters()).containsExactly("KEY_RUNS_OUT", "KEY_RUNS_OUT", "KEY_RUNS_OUT", "KEY_UNFIT");
        at(end.plus(Duration.ofDays(30)));
        assertThat(letters()).hasSize(4);

        assertThat(letter("A key of your organisation runs out"))
                .contains("Dear Maker team,", spoken(key), "/organisation", "+09:00")
                .doesNotContain("Ed25519");
        assertThat(post.staffSees("select stage from key_warning order by id"))
                .containsExactly("DAYS_30", "DAYS_7", "DAYS_1", "UNFIT");
        assertThat(post.count("select count(*) from ledger_entry where kind = 'key.warned'"))
                .isEqualTo(4);
    }

    @Test
    void keyGivenLateIsWarnedOfFromTheNearestStageOn() {
        provedFor("5d");
        watch();
        assertThat(post.staffSees("select stage from key_warning")).containsExactly("DAYS_7");
    }

    @Test
    void newerCopyEndsTheWarningsOnBothSidesAndTheFactsSaySo() {
        String key = provedFor("20d");
        watch();
        assertThat(listed()).containsExactly(key);
        assertThat(ours().html().select("[data-key=" + key + "] [data-key-warning=DAYS_30]"))
                .hasSize(1);
        assertThat(keyFact(application.clock().instant()).code()).isEqualTo(Fact.Code.KEYS_RUNNING_OUT);
        assertThat(keyFact(end(key)).code()).isEqualTo(Fact.Code.KEYS_NONE);

        prolong(key, "400d");
        Browser.Page taken = KeyPage.upload(vendor.browser(), gpg.publicKey(key));
        assertThat(taken.location()).isEqualTo("/organisation?done=replaced#keys");
        assertThat(KeyPage.of(vendor.browser(), key).state()).isEqualTo("PROVED");
        assertThat(listed()).isEmpty();
        assertThat(ours().html().select("[data-key-warning]")).isEmpty();
        assertThat(ours().html().select("tr[data-past=REPLACED]").text()).contains(spoken(key));
        watch();
        assertThat(letters()).as("nothing more to tell").hasSize(1);
        assertThat(keyFact(application.clock().instant())).isEqualTo(new Fact(Fact.Code.KEYS_USABLE, 1, null));

        at(end(key).minus(Duration.ofDays(6)));
        assertThat(letters()).as("the new end is warned of again").hasSize(2);
    }

    @Test
    void revokedCopyIsToldOnceAndCanNeverBeTakenBackByAnOlderOne() {
        String key = provedFor("200d");
        byte[] before = gpg.publicKey(key);
        gpg.revoke(key);
        assertThat(KeyPage.upload(vendor.browser(), gpg.publicKey(key)).location())
                .isEqualTo("/organisation?done=revoked-copy#keys");
        watch();
        watch();
        assertThat(letters()).containsExactly("KEY_UNFIT");
        assertThat(listed()).containsExactly(key);
        assertThat(KeyPage.upload(vendor.browser(), before).refusal()).isEqualTo("key-known");
        assertThat(ours().html()
                        .select("[data-key=" + key + "] [data-key-warning=UNFIT]")
                        .text())
                .contains("revoked");
        assertThat(KeyPage.of(vendor.browser(), key).retire().status()).isEqualTo(303);
        assertThat(ours().html().select("tr[data-past=REVOKED]")).hasSize(2);
        assertThat(listed()).isEmpty();
    }

    @Test
    void keysAreJudgedInPagesOfFifty() {
        provedFor("5d");
        post.asStaff(() -> {
            org.springframework.jdbc.core.simple.JdbcClient sql =
                    application.bean(org.springframework.jdbc.core.simple.JdbcClient.class);
            sql.sql("insert into contact_key (id, organisation_id, format, fingerprint, certificate)"
                            + " select gen_random_uuid(), organisation_id, format, lpad(n::text, 40, '0'), certificate"
                            + " from contact_key, generate_series(1, 60) as n")
                    .update();
            return sql.sql(
                            "insert into key_proof (key_id, organisation_id, method)"
                                    + " select id, organisation_id, 'CHALLENGE' from contact_key where fingerprint like '000000%'")
                    .update();
        });
        Scopes.as(
                new Scope.System(Purpose.MAIL_OUT),
                () -> application.bean(KeyWarnings.class).judge(null));
        assertThat(post.staffSees("select count(*)::text from key_warning")).containsExactly("50");
        watch();
        assertThat(post.staffSees("select count(*)::text from key_warning")).containsExactly("61");
    }

    @Test
    void unprovedAndRetiredKeysAreNobodysConcern() {
        String unproved = generate("5d");
        KeyPage.upload(vendor.browser(), gpg.publicKey(unproved));
        String retired = provedFor("5d");
        assertThat(KeyPage.of(vendor.browser(), retired).retire().status()).isEqualTo(303);
        watch();
        assertThat(letters()).isEmpty();
        assertThat(listed()).isEmpty();
    }

    @Test
    void usableKeysAreCountedInOneStatementForAnyNumber() {
        provedFor("20d");
        provedFor("400d");
        post.asStaff(() -> {
            ContactKeys keys = application.bean(ContactKeys.class);
            Instant now = application.clock().instant();
            Set<OrganisationId> all = Set.of(vendor.id(), COORDINATOR);
            application.statements().takenHere();
            UsableKeys usable = Objects.requireNonNull(keys.usable(all, now).get(vendor.id()));
            assertThat(application.statements().takenHere()).isEqualTo(1);
            assertThat(usable.count()).isEqualTo(2);
            assertThat(keys.usable(all, now.plus(Duration.ofDays(30))).get(vendor.id()))
                    .extracting(UsableKeys::count)
                    .isEqualTo(1);
            assertThat(keys.usable(all, now.minus(Duration.ofDays(1)))).isEmpty();
            return true;
        });
    }

    @Test
    void mailToTheTeamIsEncryptedToItsKeyBeforeASinglePersons() {
        String teams = provedFor("400d");
        String anns = provedFor("400d");
        assertThat(firstKey()).as("the newest proof").isEqualTo(anns);
        KeyPage page = KeyPage.of(vendor.browser(), anns);
        assertThat(vendor.browser()
                        .post(page.action("/contact"), "contact", "PRIMARY")
                        .status())
                .isEqualTo(303);
        assertThat(firstKey()).isEqualTo(teams);
    }

    private String firstKey() {
        return post.asStaff(() -> Objects.requireNonNull(application
                        .bean(ContactKeys.class)
                        .proved(Set.of(vendor.id()))
                        .get(vendor.id()))
                .getFirst()
                .fingerprint());
    }

    private Fact keyFact(Instant at) {
        return post.asStaff(
                () -> application.bean(Facts.class).of(vendor.id(), at).getLast());
    }

    private String generate(String life) {
        String key = gpg.generate("Maker <vh@maker.example>", "ed25519", "cert,sign", life);
        gpg.addSubkey(key, "cv25519", "encr", life);
        return key;
    }

    private String provedFor(String life) {
        String key = generate(life);
        vendor.prove(gpg, key);
        return key;
    }

    private void prolong(String key, String life) {
        gpg.run("--quick-set-expire", key, life);
        gpg.run("--quick-set-expire", key, life, "*");
    }

    /** When nothing can be encrypted to it any more. */
    private Instant end(String key) {
        Certificate read = ((KeyReading.Readable) Certificate.read(gpg.publicKey(key))).key();
        KeyFitness.Fit fit =
                (KeyFitness.Fit) KeyFitness.of(read, application.clock().instant());
        return Objects.requireNonNull(fit.expiresAt());
    }

    private void at(Instant instant) {
        application.stopAt(instant);
        watch();
    }

    private void watch() {
        Scopes.as(
                new Scope.System(Purpose.MAIL_OUT),
                () -> application.bean(KeyWatch.class).run());
    }

    private List<String> letters() {
        return post.staffSees(
                "select template from clear_letter where template in ('KEY_RUNS_OUT', 'KEY_UNFIT') and address = 'vh@maker.example'"
                        + " order by id");
    }

    private String letter(String subject) {
        for (int count = 1; ; count++) {
            IncomingMail mail = (IncomingMail)
                    IncomingMail.read(post.awaitTo(vendor.team(), count).bytes());
            if (mail.subject().contains(subject)) {
                return mail.text().text();
            }
        }
    }

    private List<String> listed() {
        return staff("staff")
                .get("/organisations/keys")
                .html()
                .select("tr[data-ending]")
                .eachAttr("data-ending");
    }

    private Browser.Page ours() {
        return vendor.browser().get("/organisation");
    }

    private Browser staff(String name) {
        people++;
        return TestPerson.joined(application, name, name + people + "@csirt.example", COORDINATOR, Role.COORDINATOR)
                .browser();
    }

    private static String spoken(String fingerprint) {
        return fingerprint.replaceAll("(.{4})(?!$)", "$1 ");
    }
}
