package org.chosei.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.chosei.access.Audience;
import org.chosei.access.Audiences;
import org.chosei.access.Grants;
import org.chosei.access.Purpose;
import org.chosei.access.Role;
import org.chosei.access.Scope;
import org.chosei.access.Scopes;
import org.chosei.cases.CoordinatedCase;
import org.chosei.demo.MailSink;
import org.chosei.identity.TestPerson;
import org.chosei.kernel.AudienceId;
import org.chosei.kernel.OrganisationId;
import org.chosei.mail.reading.IncomingMail;
import org.chosei.testing.Browser;
import org.chosei.vault.search.SearchUpkeep;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Talk among staff and vendors: who reads what, what may be taken back and changed, and where a reader goes on. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TalkTest {
    private final TalkDesk desk = new TalkDesk();
    private final CaseInWork work = desk.work;
    private final Browser staff = work.coordinator;

    @AfterAll
    void stop() {
        desk.close();
    }

    @Test
    void groupIsMailedToItsMembersAndReadByNobodyElse() {
        String talk = desk.open(work.shared, ThreadKind.GROUP, "Patch of the two", false, work.a, work.b);
        Browser.Page page = desk.staff(work.shared, talk);
        assertThat(page.html().select("form.composer.group button").text()).startsWith("Send to 2 vendors, ");
        assertThat(page.text()).contains("do not learn who the others are");
        int toA = work.mails(work.a, work.shared).size();
        int toB = work.mails(work.b, work.shared).size();
        int toC = work.mails(work.c, work.shared).size();
        String words = CaseInWork.fresh();
        desk.send(staff, page, words);
        assertThat(desk.vendor(work.a, work.shared, talk).text()).doesNotContain(words);
        assertThat(work.mails(work.a, work.shared)).hasSize(toA);
        desk.pause();

        MailSink.Message mail = work.awaitMail(work.a, work.shared, toA + 1);
        work.awaitMail(work.b, work.shared, toB + 1);
        IncomingMail read = (IncomingMail)
                IncomingMail.read(work.a.gpg().decrypt(CaseInWork.armored(mail)).output());
        assertThat(read.text().text()).contains(words, "Your answer by mail goes to the coordination team alone");
        assertThat(work.mails(work.c, work.shared)).hasSize(toC);
        assertThat(desk.vendor(work.a, work.shared, talk).text()).contains(words, "Patch of the two");
        assertThat(desk.vendor(work.b, work.shared, talk).text()).contains(words);
        assertThat(desk.vendor(work.c, work.shared, talk).status()).isEqualTo(404);
        Browser third = TalkDesk.browser(work.c);
        String landing = third.get("/our-cases/" + work.shared.id() + "/talk").location();
        assertThat(third.get(landing).text()).doesNotContain("Patch of the two");

        String answer = CaseInWork.fresh();
        work.post.deliver(CaseInWork.replyTo(mail), work.a.signed(answer));
        assertThat(work.staffPage(work.shared, work.a).text())
                .as("private thread")
                .contains(answer);
        assertThat(desk.vendor(work.b, work.shared, talk).text()).doesNotContain(answer);
    }

    @Test
    void vendorsOfAGroupReadEachOthersWordsAndNeverLearnWhoTheyAre() {
        String talk = desk.open(work.shared, ThreadKind.GROUP, "Nameless", false, work.a, work.b);
        String words = CaseInWork.fresh();
        desk.say(TalkDesk.browser(work.b), desk.vendor(work.b, work.shared, talk), words);

        Browser.Page seen = desk.vendor(work.a, work.shared, talk);
        assertThat(seen.html().select("article.message:contains(" + words + ")").text())
                .contains("Another vendor");
        assertThat(seen.text()).doesNotContain(work.b.vendor().name());
        assertThat(desk.staff(work.shared, talk)
                        .html()
                        .select("article.message:contains(" + words + ")")
                        .text())
                .contains(work.b.vendor().name());
        String foreign = desk.scope(work.b).id().toString();
        for (String table : List.of(
                "message", "message_hand", "sealed_item", "audience_member", "ledger_entry", "thread", "message_pin")) {
            assertThat(desk.rows(desk.scope(work.a), table))
                    .as(table)
                    .noneMatch(row -> row.contains(foreign)
                            || row.contains(work.b.vendor().id().toString()));
        }
        assertThat(desk.rows(desk.scope(work.b), "message_hand"))
                .as("its own hand")
                .isNotEmpty();
    }

    @Test
    void namesAreShownOnlyWhereStaffMadeItSo() {
        String talk = desk.open(work.shared, ThreadKind.GROUP, "Known to each other", true, work.a, work.b);
        desk.say(TalkDesk.browser(work.b), desk.vendor(work.b, work.shared, talk), CaseInWork.fresh());
        Browser.Page seen = desk.vendor(work.a, work.shared, talk);
        assertThat(seen.html().select("details.members").text())
                .contains(work.b.vendor().name());
        assertThat(seen.html().select("article.message header").text())
                .contains(work.b.vendor().name());
        assertThat(seen.text()).doesNotContain(work.c.vendor().name());
    }

    @Test
    void vendorTakenOutOfAGroupReadsNothingThereAtOnceAndGetsNoMailThatWaited() {
        String talk = desk.open(work.shared, ThreadKind.GROUP, "Leaving", false, work.a, work.b);
        String before = CaseInWork.fresh();
        String message = desk.say(staff, desk.staff(work.shared, talk), before);
        assertThat(desk.vendor(work.b, work.shared, talk).text()).contains(before);
        work.awaitMail(work.b, work.shared, work.mails(work.b, work.shared).size());

        int toA = work.mails(work.a, work.shared).size();
        desk.send(staff, desk.staff(work.shared, talk), CaseInWork.fresh());
        String thread = talk.substring(talk.lastIndexOf('/') + 1);
        assertThat(staff.post(
                                "/threads/" + thread + "/members/removal",
                                "vendor",
                                work.b.vendor().id().toString())
                        .status())
                .isEqualTo(303);
        long cancelled = work.post.count("select count(*) from mail_delivery where state = 'CANCELLED' and"
                + " organisation_id = '" + work.b.vendor().id() + "'");
        assertThat(cancelled).isPositive();
        desk.pause();
        work.awaitMail(work.a, work.shared, toA + 1);

        Browser gone = TalkDesk.browser(work.b);
        assertThat(desk.vendor(work.b, work.shared, talk).status()).isEqualTo(404);
        assertThat(gone.get("/messages/" + message).status()).isEqualTo(404);
        assertThat(gone.get("/messages/" + message + "/history").status()).isEqualTo(404);
        assertThat(gone.post(
                                "/threads/" + thread + "/messages",
                                "form",
                                java.util.UUID.randomUUID().toString(),
                                "text",
                                "x")
                        .status())
                .isEqualTo(404);
        assertThat(desk.rows(desk.scope(work.b), "message")).noneMatch(row -> row.contains(thread));
    }

    @Test
    void vendorThatLosesTheCaseLosesGroupAndAllVendorsThreadInTheSameInstant() {
        CoordinatedCase of = work.open("Matter that one loses", work.a, work.b);
        String group = desk.open(of, ThreadKind.GROUP, "Both", false, work.a, work.b);
        String all = desk.open(of, ThreadKind.ALL, "Everybody", false);
        Browser.Page page = desk.staff(of, all);
        assertThat(page.html().select("form.composer.all button").text()).startsWith("Send to 2 vendors, ");
        desk.say(staff, page, CaseInWork.fresh());
        assertThat(desk.vendor(work.b, of, group).status()).isEqualTo(200);
        assertThat(desk.vendor(work.b, of, all).status()).isEqualTo(200);
        assertThat(desk.vendor(work.c, of, all).status()).isEqualTo(404);

        assertThat(staff.post(
                                "/cases/" + of.id() + "/vendors/"
                                        + work.b.vendor().id() + "/withdrawal",
                                "reason",
                                "Left")
                        .status())
                .isEqualTo(303);

        assertThat(desk.vendor(work.b, of, group).status()).isEqualTo(404);
        assertThat(desk.vendor(work.b, of, all).status()).isEqualTo(404);
        for (String table : List.of("thread", "message", "audience", "audience_member", "sealed_item", "read_mark")) {
            assertThat(desk.rows(desk.scope(work.b), table))
                    .as(table)
                    .noneMatch(row -> row.contains(of.id().toString()));
        }
        assertThat(desk.vendor(work.a, of, group).status()).isEqualTo(200);
        assertThat(desk.staff(of, all).html().select("form.composer.all button").text())
                .isEqualTo("Send to 1 vendor, 1 person");
    }

    @Test
    void vendorThatWasCutOffAndComesBackIsInNoGroupFromBefore() {
        CoordinatedCase of = work.open("Matter that one comes back to", work.a, work.b);
        String group = desk.open(of, ThreadKind.GROUP, "Before", false, work.a, work.b);
        String all = desk.open(of, ThreadKind.ALL, "Everybody still", false);
        String withdrawal = "/cases/" + of.id() + "/vendors/" + work.b.vendor().id() + "/withdrawal";
        assertThat(staff.post(withdrawal, "reason", "Left").status()).isEqualTo(303);
        assertThat(members(of)).containsExactly(work.a.vendor().id().toString());
        grantAgain(of, work.b);
        assertThat(desk.vendor(work.b, of, all).status()).as("it is back").isEqualTo(200);
        assertThat(desk.vendor(work.b, of, group).status()).isEqualTo(404);
        assertThat(desk.vendor(work.a, of, group).status()).isEqualTo(200);
    }

    @Test
    void vendorWhoseTimeRanOutComesBackIntoNoGroupEither() {
        CoordinatedCase of = work.open("Matter whose time ran out", work.a, work.b);
        String group = desk.open(of, ThreadKind.GROUP, "Until then", false, work.a, work.b);
        work.post.asStaff(() -> work.application
                .bean(JdbcClient.class)
                .sql(
                        "update access_grant set visible_until = chosei_now() where case_id = :case and organisation_id = :b")
                .param("case", of.id().value())
                .param("b", work.b.vendor().id().value())
                .update());
        assertThat(desk.vendor(work.b, of, group).status()).isEqualTo(404);
        grantAgain(of, work.b);
        assertThat(TalkDesk.browser(work.b).get("/our-cases/" + of.id()).status())
                .as("it is back")
                .isEqualTo(200);
        assertThat(desk.vendor(work.b, of, group).status()).isEqualTo(404);
    }

    private List<String> members(CoordinatedCase of) {
        return work.post.staffSees("select organisation_id::text from audience_member where case_id = '" + of.id()
                + "' and removed_at is null");
    }

    private void grantAgain(CoordinatedCase of, CaseInWork.Party vendor) {
        OrganisationId id = vendor.vendor().id();
        work.post.asStaff(() -> {
            AudienceId audience = work.application.bean(Audiences.class).open(of.id(), Audience.Kind.ORGANISATION, id);
            work.application
                    .bean(Grants.class)
                    .grant(
                            of.id(),
                            null,
                            work.application.clock().instant().minusSeconds(1),
                            List.of(new Grants.Grant(id, audience, null)));
            return true;
        });
    }

    @Test
    void wordsThatMayBeTakenBackAreFoundByNobodyAndOthersOnceTheyAreSeen() {
        String path = "/talk/" + threadOf(work.shared, work.a);
        String kept = desk.send(staff, desk.staff(work.shared, path), "hachidori kept " + CaseInWork.fresh());
        String taken = desk.send(staff, desk.staff(work.shared, path), "hachidori taken " + CaseInWork.fresh());
        assertThat(words(kept)).as("no word of it").isZero();
        staff.post("/messages/" + taken + "/undo");
        desk.pause();
        index();
        for (Browser reader : List.of(staff, desk.colleague, TalkDesk.browser(work.a))) {
            assertThat(found(reader, "hachidori")).containsExactly("/messages/" + kept);
        }
        assertThat(found(TalkDesk.browser(work.b), "hachidori")).isEmpty();
        assertThat(words(taken)).isZero();

        String history = "/messages/" + kept + "/history";
        String seen = staff.get(history).html().select("[name=seen]").val();
        staff.post("/messages/" + kept + "/edit", "seen", seen, "text", "yotaka instead");
        assertThat(found(TalkDesk.browser(work.a), "hachidori")).isEmpty();
        assertThat(found(TalkDesk.browser(work.a), "yotaka")).containsExactly("/messages/" + kept);
        staff.post("/messages/" + kept + "/withdrawal", "reason", "Wrong bird");
        index();
        assertThat(found(staff, "yotaka")).isEmpty();
        assertThat(words(kept)).isZero();
    }

    /** As it was done once: a word of it is in the index before it may be seen. */
    @Test
    void takingBackEmptiesWhatTheIndexAlreadyHas() {
        String path = "/talk/" + threadOf(work.shared, work.a);
        String message = desk.send(staff, desk.staff(work.shared, path), CaseInWork.fresh());
        work.application.asOwner("insert into search_entry (id, kind, subject, case_id, audience_id, sealed, tokens)"
                + " select uuidv7(), 'message', id, case_id, audience_id, array[body], array_to_tsvector(array['abcdefgh'])"
                + " from message where id = '" + message + "'");
        assertThat(words(message)).isOne();
        staff.post("/messages/" + message + "/undo");
        assertThat(words(message)).isZero();
    }

    @Test
    void wordsOfANamelessVendorAreFoundByItsGroupWithoutItsName() {
        String talk = desk.open(work.shared, ThreadKind.GROUP, "Nameless birds", false, work.a, work.b);
        String message = desk.say(
                TalkDesk.browser(work.b), desk.vendor(work.b, work.shared, talk), "kawasemi " + CaseInWork.fresh());
        index();
        Browser member = TalkDesk.browser(work.a);
        assertThat(found(member, "kawasemi")).containsExactly("/messages/" + message);
        assertThat(member.get("/search?q=kawasemi").html().select(".found").text())
                .doesNotContain(work.b.vendor().name());
        assertThat(found(TalkDesk.browser(work.c), "kawasemi")).isEmpty();
        assertThat(desk.rows(desk.scope(work.a), "search_entry").stream().filter(row -> row.contains(message)))
                .isNotEmpty()
                .noneMatch(row -> row.contains(work.b.vendor().id().toString()));
    }

    private void index() {
        Scopes.as(
                new Scope.System(Purpose.SEARCH),
                () -> work.application.bean(SearchUpkeep.class).run());
    }

    private static List<String> found(Browser reader, String word) {
        return reader.get("/search?q=" + word)
                .html()
                .select(".found li[data-kind=message] a")
                .eachAttr("href");
    }

    /** How many rows of the index hold a word of a message. */
    private long words(String message) {
        return Long.parseLong(work.application
                .everything("select count(*)::text from search_entry where (subject = '" + message + "' or within = '"
                        + message + "') and (tokens <> '' or sealed <> '{}')")
                .getFirst());
    }

    @Test
    void messageIsTakenBackWhollyWithinTenSecondsAndItsWordsComeBack() {
        Browser.Page page =
                staff.get("/cases/" + work.onlyA.id() + "/talk/" + threadOf(work.onlyA, work.a) + "?latest=yes");
        assertThat(page.html().select("form.composer.vendor button").text())
                .startsWith("Send to " + work.a.vendor().name() + ", 1 person");
        int before = work.mails(work.a, work.onlyA).size();
        String words = CaseInWork.fresh();
        String message = desk.send(staff, page, words);
        assertThat(desk.colleague.get("/messages/" + message).status())
                .as("a colleague")
                .isEqualTo(404);
        assertThat(desk.rows(desk.scope(work.a), "message")).noneMatch(row -> row.contains(message));
        List<String> sealed = desk.rows(desk.scope(work.a), "sealed_item");

        Browser.Page undone = staff.post("/messages/" + message + "/undo");
        assertThat(undone.status()).isEqualTo(303);
        Browser.Page again = staff.get(undone.location());
        assertThat(again.html().expectFirst("form.composer textarea").val()).isEqualTo(words);
        assertThat(again.html().select("article.message:contains(" + words + ")"))
                .isEmpty();
        desk.pause();
        assertThat(desk.vendor(work.a, work.onlyA, "/talk/" + threadOf(work.onlyA, work.a))
                        .text())
                .doesNotContain(words);
        assertThat(desk.rows(desk.scope(work.a), "message")).noneMatch(row -> row.contains(message));
        assertThat(desk.rows(desk.scope(work.a), "sealed_item")).hasSameSizeAs(sealed);
        assertThat(desk.rows(desk.scope(work.a), "ledger_entry")).noneMatch(row -> row.contains(message));
        assertThat(work.mails(work.a, work.onlyA)).hasSize(before);
        assertThat(work.entries(work.onlyA, "message.undone", message)).isOne();

        String kept = desk.say(staff, again, CaseInWork.fresh());
        assertThat(staff.post("/messages/" + kept + "/undo").refusal()).isEqualTo("undo-late");
        work.awaitMail(work.a, work.onlyA, before + 1);
    }

    @Test
    void oldWordsStayReadableAndAStaleEditLosesNothing() {
        String path = "/talk/" + threadOf(work.shared, work.a);
        String message = desk.say(
                TalkDesk.browser(work.a), desk.vendor(work.a, work.shared, path), "Fixed in May alpha beta gamma");
        Browser own = TalkDesk.browser(work.a);
        String history = "/messages/" + message + "/history";
        String first = own.get(history).html().select("[name=seen]").val();
        assertThat(own.post("/messages/" + message + "/edit", "seen", first, "text", "Fixed in June alpha beta gamma")
                        .status())
                .isEqualTo(303);
        Browser.Page shown = staff.get(history);
        assertThat(shown.html().select("del").text()).isEqualTo("May");
        assertThat(shown.html().select("ins").text()).isEqualTo("June");
        assertThat(desk.staff(work.shared, path).text()).contains("Fixed in June", "edited once");

        Browser.Page stale =
                own.post("/messages/" + message + "/edit", "seen", first, "text", "Typed in the other tab");
        assertThat(stale.status()).isEqualTo(422);
        assertThat(stale.refusal()).isEqualTo("message-changed");
        assertThat(stale.html().expectFirst("textarea").val()).isEqualTo("Typed in the other tab");

        assertThat(staff.post("/messages/" + message + "/edit", "seen", first, "text", "by staff")
                        .refusal())
                .isEqualTo("message-not-own");
        assertThat(own.post("/messages/" + message + "/withdrawal", "reason", " ")
                        .refusal())
                .isEqualTo("withdrawal-reason");
        assertThat(own.post("/messages/" + message + "/withdrawal", "reason", "Wrong case")
                        .status())
                .isEqualTo(303);
        assertThat(desk.vendor(work.a, work.shared, path).text())
                .contains("Wrong case")
                .doesNotContain("Fixed in June");
        assertThat(desk.staff(work.shared, path).text()).contains("Wrong case", "Fixed in June");
        assertThat(own.get(history).text()).as("its words are for staff now").doesNotContain("Fixed in");
        assertThat(staff.get(history).text()).contains("Fixed in");
    }

    @Test
    void editByStaffIsMailedAsWell() {
        Browser.Page page =
                staff.get("/cases/" + work.shared.id() + "/talk/" + threadOf(work.shared, work.c) + "?latest=yes");
        int before = work.mails(work.c, work.shared).size();
        String message = desk.say(staff, page, CaseInWork.fresh());
        work.awaitMail(work.c, work.shared, before + 1);
        String seen = staff.get("/messages/" + message + "/history")
                .html()
                .select("[name=seen]")
                .val();
        String letters = "select count(*) from message_letter where message_id = '" + message + "'";
        long first = work.post.count(letters);
        staff.post("/messages/" + message + "/edit", "seen", seen, "text", "Words with a slip");
        assertThat(work.post.count(letters)).as("mails to be ended with it").isGreaterThan(first);
        String again = staff.get("/messages/" + message + "/history")
                .html()
                .select("[name=seen]")
                .val();
        staff.post("/messages/" + message + "/edit", "seen", again, "text", "The corrected words");
        assertThat(work.mails(work.c, work.shared)).as("it waits").hasSize(before + 1);
        desk.pause();
        MailSink.Message mail = work.awaitMail(work.c, work.shared, before + 2);
        IncomingMail read = (IncomingMail)
                IncomingMail.read(work.c.gpg().decrypt(CaseInWork.armored(mail)).output());
        assertThat(read.text().text()).contains("This replaces an earlier message", "The corrected words");
        assertThat(work.mails(work.c, work.shared)).as("the slip left nobody").hasSize(before + 2);
        assertThat(work.post.staffSees(
                        "select state from mail_delivery d join message_letter l on l.mail_id = d.body_id"
                                + " where l.message_id = '" + message + "' order by d.id"))
                .containsExactlyInAnyOrder("HANDED_OVER", "CANCELLED", "HANDED_OVER");
    }

    @Test
    void mentionedPersonFindsItAndNamesOfOthersStayText() {
        String ann = work.post
                .staffSees("select name from person where id = '"
                        + desk.scope(work.a).id() + "'")
                .getFirst();
        String inA = "/cases/" + work.shared.id() + "/talk/" + threadOf(work.shared, work.a) + "?latest=yes";
        String message = desk.send(staff, staff.get(inA), "@" + ann + " please look " + CaseInWork.fresh());
        assertThat(mentions(work.a)).as("not before it is sent").noneMatch(message::equals);
        desk.pause();
        assertThat(mentions(work.a)).contains(message);
        assertThat(mentions(work.b)).doesNotContain(message);

        TestPerson.joined(
                work.application,
                "Bo Unseen",
                "bo@hidden.example",
                work.b.vendor().id(),
                Role.MEMBER);
        Browser.Page own = desk.vendor(work.a, work.shared, "/talk/" + threadOf(work.shared, work.a));
        assertThat(own.html().select("#m-" + message + " mark.mention.own").text())
                .isEqualTo("@" + ann);
        assertThat(staff.get(inA)
                        .html()
                        .select("#m-" + message + " mark.mention:not(.own)")
                        .text())
                .isEqualTo("@" + ann);
        assertThat(own.html().select(".mentionable code").eachText())
                .contains("@" + ann)
                .doesNotContain("@Bo Unseen");
        String unseen = desk.say(TalkDesk.browser(work.a), own, "@Bo Unseen " + CaseInWork.fresh());
        assertThat(desk.vendor(work.a, work.shared, "/talk/" + threadOf(work.shared, work.a))
                        .html()
                        .select("#m-" + unseen + " mark"))
                .as("text")
                .isEmpty();
        assertThat(work.application.everything("select count(*)::text from message_mention m join person p"
                        + " on p.id = m.person_id where p.name = 'Bo Unseen'"))
                .containsExactly("0");
    }

    private List<String> mentions(CaseInWork.Party vendor) {
        var scope = desk.scope(vendor);
        return desk.as(
                scope,
                () -> work.application.bean(Mentions.class).of(scope.id()).stream()
                        .map(each -> each.message().toString())
                        .toList());
    }

    @Test
    void pinStaysOnTopAndItsPermalinkLeadsToIt() {
        String path = "/talk/" + threadOf(work.shared, work.b);
        String words = CaseInWork.fresh();
        String message = desk.say(staff, desk.staff(work.shared, path), words);
        Browser own = TalkDesk.browser(work.b);
        assertThat(own.post("/messages/" + message + "/pin", "pinned", "yes").location())
                .isEqualTo("/our-cases/" + work.shared.id() + path + "?at=" + message + "#m-" + message);
        assertThat(desk.staff(work.shared, path).html().select(".pins").text()).contains(words);
        staff.post("/messages/" + message + "/pin", "pinned", "no");
        assertThat(desk.vendor(work.b, work.shared, path).html().select(".pins"))
                .isEmpty();
        assertThat(staff.get("/messages/" + message).location())
                .isEqualTo("/cases/" + work.shared.id() + path + "?at=" + message + "#m-" + message);
    }

    @Test
    void whereVendorsReadEachOtherOnlyStaffSayWhatIsOnTop() {
        String talk = desk.open(work.shared, ThreadKind.ALL, "On top", false);
        String words = CaseInWork.fresh();
        String message = desk.say(staff, desk.staff(work.shared, talk), words);
        staff.post("/messages/" + message + "/pin", "pinned", "yes");
        Browser.Page seen = desk.vendor(work.b, work.shared, talk);
        assertThat(seen.html().select(".pins").text()).contains(words);
        assertThat(seen.html().select("form[action$=/pin]")).isEmpty();
        assertThat(TalkDesk.browser(work.b)
                        .post("/messages/" + message + "/pin", "pinned", "no")
                        .refusal())
                .isEqualTo("pin-shared");
        assertThat(desk.tried(
                        desk.scope(work.b),
                        "insert into message_pin (id, message_id, case_id, audience_id, pinned)"
                                + " select uuidv7(), id, case_id, audience_id, false from message where id = '"
                                + message + "'"))
                .isEqualTo("42501");
        assertThat(desk.vendor(work.a, work.shared, talk).html().select(".pins").text())
                .contains(words);
    }

    @Test
    void talkOpensOnTheFirstUnreadMessageOfEachReader() {
        CoordinatedCase of = work.open("Matter to read", work.a);
        String path = "/talk/" + threadOf(of, work.a);
        String first = desk.say(staff, desk.staff(of, path), CaseInWork.fresh());
        String second = desk.say(staff, desk.staff(of, path), CaseInWork.fresh());
        Browser own = TalkDesk.browser(work.a);
        var scope = desk.scope(work.a);
        assertThat(desk.as(scope, () -> work.application.bean(Unread.class).counts(scope.id(), List.of(of.id()))))
                .containsEntry(of.id(), 2);
        assertThat(own.get("/our-cases/" + of.id() + "/talk/unread").body()).contains("2 unread");
        String here = "/our-cases/" + of.id() + path;
        assertThat(own.get("/our-cases/" + of.id() + "/talk").location()).isEqualTo(here);
        assertThat(own.get(here).location()).isEqualTo(here + "?at=" + first + "#m-" + first);
        Browser.Page page = own.get(here + "?at=" + first);
        assertThat(page.html().select(".unread-line + article").attr("id")).isEqualTo("m-" + first);
        assertThat(page.html().select("article[data-unread]").eachAttr("id"))
                .containsExactly("m-" + first, "m-" + second);
        assertThat(own.get(here).status()).as("all is read").isEqualTo(200);
        assertThat(own.get(here).html().select("[data-unread], .unread-line")).isEmpty();
        assertThat(desk.rows(desk.scope(work.b), "read_mark"))
                .noneMatch(row -> row.contains(of.id().toString()));
        assertThat(desk.colleague.get("/cases/" + of.id() + path).location())
                .as("read marks are each one's own")
                .contains("?at=" + first);
    }

    @Test
    void badWordsAreRefusedOnThePageAndNothingTypedIsLost() {
        Browser.Page page = desk.staff(work.shared, "/talk/" + threadOf(work.shared, work.a));
        String typed = "x".repeat(100_001);
        Browser.Page refused = CaseInWork.write(staff, page, typed);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.refusal()).isEqualTo("message-long");
        assertThat(refused.html().expectFirst("form.composer textarea").val()).isEqualTo(typed);
        Browser.Page form = staff.post(
                "/cases/" + work.shared.id() + "/talk",
                "form",
                java.util.UUID.randomUUID().toString(),
                "kind",
                "GROUP",
                "title",
                "Only one",
                "vendor",
                work.a.vendor().id().toString());
        assertThat(form.refusal()).isEqualTo("thread-group-two");
        assertThat(form.html().expectFirst("#title").val()).isEqualTo("Only one");
        assertThat(form.html().select("[name=vendor][checked]").val())
                .isEqualTo(work.a.vendor().id().toString());
    }

    @Test
    void threadIsResolvedAndReopenedAndReadInBothLanguages() {
        String talk = desk.open(work.shared, ThreadKind.NOTE, "CVSSの検討", false);
        String thread = talk.substring(talk.lastIndexOf('/') + 1);
        assertThat(desk.staff(work.shared, talk)
                        .html()
                        .select("form.composer.internal button")
                        .text())
                .isEqualTo("Save for staff only");
        staff.post("/threads/" + thread + "/state", "resolved", "yes");
        assertThat(desk.staff(work.shared, talk).text()).contains("Resolved", "CVSSの検討");
        assertThat(TalkDesk.browser(work.a)
                        .post("/threads/" + thread + "/state", "resolved", "no")
                        .status())
                .isEqualTo(404);
        staff.post("/threads/" + thread + "/state", "resolved", "no");
        String all = desk.open(work.shared, ThreadKind.ALL, "全社向け", false);
        staff.post("/language", "language", "ja");
        Browser.Page japanese = desk.staff(work.shared, all);
        staff.post("/language", "language", "en");
        assertThat(japanese.html().select("form.composer.all button").text()).matches("3社・[34]名に送る");
        assertThat(staff.get("/cases/" + work.shared.id() + "/talk/new").text()).contains("Whom is it for?");
    }

    @Test
    void vendorDoesNothingToAnothersMessageByItsId() {
        String message =
                desk.say(staff, desk.staff(work.shared, "/talk/" + threadOf(work.shared, work.a)), CaseInWork.fresh());
        String thread = threadOf(work.shared, work.a);
        Browser other = TalkDesk.browser(work.b);
        Stream.of(
                        "/messages/" + message,
                        "/messages/" + message + "/history",
                        "/our-cases/" + work.shared.id() + "/talk/" + thread)
                .forEach(path -> assertThat(other.get(path).status()).as(path).isEqualTo(404));
        for (String act : List.of("edit", "withdrawal", "pin", "undo")) {
            assertThat(other.post(
                                    "/messages/" + message + "/" + act,
                                    "seen",
                                    message,
                                    "text",
                                    "Mine now",
                                    "reason",
                                    "Because",
                                    "pinned",
                                    "yes")
                            .status())
                    .as(act)
                    .isEqualTo(404);
        }
        String from = " from (values (1)) as v, (select case_id, audience_id from message where id = '" + message
                + "' union all select '" + work.shared.id() + "', '" + audience(thread)
                + "') as x (case_id, audience_id)";
        var scope = desk.scope(work.b);
        assertThat(desk.tried(
                        scope,
                        "insert into message_pin (id, message_id, case_id, audience_id, pinned) select uuidv7(), '"
                                + message + "', x.case_id, x.audience_id, true" + from))
                .isEqualTo("42501");
        assertThat(desk.tried(
                        scope,
                        "insert into message_mention (message_id, person_id, case_id, audience_id) select '" + message
                                + "', '" + scope.id() + "', x.case_id, x.audience_id" + from))
                .isEqualTo("42501");
        assertThat(desk.tried(
                        scope,
                        "insert into read_mark (person_id, thread_id, case_id, audience_id, read_to) select '"
                                + scope.id() + "', '" + thread + "', x.case_id, x.audience_id, '" + message + "'"
                                + from))
                .isEqualTo("42501");
        assertThat(desk.tried(
                        scope,
                        "insert into message_edit (id, message_id, case_id, audience_id, body) select uuidv7(), '"
                                + message + "', x.case_id, x.audience_id, s.id" + from
                                + ", (select id from sealed_item limit 1) s"))
                .isEqualTo("42501");
        assertThat(desk.tried(
                        scope,
                        "insert into audience_member (id, audience_id, case_id, organisation_id) select uuidv7(), '"
                                + audience(thread) + "', '" + work.shared.id() + "', '" + scope.organisation() + "'"))
                .isEqualTo("42501");
        for (String function :
                List.of("message_undo('" + message + "')", "message_withdraw('" + message + "', uuidv7())")) {
            assertThat(desk.as(
                            scope,
                            () -> work.application
                                    .bean(JdbcClient.class)
                                    .sql("select " + function)
                                    .query(Boolean.class)
                                    .single()))
                    .as(function)
                    .isFalse();
        }
    }

    private String audience(String thread) {
        return work.post
                .staffSees("select audience_id::text from thread where id = '" + thread + "'")
                .getFirst();
    }

    private String threadOf(CoordinatedCase of, CaseInWork.Party vendor) {
        return work.post
                .staffSees("select id::text from thread where title is null and case_id = '" + of.id()
                        + "' and organisation_id = '" + vendor.vendor().id() + "'")
                .getFirst();
    }
}
