package org.chosei.mail;

import java.time.LocalDate;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.chosei.mail.MailTraits.Trait;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The tables of how mails are written, and of what was answered by itself. */
@Repository
class MailTraitStore {
    private final JdbcClient jdbc;

    MailTraitStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void keep(UUID mail, Collection<Trait> traits) {
        if (traits.isEmpty()) {
            return;
        }
        jdbc.sql("insert into mail_trait (mail_id, trait) select :mail, unnest(:traits::text[]) on conflict do nothing")
                .param("mail", mail)
                .param("traits", traits.stream().map(Trait::name).toArray(String[]::new))
                .update();
    }

    Set<Trait> of(UUID mail) {
        Set<Trait> traits = EnumSet.noneOf(Trait.class);
        traits.addAll(jdbc.sql("select trait from mail_trait where mail_id = :mail")
                .param("mail", mail)
                .query((row, _) -> Trait.valueOf(row.getString(1)))
                .list());
        return traits;
    }

    /** Mails of the same envelope sender within a day before or after that have the other half of a password custom. */
    List<UUID> otherHalves(UUID mail) {
        return jdbc.sql("""
                        select o.id from incoming_mail m
                          join mail_trait t on t.mail_id = m.id and t.trait in ('ENCRYPTED_ZIP', 'PASSWORD')
                          join incoming_mail o on o.envelope_from = m.envelope_from and o.id <> m.id
                               and o.arrived_at between m.arrived_at - interval '1 day' and m.arrived_at + interval '1 day'
                          join mail_trait p on p.mail_id = o.id and p.trait in ('ENCRYPTED_ZIP', 'PASSWORD')
                               and p.trait <> t.trait
                         where m.id = :mail and m.envelope_from <> '' order by o.id limit 10
                        """).param("mail", mail).query(UUID.class).list();
    }

    /** False when this mail, or this address on this day, was answered already. */
    boolean addAnswer(UUID mail, String address, LocalDate on, String template, UUID letter) {
        return jdbc.sql("""
                        insert into mail_answer (mail_id, address, answered_on, template, letter_id)
                        values (:mail, :address, :day, :template, :letter) on conflict do nothing
                        """)
                        .param("mail", mail)
                        .param("address", address)
                        .param("day", on)
                        .param("template", template)
                        .param("letter", letter)
                        .update()
                == 1;
    }

    boolean isAnswered(UUID mail) {
        return jdbc.sql("select exists (select from mail_answer where mail_id = :mail)")
                .param("mail", mail)
                .query(Boolean.class)
                .single();
    }
}
