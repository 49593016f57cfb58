package org.chosei.conversation;

import static org.chosei.testing.TestOrganisations.COORDINATOR;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.chosei.access.Role;
import org.chosei.access.Scope;
import org.chosei.access.Scopes;
import org.chosei.cases.CoordinatedCase;
import org.chosei.identity.TestPerson;
import org.chosei.kernel.PersonId;
import org.chosei.testing.Browser;
import org.jsoup.nodes.Element;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Cases in work, with what tests of talk do on their pages. */
final class TalkDesk implements AutoCloseable {
    final CaseInWork work = new CaseInWork();
    /** Somebody else of the staff. */
    final Browser colleague = TestPerson.joined(
                    work.application, "Keiko Second", "keiko@csirt.example", COORDINATOR, Role.COORDINATOR)
            .browser();

    /** Opens a thread as the coordinator; its path under the case. */
    String open(CoordinatedCase of, ThreadKind kind, String title, boolean shown, CaseInWork.Party... vendors) {
        List<String> fields = new ArrayList<>(
                List.of("form", java.util.UUID.randomUUID().toString(), "kind", kind.name(), "title", title));
        for (CaseInWork.Party vendor : vendors) {
            fields.addAll(List.of("vendor", vendor.vendor().id().toString()));
        }
        if (shown) {
            fields.addAll(List.of("shown", "yes"));
        }
        Browser.Page opened = work.coordinator.post("/cases/" + of.id() + "/talk", fields.toArray(String[]::new));
        if (opened.status() != 303) {
            throw new AssertionError(opened.status() + " " + opened.text());
        }
        return opened.location().replaceFirst("/cases/[^/]*", "");
    }

    /** The newest of a thread, for staff. */
    Browser.Page staff(CoordinatedCase of, String talk) {
        return work.coordinator.get("/cases/" + of.id() + talk + "?latest=yes");
    }

    Browser.Page vendor(CaseInWork.Party vendor, CoordinatedCase of, String talk) {
        return browser(vendor).get("/our-cases/" + of.id() + talk + "?latest=yes");
    }

    static Browser browser(CaseInWork.Party vendor) {
        return vendor.vendor().browser();
    }

    /** Sends from a page, and leaves the ten seconds running; the message's id. */
    String send(Browser browser, Browser.Page page, String words) {
        Element composer = page.html().expectFirst("form.composer");
        String back = composer.select("[name=back]").val();
        Browser.Page sent = browser.upload(
                composer.attr("action"),
                List.of(),
                "form",
                composer.select("[name=form]").val(),
                "back",
                back,
                "text",
                words);
        if (sent.status() != 303) {
            throw new AssertionError(sent.status() + " " + sent.text());
        }
        return Objects.requireNonNull(browser.get(back)
                        .html()
                        .select("article.message:contains("
                                + words.lines().findFirst().orElseThrow() + ")")
                        .last())
                .id()
                .substring(2);
    }

    /** The ten seconds pass. */
    void pause() {
        work.application.advance(Undo.PAUSE.plus(Duration.ofSeconds(1)));
    }

    /** Sends, and lets the ten seconds pass. */
    String say(Browser browser, Browser.Page page, String words) {
        String message = send(browser, page, words);
        pause();
        return message;
    }

    /** The person of a vendor as the database knows it. */
    Scope.Person scope(CaseInWork.Party vendor) {
        PersonId person = new PersonId(UUID.fromString(work.post
                .staffSees("select distinct person_id::text from membership where organisation_id = '"
                        + vendor.vendor().id() + "' and role = 'responsible'")
                .getFirst()));
        return new Scope.Person(person, vendor.vendor().id(), Set.of(Role.RESPONSIBLE));
    }

    <T> T as(Scope scope, Supplier<T> work) {
        return Scopes.as(
                scope,
                () -> Objects.requireNonNull(
                        this.work.application.bean(TransactionOperations.class).execute(_ -> work.get())));
    }

    /** The rows of a table as the database shows them to a scope with none of the application's checks. */
    List<String> rows(Scope scope, String table) {
        return as(
                scope,
                () -> work.application
                        .bean(JdbcClient.class)
                        .sql("select to_jsonb(t)::text from " + table + " t")
                        .query(String.class)
                        .list());
    }

    /** Tries a statement in a scope and undoes it: how many rows it changed, or the SQLSTATE that refused it. */
    String tried(Scope scope, String sql) {
        try {
            return Scopes.as(
                    scope,
                    () -> Objects.requireNonNull(work.application
                            .bean(TransactionOperations.class)
                            .execute(status -> {
                                status.setRollbackOnly();
                                return work.application
                                                .bean(JdbcClient.class)
                                                .sql(sql)
                                                .update() + " rows";
                            })));
        } catch (DataAccessException e) {
            return NestedExceptionUtils.getMostSpecificCause(e) instanceof java.sql.SQLException refused
                    ? String.valueOf(refused.getSQLState())
                    : e.toString();
        }
    }

    @Override
    public void close() {
        work.close();
    }
}
