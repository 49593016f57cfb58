package org.chosei.authorisation;

import static java.util.Map.entry;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiPredicate;
import org.chosei.cases.CoordinatedCase;
import org.chosei.identity.TestPerson;
import org.chosei.testing.World;

/** What stands in the paths and forms of the matrix: things of this vendor, of another, and what nobody has. */
final class Samples {
    private static final BiPredicate<Map<String, String>, Caller> ANYONE = (_, _) -> true;
    private static final BiPredicate<Map<String, String>, Caller> STAFF = (_, caller) -> caller.staff();

    private final World world;
    private final Map<String, Variable> variables;
    private final Map<String, String> fields;

    /** A thing that exists, and who may know it; the map holds the path's other variables. */
    private record Sample(String value, BiPredicate<Map<String, String>, Caller> visible) {}

    /** The things that a path variable may name, and names of nothing. */
    private record Variable(List<Sample> known, List<String> unknown) {}

    /** One filling of a path. */
    record Path(
            String path, boolean known, BiPredicate<Map<String, String>, Caller> visible, Map<String, String> values) {
        boolean visibleTo(Caller caller) {
            return known && visible.test(values, caller);
        }
    }

    Samples(World world) {
        this.world = world;
        this.variables = variables();
        this.fields = fields();
    }

    private static List<String> guesses() {
        return List.of("01990000-0000-7000-8000-00000000dead", "not-an-id");
    }

    private static Variable ids(Sample... known) {
        return new Variable(List.of(known), guesses());
    }

    private static Sample staff(Object id) {
        return new Sample(id.toString(), STAFF);
    }

    private Sample thread(org.chosei.cases.CoordinatedCase of, World.Vendor vendor) {
        return new Sample(world.thread(of, vendor).toString(), (_, caller) -> caller.staff() || caller.is(vendor));
    }

    /** A thread in the pages of its case. */
    private Sample talk(CoordinatedCase of, World.Vendor vendor) {
        return new Sample(
                world.thread(of, vendor).toString(),
                (path, caller) -> in(of, path) && (caller.staff() || caller.is(vendor)));
    }

    /** A thread among the pages that staff look at as its vendor. */
    private Sample looked(CoordinatedCase of, World.Vendor vendor) {
        return new Sample(
                world.thread(of, vendor).toString(),
                (path, caller) -> in(of, path)
                        && caller.staff()
                        && path.getOrDefault("vendor", "").equals(vendor.id().toString()));
    }

    private Sample message(World.Vendor vendor) {
        UUID id = world.id("select m.id from message m join thread t on t.id = m.thread_id where t.organisation_id = '"
                + vendor.id() + "' and m.organisation_id = '" + vendor.id() + "' order by m.id limit 1");
        return new Sample(id.toString(), (_, caller) -> caller.staff() || caller.is(vendor));
    }

    private Sample file(World.Vendor vendor, boolean fromStaff) {
        UUID id = world.id("select f.id from message_file f join message m on m.id = f.message_id join thread t on"
                + " t.id = m.thread_id where t.organisation_id = '" + vendor.id() + "' and m.organisation_id "
                + (fromStaff ? "<>" : "=") + " '" + vendor.id() + "' order by 1 limit 1");
        return new Sample(id.toString(), (_, caller) -> caller.staff() || caller.is(vendor));
    }

    /** Of the responsible person alone: colleagues do not see what is not sent. */
    private static Sample pendingFile(World.Vendor vendor) {
        return new Sample(
                World.bringFile(vendor.responsible().browser(), vendor.word()),
                (_, caller) -> caller.isResponsibleOf(vendor));
    }

    private Sample draft(World.Vendor vendor) {
        String id = world.saveDraft(vendor.responsible(), vendor.word());
        return new Sample(id, (_, caller) -> caller.isResponsibleOf(vendor));
    }

