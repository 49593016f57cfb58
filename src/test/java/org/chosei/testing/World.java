package org.chosei.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.chosei.access.Purpose;
import org.chosei.access.Role;
import org.chosei.access.Scope;
import org.chosei.access.Scopes;
import org.chosei.cases.Cases;
import org.chosei.cases.CoordinatedCase;
import org.chosei.cases.NewCase;
import org.chosei.cases.status.StatusProposals;
import org.chosei.desk.digest.Digests;
import org.chosei.identity.TestPerson;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.PersonId;
import org.chosei.kernel.Tlp;
import org.chosei.mail.wire.Envelope;
import org.chosei.mail.wire.Receiver;
import org.chosei.registry.keys.KeyWatch;
import org.chosei.web.Site;
import org.jsoup.nodes.Element;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * A coordinating CSIRT in the middle of its work: its staff, a partner and five vendors that registered, signed and proved
 * their keys over the pages. Case {@link #shared} was distributed to {@link #asahi} and {@link #hidden}, to
 * {@link #withdrawn} which was taken out again, and will be to {@link #waiting}; case {@link #alone} to {@link #hidden}
 * only; {@link #stranger} was given nothing. There are messages with files both ways, drafts, a published advisory, reports,
 * registrations and a mail on the desk.
 */
public final class World implements AutoCloseable {
    public static final String UTC = "UTC";

    private final Gpg gpg = new Gpg();
    public final Application application;
    public final TestPerson coordinator;
    public final TestPerson approver;
    public final TestPerson administrator;
    public final Vendor asahi;
    public final Vendor hidden;
    public final Vendor stranger;
    public final Vendor waiting;
    public final Vendor withdrawn;
    public final Partner partner;
    public final CoordinatedCase shared;
    public final CoordinatedCase alone;
    public final CoordinatedCase published;

    /** A vendor with everything that a wave asks for, its two people at their browsers. */
    public record Vendor(
            String word,
            OrganisationId id,
            UUID registration,
            TestPerson responsible,
            TestPerson member,
            UUID key,
            String fingerprint) {}

    /** A partner CSIRT whose key was confirmed by calling back. */
    public record Partner(OrganisationId id, UUID key, String fingerprint, String email) {}

    public World() {
        application = Application.start();
        coordinator = staff("coordinator", Role.COORDINATOR);
        approver = staff("approver", Role.APPROVER);
        administrator = staff("administrator", Role.ADMINISTRATOR);
        asahi = vendor("asahi");
        hidden = vendor("himitsu");
        stranger = vendor("yosomono");
        waiting = vendor("machibito");
        withdrawn = vendor("nuketa");
        countersign();
        reclass(asahi);
        partner = partner();
        shared = openCase("shared");
        alone = openCase("alone");
        published = openCase("published");
        distribute();
        work();
        negotiate();
        publish();
        arrive();
        tell(shared);
        tell(alone);
        drill();
        keepKeys();
        keepDeadlines();
        reportBesideMail();
        loseAccounts();
        tellPersons();
        keepSearches();
        keepInboxes();
        followUp();
        decideDistribution();
    }

    /** Vendors that were reminded and called, are in contact elsewhere, and a leak that is being handled. */
    private void followUp() {
        String wave = id("select wave_id from wave_selection where case_id = '" + shared.id() + "' and chosen"
                        + " and organisation_id = '" + asahi.id() + "'")
                .toString();
        for (Vendor vendor : List.of(asahi, hidden)) {
            as(
                    new Scope.System(Purpose.MAIL_OUT),
                    () -> sql().sql("insert into ask_rung (id, case_id, wave_id, organisation_id, step, rung, mails)"
                                    + " values (uuidv7(), :case, :wave::uuid, :vendor, 'RECEIPT', 'REMINDER', 1)")
                            .param("case", shared.id().value())
                            .param("wave", wave)
                            .param("vendor", vendor.id().value())
                            .update());
            expect(
                    vendor.responsible()
                            .browser()
                            .post(
                                    "/our-cases/" + shared.id() + "/elsewhere",
                                    "form",
                                    form(),
                                    "with",
                                    "CERT/CC",
                                    "number",
                                    "VU#" + vendor.word(),
                                    "since",
                                    "2026-01-05"),
                    303);
        }
        asStaff(() -> sql().sql(
                        "insert into ask_act (id, case_id, wave_id, organisation_id, step, rung, result, next, acted_at)"
                                + " select id, case_id, :wave::uuid, :vendor, 'RECEIPT', 'TELEPHONE', 'NO_ANSWER', 'WAIT', tried_at"
                                + " from contact_attempt where case_id = :case limit 1")
                .param("case", shared.id().value())
                .param("wave", wave)
                .param("vendor", asahi.id().value())
                .update());
        Browser staff = coordinator.browser();
        String leaks = "/cases/" + alone.id() + "/leak";
        expect(
                staff.post(
                        leaks,
                        "form",
                        form(),
                        "kind",
                        "PRESS",
                        "noticed",
                        "2026-01-05T10:00",
                        "zone",
                        UTC,
                        "words",
                        "A call from a newspaper"),
                303);
        expect(
                staff.post(
                        leaks + "/steps",
                        "leak",
                        id("select id from leak").toString(),
                        "step",
                        "FREEZE",
                        "outcome",
                        "NOT_FROZEN",
                        "words",
                        "No wave lies ahead"),
                303);
    }

    /** Policies, approvals, a moved wave, wishes, groups and what a case concerns: all of them for staff alone. */
    private void decideDistribution() {
        Browser staff = coordinator.browser();
        wave(shared, Duration.ofDays(4), hidden);
        String own = "/waves/" + id("select max(id::text)::uuid from wave where case_id = '" + shared.id() + "'");
        List<String> move = new ArrayList<>(staff.get(own).hidden(own + "/move"));
        move.addAll(List.of("instant", ahead(Duration.ofDays(5)), "zone", UTC, "reason", "Later"));
        expect(staff.post(own + "/move", move.toArray(String[]::new)), 303);
        String path = "/cases/" + shared.id();
        List<String> wish = new ArrayList<>(staff.get(path + "/wishes").hidden(path + "/wishes"));
        wish.addAll(List.of("wish", "ANYBODY", "words", "As they wrote"));
        expect(staff.post(path + "/wishes", wish.toArray(String[]::new)), 303);
        String[] group = {
            "sought",
            "Product of asahi",
            "groupName",
            "Mine",
            "vendor",
            asahi.id().toString(),
            "step",
            "keep"
        };
        expect(staff.post(path + "/waves", group), 200);
        int shipped = 3;
        enact("/distribution-policy/next", "approval", "ALWAYS", "reason", "Four eyes");
        wave(shared, Duration.ofDays(6), hidden);
        wave(shared, Duration.ofDays(7), hidden);
        UUID refused = id("select min(id::text)::uuid from wave_submission");
        expect(approver.browser().post("/waves/" + refused + "/refusal", "reason", "Not yet"), 303);
        enact("/distribution-policy/" + shipped + "/enactment", "reason", "Back again");
        String note = "/waves/" + id("select id from wave where case_id = '" + alone.id() + "'");
        String[] words = {"vendor", hidden.id().toString(), "words", "They ship it", "form", form()};
        expect(staff.post(note + "/words", words), 303);
    }

    private String ahead(Duration ahead) {
        return LocalDateTime.ofInstant(now().plus(ahead), ZoneOffset.UTC)
                .truncatedTo(ChronoUnit.SECONDS)
                .toString();
    }

    /** Sends what the administrator's form holds, with these changed. */
    private void enact(String action, String... changed) {
        Browser browser = administrator.browser();
        Element form = browser.get(action.replace("/enactment", "")).html().expectFirst("form[action=" + action + "]");
        List<String> fields = new ArrayList<>(List.of(changed));
        for (Element each : form.select("input[name], textarea[name]")) {
            String name = each.attr("name");
            boolean box = each.attr("type").matches("radio|checkbox");
            if (!name.equals("_csrf") && !fields.contains(name) && (!box || each.hasAttr("checked"))) {
                fields.addAll(List.of(name, each.tagName().equals("textarea") ? each.wholeText() : each.val()));
            }
        }
        fields.addAll(List.of("approvalFrom", "AMBER"));
        expect(browser.post(action, fields.toArray(String[]::new)), 303);
    }

    /** Each a search under a name, none shared. */
    private void keepSearches() {
        for (TestPerson person : List.of(coordinator, asahi.responsible(), hidden.responsible())) {
            person.browser().get("/search");
            expect(
                    person.browser()
                            .post("/searches", "form", UUID.randomUUID().toString(), "name", "Mine", "q", "words"),
                    303);
        }
    }

    private TestPerson staff(String name, Role role) {
        return TestPerson.joined(
                application, "Staff " + name, name + "@csirt.example", TestOrganisations.COORDINATOR, role);
    }

    /** Hands in the public form under this word; returns the registration's id. */
    public UUID register(String word) {
        Browser browser = application.browser();
        String form = browser.get("/register").html().select("[name=form]").val();
        Browser.Page page = browser.post(
                "/register",
                "form",
                form,
                "agree",
                "yes",
                "team.organizationName",
                "Maker " + word,
                "team.email",
                "psirt@" + word + ".example",
                "primaryContact.name",
                "Contact " + word,
                "primaryContact.email",
                "contact@" + word + ".example");
        expect(page, 303);
        String number = page.location().replaceFirst("/register/([^?]*).*", "$1");
        return id("select id from registration where number = '" + number + "'");
    }

    private Vendor vendor(String word) {
        UUID registration = register(word);
        String path = "/registrations/" + registration;
        Browser staff = coordinator.browser();
        String seen = staff.get(path).html().select("[name=seen]").val();
        expect(
                staff.post(
                        path + "/acceptance",
                        "seen",
                        seen,
                        "class",
                        "GENERAL",
                        "nameEn",
                        "Maker " + word,
                        "nameJa",
                        ""),
                303);
        OrganisationId organisation =
                new OrganisationId(id("select id from organisation where name_en = 'Maker " + word + "'"));
        keepFacts(organisation, word);
        vet(organisation, word);
        TestPerson responsible = TestPerson.joined(
                application, "Responsible " + word, "responsible@" + word + ".example", organisation, Role.RESPONSIBLE);
        TestPerson member = TestPerson.joined(
                application, "Member " + word, "member@" + word + ".example", organisation, Role.MEMBER);
        sign(responsible, "nda");
        String fingerprint = gpg.generateCurve25519("Maker " + word + " <psirt@" + word + ".example>");
        proposeContact(responsible.browser(), "TEAM", word);
        staff.post("/contact-changes/"
                + id("select id from contact_change where organisation_id = '" + organisation + "'") + "/approval");
        proposeContact(responsible.browser(), "DEPUTY", word);
        keepProducts(responsible.browser(), word);
        bringFile(responsible.browser(), word);
        saveDraft(responsible, word);
        UUID key = prove(responsible.browser(), fingerprint);
        switch (word) {
            case "asahi" -> signByMail(responsible.browser(), organisation, word, fingerprint);
            case "himitsu" -> signOnPaper(organisation, word);
            default -> sign(responsible, "note");
        }
        return new Vendor(word, organisation, registration, responsible, member, key, fingerprint);
    }

    /** Has the note mailed and sends it back signed. */
    private void signByMail(Browser browser, OrganisationId organisation, String word, String fingerprint) {
        expect(browser.post("/agreements/note/mailing", "language", "en"), 303);
        String statement =
                asStaff(() -> sql().sql("select statement from agreement_mailing where organisation_id = :id")
                        .param("id", organisation.value())
                        .query(String.class)
                        .single());
        String signed = new String(gpg.clearSign((statement + "\n").getBytes(UTF_8), fingerprint), UTF_8);
        mail(("Subject: Signed\r\nFrom: contact@" + word + ".example\r\n\r\n" + signed).getBytes(UTF_8));
        await(() -> count("select count(*) from agreement_signed_mail where organisation_id = '" + organisation + "'")
                == 1);
    }

    /** Two of the staff read the note on paper; a second paper is no good, a third waits. */
    private void signOnPaper(OrganisationId organisation, String word) {
        String paper = bringPaper(organisation, word, "note");
        String[] read = {"signer", "Signer " + word, "signedOn", today(), "version", "1"};
        expect(approver.browser().post(paper + "/readings", read), 303);
        String wrong = bringPaper(organisation, word, "nda");
        expect(coordinator.browser().post(wrong + "/discard", "reason", "Not theirs"), 303);
        bringPaper(organisation, word, "nda");
    }

    private String today() {
        return LocalDate.ofInstant(
                        application.clock().instant(),
                        application.bean(Site.class).zone())
                .toString();
    }

    private String bringPaper(OrganisationId organisation, String word, String kind) {
        String[] fields = {
            "kind",
            kind,
            "language",
            "en",
            "signer",
            "Signer " + word,
            "capacity",
            "Head",
            "signedOn",
            today(),
            "version",
            "1"
        };
        Browser.File scan = new Browser.File("scan", word + ".pdf", ("%PDF- " + word + kind).getBytes(UTF_8));
        Browser.Page brought =
                coordinator.browser().upload("/organisations/" + organisation + "/papers", List.of(scan), fields);
        expect(brought, 303);
        return brought.location();
    }

    private static void proposeContact(Browser browser, String role, String word) {
        String path = "/organisation/contacts/" + role;
        List<String> fields = new ArrayList<>(browser.get(path).hidden(path));
        fields.addAll(List.of("name", "Contact " + word, "email", "psirt@" + word + ".example"));
        if (role.equals("TEAM")) {
            fields.addAll(List.of("further", "colleague@" + word + ".example"));
        }
        fields.addAll(List.of("phone", "03-1234-5678", "honorific", "SAMA"));
        expect(browser.post(path, fields.toArray(String[]::new)), 303);
    }

    /** Some also bring a table and answer with a note: both are sealed, and the others shall have nothing that is. */
    private void keepProducts(Browser browser, String word) {
        String path = "/organisation/products";
        List<String> fields = new ArrayList<>(browser.get(path + "/new").hidden(path));
        fields.addAll(List.of("nameEn", "Product of " + word, "identifiers", "pkg:generic/" + word + "/product@1"));
        expect(browser.post(path, fields.toArray(String[]::new)), 303);
        String product = path + "/" + product(word);
        fields = new ArrayList<>(browser.get(product).hidden(product));
        fields.addAll(List.of("nameEn", "Product of " + word, "versions", "All of " + word));
        fields.addAll(List.of("identifiers", "pkg:generic/" + word + "/product@1"));
        expect(browser.post(product, fields.toArray(String[]::new)), 303);
        String note = word.matches("asahi|himitsu") ? "Note of " + word : "";
        if (!note.isEmpty()) {
            String table = bringProducts(browser, word);
            expect(browser.post(path + "/import/" + table + "/application"), 303);
        }
        expect(
                browser.post(
                        "/organisation/keywords",
                        "version",
                        "1",
                        "answer.tls-library",
                        "DEVELOPS",
                        "note.tls-library",
                        note),
                303);
    }

    /** The id of the product that this vendor added by hand. */
    public UUID product(String word) {
        return id("select id from product where name_en = 'Product of " + word + "'");
    }

    /** Brings a file that no message takes; its id. */
    public static String bringFile(Browser browser, String word) {
        Browser.Page brought = browser.script(
                "/uploads",
                HttpRequest.BodyPublishers.ofString("Pending bytes of " + word),
                "File-Place",
                "test",
                "File-Name",
                "pending-" + word + ".bin",
                "File-Tlp",
                "AMBER");
        expect(brought, 200);
        return brought.html().select("li[data-upload]").attr("data-upload");
    }

    /** Types words into a form and does not send it; the draft's id. */
    public String saveDraft(TestPerson by, String word) {
        Browser.Page saved = by.browser()
                .script(
                        "/drafts",
                        HttpRequest.BodyPublishers.ofString("text=Draft+of+" + word),
                        "Draft-Form",
                        "test",
                        "Draft-Person",
                        person(by).toString());
        expect(saved, 204);
        return saved.headers().firstValue("Draft-Id").orElseThrow();
    }

    /** Brings a table of products and only looks at it. */
    public static String bringProducts(Browser browser, String word) {
        byte[] table = ("NAME_EN,IDENTIFIER\nTable product of " + word + ",pkg:generic/" + word + "/table@2\n")
                .getBytes(UTF_8);
        Browser.Page brought =
                browser.upload("/organisation/products/import", List.of(new Browser.File("file", "p.csv", table)));
        expect(brought, 303);
        return brought.location().substring("/organisation/products/import/".length());
    }

    /** Each is a subsidiary of the one that registered first. */
    private void keepFacts(OrganisationId organisation, String word) {
        String path = "/organisations/" + organisation + "/facts";
        Browser staff = coordinator.browser();
        List<String> fields = new ArrayList<>(staff.get(path).hidden(path));
        String parent = word.equals("asahi") ? "" : "Maker asahi";
        fields.addAll(List.of("nameEn", "Maker " + word, "domains", word + ".example", "parent", parent));
        expect(staff.post(path, fields.toArray(String[]::new)), 303);
    }

    /** The coordinator calls, meets and takes in a document with a file; the approver confirms. */
    private void vet(OrganisationId organisation, String word) {
        String path = "/organisations/" + organisation + "/vetting";
        Browser staff = coordinator.browser();
        record(
                staff,
                path,
                "call-backs",
                "talkedTo",
                "Voice of " + word,
                "result",
                "CONFIRMED",
                "number",
                "0120-444-444");
        record(staff, path, "meetings", "theirs", "Guests of " + word, "result", "HELD", "place", "By video");
        record(staff, path, "documents", "note", "Extract of " + word, "result", "REGISTER_EXTRACT");
        Browser second = approver.browser();
        String seen = second.get(path).html().select("[name=seen]").val();
        expect(second.post(path + "/confirmation", "seen", seen, "agree", "yes", "remark", "Checked " + word), 303);
    }

    private static void record(Browser staff, String path, String kind, String... typed) {
        Element form = staff.get(path).html().expectFirst("form[action$='/" + kind + "']");
        List<String> fields = new ArrayList<>(List.of(typed));
        for (String name : List.of("form", "when")) {
            fields.addAll(List.of(name, form.select("[name=" + name + "]").val()));
        }
        fields.addAll(List.of(
                "zone", "Asia/Tokyo", "found", "PUBLIC_REGISTER", "source", "A register", "ours", "Staff coordinator"));
        Browser.File evidence = new Browser.File("files", kind + ".txt", ("Evidence of " + path).getBytes(UTF_8));
        expect(staff.upload(path + "/" + kind, List.of(evidence), fields.toArray(String[]::new)), 303);
    }

    /** From general to individual and back, so that there is a history of the class. */
    private void reclass(Vendor vendor) {
        String path = "/organisations/" + vendor.id() + "/class";
        for (String to : List.of("INDIVIDUAL", "GENERAL")) {
            String seen =
                    coordinator.browser().get(path).html().select("[name=seen]").val();
            expect(
                    coordinator.browser().post(path, "seen", seen, "class", to, "reason", "Class of " + vendor.word()),
                    303);
        }
    }

    private static void sign(TestPerson person, String kind) {
        Element form = person.browser().get("/agreements").html().expectFirst("#" + kind + " form.sign");
        List<String> fields = new ArrayList<>(List.of("name", "Signer", "capacity", "Head of PSIRT", "agree", "yes"));
        fields.addAll(List.of("otherName", "yes"));
        fields.addAll(List.of("password", TestPerson.PASSWORD, "code", person.nextCode()));
        for (String name : List.of("version", "language", "sha256")) {
            fields.add(name);
            fields.add(form.select("[name=" + name + "]").val());
        }
        expect(person.browser().post(form.attr("action"), fields.toArray(String[]::new)), 303);
    }

    /** The CSIRT signs under the NDA of two, one of which also works with another CSIRT, as the other does. */
    private void countersign() {
        for (Vendor vendor : List.of(asahi, hidden)) {
            expect(
                    coordinator
                            .browser()
                            .post(
                                    "/organisations/" + vendor.id() + "/agreements/nda/countersignature",
                                    "version",
                                    "1",
                                    "name",
                                    "Staff coordinator",
                                    "otherName",
                                    "yes",
                                    "capacity",
                                    "Coordinator",
                                    "agree",
                                    "yes",
                                    "password",
                                    TestPerson.PASSWORD,
                                    "code",
                                    coordinator.nextCode()),
                    303);
            expect(
                    vendor.responsible().browser().post("/direct-contacts", "csirt", "CSIRT beside " + vendor.word()),
                    303);
        }
    }

    private UUID prove(Browser browser, String fingerprint) {
        UUID key = uploadKey(browser, fingerprint);
        String message =
                browser.get("/organisation").html().expectFirst("pre.challenge").wholeText();
        String words = gpg.decrypt(message.getBytes(UTF_8)).text();
        String code = words.replaceFirst("(?s).*?([0-9A-Z]{5}(-[0-9A-Z]{5}){3}).*", "$1");
        expect(browser.post("/organisation/keys/" + key + "/proof", "code", code), 303);
        return key;
    }

    /** Two have a second key that ran out soon and was prolonged; a first one of each was compared by telephone. */
    /** Holidays, closures, first contacts, a CVE record, and calendars that were read. */
    private void keepDeadlines() {
        byte[] table = "date,name\n2026/11/23,勤労感謝の日\n2027/1/1,元日\n".getBytes(UTF_8);
        List<Browser.File> file = List.of(new Browser.File("file", "holidays.csv", table));
        expect(administrator.browser().upload("/holidays", file, "step", "keep"), 303);
        String minute = LocalDateTime.ofInstant(now().minusSeconds(120), ZoneOffset.UTC)
                .truncatedTo(ChronoUnit.MINUTES)
                .toString();
        Browser staff = coordinator.browser();
        for (CoordinatedCase of : List.of(shared, alone)) {
            String path = "/cases/" + of.id() + "/deadlines";
            List<String> fields = new ArrayList<>(staff.get(path).hidden(path + "/attempts"));
            fields.addAll(List.of("when", minute, "zone", UTC, "channel", "PHONE", "whom", "Them", "note", "Rang"));
            expect(staff.post(path + "/attempts", fields.toArray(String[]::new)), 303);
        }
        String record = "/cases/" + published.id() + "/deadlines/cve-record";
        expect(staff.post(record, "published", minute, "zone", UTC), 303);
        readCalendar(staff);
        for (Vendor vendor : List.of(asahi, hidden)) {
            Browser browser = vendor.responsible().browser();
            String path = "/organisation/closures";
            List<String> fields = new ArrayList<>(browser.get(path).hidden(path));
            fields.addAll(List.of("first", "2027-08-10", "last", "2027-08-14", "reason", "SUMMER"));
            expect(browser.post(path, fields.toArray(String[]::new)), 303);
            readCalendar(browser);
        }
    }

    /** Staff and two vendors put something off and settle a thread; a case has somebody, and somebody is on duty. */
    private void keepInboxes() {
        Browser staff = coordinator.browser();
        String me = person(coordinator).toString();
        expect(
                staff.post("/cases/" + shared.id() + "/assignment", "form", form(), "person", "me", "note", "Mine"),
                303);
        expect(staff.post("/duty", "form", form(), "person", me, "first", today(), "last", ""), 303);
        snooze(staff, "CONTACT_CHANGE:" + id("select subject from inbox_item where kind = 'CONTACT_CHANGE' limit 1"));
        asStaff(() -> settle(asahi, TestOrganisations.COORDINATOR));
        for (Vendor vendor : List.of(asahi, hidden)) {
            snooze(vendor.responsible().browser(), "OUR_WAIT:" + shared.id());
            as(scope(vendor), () -> settle(vendor, vendor.id()));
        }
    }

    private int settle(Vendor vendor, OrganisationId by) {
        return sql().sql("insert into thread_settled (thread_id, case_id, audience_id, organisation_id, upto)"
                        + " select id, case_id, audience_id, :by, opened_at from thread"
                        + " where case_id = :case and organisation_id = :vendor")
                .param("by", by.value())
                .param("case", shared.id().value())
                .param("vendor", vendor.id().value())
                .update();
    }

    private String form() {
        return org.chosei.kernel.Uuid7.at(now()).toString();
    }

    private void snooze(Browser browser, String item) {
        String until = LocalDateTime.ofInstant(now().plusSeconds(864_000), ZoneOffset.UTC)
                .truncatedTo(ChronoUnit.MINUTES)
                .toString();
        String[] fields = {"form", form(), "act", "SNOOZE", "item", item, "until", until, "zone", UTC, "reason", "Later"
        };
        Browser.Page done = browser.post("/inbox/bulk", fields);
        expect(done, 303);
        if (browser.get(done.location()).html().select("[data-done=1]").isEmpty()) {
            throw new AssertionError("not snoozed: " + item);
        }
    }

    private void readCalendar(Browser browser) {
        String address =
                browser.post("/account/calendar").html().select("#address").val();
        expect(application.browser().get(address.substring(address.indexOf("/calendar/"))), 200);
    }

    /** The closure that this vendor keeps. */
    public UUID closure(Vendor vendor) {
        return id("select id from organisation_closure where organisation_id = '" + vendor.id() + "'");
    }

    private void keepKeys() {
        for (Vendor vendor : List.of(asahi, hidden)) {
            String ending = gpg.generate("Ending <psirt@" + vendor.word() + ".example>", "ed25519", "cert,sign", "20d");
            gpg.addSubkey(ending, "cv25519", "encr", "20d");
            Browser browser = vendor.responsible().browser();
            prove(browser, ending);
            Scopes.as(
                    new Scope.System(Purpose.MAIL_OUT),
                    () -> application.bean(KeyWatch.class).run());
            gpg.run("--quick-set-expire", ending, "400d");
            expect(browser.post("/organisation/keys", "armored", new String(gpg.publicKey(ending), UTF_8)), 303);
            expect(
                    coordinator
                            .browser()
                            .post(
                                    "/organisations/" + vendor.id() + "/keys/" + vendor.key() + "/comparison",
                                    "fingerprint",
                                    vendor.fingerprint(),
                                    "note",
                                    "Spoke with " + vendor.word()),
                    303);
        }
    }

    /** Two people of a vendor lost their phones: for one the link is on its way, for the other a second person is awaited. */
    private void loseAccounts() {
        String[] words = {"reason", "Phone of a member lost", "recognised", "Called the registered number"};
        for (String name : List.of("lost", "waits")) {
            TestPerson lost = TestPerson.joined(application, "Lost", name + "@asahi.example", asahi.id(), Role.MEMBER);
            expect(coordinator.browser().post("/people/" + person(lost) + "/recovery", words), 303);
        }
        expect(approver.browser().post("/recoveries/" + recovery(true) + "/confirmation"), 303);
    }

    /** Some choose how they are told; a vendor gets a mail that carries its own number; what happened is noted for each. */
    private void tellPersons() {
        for (Vendor vendor : List.of(asahi, hidden)) {
            String[] wishes = {
                "mentions", "DAILY", "mine", "DAILY", "everything", "DAILY", "daily", "09:00", "zone", "Asia/Tokyo"
            };
            expect(vendor.responsible().browser().post("/account/notices", wishes), 303);
            String staffs = "/cases/" + shared.id() + "/vendors/" + vendor.id();
            String messages = "/threads/" + thread(shared, vendor) + "/messages";
            say(coordinator.browser(), staffs, messages, "later-" + vendor.word(), "Later to " + vendor.word());
        }
        as(new Scope.System(Purpose.MAIL_OUT), () -> {
            application.bean(Digests.class).run();
            return true;
        });
    }

    /** The one that was confirmed, or the one that waits. */
    public UUID recovery(boolean confirmed) {
        return id("select r.id from account_recovery r join person p on p.id = r.person_id where p.email = '"
                + (confirmed ? "lost" : "waits") + "@asahi.example'");
    }

    /** Uploads a key that nobody has proved yet. */
    public UUID unprovedKey(Vendor vendor) {
        return uploadKey(
                vendor.responsible().browser(),
                gpg.generateCurve25519("Other key <psirt@" + vendor.word() + ".example>"));
    }

    private UUID uploadKey(Browser browser, String fingerprint) {
        expect(browser.post("/organisation/keys", "armored", new String(gpg.publicKey(fingerprint), UTF_8)), 303);
        return id("select id from contact_key where fingerprint = '" + fingerprint + "'");
    }

    private Partner partner() {
        String email = "coordination@partner.example";
        String fingerprint = gpg.generateCurve25519("Partner CSIRT <" + email + ">");
        Browser staff = coordinator.browser();
        expect(
                staff.post(
                        "/organisations",
                        "nameEn",
                        "Partner CSIRT",
                        "email",
                        email,
                        "armored",
                        new String(gpg.publicKey(fingerprint), UTF_8)),
                303);
        OrganisationId id = new OrganisationId(id("select id from organisation where name_en = 'Partner CSIRT'"));
        UUID key = id("select id from contact_key where organisation_id = '" + id + "'");
        expect(
                staff.post(
                        "/organisations/" + id + "/keys/" + key + "/confirmation",
                        "fingerprint",
                        fingerprint,
                        "note",
                        "Called back"),
                303);
        return new Partner(id, key, fingerprint, email);
    }

    private CoordinatedCase openCase(String word) {
        Cases cases = application.bean(Cases.class);
        return asStaff(() -> cases.open(new NewCase(
                "Title " + word,
                "Summary " + word,
                "Product " + word,
                Tlp.AMBER,
                partner.id(),
                "PARTNER-" + word,
                word.equals("published")
                        ? null
                        : now().plus(Duration.ofDays(30))
                                .truncatedTo(ChronoUnit.SECONDS)
                                .atZone(ZoneOffset.UTC),
                now())));
    }

    private void distribute() {
        wave(shared, Duration.ofMinutes(1), asahi, hidden, withdrawn);
        wave(alone, Duration.ofMinutes(1), hidden);
        application.advance(Duration.ofMinutes(2));
        wave(shared, Duration.ofDays(3), waiting);
    }

    /** Plans a wave over the pages. */
    public void wave(CoordinatedCase of, Duration ahead, Vendor... vendors) {
        LocalDateTime instant =
                LocalDateTime.ofInstant(now().plus(ahead), ZoneOffset.UTC).truncatedTo(ChronoUnit.SECONDS);
        List<String> fields = new ArrayList<>(
                List.of("titleJa", "通知", "bodyJa", "通知の本文", "titleEn", "Notice", "bodyEn", "Notice of " + of.number()));
        fields.addAll(List.of("instant", instant.toString(), "zone", UTC));
        String path = "/cases/" + of.id() + "/waves";
        fields.addAll(coordinator.browser().get(path + "/new").hidden(path));
        for (Vendor vendor : vendors) {
            fields.addAll(List.of("vendor", vendor.id().toString()));
        }
        expect(coordinator.browser().post(path, fields.toArray(String[]::new)), 303);
    }

    /** Terms are proposed and answered, something happens outside, two are to be introduced, a case goes on in another. */
    private void negotiate() {
        for (Vendor vendor : List.of(asahi, hidden)) {
            Browser browser = vendor.responsible().browser();
            String path = "/our-cases/" + shared.id();
            String until = LocalDateTime.ofInstant(
                            now().plus(Duration.ofDays(vendor == asahi ? 12 : 14)), ZoneOffset.UTC)
                    .truncatedTo(ChronoUnit.SECONDS)
                    .toString();
            expect(browser.post(path + "/embargo/proposals", "until", until, "zone", UTC), 303);
            expect(browser.post(path + "/number", "number", "OWN-" + vendor.word()), 303);
        }
        Browser staff = coordinator.browser();
        String one = asahi.id().toString();
        expect(
                staff.post(
                        "/cases/" + shared.id() + "/introductions",
                        "oneParty",
                        one,
                        "otherParty",
                        hidden.id().toString()),
                303);
        Browser asked = asahi.responsible().browser();
        String answer = asked.get("/our-cases/" + shared.id())
                .html()
                .expectFirst("form.introduction")
                .attr("action");
        expect(asked.post(answer, "answer", "yes"), 303);
        for (CoordinatedCase of : List.of(shared, alone)) {
            String path = "/cases/" + of.id() + "/embargo/events";
            expect(staff.post(path, "event", "ATTACKS_OBSERVED", "evidence", "Seen at " + of.number()), 303);
        }
        String review = staff.get("/cases/" + alone.id() + "/embargo")
                .html()
                .expectFirst("form[action*=/keeping]")
                .attr("action");
        expect(staff.post(review, "reason", "One more day"), 303);
        CoordinatedCase old = openCase("old");
        CoordinatedCase going = openCase("going");
        expect(staff.post("/cases/" + old.id() + "/merging", "into", going.number(), "sure", old.number()), 303);
    }

    private void work() {
        talk(shared, asahi);
        talk(shared, hidden);
        talk(alone, hidden);
        talk(shared, withdrawn);
        talkOn();
        propose(shared, asahi);
        propose(shared, hidden);
        expect(
                coordinator
                        .browser()
                        .post(
                                "/cases/" + shared.id() + "/vendors/" + withdrawn.id() + "/withdrawal",
                                "reason",
                                "Left the case"),
                303);
        score(shared);
        score(alone);
    }

    private void score(CoordinatedCase of) {
        String page = "/cases/" + of.id() + "/scoring";
        String action = page + "/cvss31";
        List<String> fields = new ArrayList<>(coordinator.browser().get(page).hidden(action));
        fields.addAll(List.of("vector", "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", "reason", "Judged"));
        expect(coordinator.browser().post(action, fields.toArray(String[]::new)), 303);
    }

    /** Two signed mails of each named a status; the coordinator took the first and has not decided the second. */
    private void propose(CoordinatedCase of, Vendor vendor) {
        for (int i = 0; i < 2; i++) {
            as(
                    new Scope.System(Purpose.MAIL_IN),
                    () -> application
                            .bean(StatusProposals.class)
                            .propose(of.id(), vendor.id(), UUID.randomUUID(), "affected\nMailed by " + vendor.word()));
        }
        String accept = "/cases/" + of.id() + "/vendors/" + vendor.id() + "/proposals/"
                + id("select id from status_proposal where organisation_id = '" + vendor.id()
                        + "' order by id desc limit 1")
                + "/acceptance";
        expect(coordinator.browser().post(accept), 303);
    }

    /** Two vendors change, withdraw and pin their words, are mentioned, read, and write in a group without names. */
    private void talkOn() {
        Browser staff = coordinator.browser();
        Browser.Page opened = staff.post(
                "/cases/" + shared.id() + "/talk",
                "form",
                UUID.randomUUID().toString(),
                "kind",
                "GROUP",
                "title",
                "The two of them",
                "vendor",
                asahi.id().toString(),
                "vendor",
                hidden.id().toString());
        expect(opened, 303);
        String group = opened.location().substring(opened.location().lastIndexOf('/') + 1);
        for (Vendor vendor : List.of(asahi, hidden)) {
            Browser browser = vendor.responsible().browser();
            write(browser, group, "Words in the group");
            write(browser, thread(shared, vendor).toString(), "Withdrawn by " + vendor.word());
            String name = application
                    .everything("select name from person where id = '" + person(vendor.responsible()) + "'")
                    .getFirst();
            write(staff, thread(shared, vendor).toString(), "@" + name + ": a question");
            expect(staff.post("/threads/" + thread(shared, vendor) + "/state", "resolved", "yes"), 303);
        }
        application.advance(Duration.ofSeconds(11));
        for (Vendor vendor : List.of(asahi, hidden)) {
            Browser browser = vendor.responsible().browser();
            String own = "/messages/" + ofVendor(vendor, "asc");
            expect(browser.post(own + "/edit", "seen", own.substring(10), "text", "Edited by " + vendor.word()), 303);
            expect(browser.post(own + "/pin", "pinned", "yes"), 303);
            expect(browser.post("/messages/" + ofVendor(vendor, "desc") + "/withdrawal", "reason", "A mistake"), 303);
            expect(browser.get("/our-cases/" + shared.id() + "/talk/" + thread(shared, vendor) + "?latest=yes"), 200);
        }
    }

    private void write(Browser browser, String thread, String words) {
        String form = UUID.randomUUID().toString();
        expect(browser.post("/threads/" + thread + "/messages", "form", form, "text", words), 303);
    }

    private UUID ofVendor(Vendor vendor, String order) {
        return id("select id from message where case_id = '" + shared.id() + "' and organisation_id = '" + vendor.id()
                + "' order by id " + order + " limit 1");
    }

    private void talk(CoordinatedCase of, Vendor vendor) {
        Browser browser = vendor.responsible().browser();
        String path = "/our-cases/" + of.id();
        String notice = browser.get(path).html().select("[name=notice]").val();
        expect(browser.post(path + "/acknowledgement", "notice", notice), 303);
        expect(
                browser.post(
                        path + "/status",
                        "status",
                        "AFFECTED",
                        "fixDate",
                        "2027-03-01",
                        "statement",
                        "Statement " + vendor.word()),
                303);
        String messages = "/threads/" + thread(of, vendor) + "/messages";
        say(browser, path, messages, "log-" + vendor.word(), "Answer of " + vendor.word());
        String staffs = "/cases/" + of.id() + "/vendors/" + vendor.id();
        say(coordinator.browser(), staffs, messages, "advice-" + vendor.word(), "Question to " + vendor.word());
    }

    /** Posts words and a file of the same name from a page. */
    public static void say(Browser browser, String page, String messages, String file, String words) {
        List<String> fields = new ArrayList<>(browser.get(page).hidden(messages));
        fields.addAll(List.of("text", words));
        Browser.File content = new Browser.File("files", file + ".txt", ("Content of " + file).getBytes(UTF_8));
        expect(browser.upload(messages, List.of(content), fields.toArray(String[]::new)), 303);
    }

    private void publish() {
        draft(shared);
        draft(alone);
        draft(published);
        String page = "/cases/" + published.id() + "/advisory";
        expect(approver.browser().post(page + "/approval", "version", "1"), 303);
        LocalDateTime instant =
                LocalDateTime.ofInstant(now().plusSeconds(60), ZoneOffset.UTC).truncatedTo(ChronoUnit.SECONDS);
        expect(coordinator.browser().post(page + "/schedule", "instant", instant.toString(), "zone", UTC), 303);
        application.advance(Duration.ofMinutes(2));
        await(() ->
                application.browser().get("/advisories/" + published.number()).status() == 200);
    }

    private void draft(CoordinatedCase of) {
        expect(
                coordinator
                        .browser()
                        .post(
                                "/cases/" + of.id() + "/advisory",
                                "titleEn",
                                "Advisory " + of.number(),
                                "overviewEn",
                                "A console runs commands of strangers.",
                                "titleJa",
                                of.number() + "の脆弱性",
                                "overviewJa",
                                "管理画面で任意のコマンドが実行されます。"),
                303);
    }

    private void arrive() {
        answerRegistrations();
        gpg.importKey(application.browser().get("/openpgp-key.asc").body().getBytes(UTF_8));
        report("PARTNER-1");
        report("PARTNER-2");
        mail(("DKIM-Signature: v=1; a=rsa-sha256; d=elsewhere.example; s=x; h=from:subject; bh=; b=AAAA\r\n"
                        + "Precedence: list\r\n"
                        + "Subject: Hello\r\n"
                        + "From: somebody@elsewhere.example\r\n\r\n"
                        + "No known tag.\r\n")
                .getBytes(UTF_8));
        mail(("Subject: " + shared.number() + "\r\nFrom: psirt@asahi.example\r\n\r\nUnsigned.\r\n").getBytes(UTF_8));
        expect(application.browser().get("/our-keys"), 200);
        await(() -> count("select count(*) from report") == 2
                && count("select count(*) from incoming_mail where state = 'DESK'") == 2);
        UUID refused = id("select id from report where number = 'PARTNER-2'");
        expect(coordinator.browser().post("/reports/" + refused + "/refusal", "reason", "No product of anybody"), 303);
        bringTable("brought", true);
    }

    /** A report of the partner told of the vulnerability of this case. */
    private void tell(CoordinatedCase of) {
        asStaff(() -> sql().sql("""
                        insert into report_vulnerability (report_id, vulnerability_id)
                        select r.id, v.vulnerability_id from report r, case_vulnerability v
                         where r.number = 'PARTNER-1' and v.case_id = :case
                        """).param("case", of.id().value()).update());
    }

    /** Somebody who registered writes twice; the one mail is taken over, the other waits. */
    private void answerRegistrations() {
        UUID registration = register("henji");
        String number = application
                .everything("select number from registration where id = '" + registration + "'")
                .getFirst();
        for (String phone : List.of("03-1111-1111", "03-2222-2222")) {
            mail(Mails.plain("psirt@henji.example", "Re: " + number, "utf-8", "1-3: " + phone));
        }
        await(() -> count("select count(*) from registration_reply") == 2);
        UUID reply = id("select min(id::text)::uuid from registration_reply");
        String path = "/registrations/" + registration;
        Browser staff = coordinator.browser();
        String seen = staff.get(path).html().select("[name=seen]").getFirst().val();
        expect(staff.post(path + "/replies/" + reply + "/decision", "take", "yes", "seen", seen), 303);
    }

    /** Two teams are asked and reminded; both say on their pages that all is right, and then mail to both comes back. */
    private void drill() {
        String id = UUID.randomUUID().toString();
        Browser staff = coordinator.browser();
        List<String> fields = new ArrayList<>(List.of("form", id, "from", "selected", "mails", "2"));
        fields.addAll(
                List.of("vendor", asahi.id().toString(), "vendor", hidden.id().toString()));
        expect(staff.post("/contact-drills", fields.toArray(String[]::new)), 303);
        String path = "/contact-drills/" + id + "/reminder";
        expect(staff.post(path, staff.get("/contact-drills/" + id).hidden(path).toArray(String[]::new)), 303);
        for (Vendor vendor : List.of(asahi, hidden)) {
            Browser browser = vendor.responsible().browser();
            List<String> form = browser.get("/organisation").hidden("/organisation/confirmation");
            expect(browser.post("/organisation/confirmation", form.toArray(String[]::new)), 303);
            String team = "psirt@" + vendor.word() + ".example";
            await(() -> count("select count(*) from clear_letter where template = 'CONTACT_DRILL'"
                            + " and state = 'HANDED_OVER' and address = '" + team + "'")
                    == 2);
            mail(Mails.bounce(application.outside().messagesTo(team).getLast().bytes()));
        }
        await(() -> count("select count(*) from contact_bounce") == 2);
    }

    /** A table with one organisation of this word, applied or only looked at. */
    public UUID bringTable(String word, boolean applied) {
        byte[] table = ("Name,Class,E-mail\nTable " + word + ",General,psirt@" + word + ".example\n").getBytes(UTF_8);
        Browser staff = coordinator.browser();
        Browser.Page brought =
                staff.upload("/organisations/import", List.of(new Browser.File("file", word + ".csv", table)));
        expect(brought, 303);
        if (applied) {
            String[] columns = {"map", "NAME_EN", "map", "CLASS", "map", "EMAIL", "vetted", "Met in 2019"};
            expect(staff.post(brought.location() + "/application", columns), 303);
            await(() -> !staff.get(brought.location())
                    .html()
                    .select("[data-applied]")
                    .isEmpty());
        }
        return UUID.fromString(brought.location().substring("/organisations/import/".length()));
    }

    private void report(String number) {
        String form = "=== 報告 (Report) ===\n1. Your tracking number: " + number
                + "\n2. Product: Product of the partner\n4. TLP: AMBER\n5. Requested embargo until: none\n"
                + "10. Headline: Headline of the partner\n12. Description: Words of the partner\n"
                + "=== 報告は以上 (End of report) ===\n";
        byte[] encrypted = gpg.encryptAndSign(form.getBytes(UTF_8), "csirt@csirt.example", partner.fingerprint());
        mail(("Subject: Report\r\nFrom: " + partner.email() + "\r\n\r\n" + new String(encrypted, UTF_8))
                .getBytes(UTF_8));
    }

    private void mail(byte[] raw) {
        try {
            application
                    .bean(Receiver.class)
                    .receive(
                            new Envelope(
                                    "somebody@elsewhere.example",
                                    List.of("csirt@csirt.example"),
                                    new InetSocketAddress(InetAddress.getLoopbackAddress(), 25),
                                    now()),
                            raw);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** The server's clock. */
    public Instant now() {
        return application.clock().instant();
    }

    /** The thread of a vendor in a case. */
    public UUID thread(CoordinatedCase of, Vendor vendor) {
        return id("select id from thread where case_id = '" + of.id() + "' and organisation_id = '" + vendor.id()
                + "' and title is null");
    }

    /** Somebody's id. */
    public PersonId person(TestPerson person) {
        return new PersonId(id("select id from person where email = '" + person.email() + "'"));
    }

    /** What a signed-in person of the vendor acts as. */
    public Scope.Person scope(Vendor vendor) {
        return new Scope.Person(person(vendor.responsible()), vendor.id(), Set.of(Role.RESPONSIBLE));
    }

    private static final Scope STAFF = new Scope.Person(
            new PersonId(new UUID(0x7000L, 0x8000_0000_0000_00ffL)),
            TestOrganisations.COORDINATOR,
            Set.of(Role.COORDINATOR));

    /** Runs work in a transaction of a scope. */
    public <T> T as(Scope scope, Supplier<T> work) {
        return Scopes.as(
                scope,
                () -> Objects.requireNonNull(
                        application.bean(TransactionOperations.class).execute(_ -> work.get())));
    }

    public <T> T asStaff(Supplier<T> work) {
        return as(STAFF, work);
    }

    /** The one id that staff find. */
    public UUID id(String sql) {
        return asStaff(() -> sql().sql(sql).query(UUID.class).single());
    }

    /** A number that staff count. */
    public long count(String sql) {
        return asStaff(() -> sql().sql(sql).query(Long.class).single());
    }

    public JdbcClient sql() {
        return application.bean(JdbcClient.class);
    }

    /** A finder without a name, two vendors about their own products, and a partner that hands over; one repeats the other. */
    private void reportBesideMail() {
        ReportForm finder = ReportForm.open(application.browser(), "/report", "finder");
        Browser.Page sent = finder.send();
        expect(sent, 200);
        String reference = sent.html().select("#reference").text();
        String code = sent.html().select("#code").text();
        expect(finder.browser().post("/receipt", "reference", reference, "code", code), 303);
        for (Vendor vendor : List.of(asahi, hidden)) {
            Browser browser = vendor.member().browser();
            Browser.Page own =
                    ReportForm.open(browser, "/our-reports/new", vendor.word()).send();
            expect(own, 303);
            String id = own.location().substring("/our-reports/".length());
            String path = "/reports/received/" + id;
            Browser staff = coordinator.browser();
            for (String kind : List.of("messages", "hints")) {
                String[] words = {"form", UUID.randomUUID().toString(), "text", "Words to " + vendor.word()};
                expect(staff.post(path + "/" + kind, words), 303);
            }
            String[] reason = {"exit", "duplicate", "duplicate", reference, "reason", "Repeats, " + vendor.word()};
            expect(staff.post(path + "/refusal", reason), 303);
            String[] answer = {"form", UUID.randomUUID().toString(), "text", "Answer of " + vendor.word()};
            expect(browser.post("/our-reports/" + id + "/messages", answer), 303);
        }
    }

    private static void expect(Browser.Page page, int status) {
        if (page.status() != status) {
            throw new AssertionError("answered " + page.status() + ": " + page.text());
        }
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("did not happen in 30 seconds");
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    @Override
    public void close() {
        application.close();
        gpg.close();
    }
}
