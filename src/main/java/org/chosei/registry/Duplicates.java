package org.chosei.registry;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.chosei.registry.Duplicate.Same;
import org.chosei.registry.form.ContactChecks;
import org.chosei.registry.form.FormField;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Finds what a registration may be a second time: organisations, and other registrations that were not refused. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class Duplicates {
    private static final int SHOWN = 20;
    /** NFKC also makes 株式会社 of its sign, and full-width letters plain. */
    private static final String NAME = "regexp_replace(lower(normalize(%s, NFKC)),"
            + " '\\s+(co|inc|ltd|llc|corp|gmbh)\\.?$|\\s|株式会社|有限会社|合同会社|\\(株\\)|\\(有\\)|[,.]', '', 'g')";

    private final JdbcClient jdbc;

    Duplicates(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Two statements, whatever their number. */
    List<Duplicate> of(Registration registration) {
        List<Duplicate> all = new ArrayList<>(organisations(registration));
        all.addAll(registrations(registration));
        return all;
    }

    private List<Duplicate> organisations(Registration registration) {
        return parameters(
                        jdbc.sql("""
                        with wanted as (select %s as name)
                        select * from (
                            select o.id, coalesce(nullif(o.name_ja, ''), o.name_en) as name,
                                   w.name <> '' and w.name in (%s, %s) as same_name,
                                   o.domains && :domains::text[] or exists (
                                       select from contact_point c where c.organisation_id = o.id and c.removed_at is null
                                          and split_part(lower(c.email), '@', 2) = any(:domains::text[])) as same_domain,
                                   exists (select from contact_point c where c.organisation_id = o.id and c.removed_at is null
                                              and lower(c.email) = any(:addresses::text[])) as same_address
                              from organisation o cross join wanted w where o.kind <> 'COORDINATOR') as f
                         where same_name or same_domain or same_address
                         order by same_address desc, same_name desc, id limit :limit
                        """.formatted(
                                        NAME.formatted(":name::text"),
                                        NAME.formatted("o.name_ja"),
                                        NAME.formatted("o.name_en"))),
                        registration)
                .query((row, _) ->
                        new Duplicate(row.getObject("id", UUID.class), null, row.getString("name"), same(row)))
                .list();
    }

    /** Of an accepted one its organisation was found already, unless it was registered under other names. */
    private List<Duplicate> registrations(Registration registration) {
        return parameters(
                        jdbc.sql("""
                        with wanted as (select %s as name)
                        select * from (
                            select r.id, r.number, f.fields ->> 'team.organizationName' as name,
                                   w.name <> '' and w.name = %s as same_name,
                                   split_part(lower(f.fields ->> 'team.email'), '@', 2) = any(:domains::text[]) as same_domain,
                                   lower(f.fields ->> 'team.email') = any(:addresses::text[]) as same_address
                              from registration r cross join wanted w
                                   left join lateral (select d.fields from registration_reply_decision d
                                                       where d.registration_id = r.id and d.taken
                                                       order by d.id desc limit 1) t on true
                                   cross join lateral (select coalesce(t.fields, r.fields) as fields) f
                             where r.id <> :id
                               and (select s.state from registration_state s where s.registration_id = r.id
                                     order by s.id desc limit 1) <> 'REFUSED') as found
                         where same_name or same_domain or same_address
                         order by same_address desc, same_name desc, id limit :limit
                        """.formatted(
                                        NAME.formatted(":name::text"),
                                        NAME.formatted("coalesce(f.fields ->> 'team.organizationName', '')"))),
                        registration)
                .param("id", registration.id())
                .query((row, _) -> new Duplicate(
                        null,
                        row.getObject("id", UUID.class),
                        row.getString("number") + " " + (row.getString("name") == null ? "" : row.getString("name")),
                        same(row)))
                .list();
    }

    private static JdbcClient.StatementSpec parameters(JdbcClient.StatementSpec query, Registration registration) {
        List<String> addresses = Stream.of(FormField.TEAM_EMAIL, FormField.CONTACT_EMAIL)
                .map(field -> registration.answer(field).toLowerCase(Locale.ROOT))
                .filter(Words::isAddress)
                .distinct()
                .toList();
        List<String> domains = addresses.stream()
                .filter(address -> !ContactChecks.isFreemail(address))
                .map(address -> address.substring(address.indexOf('@') + 1))
                .distinct()
                .toList();
        return query.param("name", registration.answer(FormField.ORGANIZATION_NAME))
                .param("addresses", addresses.toArray(String[]::new))
                .param("domains", domains.toArray(String[]::new))
                .param("limit", SHOWN);
    }

    private static Set<Same> same(ResultSet row) throws SQLException {
        Set<Same> same = EnumSet.noneOf(Same.class);
        if (row.getBoolean("same_name")) {
            same.add(Same.NAME);
        }
        if (row.getBoolean("same_domain")) {
            same.add(Same.DOMAIN);
        }
        if (row.getBoolean("same_address")) {
            same.add(Same.ADDRESS);
        }
        return same;
    }
}