    /** One's own alone: not a colleague's either. */
    private Sample saved(String of) {
        TestPerson person = of.equals("coordinator") ? world.coordinator : world.asahi.responsible();
        String id = world.application
                .everything("select id::text from saved_search where person_id = '" + world.person(person) + "'")
                .getFirst();
        return new Sample(id, (_, caller) -> caller.name().equals(of));
    }

    /** Of the person of the staff who made it alone. */
    private Sample group() {
        String id = world.application
                .everything("select id::text from vendor_group")
                .getFirst();
        return new Sample(id, (_, caller) -> caller.name().equals("coordinator"));
    }

    private Sample unproved(World.Vendor vendor) {
        return new Sample(world.unprovedKey(vendor).toString(), (_, caller) -> caller.is(vendor));
    }

    private UUID change(World.Vendor vendor, boolean open) {
        return world.id("select id from contact_change c where organisation_id = '" + vendor.id() + "' and "
                + (open ? "not " : "") + "exists (select from contact_change_decision where change_id = c.id)");
    }

    private Sample evidence(World.Vendor vendor) {
        UUID id = world.id(
                "select id from vetting_file where organisation_id = '" + vendor.id() + "' order by id limit 1");
        return new Sample(
                id.toString(),
                (path, _) -> path.getOrDefault("id", "").equals(vendor.id().toString()));
    }

    /** For staff, in the case and under the vendor that it is about. */
    private Sample proposal(World.Vendor vendor) {
        return new Sample(
                world.id("select id from status_proposal where organisation_id = '" + vendor.id()
                                + "' order by id limit 1")
                        .toString(),
                (path, caller) -> caller.staff()
                        && path.getOrDefault("id", "").equals(world.shared.id().toString())
                        && path.getOrDefault("vendor", "").equals(vendor.id().toString()));
    }

    private static boolean in(CoordinatedCase of, Map<String, String> path) {
        return path.getOrDefault("id", "").equals(of.id().toString());
    }

    private UUID terms(World.Vendor vendor) {
        return world.id("select term_id from embargo_proposer where organisation_id = '" + vendor.id() + "'");
    }

    /** For staff, in the case in which the vendor proposed it. */
    private Sample term(World.Vendor vendor) {
        return new Sample(terms(vendor).toString(), (path, caller) -> in(world.shared, path) && caller.staff());
    }

    private Sample event(CoordinatedCase of) {
        return new Sample(
                world.id("select id from case_event where case_id = '" + of.id() + "'")
                        .toString(),
                (path, caller) -> in(of, path) && caller.staff());
    }

    private Sample own(World.Vendor vendor) {
        return new Sample(change(vendor, true).toString(), (_, caller) -> caller.is(vendor));
    }

    private Sample reply(String which) {
        UUID id = world.id("select " + which + "(id::text)::uuid from registration_reply");
        String of = world.id("select distinct registration_id from registration_reply")
                .toString();
        return new Sample(
                id.toString(), (path, _) -> path.getOrDefault("id", "").equals(of));
    }

    private Sample ownReport(World.Vendor vendor) {
        UUID id = world.id("select id from received_report where organisation_id = '" + vendor.id() + "'");
        return new Sample(id.toString(), (_, caller) -> caller.is(vendor));
    }

    private Sample product(World.Vendor vendor) {
        return new Sample(world.product(vendor.word()).toString(), (_, caller) -> caller.is(vendor));
    }

    private Sample products(World.Vendor vendor) {
        String table = World.bringProducts(vendor.responsible().browser(), vendor.word() + "-more");
        return new Sample(table, (_, caller) -> caller.is(vendor));
    }

    private Sample inItsPlace(World.Vendor vendor) {
        return inItsPlace(vendor, world.product(vendor.word()).toString());
    }

    /** For staff, under the organisation that it belongs to and under no other. */
    private static Sample inItsPlace(World.Vendor vendor, String id) {
        return new Sample(
                id, (path, _) -> path.getOrDefault("id", "").equals(vendor.id().toString()));
    }

