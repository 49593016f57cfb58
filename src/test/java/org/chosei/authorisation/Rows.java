package org.chosei.authorisation;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.chosei.access.Scope;
import org.chosei.access.Scopes;
import org.chosei.testing.World;
import org.jspecify.annotations.Nullable;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.support.TransactionOperations;

/** The rows of every table, as PostgreSQL shows them to a scope with none of the application's own checks. */
final class Rows {
    private static final Pattern OWN_ID = Pattern.compile("\"id\": ?\"([0-9a-f-]{36})\"");

    private final World world;
    /** Every table that the application may read. */
    final List<String> tables;

    private final Map<String, List<String>> everything = new LinkedHashMap<>();

    Rows(World world) {
        this.world = world;
        this.tables = world.application.everything("""
                select relname from pg_class where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace
                   and has_table_privilege('chosei_app', oid, 'select') order by 1
                """);
        for (String table : world.application.everything("""
                select relname from pg_class where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace
                   and relname <> 'flyway_schema_history' order by 1
                """)) {
            everything.put(table, world.application.everything("select to_jsonb(t)::text from " + table + " t"));
        }
    }

    /** All there is, table by table, whoever may see it. */
    Map<String, List<String>> everything() {
        return everything;
    }

    /** What the scope sees, table by table; tables that show nothing are absent. Null is work without a scope. */
    Map<String, List<String>> seenBy(@Nullable Scope scope) {
        Map<String, List<String>> seen = new LinkedHashMap<>();
        for (String table : tables) {
            List<String> rows = in(scope, "select to_jsonb(t)::text from " + table + " t");
            if (!rows.isEmpty()) {
                seen.put(table, rows);
            }
        }
        return seen;
    }

    private List<String> in(@Nullable Scope scope, String sql) {
        return scope == null
                ? Objects.requireNonNull(world.application
                        .bean(TransactionOperations.class)
                        .execute(_ -> world.sql().sql(sql).query(String.class).list()))
                : world.as(scope, () -> world.sql().sql(sql).query(String.class).list());
    }

    /**
     * Ids, names and numbers that belong to the other vendors and to the cases that this one was not granted: those that
     * the world knows, and the id of every row that names one of them.
     */
    Set<String> foreignTo(World.Vendor vendor) {
        Set<String> foreign = new TreeSet<>();
        Stream.of(world.asahi, world.hidden, world.stranger, world.waiting, world.withdrawn)
                .filter(other -> !other.id().equals(vendor.id()))
                .forEach(other -> foreign.addAll(List.of(
                        other.id().toString(),
                        other.word(),
                        other.fingerprint(),
                        world.person(other.responsible()).toString(),
                        world.person(other.member()).toString())));
        foreign.addAll(List.of(world.partner.id().toString(), world.partner.fingerprint(), "PARTNER-"));
        if (!vendor.id().equals(world.hidden.id())) {
            foreign.addAll(List.of(world.alone.id().toString(), world.alone.number()));
            if (!vendor.id().equals(world.asahi.id())) {
                foreign.addAll(List.of(world.shared.id().toString(), world.shared.number()));
            }
        }
        Set<String> found = new HashSet<>(foreign);
        while (!found.isEmpty()) {
            found = new HashSet<>(ownIdsOfRowsNaming(found));
            found.removeAll(foreign);
            foreign.addAll(found);
        }
        return foreign;
    }

    private List<String> ownIdsOfRowsNaming(Set<String> words) {
        List<String> ids = new ArrayList<>();
        AnyOf any = new AnyOf(words);
        everything.values().stream().flatMap(List::stream).filter(any::isIn).forEach(row -> {
            Matcher id = OWN_ID.matcher(row);
            if (id.find()) {
                ids.add(id.group(1));
            }
        });
        return ids;
    }

    /** Runs a statement as the scope and undoes it; the SQLSTATE that refused it, or how many rows it would have changed. */
    String tried(Scope scope, String sql, @Nullable String row) {
        try {
            return Scopes.as(
                    scope,
                    () -> Objects.requireNonNull(world.application
                            .bean(TransactionOperations.class)
                            .execute(status -> {
                                status.setRollbackOnly();
                                var statement = world.sql().sql(sql);
                                return (row == null ? statement : statement.param("row", row)).update() + " rows";
                            })));
        } catch (DataAccessException e) {
            Throwable root = NestedExceptionUtils.getMostSpecificCause(e);
            return root instanceof SQLException refused ? String.valueOf(refused.getSQLState()) : root.toString();
        }
    }
}
