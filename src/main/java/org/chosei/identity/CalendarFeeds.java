package org.chosei.identity;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.chosei.access.Purpose;
import org.chosei.access.Scope;
import org.chosei.access.Scopes;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.PersonId;
import org.chosei.ledger.Entry;
import org.chosei.ledger.Ledger;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The secret addresses under which calendar programs, which cannot sign in, read what a person has to do by when. There is
 * one for each person in each organisation; it stops with the membership, with the person, or when its owner says so.
 */
@Component
public class CalendarFeeds {
    private final TransactionOperations transaction;
    private final JdbcClient jdbc;
    private final Ledger ledger;

    CalendarFeeds(TransactionOperations transaction, JdbcClient jdbc, Ledger ledger) {
        this.transaction = transaction;
        this.jdbc = jdbc;
        this.ledger = ledger;
    }

    /** Whose calendar it is and in which words. */
    public record Reader(Scope.Person scope, Locale locale) {}

    /** Since when the acting person has an address in the organisation acted for; empty without one. */
    public Optional<Instant> since() {
        return transaction.execute(
                _ -> jdbc.sql("""
                        select made_at from calendar_feed where person_id = scope_person()
                           and organisation_id = scope_organisation() and ended_at is null
                        """).query(OffsetDateTime.class).optional().map(OffsetDateTime::toInstant));
    }

    /** Makes an address in the place of the one before, which is worth nothing from now on. It is told only here. */
    public Token make() {
        Scope.Person person = Scopes.person();
        Token token = Token.random();
        transaction.executeWithoutResult(_ -> {
            jdbc.sql("""
                            insert into calendar_feed (person_id, organisation_id, token_hash)
                            values (:person, :organisation, :hash)
                            on conflict (person_id, organisation_id) do update
                               set token_hash = excluded.token_hash, made_at = chosei_now(), ended_at = null
                            """)
                    .param("person", person.id().value())
                    .param("organisation", person.organisation().value())
                    .param("hash", token.hash())
                    .update();
            ledger.append(entry("calendar.made", person));
        });
        return token;
    }

    /** Ends the address; without one nothing happens. */
    public void end() {
        Scope.Person person = Scopes.person();
        transaction.executeWithoutResult(_ -> {
            int ended = jdbc.sql("""
                            update calendar_feed set ended_at = chosei_now()
                             where person_id = :person and organisation_id = :organisation and ended_at is null
                            """)
                    .param("person", person.id().value())
                    .param("organisation", person.organisation().value())
                    .update();
            if (ended > 0) {
                ledger.append(entry("calendar.ended", person));
            }
        });
    }

    /** Ends every address of a person whose account was recovered: whoever has the lost device may have them. */
    void endAll(PersonId person) {
        jdbc.sql("update calendar_feed set ended_at = chosei_now() where person_id = :person and ended_at is null")
                .param("person", person.value())
                .update();
    }

    private static Entry entry(String kind, Scope.Person person) {
        return Entry.ofInstallation(kind).about("person", person.id()).about("organisation", person.organisation());
    }

    /** Who reads at this address, as a live member; empty when it is none, was replaced or ended. */
    public Optional<Reader> find(Token token) {
        return Scopes.as(new Scope.System(Purpose.SIGN_IN), () -> transaction.execute(_ -> read(token)));
    }

    private Optional<Reader> read(Token token) {
        return jdbc.sql("""
                        select f.person_id, f.organisation_id, p.locale,
                               array(select m.role from membership m
                                      where m.person_id = f.person_id and m.organisation_id = f.organisation_id
                                        and m.ended_at is null)
                          from calendar_feed f join person p on p.id = f.person_id
                         where f.token_hash = :hash and f.ended_at is null and p.disabled_at is null
                        """)
                .param("hash", token.hash())
                .query((row, _) -> new Reader(
                        new Scope.Person(
                                new PersonId(row.getObject(1, UUID.class)),
                                new OrganisationId(row.getObject(2, UUID.class)),
                                SessionStore.roles((String[]) row.getArray(4).getArray())),
                        Locale.of(row.getString(3))))
                .optional()
                .filter(reader -> !reader.scope().roles().isEmpty());
    }
}