    private Sample signature(World.Vendor vendor) {
        UUID id = world.id(
                "select id from agreement_signature where kind = 'note' and organisation_id = '" + vendor.id() + "'");
        return new Sample(id.toString(), (_, caller) -> caller.staff() || caller.is(vendor));
    }

    private static Variable roles() {
        return new Variable(
                List.of(new Sample("TEAM", ANYONE), new Sample("PRIMARY", ANYONE)), List.of("OTHER", "team"));
    }

    /** Somebody of this vendor whom nothing else needs. */
    private Sample leaver(World.Vendor vendor) {
        TestPerson person = TestPerson.joined(
                world.application,
                "Leaver",
                "leaver@" + vendor.word() + ".example",
                vendor.id(),
                org.chosei.access.Role.MEMBER);
        return new Sample(world.person(person).toString(), (_, caller) -> caller.is(vendor));
    }

    /** For one person alone. */
    private Sample personal(String select, TestPerson person) {
        String id = world.application
                .everything(select + " where person_id = '" + world.person(person) + "' limit 1")
                .getFirst();
        return new Sample(id, (_, caller) -> caller.at(person));
    }

    private Variable kinds() {
        return new Variable(List.of(new Sample("nda", ANYONE), new Sample("note", ANYONE)), List.of("other", "NDA"));
    }

