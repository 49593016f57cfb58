package org.chosei.backup;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One table as PostgreSQL's catalogue describes it.
 *
 * @param order the primary key, in an order that does not depend on the server's locale
 * @param parents the other tables that must be filled before this one
 */
record TableShape(String name, List<String> columns, List<String> order, Set<String> parents, boolean forced) {
    private static final String SHAPES = """
            select c.relname,
                   array(select a.attname::text from pg_attribute a
                          where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
                          order by a.attnum),
                   array(select quote_ident(a.attname) || case when a.attcollation = 0 then '' else ' collate "C"' end
                           from pg_index i
                          cross join lateral unnest(i.indkey::int2[]) with ordinality as k (attnum, place)
                           join pg_attribute a on a.attrelid = c.oid and a.attnum = k.attnum
                          where i.indrelid = c.oid and i.indisprimary order by k.place),
                   array(select distinct p.relname::text from pg_constraint f join pg_class p on p.oid = f.confrelid
                          where f.conrelid = c.oid and f.contype = 'f' and f.confrelid <> c.oid),
                   c.relforcerowsecurity
              from pg_class c
             where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname <> 'flyway_schema_history'
             order by c.relname
            """;

    /** Tables of which the owner, for the purpose of a backup, would silently see only a part. */
    private static final String HIDDEN = """
            select c.relname from pg_class c
             where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relrowsecurity
               and (not exists (select from pg_policy p where p.polrelid = c.oid and p.polname = 'backup'
                                   and p.polpermissive and p.polcmd = '*' and current_user::regrole = any (p.polroles))
                    or exists (select from pg_policy p where p.polrelid = c.oid and not p.polpermissive
                                  and (0 = any (p.polroles) or current_user::regrole = any (p.polroles))))
            """;

    static List<TableShape> all(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(SHAPES)) {
            List<TableShape> shapes = new ArrayList<>();
            while (row.next()) {
                shapes.add(new TableShape(
                        row.getString(1),
                        strings(row, 2),
                        strings(row, 3),
                        Set.copyOf(strings(row, 4)),
                        row.getBoolean(5)));
            }
            return shapes;
        }
    }

    static List<String> hidden(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(HIDDEN)) {
            List<String> names = new ArrayList<>();
            while (row.next()) {
                names.add(row.getString(1));
            }
            return names;
        }
    }

    private static List<String> strings(ResultSet row, int column) throws SQLException {
        return List.of((String[]) row.getArray(column).getArray());
    }

    /** Parents before children, so that every foreign key finds its row. */
    static List<TableShape> inOrderOfDependence(List<TableShape> shapes) {
        List<TableShape> ordered = new ArrayList<>();
        Set<String> placed = new LinkedHashSet<>();
        while (ordered.size() < shapes.size()) {
            List<TableShape> next = shapes.stream()
                    .filter(shape -> !placed.contains(shape.name()) && placed.containsAll(shape.parents()))
                    .toList();
            if (next.isEmpty()) {
                throw new IllegalStateException("foreign keys go round in a circle; placed so far: " + placed);
            }
            ordered.addAll(next);
            next.forEach(shape -> placed.add(shape.name()));
        }
        return ordered;
    }

    /** The same rows give the same bytes on every server. */
    String copyOut() {
        return "copy (select %s from %s order by %s) to stdout"
                .formatted(columnList(), quoted(name), String.join(", ", order));
    }

    String copyIn() {
        return "copy %s (%s) from stdin".formatted(quoted(name), columnList());
    }

    private String columnList() {
        return columns.stream().map(TableShape::quoted).collect(Collectors.joining(", "));
    }

    static String quoted(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }
}
