package org.chosei.desk.digest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.chosei.access.Purpose;
import org.chosei.access.Role;
import org.chosei.access.Scope;
import org.chosei.access.Scopes;
import org.chosei.cases.CoordinatedCase;
import org.chosei.conversation.Messages;
import org.chosei.conversation.NamedThreads;
import org.chosei.conversation.Replies;
import org.chosei.conversation.ThreadId;
import org.chosei.conversation.ThreadKind;
import org.chosei.conversation.Undo;
import org.chosei.demo.MailSink;
import org.chosei.distribution.Vendors.Vendor;
import org.chosei.distribution.WaveDesk;
import org.chosei.identity.TestPerson;
import org.chosei.kernel.Uuid7;
import org.chosei.mail.reading.IncomingMail;
import org.chosei.testing.Browser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Persons are told by mail of their cases: as soon as each chose, once, and without a word of the case. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DigestsTest {
    private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");

    private final WaveDesk desk = new WaveDesk();
    private int people;

    @AfterAll
    void stop() {
        desk.close();
    }

    private TestPerson member(Vendor vendor) {
        String email = "reader-" + people++ + "@" + vendor.name().toLowerCase(java.util.Locale.ROOT) + ".example";
        return TestPerson.joined(desk.application, "Reader", email, vendor.id(), Role.MEMBER);
    }

    private static Browser.Page wishes(TestPerson person, String everything, String... more) {
        List<String> fields = new ArrayList<>(List.of("mentions", "INSTANT", "mine", "NONE", "everything", everything));
        fields.addAll(List.of("daily", "09:00", "zone", "Asia/Tokyo"));
        fields.addAll(List.of(more));
        return person.browser().post("/account/notices", fields.toArray(String[]::new));
    }

    private CoordinatedCase distributed(Vendor... to) {
        CoordinatedCase of = desk.openCase();
        desk.plan(of, to);
        desk.application.advance(WaveDesk.SOON.plusSeconds(1));
        desk.settled();
        sweep();
        return of;
    }

    private void says(CoordinatedCase of, Vendor vendor, String words) {
        var thread = desk.thread(of, vendor);
        desk.vendors.asStaff(() -> {
            desk.application.bean(Messages.class).post(thread, words, List.of());
            return true;
        });
    }

    /** One run of what otherwise runs every few seconds, and the mails that came of it. */
    private void sweep() {
        Scopes.as(
                new Scope.System(Purpose.MAIL_OUT),
                () -> desk.application.bean(Digests.class).run());
        desk.settled();
    }

    private List<MailSink.Message> mails(TestPerson to, String subject) {
        return desk.sink.messagesTo(to.email()).stream()
                .filter(mail -> WaveDesk.header(mail, "Subject").contains(subject))
                .toList();
    }

    private void in(Duration ahead) {
        desk.application.advance(ahead);
        sweep();
    }

    @Test
    void aRoundIsOneMailThatNamesTheCaseAndSaysNothingOfIt() {
        CoordinatedCase of = distributed(desk.curve);
        TestPerson reader = member(desk.curve);
        assertThat(wishes(reader, "INSTANT").status()).isEqualTo(303);
        says(of, desk.curve, "Secret words one");
        sweep();
        says(of, desk.curve, "Secret words two");
        sweep();
        assertThat(mails(reader, "News in a case")).isEmpty();
        in(Duration.ofMinutes(3));
        in(Duration.ofMinutes(30));
        MailSink.Message mail = only(mails(reader, "News in a case"));
        assertThat(WaveDesk.header(mail, "Subject")).isEqualTo("[" + of.number() + "] News in a case");
        assertThat(words(mail)).contains("/our-cases/" + of.id()).doesNotContain("Secret", "Router");
    }

    private static String words(MailSink.Message mail) {
        return ((IncomingMail) IncomingMail.read(mail.bytes())).text().text();
    }

    private static MailSink.Message only(List<MailSink.Message> mails) {
        assertThat(mails).hasSize(1);
        return mails.getFirst();
    }

    private void replies(CoordinatedCase of, Vendor vendor, String words) {
        var thread = desk.thread(of, vendor);
        Scopes.as(
                desk.vendors.staff(),
                () -> desk.application.bean(Replies.class).post(Uuid7.at(desk.now()), thread, words, List.of()));
    }

    @Test
    void whatIsWrittenOnAPageIsToldOnceItIsSeenAndStandsInTheVendorsTimeline() {
        CoordinatedCase of = distributed(desk.curve);
        TestPerson reader = member(desk.curve);
        TestPerson other = member(desk.rsa);
        wishes(reader, "INSTANT");
        wishes(other, "INSTANT");
        replies(of, desk.curve, "Words");
        String timeline = "/our-cases/" + of.id() + "/timeline";
        assertThat(reader.browser().get(timeline).html().select("[data-kind=message.posted]"))
                .isEmpty();
        sweep();
        in(Undo.PAUSE.plusSeconds(1));
        in(Duration.ofMinutes(3));
        assertThat(mails(reader, "News in a case")).hasSize(1);
        assertThat(mails(other, of.number())).isEmpty();
        assertThat(reader.browser().get(timeline).html().select("[data-kind=message.posted]"))
                .hasSize(1);
    }

    @Test
    void whatIsSaidInAGroupIsToldToItsMembersAlone() {
        CoordinatedCase of = distributed(desk.curve, desk.rsa);
        TestPerson inside = member(desk.curve);
        TestPerson outside = member(desk.rsa);
        wishes(inside, "INSTANT");
        wishes(outside, "INSTANT");
        ThreadId group = opened(of, ThreadKind.GROUP);
        desk.vendors.asStaff(() -> {
            desk.application.bean(NamedThreads.class).leave(group, desk.rsa.id());
            return true;
        });
        posted(group, "Words for few");
        assertThat(mails(inside, "[" + of.number() + "] News in a case")).hasSize(1);
        assertThat(mails(outside, of.number())).isEmpty();
        posted(opened(of, ThreadKind.ALL), "Words for all");
        in(Duration.ofMinutes(30));
        assertThat(mails(outside, "[" + of.number() + "] News in a case")).hasSize(1);
    }

    private ThreadId opened(CoordinatedCase of, ThreadKind kind) {
        return desk.vendors.asStaff(() -> desk.application
                .bean(NamedThreads.class)
                .open(
                        Uuid7.at(desk.now()),
                        of.id(),
                        kind,
                        "Title",
                        kind == ThreadKind.GROUP ? Set.of(desk.curve.id(), desk.rsa.id()) : Set.of(),
                        false));
    }

    /** Staff write on a page, the pause passes and the mails of it are due. */
    private void posted(ThreadId thread, String words) {
        Scopes.as(
                desk.vendors.staff(),
                () -> desk.application.bean(Replies.class).post(Uuid7.at(desk.now()), thread, words, List.of()));
        in(Undo.PAUSE.plusSeconds(1));
        in(Duration.ofMinutes(3));
    }

    @Test
    void whoeverIsNamedIsToldAtOnceAndTheOthersOfTheThreadAsTheyChose() {
        CoordinatedCase of = distributed(desk.curve);
        TestPerson named =
                TestPerson.joined(desk.application, "Nomi Named", "named@curve.example", desk.curve.id(), Role.MEMBER);
        TestPerson other = member(desk.curve);
        wishes(named, "NONE");
        wishes(other, "NONE");
        posted(desk.thread(of, desk.curve), "Words for nobody special");
        assertThat(mails(named, of.number())).isEmpty();
        posted(desk.thread(of, desk.curve), "@Nomi Named please look");
        assertThat(mails(named, "[" + of.number() + "] News in a case")).hasSize(1);
        assertThat(mails(other, of.number())).isEmpty();
    }

    @Test
    void nobodyIsToldOfWhatWasTakenBack() {
        CoordinatedCase of = distributed(desk.curve);
        TestPerson reader = member(desk.curve);
        wishes(reader, "INSTANT");
        replies(of, desk.curve, "Words");
        sweep();
        String message = desk.application
                .everything("select id::text from message where case_id = '" + of.id() + "' order by id desc limit 1")
                .getFirst();
        desk.vendors.asStaff(() -> desk.vendors
                .sql()
                .sql("select message_undo(:id::uuid)")
                .param("id", message)
                .query(Boolean.class)
                .single());
        in(Undo.PAUSE.plusSeconds(1));
        in(Duration.ofMinutes(3));
        assertThat(mails(reader, of.number())).isEmpty();
    }

    @Test
    void theSubjectCarriesTheVendorsOwnNumber() {
        CoordinatedCase of = distributed(desk.curve);
        desk.curvePerson.post("/our-cases/" + of.id() + "/number", "number", "CURVE-9");
        TestPerson reader = member(desk.curve);
        wishes(reader, "INSTANT");
        says(of, desk.curve, "Words");
        sweep();
        in(Duration.ofMinutes(3));
        MailSink.Message mail = only(mails(reader, "News in a case"));
        assertThat(WaveDesk.header(mail, "Subject")).isEqualTo("[" + of.number() + "] [CURVE-9] News in a case");
    }

    @Test
    void nobodyIsToldOfWhatAnotherVendorSaysNorOfWhatItSaidItself() {
        CoordinatedCase of = distributed(desk.curve, desk.rsa);
        TestPerson own = member(desk.curve);
        TestPerson other = member(desk.rsa);
        wishes(own, "INSTANT");
        wishes(other, "INSTANT");
        own.browser().post("/our-cases/" + of.id() + "/status", "status", "AFFECTED");
        sweep();
        in(Duration.ofMinutes(3));
        assertThat(mails(own, of.number())).isEmpty();
        assertThat(mails(other, of.number())).isEmpty();
    }

    @Test
    void quietHoursKeepAMailBackUntilMorningInTokyoAndOneMailTellsOfAllCases() {
        CoordinatedCase first = distributed(desk.rsa);
        CoordinatedCase second = distributed(desk.rsa);
        TestPerson reader = member(desk.rsa);
        wishes(reader, "HOURLY", "quietFrom", "22:00", "quietUntil", "07:00");
        toLocal(23, 10);
        says(first, desk.rsa, "Words");
        says(second, desk.rsa, "Words");
        sweep();
        in(Duration.ofHours(2));
        in(Duration.ofHours(5));
        assertThat(mails(reader, "News in several cases")).isEmpty();
        in(Duration.ofHours(1));
        MailSink.Message mail = only(mails(reader, "News in several cases"));
        assertThat(words(mail)).contains(first.number(), second.number());
    }

    /** Puts the clock to this time of day in Tokyo. */
    private void toLocal(int hour, int minute) {
        Instant now = desk.now();
        Instant then = now.atZone(TOKYO).withHour(hour).withMinute(minute).toInstant();
        desk.application.advance(Duration.between(now, then.isAfter(now) ? then : then.plus(Duration.ofDays(1))));
    }

    @Test
    void theEndOfAnEmbargoIsToldAtOnceWhateverWasChosenAndToStaffWhoWorkedOnTheCase() {
        CoordinatedCase of = distributed(desk.curve);
        TestPerson reader = member(desk.curve);
        wishes(reader, "NONE", "quietFrom", "00:00", "quietUntil", "23:59");
        TestPerson worked = TestPerson.joined(
                desk.application,
                "Worked",
                "worked@csirt.example",
                desk.vendors.staff().organisation(),
                Role.COORDINATOR);
        worked.browser().post("/cases/" + of.id() + "/cve", "cve", "CVE-2026-12345");
        sweep();
        Browser.Page ended = TestPerson.joined(
                        desk.application,
                        "Decides",
                        "decides@csirt.example",
                        desk.vendors.staff().organisation(),
                        Role.COORDINATOR)
                .browser()
                .post("/cases/" + of.id() + "/embargo/end", "reason", "LEAKED", "sure", "yes");
        assertThat(ended.status()).as(ended.text()).isEqualTo(303);
        sweep();
        assertThat(mails(reader, "[" + of.number() + "] Please look at this case now"))
                .hasSize(1);
        assertThat(mails(worked, "[" + of.number() + "] Please look at this case now"))
                .hasSize(1);
    }

    @Test
    void whoMayNotSeeTheCaseAnyMoreIsToldNothing() {
        CoordinatedCase of = distributed(desk.curve);
        TestPerson reader = member(desk.curve);
        wishes(reader, "DAILY");
        says(of, desk.curve, "Words");
        sweep();
        desk.vendors.withdraw(of, desk.curve);
        in(Duration.ofDays(2));
        assertThat(mails(reader, of.number())).isEmpty();
    }

    @Test
    void twoRunsAtOnceTellOnceAndTheLetterIsNotedWhereItWasTold() {
        CoordinatedCase of = distributed(desk.curve);
        TestPerson reader = member(desk.curve);
        wishes(reader, "INSTANT");
        says(of, desk.curve, "Words");
        sweep();
        desk.application.advance(Duration.ofMinutes(3));
        Thread other = Thread.ofVirtual().start(this::sweep);
        sweep();
        join(other);
        MailSink.Message mail = only(mails(reader, "News in a case"));
        String letter = desk.application
                .everything(
                        "select letter_id::text from notice_due d join person p on p.id = d.person_id where p.email = '"
                                + reader.email() + "'")
                .getFirst();
        assertThat(WaveDesk.header(mail, "Message-ID")).isEqualTo("<" + letter + "@csirt.example>");
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Test
    void thePageKeepsWhatWasTypedAndSaysWhatCannotBeKept() {
        TestPerson reader = member(desk.curve);
        assertThat(reader.browser().get("/account/notices").text()).contains("whatever is chosen here");
        Browser.Page page = wishes(reader, "WEEKLY", "quietFrom", "late", "quietUntil", "07:00", "business", "yes");
        assertThat(page.status()).isEqualTo(422);
        assertThat(page.html().select("[data-refusal]").eachAttr("data-refusal"))
                .containsExactlyInAnyOrder("notices-rhythm", "notices-time");
        assertThat(page.html().select("#quietFrom").val()).isEqualTo("late");
        assertThat(page.html().select("[name=business]").hasAttr("checked")).isTrue();
        assertThat(wishes(reader, "DAILY", "quietFrom", "22:00", "quietUntil", "07:00")
                        .status())
                .isEqualTo(303);
        Browser.Page kept = reader.browser().get("/account/notices?done=yes");
        assertThat(kept.html().select("#everything option[selected]").val()).isEqualTo("DAILY");
        assertThat(kept.html().select("#quietFrom").val()).isEqualTo("22:00");
        reader.browser().post("/language", "language", "ja", "back", "/");
        assertThat(reader.browser().get("/account/notices").text()).contains("お知らせしない時間帯");
    }

    @Test
    void whoeverIsNamedCannotChooseNeverToBeTold() {
        Browser.Page page = member(desk.rsa)
                .browser()
                .post(
                        "/account/notices",
                        "mentions",
                        "NONE",
                        "mine",
                        "NONE",
                        "everything",
                        "NONE",
                        "daily",
                        "09:00",
                        "zone",
                        "UTC");
        assertThat(page.refusal()).isEqualTo("notices-mentions");
    }
}
