package org.chosei.desk.inbox;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.chosei.access.Permission;
import org.chosei.access.Scope;
import org.chosei.web.Site;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.ResultSetExtractor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The staff's inbox, read from {@code inbox_item}. One statement, whatever the number of cases: each part is read assignee by
 * assignee along an index that has it in its order, and counting stops at {@link InboxView#MOST}.
 */
@Repository
class StaffInbox {
    private static final String ORDER = " order by i.due_at, i.id limit ";

    /** Everybody who has something, found by as many looks into the index. */
    private static final String EVERYBODY = """
            with recursive each as (
                (select assignee from inbox_item order by assignee limit 1)
                union all
                select (select i.assignee from inbox_item i where i.assignee > each.assignee order by i.assignee limit 1)
                  from each where each.assignee is not null)
            select assignee from each where assignee is not null
            """;

    /** The person alone, and nobody when it is on duty. */
    private static final String OWN = """
            select :person::uuid as assignee union all
            select '00000000-0000-0000-0000-000000000000' where exists (
                select from duty_period d where d.person_id = :person and d.ended_at is null
                   and (chosei_now() at time zone :zone)::date between d.first_day and d.last_day)
            """;

    private static final String NOBODY = "select '00000000-0000-0000-0000-000000000000'::uuid as assignee";

    /** What the reader may not approve, or began and another finishes, is not its turn. */
    private static final String NOT_OURS = "i.author is not null and (i.author = :actor"
            + " or i.kind in ('APPROVE', 'APPROVE_WAVE') and not :approver::boolean)";

    /** A message that its author may still take back is nobody's work yet. */
    private static final String SEEN = "(i.seen_from is null or i.seen_from <= chosei_now())";

    private static final String SHOWN = """
            select p.*, coalesce(c.number, r.number, rr.reference, g.number, wc.number, '') as label, c.title,
                   coalesce(o.name_ja, '') as name_ja, coalesce(o.name_en, '') as name_en, a.name as assignee_name
            """;

    private static final String NAMES = """
              left join coordination_case c on c.id = p.case_id
              left join report r on p.kind = 'REPORT' and r.id = p.subject
              left join received_report rr on p.kind in ('RECEIVED', 'REPORTER_MESSAGE') and rr.id = p.subject
              left join registration g on p.kind in ('REGISTRATION', 'REGISTRATION_REPLY') and g.id = p.subject
              left join contact_change h on p.kind = 'CONTACT_CHANGE' and h.id = p.subject
              left join wave_submission ws on p.kind = 'APPROVE_WAVE' and ws.id = p.subject
              left join coordination_case wc on wc.id = ws.case_id
              left join organisation o on o.id = coalesce(p.organisation_id, r.organisation_id, rr.organisation_id,
                                                          h.organisation_id)
              left join person a on a.id = p.assignee
            """;

    private static final String COLUMNS = """
            i.id, i.kind, i.subject, i.case_id, case when %s then 'waiting' else i.turn end as turn,
            nullif(i.due_at, 'infinity') as due_at, i.due_at as sorted, least(i.since, chosei_now()) as since,
            case when i.since > chosei_now() then greatest(i.number - i.ahead, 1) else i.number end as number,
            i.organisation_id, i.assignee
            """.formatted(NOT_OURS);

    private static final String NO_SNOOZE =
            "null::uuid as snooze_id, null::timestamptz as until, null::text as zone, null::uuid as reason";

    /** What is only counted comes in any order, so that counting ends with the first thousand. */
    private static final String COUNTED = "i.id, i.due_at as sorted";

    private final JdbcClient jdbc;
    private final Site site;

    StaffInbox(JdbcClient jdbc, Site site) {
        this.jdbc = jdbc;
        this.site = site;
    }

    InboxView.Page page(Scope.Person person, InboxView view, InboxView.@Nullable After after, int size) {
        String sql = """
                with who as materialized (%s),
                     page as materialized (%s),
                     counts as (select (select count(*) from (%s) x)::int as mine, (select count(*) from (%s) x)::int as waiting,
                                       (select count(*) from (%s) x)::int as overdue, (select count(*) from (%s) x)::int as snoozed)
                %s, counts.*
                  from counts left join page p on true
                %s
                 order by p.sorted, p.id
                """.formatted(
                        who(view.whose()),
                        lane(view.tab(), COLUMNS + ", " + NO_SNOOZE, FROM_HERE, size + 1),
                        lane(InboxView.Tab.MINE, COUNTED, "", InboxView.MOST),
                        lane(InboxView.Tab.WAITING, COUNTED, "", InboxView.MOST),
                        lane(InboxView.Tab.OVERDUE, COUNTED, "", InboxView.MOST),
                        lane(InboxView.Tab.SNOOZED, COUNTED, "", InboxView.MOST),
                        SHOWN,
                        NAMES);
        Instant due = after == null ? null : after.due();
        return asked(sql, person)
                .param("zone", site.zone().getId())
                .param(
                        "due",
                        after == null
                                ? "-infinity"
                                : due == null
                                        ? "infinity"
                                        : due.atOffset(ZoneOffset.UTC).toString())
                .param("after", after == null ? InboxRows.NOBODY : after.id())
                .query((ResultSetExtractor<InboxView.Page>) rows -> InboxRows.page(rows, size, view.tab()));
    }

    private static final String FROM_HERE = " and (i.due_at, i.id) > (:due::timestamptz, :after::uuid)";

    private static String who(InboxView.Whose whose) {
        return switch (whose) {
            case OWN -> OWN;
            case NOBODY -> NOBODY;
            case ALL -> EVERYBODY;
        };
    }

    private static String lane(InboxView.Tab tab, String columns, String more, int limit) {
        return switch (tab) {
            case MINE -> each(columns, "i.turn = 'mine' and not (" + NOT_OURS + ")" + more, limit);
            case WAITING ->
                "select * from (" + each(columns, "i.turn = 'waiting'" + more, limit) + " union all "
                        + each(columns, "i.turn = 'mine' and " + NOT_OURS + more, limit)
                        + ") both_lanes"
                        + (columns.equals(COUNTED) ? "" : " order by both_lanes.sorted, both_lanes.id") + " limit "
                        + limit;
            case OVERDUE -> each(columns, "i.due_at <= chosei_now()" + more, limit);
            case SNOOZED ->
                snoozed(columns.replace(NO_SNOOZE, "z.id as snooze_id, z.until, z.zone, z.reason"), more, limit);
        };
    }

    private static String each(String columns, String which, int limit) {
        return "(select i.* from who cross join lateral (select " + columns
                + " from inbox_item i where i.assignee = who.assignee and " + which
                + " and i.kind = any(:kinds::text[]) and " + SEEN + " and not exists (" + InboxRows.HIDDEN + ")"
                + (columns.equals(COUNTED) ? " limit " : ORDER) + limit
                + ") i" + (columns.equals(COUNTED) ? "" : " order by i.sorted, i.id") + " limit " + limit + ")";
    }

    /** One's own snoozes are few: read from their side, whoever works on the case. */
    private static String snoozed(String columns, String more, int limit) {
        return "(select " + columns.replace("i.due_at as sorted", "z.until as sorted")
                + """
                 from inbox_snooze z join inbox_item i on i.kind = z.kind and i.subject = z.subject
                where z.person_id = :person and z.organisation_id = :own and z.ended_at is null and z.until > chosei_now()
                  and (z.item_since >= i.since or i.since > chosei_now()) and i.kind = any(:kinds::text[])
                """
                + more.replace("i.due_at, i.id", "z.until, z.id") + " order by z.until, z.id limit " + limit + ")";
    }

    /** Those of these that are there for the person, snoozed ones too; one statement. */
    List<InboxItem> find(Scope.Person person, Collection<ItemKey> keys) {
        return asked(
                        "with page as materialized (select " + COLUMNS + ", " + NO_SNOOZE
                                + """
                     from unnest(:named::text[], :subjects::uuid[]) with ordinality as t (kind, subject, place)
                     join inbox_item i on i.kind = t.kind and i.subject = t.subject
                    where i.kind = any(:kinds::text[]) and %s order by t.place)
                """.formatted(SEEN)
                                + SHOWN
                                + ", 0 as mine from page p" + NAMES,
                        person)
                .param("named", keys.stream().map(key -> key.kind().name()).toArray(String[]::new))
                .param("subjects", keys.stream().map(ItemKey::subject).toArray(UUID[]::new))
                .query((row, _) -> InboxRows.item(row))
                .list();
    }

    private JdbcClient.StatementSpec asked(String sql, Scope.Person person) {
        return jdbc.sql(sql)
                .param("person", person.id().value())
                .param("own", person.organisation().value())
                .param("approver", person.may(Permission.APPROVE))
                .param("actor", person.actor())
                .param(
                        "kinds",
                        Stream.of(ItemKind.values())
                                .filter(kind -> kind.goesTo(person))
                                .map(ItemKind::name)
                                .toArray(String[]::new));
    }
}