    private Map<String, Variable> variables() {
        World.Vendor a = world.asahi;
        World.Vendor b = world.hidden;
        Variable cases = ids(staff(world.shared.id()), staff(world.alone.id()));
        String undecided = world.register("arata").toString();
        Variable organisations =
                ids(staff(world.stranger.id()), staff(a.id()), staff(b.id()), staff(world.partner.id()));
        UUID disposable = world.person(world.administrator).value();
        return Map.ofEntries(
                entry("/cases/{id}", cases),
                entry("/cases/{id}/vendors/{vendor}", ids(staff(a.id()), staff(b.id()))),
                entry("/cases/{id}/vendors/{vendor}/proposals/{proposal}", ids(proposal(a))),
                entry(
                        "/cases/{id}/vendors/{vendor}/view/{page}",
                        new Variable(
                                List.of(staff("status"), staff("embargo"), staff("leaving"), staff("timeline")),
                                List.of("no-such-page", "NOT"))),
                entry(
                        "/cases/{id}/vendors/{vendor}/view/talk/{thread}",
                        ids(looked(world.shared, a), looked(world.shared, b), looked(world.alone, b))),
                entry(
                        "/c/{number}",
                        new Variable(
                                List.of(
                                        new Sample(
                                                world.shared.number(),
                                                (_, caller) -> caller.staff() || caller.is(a) || caller.is(b)),
                                        new Sample(
                                                world.alone.number(), (_, caller) -> caller.staff() || caller.is(b))),
                                List.of("CHS-1999-00001", "not-a-number"))),
                entry("/cases/{id}/embargo/proposals/{term}", ids(term(a), term(b))),
                entry("/cases/{id}/embargo/events/{event}", ids(event(world.shared), event(world.alone))),
                entry(
                        "/our-cases/{id}/embargo/proposals/{term}",
                        ids(new Sample(
                                terms(a).toString(),
                                (path, caller) -> in(world.shared, path) && (caller.is(a) || caller.is(b))))),
                entry(
                        "/our-cases/{id}/embargo/proposals/{own}",
                        ids(new Sample(terms(a).toString(), (path, caller) -> in(world.shared, path) && caller.is(a)))),
                entry(
                        "/our-cases/{id}/introductions/{introduction}",
                        ids(new Sample(
                                world.id("select id from introduction").toString(),
                                (path, caller) -> in(world.shared, path) && caller.is(b)))),
                entry(
                        "/our-cases/{id}",
                        ids(
                                new Sample(world.shared.id().toString(), (_, caller) -> caller.is(a) || caller.is(b)),
                                new Sample(world.alone.id().toString(), (_, caller) -> caller.is(b)))),
                entry(
                        "/waves/{wave}",
                        ids(
                                staff(world.id("select max(id::text)::uuid from wave where case_id = '"
                                        + world.shared.id() + "'")),
                                staff(world.id("select id from wave where case_id = '" + world.alone.id() + "'")),
                                staff(world.id("select s.id from wave_submission s where not exists"
                                        + " (select from wave_submission_end e where e.submission_id = s.id)")))),
                entry(
                        "/distribution-policy/{version}",
                        new Variable(List.of(staff("1"), staff("3")), List.of("99", "-1", "x", "99999999999"))),
                entry("/vendor-groups/{group}", ids(group())),
                entry(
                        "/threads/{thread}",
                        ids(thread(world.shared, a), thread(world.shared, b), thread(world.alone, b))),
                entry(
                        "/cases/{id}/talk/{thread}",
                        ids(talk(world.shared, a), talk(world.shared, b), talk(world.alone, b))),
                entry(
                        "/our-cases/{id}/talk/{thread}",
                        ids(talk(world.shared, a), talk(world.shared, b), talk(world.alone, b))),
                entry("/messages/{message}", ids(message(a), message(b))),
                entry("/uploads/{upload}", ids(pendingFile(a), pendingFile(b))),
                entry("/drafts/{draft}", ids(draft(a), draft(b))),
                entry("/drafts/{own}", ids(draft(a), draft(b))),
                entry(
                        "/searches/{search}",
                        ids(saved("coordinator"), saved("responsible person of a vendor in the case"))),
                entry("/files/{file}", ids(file(a, false), file(a, true), file(b, false), file(b, true))),
                entry(
                        "/reports/received/{id}",
                        ids(staff(world.id("select id from received_report where source = 'web'")))),
                entry("/our-reports/{id}", ids(ownReport(a), ownReport(b))),
                entry("/reports/{id}", ids(staff(world.id("select id from report where number = 'PARTNER-1'")))),
                entry(
                        "/mails/{id}",
                        ids(staff(world.id("select id from incoming_mail where state = 'DESK' order by id limit 1")))),
                entry("/contact-changes/{id}", ids(staff(change(a, true)), staff(change(b, false)))),
                entry("/contact-drills/{id}", ids(staff(world.id("select id from contact_drill")))),
                entry("/contact-check/{token}", new Variable(List.of(), List.of("no-token", "A".repeat(43)))),
                entry(
                        "/organisations/{id}/contacts/{role}",
                        new Variable(List.of(new Sample("TEAM", ANYONE)), List.of("OTHER"))),
                entry("/organisation/contacts/{role}", roles()),
                entry("/organisation/changes/{id}", ids(own(a), own(b))),
                entry(
                        "/registrations/{id}",
                        ids(
                                staff(undecided),
                                staff(a.registration()),
                                staff(world.id("select distinct registration_id from registration_reply")))),
                entry("/registrations/{id}/replies/{reply}", ids(reply("min"), reply("max"))),
                entry("/organisations/{id}", organisations),
                entry(
                        "/organisations/import/{id}",
                        ids(staff(world.bringTable("looked-at", false)), staff(world.bringTable("applied", true)))),
                entry(
                        "/organisations/{id}/keys/{key}",
                        ids(
                                new Sample(
                                        world.partner.key().toString(),
                                        (path, _) -> path.getOrDefault("id", "")
                                                .equals(world.partner.id().toString())),
                                new Sample(
                                        world.unprovedKey(b).toString(),
                                        (path, _) -> path.getOrDefault("id", "").equals(b.id().toString())))),
                entry("/organisations/{id}/agreements/{kind}", kinds()),
                entry("/organisations/{id}/vetting/files/{file}", ids(evidence(a), evidence(b))),
                entry("/organisation/products/{product}", ids(product(a), product(b))),
                entry("/organisation/products/import/{table}", ids(products(a), products(b))),
                entry("/organisations/{id}/products/{product}", ids(inItsPlace(a), inItsPlace(b))),
                entry(
                        "/organisations/{id}/products/import/{table}",
                        ids(
                                inItsPlace(a, products(a).value()),
                                inItsPlace(b, products(b).value()))),
                entry(
                        "/blank-forms/{key}",
                        new Variable(List.of(staff("contact-point-1")), List.of("contact-point-9", "x", "-1"))),
                entry("/keywords/{version}", new Variable(List.of(staff("1")), List.of("9", "-1", "x", "99999999999"))),
                entry("/organisation/keys/{id}", ids(unproved(a), unproved(b))),
                entry(
                        "/organisation/closures/{closure}",
                        ids(
                                new Sample(world.closure(a).toString(), (_, caller) -> caller.is(a)),
                                new Sample(world.closure(b).toString(), (_, caller) -> caller.is(b)))),
                entry(
                        "/organisations/{id}/closures/{closure}",
                        ids(
                                inItsPlace(a, world.closure(a).toString()),
                                inItsPlace(b, world.closure(b).toString()))),
                entry(
                        "/inbox/snoozes/{snooze}",
                        ids(
                                personal("select id from inbox_snooze", world.coordinator),
                                personal("select id from inbox_snooze", a.responsible()))),
                entry(
                        "/inbox/runs/{run}",
                        ids(
                                personal("select id from bulk_run", world.coordinator),
                                personal("select id from bulk_run", a.responsible()))),
                entry("/duty/{period}", ids(staff(world.id("select id from duty_period limit 1")))),
                entry("/calendar/{token}", new Variable(List.of(), List.of("no-token", "A".repeat(43)))),
                entry("/agreements/{kind}", kinds()),
                entry("/agreements/texts/{kind}", kinds()),
                entry(
                        "/agreement-texts/{kind}",
                        new Variable(
                                List.of(new Sample("nda", ANYONE), new Sample("procedure-guideline", ANYONE)),
                                List.of("other", "NDA"))),
                entry(
                        "/agreements/texts/{kind}/{version}",
                        new Variable(List.of(new Sample("1", ANYONE)), List.of("9", "-1", "x", "99999999999"))),
                entry(
                        "/agreements/texts/{kind}/{version}/{language}",
                        new Variable(List.of(new Sample("ja", ANYONE), new Sample("en", ANYONE)), List.of("fr"))),
                entry("/agreements/signatures/{id}", ids(signature(a), signature(b))),
                entry(
                        "/papers/{id}",
                        ids(
                                staff(world.id("select paper_id from agreement_paper_discard")),
                                staff(world.id("select max(id::text)::uuid from agreement_paper")))),
                entry("/members/{id}", ids(leaver(a), leaver(b))),
                entry("/people/{id}", ids(staff(disposable))),
                entry(
                        "/advisories/{number}",
                        new Variable(
                                List.of(new Sample(world.published.number(), ANYONE)),
                                List.of(world.shared.number(), "CHS-1999-00001", "nothing"))),
                entry(
                        "/.well-known/csaf/white/{year}",
                        new Variable(List.of(new Sample(year(), ANYONE)), List.of("1999", "x"))),
                entry(
                        "/.well-known/csaf/white/{year}/{name}",
                        new Variable(List.of(new Sample(fileName(), ANYONE)), List.of("nothing.json", "..json"))),
                entry(
                        "/register/{number}",
                        new Variable(List.of(new Sample("REG-2026-0001", ANYONE)), List.of("REG-x", "1"))),
                entry(
                        "/account/organisations/{id}",
                        ids(
                                new Sample(a.id().toString(), (_, caller) -> caller.is(a)),
                                new Sample(b.id().toString(), (_, caller) -> caller.is(b)))),
                entry("/recoveries/{id}", ids(staff(world.recovery(false)), staff(world.recovery(true)))),
                entry("/recovery/{token}", new Variable(List.of(), List.of("no-token", "A".repeat(43)))),
                entry("/invitation/{token}", new Variable(List.of(), List.of("no-token", "A".repeat(43)))));
    }

