package org.chosei.conversation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.chosei.access.Grants;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.OrganisationId;
import org.chosei.mail.Claim;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Where mails that wait for a person seem to belong. */
@Component
class MailSuggestions {
    private final JdbcClient jdbc;
    private final Grants grants;

    MailSuggestions(JdbcClient jdbc, Grants grants) {
        this.grants = grants;
        this.jdbc = jdbc;
    }

    /** Keeps where an answer's mail seemed to belong, if it goes to the desk. */
    Claim.Answer remembered(UUID mail, ThreadId thread, MailFiling.Reason reason, Claim.Answer answer) {
        if (answer instanceof Claim.Answer.ForTheDesk) {
            jdbc.sql("""
                            insert into mail_suggestion (mail_id, thread_id, reason) values (:mail, :thread, :reason)
                            on conflict do nothing
                            """)
                    .param("mail", mail)
                    .param("thread", thread.value())
                    .param("reason", reason.name())
                    .update();
        }
        return answer;
    }

    /** Those kept, then the newest threads of these organisations; at most 20 of each. */
    List<MailFiling.Suggestion> of(UUID mail, List<OrganisationId> senders) {
        List<MailFiling.Suggestion> found = jdbc.sql("""
                        select t.id, t.case_id, c.number, t.organisation_id, s.reason, 0 as place
                          from mail_suggestion s join thread t on t.id = s.thread_id
                          join coordination_case c on c.id = t.case_id
                         where s.mail_id = :mail and t.organisation_id is not null
                        union all
                        (select t.id, t.case_id, c.number, t.organisation_id, 'SENDER', 1
                           from thread t join coordination_case c on c.id = t.case_id
                          where t.organisation_id = any(:senders::uuid[])
                            and not exists (select from mail_suggestion s where s.mail_id = :mail and s.thread_id = t.id)
                          order by t.id desc limit 20)
                        order by 6, 5 desc, 1 desc limit 40
                        """)
                .param("mail", mail)
                .param("senders", senders.stream().map(OrganisationId::value).toArray(UUID[]::new))
                .query((row, _) -> new MailFiling.Suggestion(
                        new ThreadId(row.getObject(1, UUID.class)),
                        new CaseId(row.getObject(2, UUID.class)),
                        row.getString(3),
                        new OrganisationId(row.getObject(4, UUID.class)),
                        MailFiling.Reason.valueOf(row.getString(5)),
                        false))
                .list();
        Set<Grants.Holding> holdings = grants.holdings(
                found.stream().map(MailFiling.Suggestion::caseId).toList(),
                found.stream().map(MailFiling.Suggestion::vendor).toList());
        return found.stream()
                .map(each -> new MailFiling.Suggestion(
                        each.thread(),
                        each.caseId(),
                        each.number(),
                        each.vendor(),
                        each.reason(),
                        holdings.contains(new Grants.Holding(each.caseId(), each.vendor()))))
                .toList();
    }

    /** Those kept of many mails. One query. */
    Map<UUID, List<MailFiling.Meant>> meant(Collection<UUID> mails) {
        Map<UUID, List<MailFiling.Meant>> meant = new HashMap<>();
        jdbc.sql("""
                        select s.mail_id, c.number, t.organisation_id
                          from mail_suggestion s join thread t on t.id = s.thread_id
                          join coordination_case c on c.id = t.case_id
                         where s.mail_id = any(:mails::uuid[]) and t.organisation_id is not null
                         order by t.id desc
                        """).param("mails", mails.toArray(UUID[]::new)).query(row -> {
            meant.computeIfAbsent(row.getObject(1, UUID.class), _ -> new ArrayList<>())
                    .add(new MailFiling.Meant(row.getString(2), new OrganisationId(row.getObject(3, UUID.class))));
        });
        return meant;
    }
}
