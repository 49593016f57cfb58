package org.chosei.demo;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.chosei.access.Role;
import org.chosei.access.Scope;
import org.chosei.access.Scopes;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.PersonId;
import org.jsoup.nodes.Element;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * One vendor looks for what is another's: over the pages, by guessed addresses, and last in the database itself, under its
 * own scope with every check of the application taken away.
 */
final class Isolation {
    private final Cast cast;
    private final Played.OpenedCase of;
    private final Vendor curious;
    private final Vendor other;

    Isolation(Cast cast, Played.OpenedCase of, Vendor curious, Vendor other) {
        this.cast = cast;
        this.of = of;
        this.curious = curious;
        this.other = other;
    }

    /** Claims that nothing of the other is found; {@code others} is the staff's page of it. Returns the tables searched. */
    int prove(Page others) {
        String thread = between(others.element("form.composer").attr("action"), "/threads/", "/messages");
        String file = others.element("article.message a[download]").attr("href");
        Visitor browser = curious.person().browser();
        Page own = browser.open(of.vendorPage()).fine();
        List<String> marks =
                List.of(other.id(), other.name(), other.domain, thread, file.substring("/files/".length()));
        for (String mark : marks) {
            StepFailed.unless(!own.body().contains(mark), "%s's page shows %s", curious.name(), mark);
        }
        for (Element link : own.html().select("main a[href^='/']")) {
            String body = browser.fetch(link.attr("href")).body();
            marks.forEach(mark -> StepFailed.unless(
                    !body.contains(mark), "%s shows %s to %s", link.attr("href"), mark, curious.name()));
        }
        unknown(browser.fetch(file), file);
        unknown(
                browser.post("/threads/" + thread + "/messages", "form", other.id(), "text", "hello", "back", "/"),
                "posting to the thread");
        unknown(browser.fetch(of.page() + "/vendors/" + other.id()), "the staff's page");
        return searchTheDatabase(marks);
    }

    private static void unknown(Page page, String what) {
        StepFailed.unless(page.status() == 404, "%s answered %d", what, page.status());
    }

    /** Every table, every row that the vendor's scope can see. */
    private int searchTheDatabase(List<String> marks) {
        Scope scope = new Scope.Person(
                new PersonId(new UUID(0, 1)),
                new OrganisationId(UUID.fromString(curious.id())),
                Set.of(Role.RESPONSIBLE));
        JdbcClient sql = cast.stage.server().part(JdbcClient.class);
        TransactionOperations transaction = cast.stage.server().part(TransactionOperations.class);
        return Scopes.as(
                scope,
                () -> transaction.execute(_ -> {
                    List<String> tables = sql.sql("""
                            select format('%I.%I', schemaname, tablename) from pg_tables
                             where schemaname not in ('pg_catalog', 'information_schema')
                               and has_table_privilege(format('%I.%I', schemaname, tablename), 'select')
                            """).query(String.class).list();
                    StepFailed.unless(tables.size() > 20, "only %d tables can be searched", tables.size());
                    StepFailed.unless(
                            rows(sql, "public.notice", of.id()) > 0, "the search does not even find the own notice");
                    for (String table : tables) {
                        for (String mark : marks) {
                            StepFailed.unless(
                                    rows(sql, table, mark) == 0, "%s shows %s to %s", table, mark, curious.name());
                        }
                    }
                    return tables.size();
                }));
    }

    private static int rows(JdbcClient sql, String table, String mark) {
        return sql.sql("select count(*) from " + table + " t where strpos(to_jsonb(t)::text, :mark) > 0")
                .param("mark", mark)
                .query(Integer.class)
                .single();
    }

    private static String between(String text, String before, String after) {
        return text.substring(text.indexOf(before) + before.length(), text.indexOf(after));
    }
}