    private String year() {
        return String.valueOf(world.now().atZone(ZoneOffset.UTC).getYear());
    }

    private String fileName() {
        return world.published.number().toLowerCase(java.util.Locale.ROOT) + ".json";
    }

    private Map<String, String> fields() {
        return Map.ofEntries(
                entry("page", "search"),
                entry("amends", ""),
                entry("approval", "NONE"),
                entry("approvalFrom", "AMBER"),
                entry("becomes", guesses().getFirst()),
                entry("days", "90"),
                entry("groupName", "A group"),
                entry("how", "CORRECTS"),
                entry("individual", "OWN_PRODUCTS"),
                entry("like", ""),
                entry("nda", "yes"),
                entry("red", "OWN_ACCEPTANCE"),
                entry("sought", "A product"),
                entry("vetting", "REGISTERED_BY_FORM"),
                entry("why", "Words"),
                entry("wish", "RELEASE"),
                entry("wishes", "BINDING"),
                entry("shared", ""),
                entry("adheres", ""),
                entry("on", "yes"),
                entry("person", "me"),
                entry("whose", "own"),
                entry("tab", "overdue"),
                entry("item", "CASE:" + world.shared.id()),
                entry("act", "SNOOZE"),
                entry("affiliation", "Security team"),
                entry("anyway", ""),
                entry("event", "OTHER"),
                entry("evidence", "A link"),
                entry("into", "CHS-1999-00001"),
                entry("part", ""),
                entry("blank", "1. Only words"),
                entry("looked", ""),
                entry("oneParty", world.asahi.id().toString()),
                entry("otherParty", world.hidden.id().toString()),
                entry("organisation", world.asahi.id().toString()),
                entry("words", "Words"),
                entry("quarter", "2026-Q4"),
                entry("receipt", "5"),
                entry("affected", "10"),
                entry("fix", "20"),
                entry("others", "2"),
                entry("telephone", "2"),
                entry("letter", "3"),
                entry("faxAfter", "5"),
                entry("opens", "09:00"),
                entry("closes", "17:00"),
                entry("rung", "LETTER"),
                entry("with", "CERT/CC"),
                entry("entry", guesses().getFirst()),
                entry("leak", guesses().getFirst()),
                entry("noticed", "2026-01-05T10:00"),
                entry("outcome", "CONFIRMED"),
                entry("respondBy", ""),
                entry("secrecy", ""),
                entry("sure", ""),
                entry("as", "none"),
                entry("alias", "VU#123456"),
                entry("at", "2026-01-05T10:00"),
                entry("by", "Somebody"),
                entry("jump", "VU#123456"),
                entry("label", "A label"),
                entry("ordinal", "1"),
                entry("references", "https://maker.example/"),
                entry("report", guesses().getFirst()),
                entry("scheme", "JVN#"),
                entry("tick", "all"),
                entry("which", ""),
                entry("agree", "yes"),
                entry("answer", "SILENT"),
                entry("again", "a long enough password"),
                entry("after", "0"),
                entry("e", ""),
                entry("mentions", "HOURLY"),
                entry("mine", "DAILY"),
                entry("everything", "NONE"),
                entry("daily", "09:00"),
                entry("quietFrom", "20:00"),
                entry("quietUntil", "08:00"),
                entry("business", "yes"),
                entry("group", "MAIL"),
                entry("party", "system"),
                entry("since", "2026-01-01"),
                entry("armored", "none"),
                entry("back", "/"),
                entry("before", guesses().getFirst()),
                entry("bodyEn", "Words"),
                entry("bodyJa", "本文"),
                entry("other", "yes"),
                entry("otherName", "yes"),
                entry("otherWhy", "Another one"),
                entry("capacity", "Head of PSIRT"),
                entry("changesEn", "Something changed"),
                entry("changesJa", "変更"),
                entry("charset", "utf-8"),
                entry("channel", "MAIL"),
                entry("class", "GENERAL"),
                entry("clock", "ACCEPTANCE"),
                entry("code", "000000"),
                entry("confirm", "yes"),
                entry("corrects", ""),
                entry("contact", "TEAM"),
                entry("corporateNumber", "7000012050002"),
                entry("csirt", "CERT/CC"),
                entry("cve", "CVE-2026-12345"),
                entry("domains", "maker.example"),
                entry("done", ""),
                entry("due", "2030-01-01T00:00"),
                entry("en", "Words"),
                entry("email", "new@person.example"),
                entry("embargo", "none"),
                entry("from", "all"),
                entry("endOfLife", "2027-03-31"),
                entry("fax", "03-1234-5679"),
                entry("files", ""),
                entry("encrypted", "yes"),
                entry("found", "PUBLIC_REGISTER"),
                entry("first", "2027-08-10"),
                entry("fingerprint", "00"),
                entry("fixDate", "2027-03-01"),
                entry("form", guesses().getFirst()),
                entry("further", "ann@vendor.example"),
                entry("honorific", "ONCHU"),
                entry("hours", "9:00-17:00"),
                entry("identifiers", "pkg:maven/org.example/sample@1"),
                entry("instant", "2030-01-01T00:00"),
                entry("kana", "カナ"),
                entry("graceDays", "30"),
                entry("ja", "本文"),
                entry("last", "2027-08-14"),
                entry("kind", "nda"),
                entry("keyword", "tls-library"),
                entry("language", "en"),
                entry("loses", ""),
                entry("over", "yes"),
                entry("map", "NAME_EN"),
                entry("mails", "1"),
                entry("name", "Somebody"),
                entry("nameEn", "Somebody"),
                entry("nameJa", "誰か"),
                entry("next", "/"),
                entry("note", "A note"),
                entry("notice", ""),
                entry("number", "0120-555-555"),
                entry("off", ""),
                entry("old", "not the password"),
                entry("order", "impact"),
                entry("ours", "Somebody of ours"),
                entry("parent", "Partner CSIRT"),
                entry("password", "a long enough password"),
                entry("phone", "03-1234-5678"),
                entry("place", "By video"),
                entry("postal", "Tokyo"),
                entry("product", "Product"),
                entry("published", "2026-01-05T10:00"),
                entry("q", "asahi"),
                entry("latest", "yes"),
                entry("pinned", "yes"),
                entry("resolved", "no"),
                entry("restore", guesses().getFirst()),
                entry("shown", "yes"),
                entry("reason", "Because"),
                entry("reference", "REP-2026-00001"),
                entry("recognised", "Called back"),
                entry("remark", "Remark"),
                entry("result", "CONFIRMED"),
                entry("role", "MEMBER"),
                entry("revoked", "yes"),
                entry("roles", "COORDINATOR"),
                entry("same", ""),
                entry("saved", ""),
                entry("seen", guesses().getFirst()),
                entry("seat", "HOME"),
                entry("sha256", "0".repeat(64)),
                entry("source", "A register"),
                entry("show", "stale"),
                entry("signedOn", "2025-01-15"),
                entry("signer", "Signer"),
                entry("state", "open"),
                entry("step", "preview"),
                entry("statement", "Words"),
                entry("status", "INVESTIGATING"),
                entry("summary", "Summary"),
                entry("take", "no"),
                entry("talkedTo", "Somebody there"),
                entry("table", "code,group_ja"),
                entry("tell", "yes"),
                entry("text", "Words"),
                entry("thread", world.thread(world.shared, world.asahi).toString()),
                entry("theirs", "Somebody of theirs"),
                entry("title", "Title"),
                entry("titleEn", "Title"),
                entry("titleJa", "標題"),
                entry("tlp", "AMBER"),
                entry("to", "SUSPENDED"),
                entry("until", ""),
                entry("upload", ""),
                entry("vendor", world.asahi.id().toString()),
                entry("version", "1"),
                entry("vetted", ""),
                entry("when", "2026-01-05T10:00"),
                entry("write", "CALL_BACK"),
                entry("vector", "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"),
                entry("versions", "2.x"),
                entry("vulnerability", ""),
                entry("cwe1", "CWE-79"),
                entry("cwe2", "SQL"),
                entry("cwe3", ""),
                entry("cwe4", ""),
                entry("cwe5", ""),
                entry("cwe6", ""),
                entry("wave", guesses().getFirst()),
                entry("whom", "TEAM"),
                entry("zone", World.UTC));
    }

