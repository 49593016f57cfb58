package org.chosei.registry.upkeep;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.chosei.kernel.OrganisationId;
import org.chosei.registry.Contact.Role;
import org.chosei.registry.upkeep.AskStore.Ask;
import org.chosei.registry.upkeep.Drill.Answer;
import org.chosei.registry.upkeep.Drill.Asked;
import org.chosei.registry.upkeep.Drill.Progress;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What is known of each contact that a drill asked, until the drill ended. */
@Repository
class DrillAnswers {
    /** An answer by the link, or by the responsible person signed in, who answers for all contacts. */
    private static final String ASKED = """
            with ended as (
                select coalesce((select at from contact_drill_step where drill_id = :drill and step = 'ENDED'),
                                chosei_now()) as at),
            asked as (
                select a.id, a.organisation_id, a.role, a.email, a.asked_at, c.at as answered_at, c.confirmed_by,
                       b.at as bounced_at,
                       case when c.at is not null then 'ANSWERED' when b.at is not null then 'BOUNCED' else 'SILENT' end
                           as answer
                  from contact_ask a cross join ended e
                  left join lateral (select c.at, c.confirmed_by from contact_confirmation c
                                      where c.organisation_id = a.organisation_id and c.at between a.asked_at and e.at
                                        and (c.ask_id = a.id or c.how = 'PAGE')
                                      order by c.at limit 1) c on true
                  left join lateral (select min(b.at) as at from contact_bounce b
                                      where b.organisation_id = a.organisation_id and b.role = a.role
                                        and lower(b.email) = lower(a.email) and b.at between a.asked_at and e.at) b on true
                 where a.drill_id = :drill)
            """;

    private final JdbcClient jdbc;

    DrillAnswers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Of what happened; how many mails left is not known here. */
    Progress counts(UUID drill) {
        return jdbc.sql(ASKED + """
                        select count(distinct organisation_id), count(*),
                               count(*) filter (where answer = 'ANSWERED'), count(*) filter (where answer = 'BOUNCED')
                          from asked
                        """)
                .param("drill", drill)
                .query((row, _) -> new Progress(row.getInt(1), row.getInt(2), 0, row.getInt(3), row.getInt(4)))
                .single();
    }

    /** Every letter of the drill with the contact that it asked. */
    record LetterOf(UUID letter, UUID ask) {}

    List<LetterOf> letters(UUID drill) {
        return jdbc.sql("""
                        select l.id, l.ask_id from contact_link l join contact_ask a on a.id = l.ask_id
                         where a.drill_id = :drill
                        """)
                .param("drill", drill)
                .query((row, _) -> new LetterOf(row.getObject(1, UUID.class), row.getObject(2, UUID.class)))
                .list();
    }

    /**
     * The contacts of a page of organisations, in the order of their ids.
     *
     * @param answer only organisations with such a contact; null for all
     */
    List<Asked> page(UUID drill, @Nullable Answer answer, @Nullable OrganisationId after, int size) {
        return jdbc.sql(ASKED + """
                        , page as (select distinct organisation_id from asked
                                    where (:after::uuid is null or organisation_id > :after::uuid)
                                      and (:answer::text is null or answer = :answer::text)
                                    order by 1 limit :size)
                        select a.id, a.organisation_id, a.role, a.asked_at, a.answer, a.answered_at, a.bounced_at,
                               a.confirmed_by, (select count(*) from contact_link l where l.ask_id = a.id)
                          from asked a join page p on p.organisation_id = a.organisation_id
                         order by a.organisation_id,
                                  array_position(array['TEAM', 'PRIMARY', 'DEPUTY'], a.role) nulls last
                        """)
                .param("drill", drill)
                .param("after", after == null ? null : after.value(), Types.OTHER)
                .param("answer", answer == null ? null : answer.name(), Types.VARCHAR)
                .param("size", size)
                .query(DrillAnswers::asked)
                .list();
    }

    /** Those that neither answered nor bounced. */
    List<Ask> silent(UUID drill) {
        return jdbc.sql(ASKED
                        + "select id, organisation_id, role, email from asked where answer = 'SILENT' order by id")
                .param("drill", drill)
                .query((row, _) -> new Ask(
                        row.getObject(1, UUID.class),
                        new OrganisationId(row.getObject(2, UUID.class)),
                        Role.valueOf(row.getString(3)),
                        row.getString(4)))
                .list();
    }

    private static Asked asked(ResultSet row, int number) throws SQLException {
        Answer answer = Answer.valueOf(row.getString(5));
        String by = row.getString(8);
        return new Asked(
                row.getObject(1, UUID.class),
                new OrganisationId(row.getObject(2, UUID.class)),
                Role.valueOf(row.getString(3)),
                row.getObject(4, OffsetDateTime.class).toInstant(),
                answer,
                switch (answer) {
                    case ANSWERED -> instant(row, 6);
                    case BOUNCED -> instant(row, 7);
                    case SILENT -> null;
                },
                by == null ? "" : by,
                row.getInt(9));
    }

    private static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
