package org.chosei.authorisation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.chosei.access.Role;
import org.chosei.access.Scope;
import org.chosei.testing.World;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Row-level security with the application's checks taken away: every table of the schema is read, and written to, as one
 * vendor's person would if the code above forgot to ask. The tables come from the catalogue, so a new one is covered.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RowIsolationTest {
    /** What an organisation may see of itself, and what is for everybody. A table that shows more rows must be named here. */
    private static final Set<String> OWN = Set.of(
            "agreement_countersignature",
            "agreement_mailing",
            "agreement_signature",
            "agreement_signed_mail",
            "agreement_signed_paper",
            "agreement_text",
            "ask_rule",
            "bulk_line",
            "bulk_run",
            "calendar_feed",
            "contact_ask",
            "contact_bounce",
            "contact_change",
            "contact_change_decision",
            "contact_confirmation",
            "contact_key",
            "contact_key_copy",
            "contact_point",
            "credential",
            "direct_contact",
            "draft",
            "distribution_policy",
            "embargo_proposer",
            "introduction_answer",
            "holiday",
            "invitation",
            "key_challenge",
            "key_comparison",
            "key_proof",
            "keyword",
            "keyword_answer",
            "keyword_list",
            "key_warning",
            "membership",
            "notice_setting",
            "organisation",
            "organisation_closure",
            "organisation_state",
            "person",
            "product",
            "product_change",
            "product_identifier",
            "product_import",
            "product_import_applied",
            "publication",
            "received_report",
            "registration_class_change",
            "report_message",
            "report_step",
            "saved_search",
            "session",
            "stored_chunk",
            "stored_file");

    /** What a granted case shows besides. */
    private static final Set<String> OF_CASES = Set.of(
            "access_grant",
            "acknowledgement",
            "ask_rung",
            "audience",
            "audience_member",
            "calendar_entry",
            "contact_elsewhere",
            "coordination_case",
            "embargo_consent",
            "embargo_event",
            "embargo_term",
            "inbox_snooze",
            "introduction_party",
            "ledger_entry",
            "message",
            "message_edit",
            "message_file",
            "message_hand",
            "message_mention",
            "message_pin",
            "message_withdrawal",
            "notice",
            "participant",
            "participant_number",
            "read_mark",
            "search_entry",
            "sealed_item",
            "status_proposal",
            "status_proposal_decision",
            "stored_chunk",
            "thread",
            "thread_state",
            "thread_settled",
            "vulnerability_status");

    private final World world = new World();
    private final Rows rows = new Rows(world);

    @AfterAll
    void stop() {
        world.close();
    }

    @Test
    void theWorldHasRowsInEveryTableThatMattersSoThatTheTestsCanFail() {
        Set<String> empty = new TreeSet<>();
        rows.everything().forEach((table, content) -> {
            if (content.isEmpty()) {
                empty.add(table);
            }
        });
        assertThat(empty)
                .as("tables without a row: let the world fill them, or say here why it cannot")
                .isSubsetOf(
                        "advisory_held_back",
                        "advisory_schedule_cancellation",
                        "dead_letter",
                        // the shipped form is in use: an own one would change what the public form asks
                        "form_blank",
                        // no mailbox on another server is read
                        "imap_position",
                        // nobody proved has a mail on the desk
                        "mail_answer",
                        // filled and emptied within one transaction
                        "inbox_due",
                        "ledger_checkpoint",
                        "key_challenge_miss",
                        "ledger_signed",
                        "portal_notice",
                        // only where something was said before there were read marks
                        "read_marks_since",
                        "sign_in_attempt",
                        "wave_cancellation");
    }

    @Test
    void grantedVendorSeesItsOwnRowsAndNothingThatIsOnlyAnOthers() {
        Map<String, List<String>> seen = rows.seenBy(world.scope(world.asahi));
        assertThat(seen.keySet()).containsAll(OF_CASES).isSubsetOf(union(OWN, OF_CASES));
        assertThat(naming(seen, rows.foreignTo(world.asahi))).isEmpty();
        Map<String, List<String>> hidden = rows.seenBy(world.scope(world.hidden));
        assertThat(hidden.keySet()).containsAll(OF_CASES).isSubsetOf(union(OWN, OF_CASES));
        assertThat(naming(hidden, rows.foreignTo(world.hidden))).isEmpty();
    }

    @Test
    void whereAVendorReadsByWhoseHandOfTheStaffSomethingWasDoneIsKnownTableByTable() {
        Set<String> names = new TreeSet<>();
        List<String> staff = List.of(
                world.person(world.coordinator).value().toString(),
                world.person(world.approver).value().toString(),
                world.person(world.administrator).value().toString());
        rows.seenBy(world.scope(world.asahi)).forEach((table, found) -> {
            if (found.stream().anyMatch(row -> staff.stream().anyMatch(row::contains))) {
                names.add(table);
            }
        });
        assertThat(names)
                .as("not by whom a case was ended, an event noted, terms accepted or an end agreed")
                .doesNotContain(
                        "case_end", "case_event", "case_hand", "embargo_event", "embargo_hand", "participant_step")
                .isSubsetOf(
                        "access_grant",
                        "agreement_countersignature",
                        "audience_member",
                        "contact_ask",
                        "contact_change_decision",
                        "embargo_consent",
                        "invitation",
                        "key_comparison",
                        "ledger_entry",
                        "message",
                        "notice",
                        "organisation",
                        "organisation_state",
                        "registration_class_change",
                        "report_message",
                        "report_step",
                        "sealed_item",
                        "status_proposal_decision",
                        "thread_state",
                        "vulnerability_status");
    }

    @Test
    void whatIsForeignToOneVendorIsVisibleToTheOtherSoThatTheSearchForItCanFail() {
        assertThat(naming(rows.seenBy(world.scope(world.hidden)), rows.foreignTo(world.asahi)))
                .containsKeys(OF_CASES.toArray(String[]::new));
    }

    @Test
    void vendorWithoutAGrantSeesNothingOfCases() {
        nothingOfCases(world.stranger);
    }

    @Test
    void vendorSeesNothingBeforeTheInstantNotEvenThatThereWillBeSomething() {
        nothingOfCases(world.waiting);
    }

    @Test
    void vendorThatWasWithdrawnSeesNothingAnyMoreNotEvenWhatItWroteItself() {
        nothingOfCases(world.withdrawn);
    }

    private void nothingOfCases(World.Vendor vendor) {
        for (Scope scope : List.of(world.scope(vendor), new Scope.Organisation(vendor.id()))) {
            Map<String, List<String>> seen = rows.seenBy(scope);
            assertThat(seen.keySet()).as(scope.actor()).isSubsetOf(OWN);
            assertThat(naming(seen, rows.foreignTo(vendor))).as(scope.actor()).isEmpty();
        }
    }

    @Test
    void organisationThatAnswersByMailSeesNoMoreThanItsPeople() {
        Map<String, List<String>> seen = rows.seenBy(new Scope.Organisation(world.asahi.id()));
        assertThat(seen.keySet()).contains("message", "notice").isSubsetOf(union(OWN, OF_CASES));
        assertThat(naming(seen, rows.foreignTo(world.asahi))).isEmpty();
    }

    @Test
    void anybodyElseSeesWhatIsPublishedAndTheAgreementsTexts() {
        assertThat(rows.seenBy(new Scope.Public()).keySet()).containsExactlyInAnyOrder("agreement_text", "publication");
    }

    @Test
    void withoutAScopeNothingIsSeenButTheSchedulersOwnTable() {
        assertThat(rows.seenBy(null).keySet()).isSubsetOf("scheduled_tasks");
    }

    @Test
    void staffRoleOfAVendorsPersonIsNotBelievedWhereTheOrganisationIsAVendor() {
        Scope forged = new Scope.Person(
                world.person(world.asahi.responsible()), world.asahi.id(), Set.of(Role.RESPONSIBLE, Role.MEMBER));
        assertThat(rows.seenBy(forged).keySet()).isSubsetOf(union(OWN, OF_CASES));
    }

    @Test
    void vendorCannotWriteARowThatBelongsToAnother() {
        AnyOf foreign = new AnyOf(rows.foreignTo(world.asahi));
        Map<String, String> written = new LinkedHashMap<>();
        int tried = 0;
        for (String table : rows.tables) {
            for (String row : rows.everything().getOrDefault(table, List.of())) {
                if (foreign.isIn(row)) {
                    tried++;
                    note(written, table + " " + row, insert(table, row), "42501");
                }
            }
        }
        assertThat(written).isEmpty();
        assertThat(tried).as("rows of others").isGreaterThan(100);
    }

    @Test
    void vendorCannotPutItsOwnRowIntoAnothersThreadCaseAudienceOrName() {
        Map<String, String> swaps = swaps();
        Map<String, String> written = new LinkedHashMap<>();
        int tried = 0;
        for (Map.Entry<String, List<String>> table :
                rows.seenBy(world.scope(world.asahi)).entrySet()) {
            for (String row : table.getValue()) {
                for (Map.Entry<String, String> swap : swaps.entrySet()) {
                    if (row.contains(swap.getKey())) {
                        tried++;
                        String moved = fresh(row.replace(swap.getKey(), swap.getValue()));
                        note(
                                written,
                                table.getKey() + " " + moved,
                                insert(table.getKey(), moved),
                                "42501",
                                "23503",
                                "23505");
                    }
                }
            }
        }
        assertThat(written).isEmpty();
        assertThat(tried).as("rows moved to another").isGreaterThan(50);
    }

    /** Things of the one vendor, each with the same thing of the other. */
    private Map<String, String> swaps() {
        Map<String, String> swaps = new LinkedHashMap<>();
        swaps.put(world.asahi.id().toString(), world.hidden.id().toString());
        swaps.put(
                world.person(world.asahi.responsible()).toString(),
                world.person(world.hidden.responsible()).toString());
        swaps.put(world.shared.id().toString(), world.alone.id().toString());
        swaps.put(
                world.thread(world.shared, world.asahi).toString(),
                world.thread(world.shared, world.hidden).toString());
        swaps.put(audience(world.asahi), audience(world.hidden));
        swaps.put(world.asahi.key().toString(), world.unprovedKey(world.hidden).toString());
        return swaps;
    }

    private String audience(World.Vendor vendor) {
        return world.id("select id from audience where case_id = '" + world.shared.id() + "' and organisation_id = '"
                        + vendor.id() + "'")
                .toString();
    }

    @Test
    void nobodySignsForAnotherPerson() {
        String other = "person:" + world.person(world.hidden.responsible());
        Map<String, String> written = new LinkedHashMap<>();
        List<String> signed = world.application.everything("""
                select c.relname || '.' || a.attname from pg_attrdef d join pg_class c on c.oid = d.adrelid
                  join pg_attribute a on a.attrelid = c.oid and a.attnum = d.adnum
                 where pg_get_expr(d.adbin, d.adrelid) like '%scope_actor()%' order by 1
                """);
        for (World.Vendor vendor : List.of(world.asahi, world.hidden)) {
            forge(world.scope(vendor), signed, "person:" + world.person(world.coordinator), written);
        }
        forge(staff(), signed, other, written);
        assertThat(written).isEmpty();
        assertThat(rows.tried(world.scope(world.asahi), insert("vulnerability_status"), fresh(ownStatus())))
                .as("the same under one's own name")
                .isEqualTo("1 rows");
        assertThat(signed).as("columns that say who did it").hasSizeGreaterThan(15);
    }

    private String ownStatus() {
        String author = "person:" + world.person(world.asahi.responsible());
        return rows.seenBy(world.scope(world.asahi)).getOrDefault("vulnerability_status", List.of()).stream()
                .filter(row -> row.contains(author))
                .findFirst()
                .orElseThrow();
    }

    private Scope staff() {
        return new Scope.Person(
                world.person(world.coordinator),
                org.chosei.testing.TestOrganisations.COORDINATOR,
                Set.of(Role.COORDINATOR));
    }

    private void forge(Scope scope, List<String> signed, String other, Map<String, String> written) {
        Map<String, List<String>> seen = rows.seenBy(scope);
        for (String column : signed) {
            String table = column.substring(0, column.indexOf('.'));
            String name = column.substring(column.indexOf('.') + 1);
            for (String row : seen.getOrDefault(table, List.of())) {
                String named = row.replaceFirst("\"" + name + "\": ?\"[^\"]*\"", "\"" + name + "\": \"" + other + "\"");
                if (named.equals(row)) {
                    // what names nobody is signed by nobody
                    continue;
                }
                String forged = fresh(named);
                note(
                        written,
                        scope.actor() + " " + table + " " + forged,
                        rows.tried(scope, insert(table), forged),
                        "42501");
            }
        }
    }

    @Test
    void vendorChangesNoRowOfAnotherWhateverItMayUpdate() {
        Map<String, String> changed = new LinkedHashMap<>();
        List<String> columns = world.application.everything("""
                select table_name || '.' || column_name from information_schema.column_privileges
                 where grantee = 'chosei_app' and privilege_type = 'UPDATE' order by 1
                """);
        for (World.Vendor vendor : List.of(world.asahi, world.stranger, world.withdrawn)) {
            Scope scope = world.scope(vendor);
            AnyOf foreign = new AnyOf(rows.foreignTo(vendor));
            for (String each : columns) {
                String table = each.substring(0, each.indexOf('.'));
                String column = each.substring(each.indexOf('.') + 1);
                for (String row : updated(scope, table, column)) {
                    if (foreign.isIn(row)) {
                        changed.put(vendor.word() + " " + each, row);
                    }
                }
            }
        }
        assertThat(changed).isEmpty();
        assertThat(columns).hasSizeGreaterThan(20);
    }

    private List<String> updated(Scope scope, String table, String column) {
        try {
            return world.as(
                    scope,
                    () -> world.sql()
                            .sql("update " + table + " t set " + column + " = " + column
                                    + " returning to_jsonb(t)::text")
                            .query(String.class)
                            .list());
        } catch (org.springframework.dao.DataAccessException refused) {
            return List.of();
        }
    }

    @Test
    void vendorDeletesNothing() {
        Map<String, String> deleted = new LinkedHashMap<>();
        for (String table : rows.tables) {
            note(deleted, table, rows.tried(world.scope(world.asahi), "delete from " + table, null), "42501", "0 rows");
        }
        assertThat(deleted).isEmpty();
    }

    @Test
    void whatEndedStaysEnded() {
        Scope leaver = world.scope(world.stranger);
        world.as(leaver, () -> {
            world.sql()
                    .sql(
                            "update agreement_signature set ended_at = chosei_now(), ended_by = scope_actor(), ended_reason = 'r'")
                    .update();
            world.sql()
                    .sql("insert into direct_contact (id, organisation_id, csirt)"
                            + " values (gen_random_uuid(), scope_organisation(), 'Elsewhere')")
                    .update();
            world.sql()
                    .sql("update direct_contact set ended_at = chosei_now(), ended_by = scope_actor()")
                    .update();
            world.sql()
                    .sql("update contact_key set retired_at = chosei_now(), retired_by = scope_actor()")
                    .update();
            return world.sql().sql("update session set ended_at = chosei_now()").update();
        });
        List<String> revived = new ArrayList<>();
        for (String sql : List.of(
                "update direct_contact set ended_at = null, ended_by = null where ended_at is not null",
                "update agreement_signature set ended_at = null, ended_by = null, ended_reason = null where ended_at is not null",
                "update contact_key set retired_at = null, retired_by = null where retired_at is not null",
                "update session set ended_at = null where ended_at is not null")) {
            revived.add(rows.tried(leaver, sql, null));
        }
        assertThat(revived).containsOnly("0 rows");
    }

    private String insert(String table, String row) {
        return rows.tried(world.scope(world.asahi), insert(table), row);
    }

    private static String insert(String table) {
        return "insert into " + table + " select * from jsonb_populate_record(null::" + table + ", :row::jsonb)";
    }

    /** The row under an id that no row has yet, so that only a policy can refuse it. */
    private static String fresh(String row) {
        return row.replaceFirst(
                "\"id\": ?\"[0-9a-f-]{36}\"",
                "\"id\": \"" + org.chosei.kernel.Uuid7.at(java.time.Instant.EPOCH) + "\"");
    }

    private static void note(Map<String, String> wrong, String what, String answer, String... refusals) {
        if (!List.of(refusals).contains(answer)) {
            wrong.put(what, answer);
        }
    }

    private static Map<String, List<String>> naming(@Nullable Map<String, List<String>> seen, Set<String> words) {
        Map<String, List<String>> found = new LinkedHashMap<>();
        AnyOf any = new AnyOf(words);
        if (seen != null) {
            seen.forEach((table, content) -> {
                List<String> naming = content.stream().filter(any::isIn).toList();
                if (!naming.isEmpty()) {
                    found.put(table, naming);
                }
            });
        }
        return found;
    }

    private static Set<String> union(Set<String> one, Set<String> other) {
        Set<String> both = new TreeSet<>(one);
        both.addAll(other);
        return both;
    }
}
