package org.chosei.desk.inbox;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.chosei.access.Scope;
import org.chosei.web.Site;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.ResultSetExtractor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * A vendor's inbox, derived when it is read from what row-level security shows of its cases: what it may no longer see is no
 * longer there. One statement.
 */
@Repository
class VendorInbox {
    private static final String ITEMS = """
            with open as materialized (
                select c.id, c.number,
                       (select min(g.visible_from) from access_grant g where g.case_id = c.id and g.organisation_id = :own) as given,
                       (select case when e.event = 'ACCEPT' then t.until end
                          from embargo_event e left join embargo_term t on t.id = e.term_id
                         where e.case_id = c.id and e.event in ('ACCEPT', 'TERMINATE') order by e.id desc limit 1) as until
                  from coordination_case c
                 where c.id not in (select ended_cases())
                   and not exists (select from publication p where p.case_id = c.id)),
            stated as materialized (
                select o.id, count(*) filter (where s.id is null)::int as missing from open o
                  join visible_vulnerabilities() v on v.case_id = o.id
                  left join lateral (select s.id from vulnerability_status s where s.case_id = o.id
                                        and s.organisation_id = :own and s.vulnerability_id = v.vulnerability_id limit 1) s on true
                 group by o.id),
            receipt as materialized (
                select o.id, max(greatest(o.given, n.made_at)) as since, count(*)::int as number, o.number as label
                  from open o join notice n on n.case_id = o.id
                 where not exists (select from acknowledgement a where a.notice_id = n.id and a.organisation_id = :own)
                 group by o.id, o.number),
            asked as materialized (
                select f.case_id, f.asked_at, f.received_at, f.decided_at, f.first_wave, r.receipt_days, r.affected_days
                  from ask_facts(array(select id from open)) f join ask_rule r on r.version = f.rules),
            due as materialized (
                select d.days, b.from_at, b.due_at
                  from (select receipt_days as days from asked union select affected_days from asked) d
                 cross join lateral business_days_after_each(array(select asked_at from asked), d.days, :zone, :own) b),
            item as (
                select 'OUR_RECEIPT' as kind, r.id as subject, r.id as case_id, 'mine' as turn,
                       (select min(d.due_at) from asked a join due d on d.days = a.receipt_days and d.from_at = a.asked_at
                         where a.case_id = r.id and a.received_at is null) as due_at, r.since, r.number, r.label
                  from receipt r
                union all
                select case when s.missing > 0 then 'OUR_STATUS' else 'OUR_WAIT' end, o.id, o.id,
                       case when s.missing > 0 then 'mine' else 'waiting' end,
                       case when s.missing > 0
                            then least(o.until, (select min(d.due_at) from asked a join due d
                                                     on d.days = a.affected_days and d.from_at = a.asked_at
                                                  where a.case_id = o.id and a.first_wave and a.decided_at is null))
                            else o.until end,
                       o.given, greatest(s.missing, 1), o.number
                  from open o join stated s on s.id = o.id
                 where exists (select from notice n where n.case_id = o.id)
                   and (s.missing > 0 or not exists (select from receipt r where r.id = o.id))
                union all
                select 'OUR_EMBARGO', e.case_id, e.case_id, 'mine', min(e.respond_by), max(e.given_at), count(*)::int,
                       (select x.number from asked_case(e.case_id) x)
                  from (select distinct on (k.case_id, k.term_id) k.* from embargo_consent k
                         where k.organisation_id = :own order by k.case_id, k.term_id, k.id desc) e
                 where e.state = 'INVITED' and e.case_id in (select asked_cases())
                   and not exists (select from embargo_event x where x.case_id = e.case_id
                                      and (x.event = 'TERMINATE' or x.event = 'REJECT' and x.term_id = e.term_id))
                   and not exists (select from embargo_event x join embargo_event y on y.case_id = x.case_id and y.id > x.id
                                    where x.case_id = e.case_id and x.term_id = e.term_id and x.event = 'ACCEPT'
                                      and y.event = 'ACCEPT')
                 group by e.case_id
                union all
                select 'OUR_MESSAGE', t.id, o.id, 'mine', null, newest.at, newest.number, o.number
                  from open o join thread t on t.case_id = o.id and (t.organisation_id = :own or t.shared is not null)
                 cross join lateral (
                       select max(coalesce(m.visible_from, m.posted_at)) as at, count(*)::int as number
                         from message m left join message_hand h on h.message_id = m.id
                        where m.thread_id = t.id and coalesce(m.organisation_id, h.organisation_id) is distinct from :own
                          and m.visible_from is distinct from 'infinity'
                          and not exists (select from message_withdrawal w where w.message_id = m.id)
                          and coalesce(m.visible_from, m.posted_at) > greatest(
                                (select max(ours.posted_at)
                                   from message ours left join message_hand k on k.message_id = ours.id
                                  where ours.thread_id = t.id and coalesce(ours.organisation_id, k.organisation_id) = :own
                                    and ours.visible_from is distinct from 'infinity'
                                    and not exists (select from message_withdrawal w where w.message_id = ours.id)),
                                (select max(x.upto) from thread_settled x
                                  where x.thread_id = t.id and x.organisation_id = :own),
                                (select case when s.resolved then s.set_at end from thread_state s
                                  where s.thread_id = t.id order by s.id desc limit 1), '-infinity')) newest
                 where newest.number > 0
                union all
                select 'OUR_INTRODUCTION', p.introduction_id, o.id, 'mine', null, o.given, 1, o.number
                  from open o join introduction_party p on p.case_id = o.id and p.organisation_id = :own
                 where not exists (select from introduction_answer a
                                    where a.introduction_id = p.introduction_id and a.organisation_id = :own)),
            all_items as materialized (
                select md5(i.kind || i.subject)::uuid as id, i.kind, i.subject, i.case_id, i.turn, i.due_at, coalesce(i.due_at, 'infinity') as sorted,
                       coalesce(i.since, chosei_now()) as since, i.number, coalesce(i.label, '') as label,
                       null::uuid as organisation_id, '' as name_ja, '' as name_en, null::uuid as assignee,
                       null::text as assignee_name, z.id as snooze_id, z.until, z.zone, z.reason
                  from item i left join inbox_snooze z on z.person_id = :person and z.organisation_id = :own
                   and z.kind = i.kind and z.subject = i.subject and z.ended_at is null and z.until > chosei_now()
                   and z.item_since >= i.since)
            """;