    /** Every filling of the pattern: all known things in all combinations, then each variable in turn naming nothing. */
    List<Path> paths(Route route) {
        List<Map<String, Sample>> known = new ArrayList<>(List.of(new LinkedHashMap<>()));
        route.variables().forEach((name, prefix) -> {
            List<Map<String, Sample>> longer = new ArrayList<>();
            for (Map<String, Sample> each : known) {
                for (Sample sample : variable(prefix).known()) {
                    Map<String, Sample> more = new LinkedHashMap<>(each);
                    more.put(name, sample);
                    longer.add(more);
                }
            }
            known.clear();
            known.addAll(longer);
        });
        List<Path> paths = new ArrayList<>();
        for (Map<String, Sample> each : known) {
            Map<String, String> values = values(each);
            paths.add(new Path(
                    route.path(values),
                    true,
                    (path, caller) -> each.values().stream()
                            .allMatch(sample -> sample.visible().test(path, caller)),
                    values));
        }
        paths.addAll(unknown(route, known.isEmpty() ? Map.of() : values(known.getFirst())));
        return paths;
    }

    private List<Path> unknown(Route route, Map<String, String> rest) {
        List<Path> paths = new ArrayList<>();
        route.variables().forEach((name, prefix) -> {
            for (String value : variable(prefix).unknown()) {
                Map<String, String> values = new LinkedHashMap<>(rest);
                values.put(name, value);
                paths.add(new Path(route.path(values), false, ANYONE, values));
            }
        });
        return paths;
    }

