package org.chosei.agreements.bymail;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.chosei.testing.TestOrganisations.COORDINATOR;

import java.nio.charset.Charset;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.chosei.access.Role;
import org.chosei.access.Scope;
import org.chosei.access.Scopes;
import org.chosei.identity.TestPerson;
import org.chosei.kernel.PersonId;
import org.chosei.mail.reading.IncomingMail;
import org.chosei.testing.Application;
import org.chosei.testing.Browser;
import org.chosei.testing.Gpg;
import org.chosei.testing.KeyPage;
import org.chosei.testing.Mails;
import org.chosei.testing.Post;
import org.chosei.testing.TestVendor;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** A text is mailed, and what comes back is a signature only if everything about it is right. Written with GnuPG. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SignedByMailTest {
    private static final Pattern REFERENCE = Pattern.compile("AGR-[A-Z2-7]{13}");

    private final Application application = Application.start();
    private final Post post = new Post(application);
    private final Gpg gpg = new Gpg();
    private final TestPerson coordinator =
            TestPerson.joined(application, "Cora", "cora@csirt.example", COORDINATOR, Role.COORDINATOR);
    private final Set<String> seen = new HashSet<>();
    private int vendors;

    @AfterAll
    void stop() {
        gpg.close();
        application.close();
    }

    /** A vendor with a proved key that has signed nothing. */
    private record Party(TestVendor vendor, String domain, String key) {
        String ann() {
            return "ann@" + domain;
        }
    }

    /** A mail with a text to sign. */
    private record ToSign(String reference, String subject, String text) {
        /** As an answer quotes it. */
        String quoted() {
            return "> " + text.strip().replace("\n", "\n> ") + "\n";
        }

        String signed() {
            return "Signed.\n\n" + quoted();
        }
    }

    private Party party() {
        String domain = "maker" + ++vendors + ".example";
        TestVendor vendor = TestVendor.accepted(application, coordinator.browser(), "Maker " + vendors, domain);
        String key = gpg.generateCurve25519("Maker <vh@" + domain + ">");
        vendor.prove(gpg, key);
        return new Party(vendor, domain, key);
    }

    private ToSign ask(Party party, String kind, String language) {
        Browser.Page asked = party.vendor().browser().post("/agreements/" + kind + "/mailing", "language", language);
        assertThat(asked.location()).isEqualTo("/agreements?done=mailed");
        IncomingMail mail = Post.await(
                "no text to sign",
                () -> application.outside().messagesTo(party.ann()).stream()
                        .map(each -> (IncomingMail) IncomingMail.read(each.bytes()))
                        .filter(each -> isNew(each.subject()))
                        .findFirst());
        String reference = reference(mail.subject());
        seen.add(reference);
        return new ToSign(reference, mail.subject(), mail.text().text());
    }

    private boolean isNew(String subject) {
        return REFERENCE.matcher(subject).find() && !seen.contains(reference(subject));
    }

    private static String reference(String subject) {
        return REFERENCE.matcher(subject).results().findFirst().orElseThrow().group();
    }

    private byte[] clear(String from, String subject, String text, String key) {
        byte[] signed = gpg.clearSign(text.getBytes(UTF_8), key);
        return Mails.plain(from, subject, "utf-8", new String(signed, UTF_8));
    }

    private String states(Party party, String kind) {
        return party.vendor()
                .browser()
                .get("/agreements")
                .html()
                .select("#" + kind + " .state")
                .text();
    }

    private void assertDesk(Party party, byte[] mail, String reason) {
        Post.Routed routed = post.deliver(mail);
        assertThat(routed.state()).isEqualTo("DESK");
        assertThat(routed.note()).isEqualTo("agreements.desk." + reason);
        assertThat(coordinator.browser().get("/mails/" + routed.id()).status()).isEqualTo(200);
        assertThat(states(party, "nda")).isEqualTo("not signed");
    }

    @Test
    void clearSignedAnswerSignsAndCompletesTheRegistration() {
        Party party = party();
        for (String kind : new String[] {"note", "nda"}) {
            ToSign toSign = ask(party, kind, kind.equals("note") ? "ja" : "en");
            assertThat(toSign.text().split("={70}", -1)[1].lines())
                    .as("lines that no mail program breaks")
                    .allSatisfy(line -> assertThat(line.length()).isLessThan(70));
            byte[] mail = clear("Ann <" + party.ann() + ">", "Re: " + toSign.subject(), toSign.signed(), party.key());
            Post.Routed routed = post.deliver(mail);
            assertThat(routed.note()).isEqualTo("agreements.mail-signed");
            assertThat(states(party, kind)).isEqualTo("signed");
            assertThat(post.deliver(resent(mail)).note()).isEqualTo("agreements.mail-signed-again");
        }
        Browser.Page records =
                coordinator.browser().get("/organisations/" + party.vendor().id() + "/agreements");
        assertThat(records.text())
                .contains("Ann Author", "registered primary contact", "mailed from " + party.ann(), party.key());
        assertThat(records.html().select("a[href^=/mails/]")).hasSize(2);
        assertThat(records.html().select("[data-fact=STATE_ACTIVE]")).hasSize(1);
        assertThat(post.count("select count(*) from ledger_entry where kind = 'agreement.signed' and subjects like '%"
                        + party.vendor().id() + "%proof:signed-mail%key:" + party.key() + "%'"))
                .isEqualTo(2);
    }

    /** The same words on another way, as a relay that was not sure sends them again. */
    private static byte[] resent(byte[] mail) {
        return ("Received: again\r\n" + new String(mail, US_ASCII)).getBytes(US_ASCII);
    }

    @Test
    void pgpMimeAnswerInAnotherCharsetSignsToo() {
        Party party = party();
        ToSign toSign = ask(party, "nda", "ja");
        Element section =
                coordinator.browser().get("/agreements/waiting").html().expectFirst("main");
        String entity = "Content-Type: text/plain; charset=iso-2022-jp\r\nContent-Transfer-Encoding: 7bit\r\n\r\n"
                + new String(
                        ("署名します。\n" + toSign.quoted()).replace("\n", "\r\n").getBytes(Charset.forName("iso-2022-jp")),
                        US_ASCII);
        byte[] signature = gpg.signDetached(entity.getBytes(US_ASCII), party.key());
        assertThat(post.deliver(Mails.pgpSigned(party.ann(), "Re: " + toSign.reference(), entity, signature))
                        .note())
                .isEqualTo("agreements.mail-signed");
        assertThat(states(party, "nda")).isEqualTo("signed");
        assertThat(section.text()).doesNotContain(party.vendor().name());
        assertThat(coordinator.browser().get("/agreements/waiting").text())
                .contains(party.vendor().name());
    }

    @Test
    void encryptedAndSignedAnswerWithoutTheReferenceInItsSubjectSigns() {
        Party party = party();
        ToSign toSign = ask(party, "nda", "en");
        byte[] ours = application.browser().get("/openpgp-key.asc").body().getBytes(US_ASCII);
        gpg.importKey(ours);
        byte[] armored = gpg.encryptAndSign(
                Mails.entity("...", toSign.signed()).getBytes(UTF_8), "csirt@csirt.example", party.key());
        assertThat(post.deliver(Mails.pgpMime(party.ann(), "...", armored)).note())
                .isEqualTo("agreements.mail-signed");
    }

    @Test
    void whatIsNotProvedOrNotTheStatementLiesOnTheDeskWithTheReason() {
        Party party = party();
        Party other = party();
        ToSign toSign = ask(party, "nda", "en");
        String subject = "Re: " + toSign.subject();
        String stranger = gpg.generateCurve25519("Ann <" + party.ann() + ">");

        assertDesk(party, Mails.plain(party.ann(), subject, "utf-8", toSign.quoted()), "unsigned");
        assertDesk(party, clear(party.ann(), subject, toSign.quoted(), stranger), "unknown-key");
        assertDesk(party, clear(party.ann(), subject, toSign.quoted(), other.key()), "unknown-key");
        assertDesk(party, clear(other.ann(), subject, toSign.quoted(), other.key()), "unknown-key");
        assertDesk(party, clear("vh@" + party.domain(), subject, toSign.quoted(), party.key()), "not-responsible");
        assertDesk(party, clear(party.ann(), subject, "I agree.\n", party.key()), "no-statement");
        String altered = toSign.quoted().replace("version 1", "version 2");
        assertThat(altered).isNotEqualTo(toSign.quoted());
        assertDesk(party, clear(party.ann(), subject, altered, party.key()), "altered");
        for (String words :
                List.of("", "We decline.\n", "署名できません。\n", "Legal, can we accept this?\n", "Signed, if paid.\n")) {
            assertDesk(party, clear(party.ann(), subject, words + toSign.quoted(), party.key()), "own-words");
        }
        String signed = new String(gpg.clearSign(toSign.quoted().getBytes(UTF_8), party.key()), UTF_8);
        assertDesk(
                party,
                Mails.plain(party.ann(), subject, "utf-8", signed.replace("may bind", "shall bind")),
                "bad-signature");
        assertDesk(party, clear(party.ann(), "Re: AGR-AAAAAAAAAAAAA", "Signed.\n", party.key()), "unknown-reference");
        assertThat(post.count("select count(*) from agreement_signature where organisation_id = '"
                        + party.vendor().id() + "'"))
                .isZero();
    }

    @Test
    void statementMailedToAnotherOrganisationDoesNotSignForIt() {
        Party party = party();
        Party other = party();
        ToSign toSign = ask(party, "nda", "en");
        ToSign others = ask(other, "nda", "en");
        byte[] mail = clear(party.ann(), "Re: " + toSign.reference(), others.quoted(), party.key());
        assertDesk(party, mail, "several-references");
        assertThat(states(other, "nda")).isEqualTo("not signed");
    }

    @Test
    void keyThatExpiredSinceSignsNothing() {
        String domain = "maker" + ++vendors + ".example";
        TestVendor vendor = TestVendor.accepted(application, coordinator.browser(), "Maker " + vendors, domain);
        String key = gpg.generate("Maker <vh@" + domain + ">", "ed25519", "cert,sign", "seconds=7200");
        gpg.addSubkey(key, "cv25519", "encr", "never");
        vendor.prove(gpg, key);
        Party party = new Party(vendor, domain, key);
        ToSign toSign = ask(party, "nda", "en");
        byte[] mail = clear(party.ann(), "Re: " + toSign.reference(), toSign.quoted(), party.key());
        application.advance(Duration.ofHours(3));
        assertThat(post.deliver(mail).note()).isEqualTo("agreements.desk.expired-key");
        assertThat(post.count("select count(*) from agreement_signature where organisation_id = '" + vendor.id() + "'"))
                .isZero();
    }

    @Test
    void versionThatANewerOneOvertookIsNotSigned() {
        Party party = party();
        ToSign toSign = ask(party, "note", "en");
        TestPerson administrator =
                TestPerson.joined(application, "Ada", "ada@csirt.example", COORDINATOR, Role.ADMINISTRATOR);
        String after = administrator
                .browser()
                .get("/agreement-texts/note")
                .html()
                .select("[name=after]")
                .val();
        assertThat(administrator
                        .browser()
                        .post(
                                "/agreement-texts/note",
                                "after",
                                after,
                                "ja",
                                "新しい本文",
                                "en",
                                "New words",
                                "instant",
                                "",
                                "zone",
                                "UTC",
                                "graceDays",
                                "0",
                                "step",
                                "keep")
                        .status())
                .isEqualTo(303);
        application.advance(Duration.ofMinutes(2));
        byte[] mail = clear(party.ann(), "Re: " + toSign.reference(), toSign.signed(), party.key());
        assertThat(post.deliver(mail).note()).isEqualTo("agreements.desk.older");
        assertThat(states(party, "note")).isEqualTo("not signed");
    }

    @Test
    void agreementThatEndedIsNotRevivedByAMailAskedForBefore() {
        Party party = party();
        ToSign old = ask(party, "nda", "en");
        application.advance(Duration.ofMinutes(6));
        ToSign used = ask(party, "nda", "en");
        assertThat(post.deliver(answer(party, used)).note()).isEqualTo("agreements.mail-signed");
        assertThat(party.vendor()
                        .browser()
                        .post(
                                "/agreements/nda/end",
                                "reason",
                                "We stop",
                                "password",
                                TestPerson.PASSWORD,
                                "code",
                                party.vendor().responsible().nextCode())
                        .status())
                .isEqualTo(303);
        assertThat(post.deliver(answer(party, old)).note()).isEqualTo("agreements.desk.ended-since");
        application.advance(Duration.ofMinutes(6));
        ToSign again = ask(party, "nda", "en");
        assertThat(post.deliver(answer(party, again)).note()).isEqualTo("agreements.mail-signed");
    }

    private byte[] answer(Party party, ToSign toSign) {
        return clear(party.ann(), "Re: " + toSign.subject(), toSign.signed(), party.key());
    }

    @Test
    void answerAfterThirtyDaysSignsNothing() {
        Party party = party();
        ToSign toSign = ask(party, "nda", "en");
        assertThat(toSign.text()).contains("until ");
        application.advance(Duration.ofDays(30).plusMinutes(5));
        coordinator.signIn(coordinator.browser());
        assertThat(post.deliver(answer(party, toSign)).note()).isEqualTo("agreements.desk.expired");
        assertThat(signatures(party)).isZero();
    }

    private long signatures(Party party) {
        return post.count("select count(*) from agreement_signature where organisation_id = '"
                + party.vendor().id() + "'");
    }

    @Test
    void referenceIsInTheMailAloneUntilItIsSigned() {
        Party party = party();
        TestPerson member = TestPerson.joined(
                application, "Mem", "mem@" + party.domain(), party.vendor().id(), Role.MEMBER);
        ToSign toSign = ask(party, "nda", "en");
        String records = "/organisations/" + party.vendor().id() + "/agreements";
        for (Browser.Page page : List.of(
                party.vendor().browser().get("/agreements"),
                coordinator.browser().get(records))) {
            assertThat(page.html()
                            .select("#nda [data-mailing], #nda-standing [data-mailing]")
                            .text())
                    .contains("a***@" + party.domain());
            assertThat(page.body()).doesNotContain(toSign.reference());
            assertThat(page.html().select("[data-mailing]").text()).doesNotContain(party.ann());
        }
        assertThat(post.count("select count(*) from ledger_entry where subjects like '%" + toSign.reference() + "%'"))
                .isZero();
        Scope someMember =
                new Scope.Person(new PersonId(UUID.randomUUID()), party.vendor().id(), Set.of(Role.MEMBER));
        Long seenByMember = Scopes.as(
                someMember,
                () -> application
                        .bean(TransactionOperations.class)
                        .execute(_ -> application
                                .bean(JdbcClient.class)
                                .sql("select count(*) from agreement_mailing")
                                .query(Long.class)
                                .single()));
        assertThat(seenByMember).isZero();
        assertThat(post.deliver(answer(party, toSign)).note()).isEqualTo("agreements.mail-signed");
        String record = member.browser()
                .get("/agreements")
                .html()
                .select("#nda a[href$=record.txt]")
                .attr("href");
        assertThat(member.browser().get(record).body()).contains(toSign.reference());
    }

    @Test
    void keyThatWasOnlyConfirmedInACallSignsNothing() {
        Party party = party();
        ToSign toSign = ask(party, "nda", "en");
        String called = confirmedInACall(party.vendor(), party.domain());
        byte[] mail = clear(party.ann(), "Re: " + toSign.subject(), toSign.signed(), called);
        assertDesk(party, mail, "called-key");

        TestVendor other = TestVendor.accepted(application, coordinator.browser(), "Called", "called.example");
        confirmedInACall(other, "called.example");
        assertThat(other.browser()
                        .post("/agreements/nda/mailing", "language", "en")
                        .refusal())
                .isEqualTo("agreement-key-called");
    }

    /** As if it were a partner's: nobody decrypted a challenge. */
    private String confirmedInACall(TestVendor vendor, String domain) {
        String key = gpg.generateCurve25519("Called <called@" + domain + ">");
        assertThat(KeyPage.upload(vendor.browser(), gpg.publicKey(key)).status())
                .isEqualTo(303);
        assertThat(post.asStaff(() -> application
                        .bean(JdbcClient.class)
                        .sql("""
                                insert into key_proof (key_id, organisation_id, method)
                                select id, organisation_id, 'CALL_BACK' from contact_key k where organisation_id = :id
                                   and not exists (select from key_proof p where p.key_id = k.id)
                                """)
                        .param("id", vendor.id().value())
                        .update()))
                .isOne();
        return key;
    }

    @Test
    void nobodyAsksInAnothersName() {
        Party party = party();
        ask(party, "nda", "en");
        String sql = """
                insert into agreement_mailing (id, organisation_id, kind, version, language, text_sha256, reference,
                                               address, signer_name, capacity, statement, asked_by)
                select gen_random_uuid(), organisation_id, kind, version, language, text_sha256, 'AGR-BBBBBBBBBBBBB',
                       address, signer_name, capacity, statement, %s from agreement_mailing limit 1
                """;
        assertThatThrownBy(() -> asStaff(sql.formatted("'person:other'")))
                .rootCause()
                .hasMessageContaining("row-level security");
        assertThat(asStaff(sql.formatted("scope_actor()"))).isOne();
    }

    private int asStaff(String sql) {
        return post.asStaff(() -> application.bean(JdbcClient.class).sql(sql).update());
    }

    @Test
    void nothingIsMailedWhereNoAnswerCouldCount() {
        TestVendor keyless = TestVendor.accepted(application, coordinator.browser(), "Keyless", "keyless.example");
        assertThat(keyless.browser()
                        .post("/agreements/nda/mailing", "language", "en")
                        .refusal())
                .isEqualTo("agreement-no-key");
        Party party = party();
        ask(party, "nda", "en");
        assertThat(coordinator
                        .browser()
                        .post("/organisations/" + party.vendor().id() + "/agreements/nda/mailing", "language", "en")
                        .refusal())
                .isEqualTo("agreement-mailed-just-now");
        application.advance(Duration.ofMinutes(6));
        assertThat(coordinator
                        .browser()
                        .post("/organisations/" + party.vendor().id() + "/agreements/nda/mailing", "language", "en")
                        .status())
                .isEqualTo(303);
    }

    @Test
    void mailNamesTheTextWordForWordAndItsReturnIsNoAnswer() {
        Party party = party();
        ToSign toSign = ask(party, "nda", "en");
        String text = party.vendor().browser().get("/agreements/texts/nda/1/en").body();
        assertThat(toSign.text()).contains(text);
        Matcher reference = REFERENCE.matcher(toSign.subject());
        assertThat(reference.find()).isTrue();
        byte[] bounce = ("Auto-Submitted: auto-replied\r\n"
                        + new String(
                                clear(party.ann(), "Re: " + toSign.subject(), toSign.quoted(), party.key()), US_ASCII))
                .getBytes(US_ASCII);
        assertThat(post.deliver(bounce).note()).isEqualTo("mail.desk.automatic");
        assertThat(Optional.of(states(party, "nda"))).contains("not signed");
    }
}