    /** What an item's case is about, in the words that its vendor was given; looked up for what is shown alone. */
    private static final String NEWEST_NOTICE =
            "(select n.body from notice n where n.case_id = p.case_id order by n.ordinal desc limit 1)";

    private final JdbcClient jdbc;
    private final Site site;

    VendorInbox(JdbcClient jdbc, Site site) {
        this.jdbc = jdbc;
        this.site = site;
    }

    InboxView.Page page(Scope.Person person, InboxView view, InboxView.@Nullable After after, int size) {
        String which = switch (view.tab()) {
            case MINE -> "turn = 'mine' and snooze_id is null";
            case WAITING -> "turn = 'waiting' and snooze_id is null";
            case OVERDUE -> "due_at <= chosei_now() and snooze_id is null";
            case SNOOZED -> "snooze_id is not null";
        };
        String place = view.tab() == InboxView.Tab.SNOOZED ? "until, snooze_id" : "sorted, id";
        String sql = ITEMS + """
                , page as (select * from all_items where %s and (%s) > (:due::timestamptz, :after::uuid) order by %s limit %d),
                counts as (select count(*) filter (where turn = 'mine' and snooze_id is null)::int as mine,
                                  count(*) filter (where turn = 'waiting' and snooze_id is null)::int as waiting,
                                  count(*) filter (where due_at <= chosei_now() and snooze_id is null)::int as overdue,
                                  count(*) filter (where snooze_id is not null)::int as snoozed from all_items)
                select p.*, counts.*, %s as title from counts left join page p on true order by %s
                """.formatted(which, place, place, size + 1, NEWEST_NOTICE, place);
        Instant due = after == null ? null : after.due();
        return asked(sql, person)
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

    /** Those of these that are there for the person, snoozed ones too; one statement. */
    List<InboxItem> find(Scope.Person person, Collection<ItemKey> keys) {
        return asked(ITEMS + """
                        select i.*, null::uuid as title from unnest(:named::text[], :subjects::uuid[]) with ordinality as t (kind, subject, place)
                          join all_items i on i.kind = t.kind and i.subject = t.subject order by t.place
                        """, person)
                .param("named", keys.stream().map(key -> key.kind().name()).toArray(String[]::new))
                .param("subjects", keys.stream().map(ItemKey::subject).toArray(UUID[]::new))
                .query((row, _) -> InboxRows.item(row))
                .list();
    }

    private JdbcClient.StatementSpec asked(String sql, Scope.Person person) {
        return jdbc.sql(sql)
                .param("person", person.id().value())
                .param("own", person.organisation().value())
                .param("zone", site.zone().getId());
    }
}
