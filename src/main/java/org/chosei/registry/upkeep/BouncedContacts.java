package org.chosei.registry.upkeep;

import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.chosei.ledger.Entry;
import org.chosei.ledger.Ledger;
import org.chosei.mail.MailsBounced;
import org.chosei.mail.MailsBounced.Bounce;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Marks contacts whose address mail came back from. Mail itself knows addresses only; here they are somebody's. */
@Component
class BouncedContacts {
    private static final int LONGEST_REPLY = 300;

    private final JdbcClient jdbc;
    private final Ledger ledger;

    BouncedContacts(JdbcClient jdbc, Ledger ledger) {
        this.jdbc = jdbc;
        this.ledger = ledger;
    }

    /** Two statements, whatever their number: every contact that has such an address, its own or a further one, with whom it is. */
    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    void on(MailsBounced bounced) {
        List<Hit> hits = jdbc.sql("""
                        with b as (select * from unnest(:addresses::text[], :replies::text[]) as b (address, reply))
                        select p.organisation_id, p.role, p.email, min(b.reply)
                          from contact_point p join b on lower(p.email) = b.address
                         where p.removed_at is null group by 1, 2, 3
                        union all
                        select p.organisation_id, p.role, f.address, min(f.address || ': ' || b.reply)
                          from contact_point p cross join lateral unnest(p.further) as f (address)
                          join b on lower(f.address) = b.address
                         where p.further <> '{}' and p.removed_at is null group by 1, 2, 3
                        """)
                .param(
                        "addresses",
                        strings(bounced.bounces().stream()
                                .map(each -> each.address().toLowerCase(Locale.ROOT))
                                .toList()))
                .param(
                        "replies",
                        strings(bounced.bounces().stream()
                                .map(BouncedContacts::reply)
                                .toList()))
                .query((row, _) ->
                        new Hit(row.getObject(1, UUID.class), row.getString(2), row.getString(3), row.getString(4)))
                .list();
        if (!hits.isEmpty()) {
            note(hits);
        }
    }

    private record Hit(UUID organisation, String role, String email, String reply) {}

    private void note(List<Hit> hits) {
        jdbc.sql("""
                        insert into contact_bounce (organisation_id, role, email, reply)
                        select * from unnest(:organisations::uuid[], :roles::text[], :emails::text[], :replies::text[])
                        """)
                .param("organisations", hits.stream().map(Hit::organisation).toArray(UUID[]::new))
                .param("roles", strings(hits.stream().map(Hit::role).toList()))
                .param("emails", strings(hits.stream().map(Hit::email).toList()))
                .param("replies", strings(hits.stream().map(Hit::reply).toList()))
                .update();
        hits.forEach(hit -> ledger.append(Entry.ofInstallation("contact.bounced")
                .about("organisation", hit.organisation())
                .about("role", hit.role())));
    }

    private static String reply(Bounce bounce) {
        String reply = bounce.reply().replaceAll("\\p{Cntrl}+", " ").strip();
        return reply.length() <= LONGEST_REPLY ? reply : reply.substring(0, LONGEST_REPLY);
    }

    private static String[] strings(List<String> values) {
        return values.toArray(String[]::new);
    }
}