    private static Map<String, String> values(Map<String, Sample> samples) {
        Map<String, String> values = new LinkedHashMap<>();
        samples.forEach((name, sample) -> values.put(name, sample.value()));
        return values;
    }

    private Variable variable(String prefix) {
        Variable found = variables.get(prefix);
        if (found == null) {
            throw new AssertionError("No sample ids for " + prefix + ": add to " + Samples.class.getName()
                    + ".variables() things of that kind with who may know them");
        }
        return found;
    }

    /** What a reader could type into the field. */
    String value(String field) {
        return fields.getOrDefault(field, "Words");
    }

    /** A notice of the case in the path; of another when there is none such. */
    private String notice(Path path) {
        return world.asStaff(() -> world.sql()
                .sql("select id from notice order by (case_id::text = :case) desc, ordinal limit 1")
                .param("case", path.values().getOrDefault("id", ""))
                .query(String.class)
                .single());
    }

    /** A vulnerability of the case in the path; of another when there is none such. */
    private String vulnerability(Path path) {
        return world.asStaff(() -> world.sql()
                .sql("select vulnerability_id from case_vulnerability order by (case_id::text = :case) desc,"
                        + " ordinal limit 1")
                .param("case", path.values().getOrDefault("id", ""))
                .query(String.class)
                .single());
    }

    private String value(Path path, Route.Field field, String sample) {
        return switch (field.name()) {
            case "notice" -> notice(path);
            case "vulnerability" -> vulnerability(path);
            case "report" ->
                world.id("select id from report where number = 'PARTNER-1'").toString();
            default -> sample;
        };
    }

    /** A value for every field that the handler reads, or only for those that it cannot do without. */
    String[] form(Route route, Path path, boolean everything) {
        List<String> form = new ArrayList<>();
        for (Route.Field field : route.fields()) {
            String value = fields.get(field.name());
            if (value == null) {
                throw new AssertionError("No sample for the field '" + field.name() + "' of " + route + ": add to "
                        + Samples.class.getName() + ".fields() a value that a reader could have typed");
            }
            if (everything || field.required()) {
                form.addAll(List.of(field.name(), value(path, field, value)));
            }
        }
        return form.toArray(String[]::new);
    }
}
